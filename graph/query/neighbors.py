"""Who is named together with an entity."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import Any

from ...config.errors import QueryError
from .period import Period
from .results import Neighbor

DEFAULT = "weight"


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a neighbor matters.

    `score` takes windows naming both, documents naming both, windows naming either one. `most` takes windows naming
    both and windows naming the one asked about, and tells the highest score they allow: weaker links need no look.
    Only measures `with_windows` are given the windows naming either one; counting those takes its time.
    """

    score: Callable[[int, int, int, int], float]
    most: Callable[[int, int], float]
    with_windows: bool = False


MEASURES = {
    "weight": Measure(lambda both, documents, a, b: both, lambda both, a: both),
    "documents": Measure(lambda both, documents, a, b: documents, lambda both, a: both),
    "jaccard": Measure(
        lambda both, documents, a, b: both / (a + b - both), lambda both, a: both / a, with_windows=True
    ),
}


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
SELECT e.id, e.name, e.type, g.weight, g.documents, g.first, g.last, e.entity
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
SELECT e.id, e.name, e.type, weight, theirs.documents, first, last, e.entity
FROM theirs CROSS JOIN entities AS e USING (entity) WHERE {fits}
ORDER BY weight DESC, e.name, e.id LIMIT :rows
"""
_WINDOWS = "SELECT windows FROM entities WHERE entity = :entity"
_DATED_WINDOWS = """
SELECT count(DISTINCT m.window) FROM mentions AS m CROSS JOIN windows AS w USING (window)
CROSS JOIN documents AS d USING (document) WHERE m.entity = :entity AND d.date >= :first AND d.date <= :last
"""
_OF_TYPES = "e.type IN (SELECT value FROM json_each(:types))"


def neighbors(connection: sqlite3.Connection, asked: Question) -> list[Neighbor]:
    """Answer a question, best first by its measure, then by name and id.

    Raises:
        QueryError: unknown measure.
    """
    if asked.rank not in MEASURES:
        raise QueryError(f"no measure is named {asked.rank!r}; there are: {', '.join(MEASURES)}")
    measure = MEASURES[asked.rank]
    own = _windows(connection, asked, asked.entity) if measure.with_windows else 0
    found: list[Neighbor] = []
    best: list[float] = []  # the highest scores so far, as a heap
    # The strongest links come first.
    for id_, name, kind, both, documents, first, last, entity in _rows(connection, asked):
        if len(best) == asked.limit and round(measure.most(both, own), 9) < best[0]:
            break
        windows = _windows(connection, asked, entity) if measure.with_windows else 0
        score = round(float(measure.score(both, documents, own, windows)), 9)
        found.append(Neighbor(id_, name, kind, both, documents, score, first, last))
        (heappushpop if len(best) == asked.limit else heappush)(best, score)
    return sorted(found, key=lambda neighbor: (-neighbor.score, neighbor.name, neighbor.id))[: asked.limit]


def _rows(connection: sqlite3.Connection, asked: Question) -> Iterator[tuple[Any, ...]]:
    query = _STORED if asked.period is None else _RECOUNTED
    return connection.execute(query.format(fits=_OF_TYPES if asked.types else "TRUE"), _values(asked))


def _windows(connection: sqlite3.Connection, asked: Question, entity: int) -> int:
    """How many windows name an entity, of the period if one is asked about."""
    query = _WINDOWS if asked.period is None else _DATED_WINDOWS
    return int(connection.execute(query, {**_values(asked), "entity": entity}).fetchone()[0])


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
