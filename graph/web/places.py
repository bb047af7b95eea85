"""Where entities are named, in arrays: SQL would walk the windows of an entity anew for each of its pairs."""

from __future__ import annotations

import json
import sqlite3

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

# Windows are numbered as they stand, document after document.
_DOCUMENTS = """
SELECT d.document, min(w.window), max(w.window) - min(w.window) + 1,
       coalesce(substr(d.date, 1, 4) * 12 + substr(d.date, 6, 2) - 1, -1)
FROM documents AS d JOIN windows AS w USING (document)
GROUP BY d.document ORDER BY d.date IS NULL, d.date, d.id
"""
# As one text: a million rows take longer to fetch than to parse.
_NAMING = "SELECT json_group_array(window) FROM (SELECT DISTINCT window FROM mentions WHERE entity = ?)"


class Places:
    """Windows by their place in the order of `evidence`: earliest documents first, undated ones last.

    A month is a number, twelve times the year plus 0 to 11; undated documents have the month -1.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = np.array(db.execute(_DOCUMENTS).fetchall(), dtype=np.int64).reshape(-1, 4)
        self._document, self._first, self._months = rows[:, 0], rows[:, 1], rows[:, 3]
        self._place = np.cumsum(rows[:, 2]) - rows[:, 2]
        self._numbered = np.argsort(self._first)

    def of(self, db: sqlite3.Connection, entity: int) -> Numbers:
        """Places, in order, of the windows that name an entity; `db` is any connection to the same graph."""
        (listed,) = db.execute(_NAMING, (entity,)).fetchone()
        windows = np.array(json.loads(listed), dtype=np.int64)
        before = np.searchsorted(self._first, windows, side="right", sorter=self._numbered) - 1
        turn = self._numbered[before]
        return np.sort(self._place[turn] + windows - self._first[turn])

    def windows(self, places: Numbers) -> Numbers:
        """The windows at some places."""
        turn = self._turn(places)
        return self._first[turn] + places - self._place[turn]

    def latest(self, places: Numbers, limit: int) -> list[int]:
        """The latest documents at some places, undated ones last."""
        turns = np.unique(self._turn(places))[::-1]
        dated = self._months[turns] >= 0
        found: list[int] = self._document[np.concatenate((turns[dated], turns[~dated][::-1]))][:limit].tolist()
        return found

    def month_of(self, places: Numbers) -> Numbers:
        """The month of each of some places."""
        return np.asarray(self._months[self._turn(places)])

    def months(self, places: Numbers) -> list[tuple[int, int, int]]:
        """(month, windows, documents) of the dated ones among some places, in order."""
        turns, windows = np.unique(self._turn(places), return_counts=True)
        months = self._months[turns]
        found = np.unique(months[months >= 0])
        return [(int(m), int(windows[months == m].sum()), int((months == m).sum())) for m in found]

    def _turn(self, places: Numbers) -> Numbers:
        return np.asarray(np.searchsorted(self._place, places, side="right") - 1)


def common(a: Numbers, b: Numbers) -> Numbers:
    """What stands in both of two ordered arrays."""
    few, many = sorted((a, b), key=len)
    if not len(few):
        return few
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return np.asarray(few[many[at] == few])
