"""Who is linked to whom, read from graph.sqlite as far as a search for chains asks, hubs last."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from .period import Period

# An entity with more neighbours than this is a hub: all its links are read only when nothing else helps.
HUB = 300

_DEGREES = "SELECT entity, neighbors FROM entities WHERE entity IN (SELECT value FROM json_each(?))"
_STRONGEST = "SELECT target, weight FROM edges WHERE source = ? ORDER BY weight DESC, target LIMIT ?"
_WINDOWS = "SELECT entity, windows FROM entities WHERE entity IN (SELECT value FROM json_each(?))"
_ALL = "SELECT source, target, weight FROM edges WHERE source IN (SELECT value FROM json_each(:entities))"
# CROSS JOIN keeps the order of the tables: one look into the index for each pair, however large the hub.
_BETWEEN = """
SELECT e.source, e.target, e.weight FROM json_each(:entities) AS a CROSS JOIN json_each(:others) AS b
CROSS JOIN edges AS e ON e.source = a.value AND e.target = b.value
"""
_ALL_DATED = """
SELECT a.entity, b.entity, count(DISTINCT a.window) FROM json_each(:entities) AS asked
CROSS JOIN mentions AS a ON a.entity = asked.value
CROSS JOIN windows AS w ON w.window = a.window CROSS JOIN documents AS d ON d.document = w.document
CROSS JOIN mentions AS b ON b.window = a.window
CROSS JOIN edges AS e ON e.source = a.entity AND e.target = b.entity
WHERE d.date >= :first AND d.date <= :last AND b.entity <> a.entity GROUP BY a.entity, b.entity
"""
# From the windows of the smaller one of each pair: looking each up among those of a hub is cheap, going through all
# windows of a hub is not.
_BETWEEN_DATED = """
SELECT e.source, e.target, count(DISTINCT m.window) FROM json_each(:entities) AS a
CROSS JOIN json_each(:others) AS b CROSS JOIN edges AS e ON e.source = a.value AND e.target = b.value
CROSS JOIN entities AS s ON s.entity = e.source CROSS JOIN entities AS t ON t.entity = e.target
CROSS JOIN mentions AS m ON m.entity = iif(s.windows < t.windows, e.source, e.target)
CROSS JOIN mentions AS n ON n.entity = iif(s.windows < t.windows, e.target, e.source) AND n.window = m.window
CROSS JOIN windows AS w ON w.window = m.window CROSS JOIN documents AS d ON d.document = w.document
WHERE e.first <= :last AND e.last >= :first AND d.date >= :first AND d.date <= :last GROUP BY e.source, e.target
"""


class Links:
    """The links read so far: `weights[a][b]` windows name both a and b (row numbers), and `weights[b][a]` the same.

    Links of entities to `avoid` are left out; with a period, windows of documents dated within it count. How much of a
    hub an entity is always counts over the whole graph and all of time.
    """

    def __init__(
        self, connection: sqlite3.Connection, period: Period | None = None, avoid: frozenset[int] = frozenset()
    ) -> None:
        self.weights: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._connection, self._period, self._avoid = connection, period, avoid
        self._degrees: dict[int, int] = {}
        self._read: set[int] = set()

    def degrees(self, entities: Iterable[int]) -> dict[int, int]:
        """How many neighbours each has in the whole graph."""
        entities = list(entities)
        new = [entity for entity in entities if entity not in self._degrees]
        self._degrees |= dict(self._connection.execute(_DEGREES, (json.dumps(new),)))
        return {entity: self._degrees[entity] for entity in entities}

    def hubs(self, entities: Iterable[int]) -> list[int]:
        """Those with more than `HUB` neighbours that were not read as a whole."""
        return [e for e, degree in self.degrees(entities).items() if degree > HUB and e not in self._read]

    def read(self, entities: Iterable[int]) -> None:
        """Read all links of each."""
        new = [entity for entity in entities if entity not in self._read]
        self._add(_ALL_DATED if self._period else _ALL, new)
        self._read.update(new)

    def read_between(self, entities: list[int], others: Iterable[int]) -> None:
        """Read the links from each of some entities to each of others."""
        new, others = [entity for entity in entities if entity not in self._read], list(others)
        if len(new) * len(others) > sum(self.degrees(new).values()):
            self.read(new)
        else:
            self._add(_BETWEEN_DATED if self._period else _BETWEEN, new, others)

    def strongest(self, entity: int, limit: int) -> dict[int, int]:
        """The neighbours named most often together with one entity, over all of time, with that number."""
        rows = self._connection.execute(_STRONGEST, (entity, limit + len(self._avoid)))
        return dict(islice((row for row in rows if row[0] not in self._avoid), limit))

    def effort(self, entities: Iterable[int]) -> dict[int, int]:
        """How much work it is to see whether each is linked to a hub: one look, or with a period all its windows."""
        if self._period is None:
            return dict.fromkeys(entities, 1)
        return dict(self._connection.execute(_WINDOWS, (json.dumps(list(entities)),)))

    def _add(self, query: str, entities: list[int], others: Iterable[int] = ()) -> None:
        period = self._period or Period("", "~")
        values = {"first": period.first, "last": period.last}
        values |= {"entities": json.dumps(entities), "others": json.dumps(list(others))}
        for a, b, weight in self._connection.execute(query, values):
            if b not in self._avoid:
                self.weights[a][b] = self.weights[b][a] = weight
