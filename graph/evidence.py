"""Which sentences name two entities together."""

from __future__ import annotations

import sqlite3

from .period import Period
from .results import Evidence

_TOGETHER = """
SELECT w.window, d.id, d.source, d.title, d.date, w.number, w.start, w.text
FROM windows AS w JOIN documents AS d USING (document)
WHERE w.window IN (
    SELECT window FROM mentions WHERE entity = :a INTERSECT SELECT window FROM mentions WHERE entity = :b)
  AND (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date, d.id, w.number
LIMIT :limit
"""
_SPANS = 'SELECT start, "end" FROM mentions WHERE entity = ? AND window = ? ORDER BY start'


def evidence(
    connection: sqlite3.Connection, a: int, b: int, *, limit: int, period: Period | None = None
) -> list[Evidence]:
    """Windows that name both entities (row numbers), earliest first, undated last, then by document and position."""
    values = {
        "a": a,
        "b": b,
        "limit": limit,
        "first": period and period.first,
        "last": period and period.last,
    }
    return [
        Evidence(document, source, title, date, number, text, _spans(connection, window, start, (a, b)))
        for window, document, source, title, date, number, start, text in connection.execute(_TOGETHER, values)
    ]


def _spans(
    connection: sqlite3.Connection, window: int, offset: int, entities: tuple[int, int]
) -> tuple[tuple[int, int], ...]:
    return tuple(
        (start - offset, end - offset)
        for entity in dict.fromkeys(entities)
        for start, end in connection.execute(_SPANS, (entity, window))
    )
