"""How two entities are connected: the fewest hops between them, and the best chains of few hops.

The search goes out from both ends, from the smaller side first, and reads the links of hubs only where it must. So
the fewest hops are always exact, and so are the chains as long as none of the bounds below is reached. Beyond them
the strongest links count: a chain that is longer than it need be may then be missed where it goes by weak ones.
"""

from __future__ import annotations

import math
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush
from itertools import accumulate, islice

from .links import HUB, Links
from .period import Period

# A hop costs 1, up to BUSY more between the largest hubs, up to WEAK more for a link of a single window. So a chain
# through 中国 loses against another of equal length, and against one of a hop more if that avoids hubs altogether.
# Counted in whole millionths, since sums of floats depend on their order.
HOP, BUSY, WEAK = 1_000_000, 1_200_000, 300_000
LONGER = 5  # Chains of more hops beyond the fewest are not looked for.
# Other bounds on the work for one answer: entities at the edge of either side whose links are read, looks for a link
# between a hub and another entity, entities kept in a layer, and hops tried.
EDGE, LOOKS, LAYER, TURNS = 500, 30_000, 1000, 200_000


class _Side:
    """What is within `depth` hops of one end; `ring` are those exactly so far, strongest links first."""

    def __init__(self, end: int) -> None:
        self.near, self.ring, self.depth = {end}, [end], 0

    def advance(self, weights: Mapping[int, Mapping[int, int]]) -> None:
        strength: dict[int, int] = {}
        _strengthen(strength, *(weights[entity] for entity in self.ring))
        self.ring = sorted(strength.keys() - self.near, key=lambda entity: (-strength[entity], entity))
        self.near.update(self.ring)
        self.depth += 1


class Search:
    """A search for chains between two entities (row numbers) that go by none of those to `avoid`.

    It goes on where it stopped when asked for more.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        a: int,
        b: int,
        period: Period | None = None,
        avoid: frozenset[int] = frozenset(),
    ) -> None:
        self.asked = a, b, period, avoid
        self.links = Links(connection, period, avoid)
        self._sides = _Side(a), _Side(b)
        self._fewest = 0 if a == b else None
        self._size = math.log(max(connection.execute("SELECT count(*) FROM entities").fetchone()[0], 3))

    def fewest(self, *, limit: int | None = None) -> int | None:
        """Hops of a shortest chain; None where none connects the two, or none of at most `limit` hops."""
        a, b = self._sides
        while self._fewest is None and a.ring and b.ring and (limit is None or a.depth + b.depth < limit):
            self._step()
        return self._fewest if limit is None or self._fewest is None or self._fewest <= limit else None

    def chains(self, *, paths: int, max_hops: int) -> list[list[int]]:
        """Up to `paths` chains of at most `max_hops` hops, best first; empty where there is none.

        First come those of the fewest hops and of one more, the cheapest first, then by row numbers; longer ones
        follow only where these are not enough. So asking for more chains adds to the answer and changes nothing.
        """
        fewest = self.fewest(limit=max_hops)
        found: list[list[int]] = []
        if fewest is None:
            return found
        covered, turns = fewest, iter(range(TURNS))
        for hops in range(min(fewest + 1, max_hops), min(fewest + LONGER, max_hops) + 1):
            while covered < hops:
                covered = self._widen()
            all_ = cheapest(self._costs(hops), *self.asked[:2], hops=hops, turns=turns)
            found += list(islice((chain for chain in all_ if chain not in found), paths - len(found)))
            if len(found) == paths:
                break
        return found

    def _step(self) -> None:
        """See whether any link leads from one side to the other; if none does, make the smaller side larger."""
        near, far = sorted(self._sides, key=lambda side: sum(self.links.degrees(side.ring).values()))
        hubs = self.links.hubs(near.ring)
        self.links.read(set(near.ring).difference(hubs))
        self.links.read_between(hubs, far.ring)
        if any(not far.near.isdisjoint(self.links.weights[entity]) for entity in near.ring):
            self._fewest = near.depth + far.depth + 1
            return
        self.links.read(hubs)
        near.advance(self.links.weights)

    def _widen(self) -> int:
        """Read what lies behind the edges of both sides; the number of hops for which this is enough."""
        edges = [side.ring[:EDGE] for side in self._sides]
        hubs = self.links.hubs(set(edges[0]).union(edges[1]))
        behind: dict[int, int] = {}
        for edge in edges:
            self.links.read(set(edge).difference(hubs))
            _strengthen(behind, *(self.links.weights[entity] for entity in edge))
        _strengthen(behind, *(self.links.strongest(hub, HUB) for hub in hubs))
        effort = self.links.effort(behind)
        ranked = sorted(behind, key=lambda entity: (effort[entity], -behind[entity], entity))
        fitting = bisect_right(list(accumulate(effort[entity] * len(hubs) for entity in ranked)), LOOKS)
        self.links.read_between(hubs, ranked[:fitting])
        for side in self._sides:
            side.advance(self.links.weights)
        return self._sides[0].depth + self._sides[1].depth

    def _costs(self, hops: int) -> dict[int, dict[int, int]]:
        """What each link costs, of those that chains of at most so many hops can go along."""
        kept, weights = self._kept(hops), self.links.weights
        busy = {e: math.log(max(degree, 1)) / self._size for e, degree in self.links.degrees(kept).items()}
        return {
            a: {b: HOP + round(BUSY * (busy[a] + busy[b]) / 2 + WEAK / n) for b, n in weights[a].items() if b in kept}
            for a in kept
        }

    def _kept(self, hops: int) -> set[int]:
        """Entities on chains of at most so many hops; in each layer those on the shortest, then the strongest."""
        start, end, *_ = self.asked
        left, weights = _distances(self.links.weights, end, hops), self.links.weights
        kept, ring = {start}, [start]
        for done in range(1, hops + 1):
            strength: dict[int, int] = {}
            _strengthen(strength, *(weights[entity] for entity in ring))
            fitting = (e for e in strength if e not in kept and e in left and done + left[e] <= hops)
            ring = sorted(fitting, key=lambda entity: (left[entity], -strength[entity], entity))[:LAYER]
            kept.update(ring)
        return kept


def cheapest(
    costs: Mapping[int, Mapping[int, int]], a: int, b: int, *, hops: int, turns: Iterator[int]
) -> Iterator[list[int]]:
    """Chains of at most `hops` hops that meet no entity twice: the cheapest first, then by row numbers.

    Not `shortest_simple_paths` of networkx, which knows no limit of hops: it would go through all the cheaper long
    chains first. The chain begun at `a` that can get to `b` most cheaply goes on next, as long as there are `turns`.
    """
    least = _least_costs(costs, b, hops)
    begun: list[tuple[int, list[int], int]] = [(least[hops][a], [a], 0)] if a in least[hops] else []
    while begun:
        _, chain, spent = heappop(begun)
        if chain[-1] == b:
            yield chain
            continue
        rest = least[hops - len(chain)]
        for (entity, cost), _ in zip(costs[chain[-1]].items(), turns, strict=False):
            if entity in rest and entity not in chain:
                heappush(begun, (spent + cost + rest[entity], [*chain, entity], spent + cost))


def _least_costs(costs: Mapping[int, Mapping[int, int]], end: int, hops: int) -> list[dict[int, int]]:
    """For each number of hops up to `hops`: what it costs at least to get to `end` in at most so many."""
    least = [{end: 0}]
    for _ in range(hops):
        now = dict(least[-1])
        for a, spent in least[-1].items():
            for b, cost in costs[a].items():
                now[b] = min(now.get(b, spent + cost), spent + cost)
        least.append(now)
    return least


def _distances(weights: Mapping[int, Mapping[int, int]], start: int, limit: int) -> dict[int, int]:
    distances, ring = {start: 0}, {start}
    for distance in range(1, limit + 1):
        ring = set[int]().union(*(weights[entity] for entity in ring)) - distances.keys()
        distances |= dict.fromkeys(ring, distance)
    return distances


def _strengthen(strength: dict[int, int], *links: Mapping[int, int]) -> None:
    """Keep for each entity the weight of its strongest link."""
    for each in links:
        for entity, weight in each.items():
            strength[entity] = max(weight, strength.get(entity, 0))
