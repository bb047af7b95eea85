"""When an entity, or a pair, was named: counts by day, month or year, and bursts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta

from ...config.errors import QueryError
from ..bursts import bursts
from .period import Period
from .results import BurstSpan, WhenNamed

UNITS = {"day": 10, "month": 7, "year": 4}  # and how much of a date says it

_NAMED = """
SELECT substr(d.date, 1, :length), count(DISTINCT w.window), count(DISTINCT d.document)
FROM windows AS w JOIN documents AS d USING (document)
WHERE w.window IN ({windows}) AND d.date >= :first AND d.date <= :last GROUP BY 1
"""
_OF_ONE = "SELECT window FROM mentions WHERE entity = :a"
_OF_BOTH = """
SELECT few.window FROM mentions AS few CROSS JOIN mentions AS many ON many.window = few.window
WHERE few.entity = :a AND many.entity = :b
"""
_UNDATED = """
SELECT count(DISTINCT w.window) FROM windows AS w JOIN documents AS d USING (document)
WHERE w.window IN ({windows}) AND d.date IS NULL
"""
_READ = """
SELECT substr(date, 1, :length), sum(windows) FROM documents WHERE date >= :first AND date <= :last GROUP BY 1
"""
_FEWER_FIRST = "SELECT entity FROM entities WHERE entity IN (?, ?) ORDER BY windows, entity"


def timeline(
    connection: sqlite3.Connection, a: int, b: int | None, *, by: str, period: Period | None
) -> tuple[tuple[WhenNamed, ...], tuple[BurstSpan, ...], int]:
    """Periods from the first to the last that names the entity (row number), or both; bursts; undated windows.

    Raises:
        QueryError: an unknown unit.
    """
    if by not in UNITS:
        raise QueryError(f"by must be one of {', '.join(UNITS)}, not {by!r}")
    within = period or Period("", "~")
    values = {"a": a, "b": b, "length": UNITS[by], "first": within.first, "last": within.last}
    if b is not None and a != b:
        ((values["a"],), (values["b"],)) = connection.execute(_FEWER_FIRST, (a, b))
    windows = _OF_ONE if b is None or a == b else _OF_BOTH
    named = {when: (n, documents) for when, n, documents in connection.execute(_NAMED.format(windows=windows), values)}
    (undated,) = connection.execute(_UNDATED.format(windows=windows), values).fetchone()
    read = dict(connection.execute(_READ, values))
    whole = _every(min(read), max(read), by) if read else []
    found = bursts([named.get(when, (0, 0))[0] for when in whole], [read.get(when, 0) for when in whole])
    spans = tuple(BurstSpan(whole[burst.first], whole[burst.last], burst.weight) for burst in found)
    told = _every(min(named), max(named), by) if named else []
    return tuple(WhenNamed(when, *named.get(when, (0, 0)), read.get(when, 0)) for when in told), spans, undated


class MonthlyBursts:
    """The bursts of `timeline`, month by month over all of time, for many entities or pairs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._read = dict(connection.execute(_READ, {"length": UNITS["month"], "first": "", "last": "~"}))
        self._whole = _every(min(self._read), max(self._read), "month") if self._read else []

    def of(self, named: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
        """First and last month (YYYY-MM) of each burst of what so many windows name in each month."""
        counts = [named.get(month, 0) for month in self._whole]
        found = bursts(counts, [self._read.get(month, 0) for month in self._whole])
        return tuple((self._whole[burst.first], self._whole[burst.last]) for burst in found)


def _every(first: str, last: str, by: str) -> list[str]:
    """All periods from one to another.

    >>> _every("2023-11", "2024-02", "month")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    if by == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if by == "month":
        begin, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]
    begin_day, end_day = date.fromisoformat(first), date.fromisoformat(last)
    return [(begin_day + timedelta(days=n)).isoformat() for n in range((end_day - begin_day).days + 1)]
