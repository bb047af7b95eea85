"""Where the entities of a page stand: communities apart from each other, those that belong together near each other.

Everything is seeded and sequential: the same graph gives the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 1
ITERATIONS = 200
GAP = 6.0  # Least distance between two discs.
ROOM = 1.5  # How much wider a community is than its discs packed without gaps: names need room.
REACH = 1.15  # A community's few nodes far out are drawn in to this many of its radii.
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Points = NDArray[np.float64]
Edge = tuple[int, int, float]


def place(radii: Sequence[float], edges: Sequence[Edge], members: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Positions of discs that do not overlap.

    `radii` has one value per node; `edges` are (node, node, weight) between different nodes, each pair once; `members`
    are the nodes by community.
    """
    if not radii:
        return []
    widths = [ROOM * _packed([radii[node] for node in group]) for group in members]
    inside = [_inside(group, edges, width) for group, width in zip(members, widths, strict=True)]
    centres = _centres(members, edges, widths)
    points = np.zeros((len(radii), 2))
    for group, offsets, centre in zip(members, inside, centres, strict=True):
        points[group] = offsets + centre
    return [(round(x), round(y)) for x, y in _apart(points, radii)]


def radius(*shares: float) -> float:
    """Of a disc at its largest: its size tells one of several numbers, each a share of the greatest on the page.

    As `sizeOf` in app/looks.js, which draws it.
    """
    return 7 + 23 * math.sqrt(max(shares))


def communities(count: int, edges: Sequence[Edge]) -> list[list[int]]:
    """Nodes 0 to `count` - 1 by Louvain community, the largest first."""
    if not count:
        return []
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_weighted_edges_from(edges)
    found = nx.community.louvain_communities(graph, seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))


def _inside(group: Sequence[int], edges: Sequence[Edge], width: float) -> Points:
    """Places of a community's nodes around its middle."""
    number = {node: index for index, node in enumerate(group)}
    own = [(number[a], number[b], weight) for a, b, weight in edges if a in number and b in number]
    return _scaled(_forces(len(group), own), width)


def _centres(members: Sequence[Sequence[int]], edges: Sequence[Edge], widths: Sequence[float]) -> Points:
    """Middles of the communities: those with much in common near each other, none over another."""
    home = {node: index for index, group in enumerate(members) for node in group}
    between: dict[tuple[int, int], float] = {}
    for a, b, weight in edges:
        if home[a] != home[b]:
            pair = (min(home[a], home[b]), max(home[a], home[b]))
            between[pair] = between.get(pair, 0.0) + weight
    links = [(a, b, weight) for (a, b), weight in sorted(between.items())]
    return _apart(_scaled(_forces(len(members), links), 0.7 * _packed(widths)), widths)


def _forces(count: int, edges: Sequence[Edge]) -> Points:
    """Places by ForceAtlas2, from a spiral outwards."""
    if count == 1:
        return np.zeros((1, 2))
    # A few co-mentions are counted in the hundreds; unscaled they would pull everything into one point.
    weights = [1 + math.log(weight) for _, _, weight in edges]
    pairs = [(a, b) for a, b, _ in edges]
    start = np.array([_spiral(step) for step in range(1, count + 1)])
    try:
        from crategraph_forceatlas2 import layout
    except ImportError:
        return _slow_forces(start, pairs, weights)
    # threads=1: sums of several threads differ in their last digits from run to run.
    return np.asarray(layout(
        count, pairs, weights=weights, init=start, iterations=ITERATIONS, threads=1,
        scalingRatio=10, strongGravityMode=True, gravity=0.05, barnesHutOptimize=count > 500, barnesHutTheta=1.2,
    ))  # fmt: skip


def _slow_forces(start: Points, pairs: Sequence[tuple[int, int]], weights: Sequence[float]) -> Points:
    """With networkx, where the faster library is not installed: slower, and another picture, but always the same."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(start)))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in zip(pairs, weights, strict=True))
    found = nx.forceatlas2_layout(
        graph, dict(enumerate(start)), max_iter=ITERATIONS, weight="weight", scaling_ratio=10, strong_gravity=True,
        gravity=0.05,
    )  # fmt: skip
    return np.array([found[node] for node in range(len(start))])


def _packed(radii: Sequence[float]) -> float:
    """Radius of a disc with the area of all these together."""
    return math.sqrt(sum((radius + GAP) ** 2 for radius in radii))


def _scaled(points: Points, width: float) -> Points:
    """The same picture around the origin, about `width` in radius."""
    centred = points - points.mean(axis=0)
    distances = np.hypot(centred[:, 0], centred[:, 1])
    # A few nodes far out must not press all others together: the distance that most keep counts, not the largest.
    scale = width / (float(np.quantile(distances, 0.9)) or 1.0)
    inwards = REACH * width / np.maximum(distances * scale, REACH * width)
    scaled: Points = centred * (scale * inwards)[:, np.newaxis]
    return scaled


def _apart(points: Points, radii: Sequence[float]) -> Points:
    """Discs moved as little as needed so that none overlaps: the largest stay, others look for the nearest gap."""
    cell = 2 * max(radii) + GAP + 1  # Positions are rounded later, by at most half a unit each.
    taken: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    placed = np.zeros_like(points)
    for node in sorted(range(len(radii)), key=lambda node: (-radii[node], node)):
        step = radii[node] / 2 + GAP
        for x, y in around(points[node], step):
            column, row = int(x // cell), int(y // cell)
            near = (disc for i, j in product((-1, 0, 1), repeat=2) for disc in taken.get((column + i, row + j), ()))
            if all(math.hypot(x - u, y - v) >= radii[node] + radius + GAP + 1 for u, v, radius in near):
                break
        taken.setdefault((column, row), []).append((x, y, radii[node]))
        placed[node] = x, y
    return placed


def around(point: Points, step: float) -> Iterator[tuple[float, float]]:
    """Points about a step from each other, evenly spread around one, the nearest first, without end."""
    number = 0
    while True:
        x, y = _spiral(number)
        yield float(point[0]) + step * x, float(point[1]) + step * y
        number += 1


def _spiral(number: int) -> tuple[float, float]:
    """The sunflower: points spread evenly from the middle outwards."""
    radius, angle = math.sqrt(number), number * _GOLDEN_ANGLE
    return radius * math.cos(angle), radius * math.sin(angle)
