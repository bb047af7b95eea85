"""JSON lines, the canonical export: all that a graph holds, with the reason of every name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..query.view import View
from . import rows
from .columns import DOCUMENTS, EDGES, MENTIONS
from .files import text, write_folder
from .months import with_months

_NODES = """
SELECT entity, id, name, type, mentions, documents, neighbors AS degree, strength, pagerank, betweenness, community
FROM entities ORDER BY entity
"""


def write(view: View, folder: Path) -> None:
    """documents.jsonl by id; mentions.jsonl by document and position; nodes.jsonl and edges.jsonl by entity ids."""
    tables = {
        "documents": rows.named(DOCUMENTS, rows.documents(view)),
        "mentions": map(_mention, rows.named(MENTIONS, rows.mentions(view))),
        "nodes": _nodes(view),
        "edges": with_months(view, rows.named(EDGES, rows.edges(view))),
    }
    write_folder(folder, {f"{name}.jsonl": text(map(_line, table)) for name, table in tables.items()})


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _mention(row: dict[str, Any]) -> dict[str, Any]:
    document, sentence = row.pop("reprint_of"), row.pop("reprint_of_sentence")
    return {**row, "reprint_of": None if document is None else {"document": document, "sentence": sentence}}


def _nodes(view: View) -> Iterator[dict[str, Any]]:
    cursor = view.connection.execute(_NODES)
    counted = [column for column, *_ in cursor.description[4:]]
    for entity, id_, name, type_, *counts in cursor:
        others = rows.aliases(view, entity, name)
        yield {
            "id": id_,
            "name": name,
            "type": type_,
            "aliases": [other.name for other in others],
            **dict(zip(counted, counts, strict=True)),
            "joins": [{"name": other.name, "reason": other.reason, "document": other.document} for other in others],
        }
