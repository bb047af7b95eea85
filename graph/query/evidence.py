"""Which sentences name two entities together."""

from __future__ import annotations

import sqlite3

from .excerpt import surroundings
from .period import Period
from .results import Evidence, Printed

_TOGETHER = """
SELECT w.window, d.id, d.source, d.title, d.date, w.number, w.start
FROM windows AS w JOIN documents AS d USING (document)
WHERE w.window IN (
    SELECT few.window FROM mentions AS few CROSS JOIN mentions AS many ON many.window = few.window
    WHERE few.entity = :few AND many.entity = :many)
  AND (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date, d.id, w.number
LIMIT :limit
"""
ALSO = 20  # of the documents that reprint a window so many are told
_TEXT = "SELECT text FROM windows WHERE window = ?"  # one at a time: sorting them would hold all in memory
_WINDOWS = "SELECT windows, entity FROM entities WHERE entity = ?"
_ALSO_IN = """
SELECT d.id, d.source, d.title, d.date FROM documents AS d
WHERE document IN (SELECT document FROM reprints WHERE window = ?) ORDER BY d.date IS NULL, d.date, d.id LIMIT ?
"""
_ALSO_IN_TOTAL = "SELECT count(DISTINCT document) FROM reprints WHERE window = ?"
_SPANS = 'SELECT start, "end" FROM mentions WHERE entity = ? AND window = ? ORDER BY start'


def evidence(
    connection: sqlite3.Connection,
    a: int,
    b: int,
    *,
    limit: int,
    period: Period | None = None,
    longest: int | None = None,
    also: int = ALSO,
) -> list[Evidence]:
    """Windows that name both entities (row numbers), earliest first, undated last, then by document and position.

    Of one of more than `longest` characters, what is around the names where they stand nearest to each other. Of the
    documents that reprint one up to `also` are told, and the number of all.
    """
    # Read the windows of the rarer one and look the other up in them: CROSS JOIN keeps SQLite to that order.
    few, many = sorted((a, b), key=lambda entity: connection.execute(_WINDOWS, (entity,)).fetchone())
    values = {
        "few": few,
        "many": many,
        "limit": limit,
        "first": period and period.first,
        "last": period and period.last,
    }
    found = []
    for window, document, source, title, date, number, start in connection.execute(_TOGETHER, values):
        (text,) = connection.execute(_TEXT, (window,)).fetchone()
        of_a, of_b = (_spans(connection, entity, window, start) for entity in (a, b))
        if longest is not None and len(text) > longest:
            text, of_a, of_b = surroundings(text, of_a, of_b, reach=longest // 4)
        spans = of_a if a == b else of_a + of_b
        reprints = also_in(connection, window, most=also)
        found.append(Evidence(document, source, title, date, number, text, spans, len(of_a), *reprints))
    return found


def also_in(connection: sqlite3.Connection, window: int, *, most: int = ALSO) -> tuple[tuple[Printed, ...], int]:
    """Up to `most` documents that reprint a window (row number), earliest first, undated last; and how many do."""
    (total,) = connection.execute(_ALSO_IN_TOTAL, (window,)).fetchone()
    rows = connection.execute(_ALSO_IN, (window, most)) if total and most else ()
    return tuple(Printed(*row) for row in rows), total


def _spans(connection: sqlite3.Connection, entity: int, window: int, offset: int) -> tuple[tuple[int, int], ...]:
    rows = connection.execute(_SPANS, (entity, window))
    return tuple((start - offset, end - offset) for start, end in rows)
