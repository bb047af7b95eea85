"""How two entities are connected: chains found by networkx on a graph that reads its edges as it is walked."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import networkx as nx

from .period import Period

# A hop costs 1, up to HUB more between the largest hubs, up to WEAK more for a link of a single window. So a chain
# through 中国 loses against another of equal length, and against one of a hop more if that avoids hubs altogether.
HUB, WEAK = 1.2, 0.3
_MORE_CANDIDATES = 30

_STORED = "SELECT target, weight FROM edges WHERE source = :entity ORDER BY weight DESC, target"
_RECOUNTED = """
SELECT b.entity, count(DISTINCT b.window) AS weight
FROM mentions AS a JOIN windows AS w USING (window) JOIN documents AS d USING (document)
JOIN mentions AS b ON b.window = a.window AND b.entity <> a.entity
WHERE a.entity = :entity AND d.date >= :first AND d.date <= :last
GROUP BY b.entity ORDER BY weight DESC, b.entity
"""


class StoredGraph(nx.Graph):  # type: ignore[misc]
    """A read-only networkx graph over the edges of graph.sqlite: neighbours are read when first asked for.

    Nodes are row numbers of entities; edges have the attribute `weight`. With a period, windows of documents dated
    within it count.
    """

    def __init__(self, connection: sqlite3.Connection, period: Period | None = None) -> None:
        super().__init__()
        self._adj = _Adjacency(connection, period)
        self._node = self._adj


class _Adjacency(Mapping[int, dict[int, dict[str, int]]]):
    def __init__(self, connection: sqlite3.Connection, period: Period | None) -> None:
        self._connection, self._period = connection, period
        self._read: dict[int, dict[int, dict[str, int]]] = {}

    def __getitem__(self, entity: int) -> dict[int, dict[str, int]]:
        if entity not in self._read:
            period = self._period or Period("", "~")
            rows = self._connection.execute(
                _RECOUNTED if self._period else _STORED,
                {"entity": entity, "first": period.first, "last": period.last},
            )
            self._read[entity] = {target: {"weight": weight} for target, weight in rows}
        return self._read[entity]

    def __contains__(self, entity: object) -> bool:
        return bool(self._connection.execute("SELECT 1 FROM entities WHERE entity = ?", (entity,)).fetchone())

    def __iter__(self) -> Iterator[int]:
        return (row[0] for row in self._connection.execute("SELECT entity FROM entities ORDER BY entity"))

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM entities").fetchone()[0])


def chains(graph: StoredGraph, a: int, b: int, *, paths: int, max_hops: int) -> list[list[int]]:
    """Up to `paths` chains of at most `max_hops` hops, cheapest first; empty where there is none."""
    fewest = distance(graph, a, b)
    if fewest is None or fewest > max_hops:
        return []
    candidates = nx.shortest_simple_paths(graph, a, b, weight=_cost(graph))
    tried = islice(candidates, paths + _MORE_CANDIDATES)
    return list(islice((chain for chain in tried if len(chain) - 1 <= max_hops), paths))


def distance(graph: StoredGraph, a: int, b: int) -> int | None:
    """Number of hops of a shortest chain between two entities; None where no chain connects them."""
    try:
        return len(nx.bidirectional_shortest_path(graph, a, b)) - 1
    except nx.NetworkXNoPath:
        return None


def _cost(graph: StoredGraph) -> Any:
    size = math.log(max(len(graph), 3))

    def hub(entity: int) -> float:
        return math.log(max(len(graph[entity]), 1)) / size

    def cost(u: int, v: int, edge: Mapping[str, int]) -> float:
        return 1 + HUB * (hub(u) + hub(v)) / 2 + WEAK / edge["weight"]

    return cost
