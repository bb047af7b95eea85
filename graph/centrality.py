"""How much an entity stands in the middle of a graph, worked out over all of its links.

Each measure is worked out in one thread: the same links give the same numbers, whatever the number of cores.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
Numbers = NDArray[np.int64]

DAMPING = 0.85
_ENOUGH = 1e-10  # how much of all rank still moves when PageRank stops; it sums up to 1
_ROUNDS = 1000
# Of betweenness: links that are walked over, all in all; what each source takes beside its own; fewest of them.
_WORK, _STEP, FEWEST = 150_000_000, 20_000, 64


@dataclass(frozen=True, slots=True)
class Links:
    """The links of nodes 0, 1, 2 … in both directions: those of node i stand from `starts[i]` to `starts[i + 1]`, by
    target."""

    starts: Numbers
    targets: NDArray[np.int32]
    weights: Values

    @classmethod
    def of(cls, source: ArrayLike, target: ArrayLike, weight: ArrayLike, *, nodes: int) -> Links:
        """From links in any order, each in both directions once, none from a node to itself."""
        ends, others = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
        order = np.lexsort((others, ends))
        starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=nodes))])
        return cls(starts, others[order].astype(np.int32), np.asarray(weight, dtype=np.float64)[order])

    @property
    def degrees(self) -> Numbers:
        """How many links each node has."""
        return np.diff(self.starts)

    @property
    def sources(self) -> Numbers:
        """Where each link begins."""
        return np.repeat(np.arange(len(self.degrees)), self.degrees)

    @property
    def strengths(self) -> Values:
        """Sum of the weights of each node's links."""
        return np.bincount(self.sources, self.weights, minlength=len(self.degrees)).astype(np.float64)


def pagerank(links: Links) -> Values:
    """How much of the time a walk is at each node that follows links as often as their weights say, and now and then
    (with 1 − `DAMPING`) goes on from any node. Brin and Page (1998). From nodes without links it goes on from any.

    >>> path = Links.of([0, 1, 1, 2], [1, 0, 2, 1], [1, 1, 1, 1], nodes=3)
    >>> [round(float(rank), 4) for rank in pagerank(path)]
    [0.2568, 0.4865, 0.2568]
    """
    nodes, strengths = len(links.degrees), links.strengths
    if not nodes:
        return np.zeros(0)
    from scipy.sparse import csr_array  # takes longer to load than a small graph to rank

    # Links stand in both directions, so what comes in is summed up over what goes out.
    incoming = csr_array((links.weights, links.targets, links.starts), shape=(nodes, nodes))
    alone, step = strengths == 0, np.zeros(nodes)
    rank = np.full(nodes, 1 / nodes)
    for _ in range(_ROUNDS):
        moved = incoming @ np.divide(rank, strengths, out=step, where=~alone)
        fresh = DAMPING * (moved + rank[alone].sum() / nodes) + (1 - DAMPING) / nodes
        change, rank = np.abs(fresh - rank).sum(), fresh
        if change < _ENOUGH:
            break
    return rank


def betweenness(links: Links, sources: ArrayLike) -> Values:
    """Of the shortest ways between any two other nodes, which share goes through each node; a hop is a hop, whatever
    its weight. Brandes (2001); from some `sources` (nodes with links) alone it is an estimate, Brandes and Pich (2007).

    >>> path = Links.of([0, 1, 1, 2], [1, 0, 2, 1], [1, 1, 1, 1], nodes=3)
    >>> betweenness(path, [0, 1, 2]).tolist()
    [0.0, 1.0, 0.0]
    """
    nodes, begun = len(links.degrees), np.asarray(sources, dtype=np.int64)
    total, degrees = np.zeros(nodes), links.degrees
    for source in begun.tolist():
        total += _passing(links, degrees, source)
    # From a node without links no way leads anywhere, so that those with links speak for all.
    linked, pairs = np.count_nonzero(degrees), (nodes - 1) * (nodes - 2)
    return total * (linked / len(begun) / pairs) if len(begun) and pairs > 0 else total


def sources_of(links: Links) -> Numbers:
    """From which nodes `betweenness` is worked out: all that have links or, of a large graph, as many as it allows.

    They are evenly spread over the nodes in the order of their busiest neighbors: ways from the small fry around a hub
    all go through it, so that leaving to chance how many of them are asked would leave to chance what it gets.
    """
    linked = np.flatnonzero(links.degrees)
    count = max(FEWEST, _WORK // (len(links.targets) + _STEP))
    if len(linked) <= count:
        return linked
    busy, begins = links.degrees[links.targets], links.starts[linked]
    most = np.repeat(np.maximum.reduceat(busy, begins), links.degrees[linked])
    busiest = np.minimum.reduceat(np.where(busy == most, links.targets, len(links.degrees)), begins)
    spread = ((np.arange(count) + 0.5) * len(linked) / count).astype(np.int64)
    return linked[np.lexsort((linked, busiest))[spread]]


def _passing(links: Links, degrees: Numbers, source: int) -> Values:
    """How many shortest ways from one node go through each other one: a half for one of two ways to the same end."""
    ways, steps = _ways(links, degrees, source)
    passing, gains = np.zeros(len(ways)), np.zeros(len(ways))
    for step in reversed(steps):
        gains[step.far] = (1 + passing[step.far]) / ways[step.far]
        if step.is_back:
            brought = np.repeat(gains[step.nodes], step.counts)
            through = np.bincount(step.others, brought, minlength=len(ways))[step.near]
        else:
            through = np.add.reduceat(gains[step.others], step.begins)
        passing[step.near] = ways[step.near] * through
        gains[step.far] = 0
    passing[source] = 0
    return passing


@dataclass(frozen=True, slots=True)
class _Step:
    """A hop from the nodes `near` to those `far` from the source, by the links between `nodes` and `others`.

    Attributes:
        is_back: whether `nodes` are all that had not been reached, and not `near`.
        counts, begins: how many links each of `nodes` has, and where they begin in `others`.
    """

    near: Numbers
    far: Numbers
    is_back: bool
    nodes: Numbers
    counts: Numbers
    begins: Numbers
    others: NDArray[np.int32]


def _ways(links: Links, degrees: Numbers, source: int) -> tuple[Values, list[_Step]]:
    """How many shortest ways lead to each node, and the hops that they take.

    After a few hops nearly all is reached: then it takes less to look back from the rest (Beamer and others 2012).
    """
    ways, fresh = np.zeros(len(degrees)), degrees > 0
    ways[source], fresh[source] = 1, False
    ring, steps, left = np.array([source]), list[_Step](), len(links.targets) - degrees[source]
    while left:
        is_back = bool(degrees[ring].sum() > left)
        nodes = np.flatnonzero(fresh) if is_back else ring
        counts = degrees[nodes]
        ends = np.cumsum(counts)
        begins = ends - counts
        others = links.targets[np.arange(ends[-1]) + np.repeat(links.starts[nodes] - begins, counts)]
        if is_back:  # what they are linked to is in the ring, or not reached
            found = np.add.reduceat(ways[others], begins)
            far, found = nodes[found > 0], found[found > 0]
        else:
            found = np.bincount(others, np.repeat(ways[ring], counts), minlength=len(ways)) * fresh
            far = np.flatnonzero(found)
            found = found[far]
        if not len(far):
            break
        ways[far], fresh[far] = found, False
        left -= degrees[far].sum()
        steps.append(_Step(ring, far, is_back, nodes, counts, begins, others))
        ring = far
    return ways, steps
