"""Who is named together with an entity."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...config.errors import QueryError
from ..measures import Values
from .period import Period
from .ranks import MEASURES, STRENGTH, WINDOWS, Measure, Whole
from .results import Neighbor

_TURN = 100  # links looked at before asking whether weaker ones can matter; twice as many in each next turn
_LONGEST_TURN = 100_000
_SLACK = 1e-8  # Scores are told with nine digits; what differs by less may be the same.


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one entity (its row number); `period` None means all documents."""

    entity: int
    types: tuple[str, ...]
    limit: int
    min_weight: int
    rank: str
    period: Period | None


_Row = tuple[Any, ...]
# (entity, windows naming both, what else the measure looks at), the strongest links first. In a period also (documents,
# first, last), which of stored links only those need that are in the answer.
_STORED = """
SELECT g.target, g.weight, {other} FROM edges AS g CROSS JOIN entities AS e ON e.entity = g.target
WHERE g.source = :entity AND g.weight >= :min_weight AND {fits} ORDER BY g.weight DESC
"""
_FACTS = """
SELECT target, documents, first, last FROM json_each(:found) CROSS JOIN edges ON source = :entity AND target = value
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
SELECT g.entity, g.weight, g.documents, g.documents, g.first, g.last
FROM theirs AS g CROSS JOIN edges AS known ON known.source = :entity AND known.target = g.entity
CROSS JOIN entities AS e USING (entity) WHERE {fits} ORDER BY g.weight DESC
"""
_OTHER = {"documents": "g.documents", "windows": "e.windows", "strength": "e.strength"}
_OF_TYPES = "e.type IN (SELECT value FROM json_each(:types))"
_NAMES = "SELECT e.entity, e.id, e.name, e.type FROM json_each(?) CROSS JOIN entities AS e ON e.entity = value"
_WHOLE = """
SELECT windows, (SELECT value FROM meta WHERE key = 'windows'), strength,
       (SELECT value FROM meta WHERE key = 'strength') FROM entities WHERE entity = :entity
"""
_DATED_WINDOWS = """
SELECT m.entity, count(DISTINCT m.window) FROM json_each(:found) AS asked
CROSS JOIN mentions AS m ON m.entity = asked.value
CROSS JOIN windows AS w USING (window) CROSS JOIN documents AS d USING (document)
WHERE d.date >= :first AND d.date <= :last GROUP BY m.entity
"""
_DATED_READ = "SELECT coalesce(sum(windows), 0) FROM documents WHERE date >= :first AND date <= :last"


def neighbors(connection: sqlite3.Connection, asked: Question) -> list[Neighbor]:
    """Answer a question, best first by its measure (of some those below a floor last), then by name and id.

    Raises:
        QueryError: unknown measure, or one that knows no periods.
    """
    measure = _measure(asked)
    whole = _whole(connection, asked, measure)
    best = _Best(asked.limit, measure.floor)
    cursor, turn = _rows(connection, asked, measure), max(_TURN, asked.limit)
    while rows := cursor.fetchmany(min(turn, _LONGEST_TURN)):
        most = rows[0][1]
        if not best.may_gain(most, measure.most(most, whole)):
            break
        both, other = (np.array([row[column] for row in rows], dtype=np.float64) for column in (1, 2))
        if asked.period is not None and measure.other == WINDOWS:
            other = _dated_windows(connection, asked, [row[0] for row in rows])
        best.add(rows, measure.score(both, other, whole))
        turn *= 2
    found = _told(connection, asked, best)
    return sorted(found, key=lambda n: (n.sentences < measure.floor, -n.score, n.name, n.id))[: asked.limit]


class _Best:
    """The rows with the highest scores so far, with all that may be equal to the last; those below a floor come last.

    `_bar` is what a row has to reach once there are enough: whether it may be below the floor, and its score.
    """

    def __init__(self, limit: int, floor: int) -> None:
        self.rows: list[_Row] = []
        self.scores: Values = np.zeros(0)
        self._limit, self._floor, self._bar = limit, floor, (True, -np.inf)

    def may_gain(self, both: int, most: float) -> bool:
        """Whether a row of so many windows and a score of at most so much may be among the best."""
        below = both < self._floor
        return below < self._bar[0] or (below == self._bar[0] and most >= self._bar[1])

    def add(self, rows: Sequence[_Row], scores: Values) -> None:
        """Take in rows, and leave out those that cannot be among the best any more."""
        self.rows, self.scores = [*self.rows, *rows], np.concatenate([self.scores, scores])
        if len(self.rows) < self._limit:
            return
        below = np.array([row[1] < self._floor for row in self.rows])
        last = np.lexsort((-self.scores, below))[self._limit - 1]
        self._bar = bool(below[last]), float(self.scores[last] - _SLACK * abs(self.scores[last]))
        fits = (below < self._bar[0]) | ((below == self._bar[0]) & (self.scores >= self._bar[1]))
        self.rows = [row for row, kept in zip(self.rows, fits.tolist(), strict=True) if kept]
        self.scores = self.scores[fits]


def _measure(asked: Question) -> Measure:
    if asked.rank not in MEASURES:
        raise QueryError(f"no measure is named {asked.rank!r}; there are: {', '.join(MEASURES)}")
    measure = MEASURES[asked.rank]
    if asked.period is not None and measure.other == STRENGTH:
        others = ", ".join(name for name, other in MEASURES.items() if other.other != STRENGTH)
        raise QueryError(f"{asked.rank} is of all time; leave out since and until, or rank by one of: {others}")
    return measure


def _rows(connection: sqlite3.Connection, asked: Question, measure: Measure) -> sqlite3.Cursor:
    query = _STORED if asked.period is None else _RECOUNTED
    fits = _OF_TYPES if asked.types else "TRUE"
    return connection.execute(query.format(fits=fits, other=_OTHER[measure.other]), _values(asked))


def _told(connection: sqlite3.Connection, asked: Question, best: _Best) -> Iterator[Neighbor]:
    found = json.dumps([row[0] for row in best.rows])
    facts = {row[0]: row[3:] for row in best.rows}
    if asked.period is None:
        facts = {end: rest for end, *rest in connection.execute(_FACTS, {**_values(asked), "found": found})}
    names = {entity: rest for entity, *rest in connection.execute(_NAMES, (found,))}
    for (entity, both, *_), score in zip(best.rows, best.scores.tolist(), strict=True):
        documents, first, last = facts[entity]
        id_, name, kind = names[entity]
        yield Neighbor(id_, name, kind, both, documents, float(f"{score:.9g}"), first, last)


def _whole(connection: sqlite3.Connection, asked: Question, measure: Measure) -> Whole:
    windows, read, strength, all_strength = connection.execute(_WHOLE, _values(asked)).fetchone()
    if asked.period is not None and measure.other == WINDOWS:
        windows = int(_dated_windows(connection, asked, [asked.entity])[0])
        (read,) = connection.execute(_DATED_READ, _values(asked)).fetchone()
    return Whole(windows, int(read), strength, int(all_strength))


def _dated_windows(connection: sqlite3.Connection, asked: Question, entities: Sequence[int]) -> Values:
    """How many windows of the period name each."""
    found = dict(connection.execute(_DATED_WINDOWS, {**_values(asked), "found": json.dumps(entities)}))
    return np.array([found.get(entity, 0) for entity in entities], dtype=np.float64)


def _values(asked: Question) -> dict[str, object]:
    period = asked.period or Period("", "~")
    return {
        "entity": asked.entity,
        "min_weight": asked.min_weight,
        "types": json.dumps(asked.types),
        "first": period.first,
        "last": period.last,
    }
