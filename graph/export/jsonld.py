"""JSON-LD: linked data that programs without any knowledge of it read as JSON. One resource on a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..query.view import View
from .files import write_file
from .linked import DAYS, LINKS, PREFIXES, REALS, resources


def write(view: View, path: Path) -> None:
    """One object with "@context" and "@graph", written resource by resource."""
    write_file(path, _pieces(view))


def _pieces(view: View) -> Iterator[str]:
    context: dict[str, Any] = dict(PREFIXES)
    context |= {term: {"@id": term, "@type": "xsd:date"} for term in DAYS}
    context |= {term: {"@id": term, "@type": "xsd:double"} for term in REALS}
    context |= {term: {"@id": term, "@type": "@id"} for term in LINKS}
    yield f'{{"@context": {_json(context)}, "@graph": [\n'
    separator = ""
    for resource in resources(view):
        yield separator + _json(resource)
        separator = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    # Like this the file may also be embedded in a page: no name ends its script.
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
