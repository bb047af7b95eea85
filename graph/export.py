"""Handing a graph on to other programs. The order of rows and the digits of numbers are fixed, so exports compare."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..config.errors import GraphError, QueryError
from .query.names import names_of
from .query.view import View
from .store.folder import replace_atomically

_DOCUMENTS = "SELECT id, source, title, date FROM documents ORDER BY id"
_MENTIONS = """
SELECT d.source, d.id AS document, m.sentence, m.start, m."end",
       substr(w.text, m.start - w.start + 1, m."end" - m.start) AS text, e.type, e.id AS entity, m.extractor
FROM windows AS w JOIN documents AS d USING (document)
JOIN mentions AS m USING (window) JOIN entities AS e USING (entity)
ORDER BY w.window, m.start
"""
_NODES = "SELECT entity, id, name, type, mentions, documents FROM entities ORDER BY entity"
_EDGES = """
SELECT a.id AS source, b.id AS target, g.weight, g.documents, g.first, g.last
FROM edges AS g JOIN entities AS a ON a.entity = g.source JOIN entities AS b ON b.entity = g.target
WHERE g.source < g.target ORDER BY g.source, g.target
"""


def export(view: View, path: Path, *, format: str = "jsonl") -> None:
    """Write the graph to `path` in one of `FORMATS`.

    Raises:
        QueryError: unknown format.
        GraphError: the path cannot be written.
    """
    if format not in FORMATS:
        raise QueryError(f"no export format is named {format!r}; there are: {', '.join(FORMATS)}")
    try:
        FORMATS[format](view, path)
    except OSError as error:
        raise GraphError(f"{path} cannot be written: {error.strerror or error}") from error


def _jsonl(view: View, folder: Path) -> None:
    """documents.jsonl by id; mentions.jsonl by document and position; nodes.jsonl and edges.jsonl by entity ids."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "documents": _dicts(view, _DOCUMENTS),
        "mentions": _dicts(view, _MENTIONS),
        "nodes": _nodes(view),
        "edges": _dicts(view, _EDGES),
    }
    for name, rows in tables.items():
        replace_atomically(folder / f"{name}.jsonl", _writer(rows))


def _writer(rows: Iterator[dict[str, Any]]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


def _dicts(view: View, query: str) -> Iterator[dict[str, Any]]:
    cursor = view.connection.execute(query)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _nodes(view: View) -> Iterator[dict[str, Any]]:
    for row in _dicts(view, _NODES):
        entity = row.pop("entity")
        others = [n for n in names_of(view.connection, entity) if n.mentions and n.name != row["name"]]
        joins = [{"name": n.name, "reason": n.reason, "document": n.document} for n in others]
        yield {"id": row["id"], "name": row["name"], "type": row["type"], "aliases": [n.name for n in others]} | {
            "mentions": row["mentions"],
            "documents": row["documents"],
            "joins": joins,
        }


FORMATS: dict[str, Callable[[View, Path], None]] = {"jsonl": _jsonl}
