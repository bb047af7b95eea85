"""Who is named together with an entity."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..config.errors import QueryError
from .period import Period
from .results import Neighbor

DEFAULT = "weight"

# Each takes windows naming both, documents naming both, windows naming either one, and gives a score.
MEASURES: dict[str, Callable[[int, int, int, int], float]] = {
    "weight": lambda both, documents, a, b: float(both),
    "documents": lambda both, documents, a, b: float(documents),
    "jaccard": lambda both, documents, a, b: both / (a + b - both),
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
SELECT e.id, e.name, e.type, g.weight, g.documents, e.windows, g.first, g.last
FROM edges AS g JOIN entities AS e ON e.entity = g.target
WHERE g.source = :entity AND g.weight >= :min_weight
"""
_RECOUNTED = """
WITH dated AS (SELECT window, w.document, date FROM windows AS w JOIN documents USING (document)
               WHERE date >= :first AND date <= :last),
     mine AS (SELECT DISTINCT m.window, d.document, d.date FROM mentions AS m JOIN dated AS d USING (window)
              WHERE m.entity = :entity),
     theirs AS (SELECT DISTINCT m.entity, m.window, mine.document, mine.date
                FROM mine CROSS JOIN mentions AS m ON m.window = mine.window WHERE m.entity <> :entity)
SELECT e.id, e.name, e.type, count(*) AS weight, count(DISTINCT document) AS documents,
       (SELECT count(DISTINCT m.window) FROM mentions AS m JOIN dated USING (window) WHERE m.entity = e.entity),
       min(date), max(date)
FROM theirs JOIN entities AS e USING (entity) GROUP BY e.entity HAVING weight >= :min_weight
"""
_OWN = """
SELECT count(DISTINCT m.window) FROM mentions AS m JOIN windows AS w USING (window) JOIN documents USING (document)
WHERE m.entity = :entity AND date >= :first AND date <= :last
"""


def neighbors(connection: sqlite3.Connection, asked: Question) -> list[Neighbor]:
    """Answer a question, best first by its measure, then by name and id.

    Raises:
        QueryError: unknown measure.
    """
    if asked.rank not in MEASURES:
        raise QueryError(f"no measure is named {asked.rank!r}; there are: {', '.join(MEASURES)}")
    measure, own = MEASURES[asked.rank], _own_windows(connection, asked)
    found = [
        Neighbor(id_, name, kind, both, documents, round(measure(both, documents, own, windows), 9), first, last)
        for id_, name, kind, both, documents, windows, first, last in _rows(connection, asked)
    ]
    found.sort(key=lambda n: (-n.score, n.name, n.id))
    return found[: asked.limit]


def _rows(connection: sqlite3.Connection, asked: Question) -> Iterator[tuple[Any, ...]]:
    query = _STORED if asked.period is None else _RECOUNTED
    rows = connection.execute(query, _values(asked))
    return (row for row in rows if not asked.types or row[2] in asked.types)


def _own_windows(connection: sqlite3.Connection, asked: Question) -> int:
    query = "SELECT windows FROM entities WHERE entity = :entity" if asked.period is None else _OWN
    return int(connection.execute(query, _values(asked)).fetchone()[0])


def _values(asked: Question) -> dict[str, object]:
    period = asked.period or Period("", "~")
    return {
        "entity": asked.entity,
        "min_weight": asked.min_weight,
        "first": period.first,
        "last": period.last,
    }
