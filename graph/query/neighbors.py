"""Who is named together with an entity."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ...config.errors import QueryError
from .period import Period
from .results import Neighbor

DEFAULT = "weight"

# Each takes windows naming both, documents naming both, windows naming either one, and gives a score.
MEASURES: dict[str, Callable[[int, int, int, int], float]] = {
    "weight": lambda both, documents, a, b: float(both),
    "documents": lambda both, documents, a, b: float(documents),
    "jaccard": lambda both, documents, a, b: both / (a + b - both),
}
_WITH_WINDOWS = {"jaccard"}  # Measures that ask for the windows naming either one; counting those takes its time.


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one entity (its row number); `period` None means all documents."""

    entity: int
    types: tuple[str, ...]
    limit: int
    min_weight: int
    rank: str
    period: Period | None


_STORED = """
SELECT e.id, e.name, e.type, g.weight, g.documents, e.windows, g.first, g.last
FROM edges AS g JOIN entities AS e ON e.entity = g.target
WHERE g.source = :entity AND g.weight >= :min_weight AND {fits}
ORDER BY g.weight DESC, e.name, e.id LIMIT :rows
"""
# CROSS JOIN keeps the order of the tables: from the windows of the entity to whom else they name.
_RECOUNTED = """
WITH mine AS (SELECT DISTINCT m.window, d.document, d.date
              FROM mentions AS m CROSS JOIN windows AS w USING (window) CROSS JOIN documents AS d USING (document)
              WHERE m.entity = :entity AND d.date >= :first AND d.date <= :last),
     theirs AS (SELECT m.entity, count(DISTINCT m.window) AS weight, count(DISTINCT mine.document) AS documents,
                       min(mine.date) AS first, max(mine.date) AS last
                FROM mine CROSS JOIN mentions AS m ON m.window = mine.window
                WHERE m.entity <> :entity GROUP BY m.entity HAVING weight >= :min_weight)
SELECT e.id, e.name, e.type, weight, theirs.documents, {windows}, first, last
FROM theirs CROSS JOIN entities AS e USING (entity) WHERE {fits}
ORDER BY weight DESC, e.name, e.id LIMIT :rows
"""
_DATED_WINDOWS = """
(SELECT count(DISTINCT m.window) FROM mentions AS m CROSS JOIN windows AS w USING (window)
 CROSS JOIN documents AS d USING (document) WHERE m.entity = {entity} AND d.date >= :first AND d.date <= :last)
"""
_OF_TYPES = "e.type IN (SELECT value FROM json_each(:types))"


def neighbors(connection: sqlite3.Connection, asked: Question) -> list[Neighbor]:
    """Answer a question, best first by its measure, then by name and id.

    Raises:
        QueryError: unknown measure.
    """
    if asked.rank not in MEASURES:
        raise QueryError(f"no measure is named {asked.rank!r}; there are: {', '.join(MEASURES)}")
    measure, own = MEASURES[asked.rank], _own_windows(connection, asked)

    def score(row: tuple[Any, ...]) -> float:
        _, _, _, both, documents, windows, *_ = row
        return round(measure(both, documents, own, windows), 9)

    # Rows come by weight; a hub has too many of them to make and sort a Neighbor of each.
    best = heapq.nsmallest(asked.limit, _rows(connection, asked), key=lambda row: (-score(row), row[1], row[0]))
    return [
        Neighbor(id_, name, kind, both, documents, score(row), first, last)
        for row in best
        for id_, name, kind, both, documents, _, first, last in [row]
    ]


def _rows(connection: sqlite3.Connection, asked: Question) -> Iterator[tuple[Any, ...]]:
    query = _STORED if asked.period is None else _RECOUNTED
    windows = _DATED_WINDOWS.format(entity="e.entity") if asked.rank in _WITH_WINDOWS else "NULL"
    return connection.execute(query.format(windows=windows, fits=_OF_TYPES if asked.types else "TRUE"), _values(asked))


def _own_windows(connection: sqlite3.Connection, asked: Question) -> int:
    if asked.rank not in _WITH_WINDOWS:
        return 0
    stored = "(SELECT windows FROM entities WHERE entity = :entity)"
    query = stored if asked.period is None else _DATED_WINDOWS.format(entity=":entity")
    return int(connection.execute(f"SELECT {query}", _values(asked)).fetchone()[0])


def _values(asked: Question) -> dict[str, object]:
    period = asked.period or Period("", "~")
    return {
        "entity": asked.entity,
        "min_weight": asked.min_weight,
        "types": json.dumps(asked.types),
        "rows": asked.limit if asked.rank == DEFAULT else -1,
        "first": period.first,
        "last": period.last,
    }
