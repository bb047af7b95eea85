"""The rows of a graph in a fixed order, one after another: a large graph needs no more memory than a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import merge
from operator import itemgetter
from typing import Any

import numpy as np

from ..query.names import names_of
from ..query.results import NameOf
from ..query.view import View
from ..statistics import Statistics
from .columns import EDGES, Column

Row = tuple[Any, ...]

_COUNTED = 6  # columns of `EDGES` that a link has by itself
_DIGITS = 9  # of floats: more of them differ between machines
_DOCUMENTS = """
SELECT d.id, d.source, d.title, d.date, d.date_from, o.id
FROM documents AS d LEFT JOIN documents AS o ON o.document = d.repost_of ORDER BY d.id
"""
_MENTIONS = """
SELECT w.document, d.source, d.id, m.sentence, m.start, m."end",
       substr(w.text, m.start - w.start + 1, m."end" - m.start), e.type, e.id, m.extractor, NULL, NULL
FROM windows AS w JOIN documents AS d USING (document)
JOIN mentions AS m USING (window) JOIN entities AS e USING (entity)
ORDER BY w.window, m.start
"""
_COPIED = """
SELECT c.document, d.source, d.id, c.sentence, c.start, c."end", c.text, e.type, e.id, c.extractor, o.id, c.of_sentence
FROM copied_mentions AS c JOIN documents AS d USING (document) JOIN entities AS e USING (entity)
JOIN documents AS o ON o.document = c.of_document ORDER BY c.document, c.start
"""
_NODES = """
SELECT e.entity, e.id, e.name, e.type, e.mentions, e.documents,
       e.neighbors, e.strength, e.pagerank, e.betweenness, e.community, min(d.date), max(d.date)
FROM entities AS e LEFT JOIN mentions AS m USING (entity) LEFT JOIN windows AS w USING (window)
LEFT JOIN documents AS d ON d.document = w.document
GROUP BY e.entity ORDER BY e.entity
"""
_EDGES = """
SELECT g.source, g.target, a.id, b.id, g.weight, g.documents, g.first, g.last, g.p_adjusted
FROM edges AS g JOIN entities AS a ON a.entity = g.source JOIN entities AS b ON b.entity = g.target
WHERE g.source < g.target ORDER BY g.source, g.target
"""
_TURN = 50_000  # links whose statistics are worked out together


def documents(view: View) -> Iterator[Row]:
    """`DOCUMENTS` by id."""
    return view.connection.execute(_DOCUMENTS)


def mentions(view: View) -> Iterator[Row]:
    """`MENTIONS` by document and position, reprinted ones too."""
    both = merge(*map(view.connection.execute, (_MENTIONS, _COPIED)), key=itemgetter(0, 4))
    return (row[1:] for row in both)


def nodes(view: View) -> Iterator[Row]:
    """`NODES` by id. The days are those of the earliest and the latest document that names the entity."""
    for entity, id_, name, type_, *counts in view.connection.execute(_NODES):
        yield (id_, name, type_, [other.name for other in aliases(view, entity, name)], *counts)


def aliases(view: View, entity: int, name: str) -> list[NameOf]:
    """The other names that documents use for an entity (row number), those used most first."""
    return [other for other in names_of(view.connection, entity) if other.mentions and other.name != name]


def edges(view: View) -> Iterator[Row]:
    """`EDGES` by the ids of both ends, each pair once."""
    cursor, statistics = view.connection.execute(_EDGES), Statistics(view.connection)
    while rows := cursor.fetchmany(_TURN):
        source, target, _, _, both, *_, p_adjusted = (np.array(column) for column in zip(*rows, strict=True))
        found = {**statistics.of(source, target, both), "p_adjusted": p_adjusted}
        columns = (found[column.name].tolist() for column in EDGES[_COUNTED:])
        for row, values in zip(rows, zip(*columns, strict=True), strict=True):
            yield *row[2:-1], *(float(f"{value:.{_DIGITS}g}") for value in values)


def named(columns: Sequence[Column], rows: Iterator[Row]) -> Iterator[dict[str, Any]]:
    """Each row by the names of its columns."""
    names = [column.name for column in columns]
    return (dict(zip(names, row, strict=True)) for row in rows)
