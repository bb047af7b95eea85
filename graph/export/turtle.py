"""Turtle: linked data as rdflib, Jena and triple stores read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..query.view import View
from .files import write_file
from .linked import DAYS, LINKS, PREFIXES, Resource, resources

_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')


def write(view: View, path: Path) -> None:
    """The triples of the JSON-LD export."""
    write_file(path, _pieces(view))


def _pieces(view: View) -> Iterator[str]:
    for prefix, iri in PREFIXES.items():
        yield f"@prefix {prefix}: <{iri}> .\n"
    yield from map(_statement, resources(view))


def _statement(resource: Resource) -> str:
    facts = [f"a {', '.join(resource['@type'])}"]
    for key, value in resource.items():
        if not key.startswith("@"):
            values = value if isinstance(value, list) else [value]
            facts.append(f"{key} {', '.join(_object(key, one) for one in values)}")
    return f"\n<{resource['@id']}> " + " ;\n    ".join(facts) + " .\n"


def _object(key: str, value: Any) -> str:
    if key in LINKS:
        return f"<{value}>"
    if isinstance(value, float):
        return f'"{value}"^^xsd:double'
    if isinstance(value, int):
        return str(value)
    return _literal(value) + ("^^xsd:date" if key in DAYS else "")


def _literal(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}", text) + '"'
