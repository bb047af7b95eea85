from __future__ import annotations

import math
import random
import sys
from itertools import combinations

import pytest

from guanxi.graph.web.layout import Edge, communities, radius
from guanxi.graph.web.layout import place as place_members


def clusters(count: int, size: int) -> list[Edge]:
    """`count` rings of `size` nodes, each ring tied to the next by one edge."""
    edges: list[Edge] = []
    for cluster in range(count):
        first = cluster * size
        edges += [(first + i, first + (i + 1) % size, 3.0) for i in range(size)]
        edges += [(first, first + i, 5.0) for i in range(2, size - 1)]
        if cluster:
            edges.append((first - size, first, 1.0))
    return edges


def place(radii: list[float], edges: list[Edge]) -> list[tuple[int, int]]:
    return place_members(radii, edges, communities(len(radii), edges))


def assert_apart(places: list[tuple[int, int]], radii: list[float]) -> None:
    for (a, u), (b, v) in combinations(zip(radii, places, strict=True), 2):
        assert math.dist(u, v) >= a + b


def test_same_graph_gives_same_places() -> None:
    radii = [5.0 + i % 7 for i in range(60)]
    assert place(radii, clusters(6, 10)) == place(radii, clusters(6, 10))


def test_no_discs_overlap_and_places_are_whole_numbers() -> None:
    rng = random.Random(3)
    radii = [rng.uniform(4, 30) for _ in range(200)]
    edges = sorted({tuple(sorted(rng.sample(range(200), 2))) for _ in range(600)})
    places = place(radii, [(a, b, float(rng.randint(1, 90))) for a, b in edges])
    assert_apart(places, radii)
    assert all(isinstance(value, int) for point in places for value in point)


def test_without_the_faster_library_the_picture_is_as_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    radii = [5.0 + i % 7 for i in range(60)]
    fast = place(radii, clusters(6, 10))
    monkeypatch.setitem(sys.modules, "crategraph_forceatlas2", None)
    places = place(radii, clusters(6, 10))
    assert places != fast and places == place(radii, clusters(6, 10))
    assert_apart(places, radii)
    assert_together(places)
    for count in (0, 1, 2, 40):
        assert len(place([9.0] * count, [])) == count


def test_a_disc_has_room_for_the_largest_of_its_sizes() -> None:
    assert (radius(0.0), radius(1.0), radius(0.25, 1.0, 0.0)) == (7, 30, 30)
    assert radius(0.1, 0.25) == 7 + 23 / 2


def test_members_of_a_community_stand_together() -> None:
    assert_together(place([6.0] * 60, clusters(6, 10)))


def assert_together(places: list[tuple[int, int]]) -> None:
    middles = [
        (sum(x for x, _ in group) / 10, sum(y for _, y in group) / 10)
        for group in (places[i : i + 10] for i in range(0, 60, 10))
    ]
    nearest = [min(range(6), key=lambda c: math.dist(point, middles[c])) for point in places]
    own = sum(nearest[node] == node // 10 for node in range(60))
    assert own >= 57


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_nodes_without_edges(count: int) -> None:
    radii = [9.0] * count
    places = place(radii, [])
    assert len(places) == count
    assert_apart(places, radii)
