"""The rows of a graph in a fixed order, one after another: a large graph needs no more memory than a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..query.names import names_of
from ..query.results import NameOf
from ..query.view import View
from .columns import EDGES, Column

Row = tuple[Any, ...]

_DIGITS = 9  # of floats: more of them differ between machines
_DOCUMENTS = "SELECT id, source, title, date FROM documents ORDER BY id"
_MENTIONS = """
SELECT d.source, d.id AS document, m.sentence, m.start, m."end",
       substr(w.text, m.start - w.start + 1, m."end" - m.start) AS text, e.type, e.id AS entity, m.extractor
FROM windows AS w JOIN documents AS d USING (document)
JOIN mentions AS m USING (window) JOIN entities AS e USING (entity)
ORDER BY w.window, m.start
"""
_NODES = """
SELECT e.entity, e.id, e.name, e.type, e.mentions, e.documents, min(d.date), max(d.date)
FROM entities AS e LEFT JOIN mentions AS m USING (entity) LEFT JOIN windows AS w USING (window)
LEFT JOIN documents AS d ON d.document = w.document
GROUP BY e.entity ORDER BY e.entity
"""
_EDGES = """
SELECT a.id, b.id, {columns}
FROM edges AS g JOIN entities AS a ON a.entity = g.source JOIN entities AS b ON b.entity = g.target
WHERE g.source < g.target ORDER BY g.source, g.target
"""


def documents(view: View) -> Iterator[Row]:
    """`DOCUMENTS` by id."""
    return view.connection.execute(_DOCUMENTS)


def mentions(view: View) -> Iterator[Row]:
    """`MENTIONS` by document and position."""
    return view.connection.execute(_MENTIONS)


def nodes(view: View) -> Iterator[Row]:
    """`NODES` by id. The days are those of the earliest and the latest document that names the entity."""
    for entity, id_, name, type_, *counts in view.connection.execute(_NODES):
        yield (id_, name, type_, [other.name for other in aliases(view, entity, name)], *counts)


def aliases(view: View, entity: int, name: str) -> list[NameOf]:
    """The other names that documents use for an entity (row number), those used most first."""
    return [other for other in names_of(view.connection, entity) if other.mentions and other.name != name]


def edges(view: View) -> Iterator[Row]:
    """`EDGES` by the ids of both ends, each pair once."""
    columns = EDGES[2:]
    rows = view.connection.execute(_EDGES.format(columns=", ".join(f"g.{column.name}" for column in columns)))
    reals = [place for place, column in enumerate(EDGES) if column.kind == "real"]
    return (_rounded(row, reals) for row in rows) if reals else rows


def _rounded(row: Row, places: Sequence[int]) -> Row:
    values = list(row)
    for place in places:
        if values[place] is not None:
            values[place] = float(f"{values[place]:.{_DIGITS}g}")
    return tuple(values)


def named(columns: Sequence[Column], rows: Iterator[Row]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns."""
    names = [column.name for column in columns]
    return (dict(zip(names, row, strict=True)) for row in rows)
