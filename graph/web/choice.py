"""What of a graph stands on a page: which entities, and which of the co-mentions among them.

Memory is bounded by the number of entities, not of co-mentions: those are read in turns.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ..measures import Values, above_noise

# More lines than this per entity make a drawing that nobody can read, and a page that is slow to move.
EDGES_PER_NODE = 4
OTHERS = 60_000  # Of the pairs without a line a page knows so many, the heaviest.
QUOTA = 0.5  # This much of the room is shared evenly among the entity types, the rest goes to the strongest.
_TURN = 100_000

Numbers = NDArray[np.int64]
Pair = tuple[int, int]
_Row = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of entities on a page, heaviest first: those that get a line, and others that it knows of.

    `unknown` counts those it does not know of, though both ends are on it.
    """

    drawn: list[Pair]
    others: list[Pair]
    unknown: int


class Weights:
    """How strong entities are (sum of the weights of their links of at least `min_weight`), by row number.

    What stands out from noise does so among all links, however many of them a page leaves out.
    """

    def __init__(self, db: sqlite3.Connection, min_weight: int) -> None:
        self._db, self._min_weight = db, min_weight
        size = db.execute("SELECT coalesce(max(entity), -1) + 1 FROM entities").fetchone()[0]
        self.strength, self._whole = np.zeros(size), np.zeros(size)
        for entity, strength in db.execute("SELECT entity, strength FROM entities"):
            self._whole[entity] = strength
        self._total = float(self._whole.sum())
        for source, target, weight in self._links():
            for end in (source, target):
                self.strength += np.bincount(end, weight, minlength=size)

    def in_backbone(self) -> Values:
        """As `strength`, but only of links that stand out from noise."""
        found = np.zeros_like(self.strength)
        for source, target, weight in self._links():
            stands_out = self.stands_out(source, target, weight)
            for end in (source, target):
                found += np.bincount(end[stands_out], weight[stands_out], minlength=len(found))
        return found

    def stands_out(self, source: Numbers, target: Numbers, weight: Numbers) -> NDArray[np.bool_]:
        """Which links have more weight than the strengths of their ends explain (`measures.above_noise`)."""
        return above_noise(weight, self._whole[source], self._whole[target], self._total) > 0

    def _links(self) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
        cursor = self._db.execute(
            "SELECT source, target, weight FROM edges WHERE source < target AND weight >= ?", (self._min_weight,)
        )
        while rows := cursor.fetchmany(_TURN):
            source, target, weight = np.array(rows, dtype=np.int64).T
            yield source, target, weight


def strongest(db: sqlite3.Connection, weights: Weights, limit: int, pinned: Sequence[int]) -> list[int]:
    """Up to `limit` entities that have links: the `pinned`, a quota of each type, then the strongest; strongest first.

    Strongest are those with most weight on links of the backbone.
    """
    backbone, strength = weights.in_backbone(), weights.strength
    order = np.lexsort((np.arange(len(strength)), -strength, -backbone))
    ranked: list[int] = [int(entity) for entity in order if strength[entity] > 0]
    kinds = dict(db.execute("SELECT entity, type FROM entities"))
    of_type: dict[str, list[int]] = defaultdict(list)
    for entity in ranked:
        of_type[kinds[entity]].append(entity)
    share = int(QUOTA * limit / max(len(of_type), 1))
    first = [entity for members in of_type.values() for entity in members[:share]]
    chosen = list(dict.fromkeys([*pinned, *first, *ranked]))[:limit]
    return sorted(chosen, key=lambda entity: (-strength[entity], entity))


def most_mentioned(db: sqlite3.Connection, limit: int) -> list[int]:
    """For graphs without any co-mention."""
    rows = db.execute("SELECT entity FROM entities ORDER BY mentions DESC, entity LIMIT ?", (limit,))
    return [entity for (entity,) in rows]


def around(db: sqlite3.Connection, start: int, depth: int, limit: int, min_weight: int) -> list[int]:
    """Ring after ring around `start`; in each ring those most tied to the ring before come first."""
    chosen = [start]
    ring = [start]
    for _ in range(depth):
        rows = db.execute(
            "SELECT target FROM edges WHERE weight >= ? AND source IN (SELECT value FROM json_each(?)) "
            "AND target NOT IN (SELECT value FROM json_each(?)) "
            "GROUP BY target ORDER BY SUM(weight) DESC, target LIMIT ?",
            (min_weight, json.dumps(ring), json.dumps(chosen), limit - len(chosen)),
        )
        ring = [entity for (entity,) in rows]
        chosen += ring
    return chosen


def pairs_among(
    db: sqlite3.Connection, chosen: Sequence[int], weights: Weights, min_weight: int, *, centre: int | None
) -> Pairs:
    """Pairs of the chosen.

    All get a line if they are few. Else the maximum spanning forest does, so that nobody loses the last line, all of
    the `centre`, the heaviest of the backbone, and if there is room left, the heaviest of the rest.
    """
    among = "(SELECT value FROM json_each(?))"
    rows = db.execute(
        "SELECT source, target, weight FROM edges WHERE weight >= ? AND source < target "
        f"AND source IN {among} AND target IN {among} ORDER BY weight DESC, source, target",
        (min_weight, json.dumps(chosen), json.dumps(chosen)),
    ).fetchall()
    room = EDGES_PER_NODE * len(chosen)
    if len(rows) <= room:
        return Pairs([row[:2] for row in rows], [], 0)
    keep = {*_forest(rows), *(row[:2] for row in rows if centre in row[:2])}
    stands_out = weights.stands_out(*np.array(rows, dtype=np.int64).T)
    keep.update([row[:2] for row, kept in zip(rows, stands_out, strict=True) if kept][:room])
    keep.update([row[:2] for row in rows if row[:2] not in keep][: max(room - len(keep), 0)])
    rest = [row[:2] for row in rows if row[:2] not in keep]
    return Pairs([row[:2] for row in rows if row[:2] in keep], rest[:OTHERS], len(rest[OTHERS:]))


def _forest(rows: Sequence[_Row]) -> Iterator[Pair]:
    graph = nx.Graph()
    graph.add_weighted_edges_from(rows)
    for a, b in nx.maximum_spanning_edges(graph, data=False):
        yield min(a, b), max(a, b)
