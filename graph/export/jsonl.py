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

_NODES = "SELECT entity, id, name, type, mentions, documents FROM entities ORDER BY entity"


def write(view: View, folder: Path) -> None:
    """documents.jsonl by id; mentions.jsonl by document and position; nodes.jsonl and edges.jsonl by entity ids."""
    tables = {
        "documents": rows.named(DOCUMENTS, rows.documents(view)),
        "mentions": rows.named(MENTIONS, rows.mentions(view)),
        "nodes": _nodes(view),
        "edges": rows.named(EDGES, rows.edges(view)),
    }
    write_folder(folder, {f"{name}.jsonl": text(map(_line, table)) for name, table in tables.items()})


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _nodes(view: View) -> Iterator[dict[str, Any]]:
    for entity, id_, name, type_, mentions, documents in view.connection.execute(_NODES):
        others = rows.aliases(view, entity, name)
        yield {
            "id": id_,
            "name": name,
            "type": type_,
            "aliases": [other.name for other in others],
            "mentions": mentions,
            "documents": documents,
            "joins": [{"name": other.name, "reason": other.reason, "document": other.document} for other in others],
        }
