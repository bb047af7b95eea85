"""Communities: those that were planted are found, and always the same ones."""

from __future__ import annotations

import random
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from guanxi.graph.centrality import Links, Numbers
from guanxi.graph.communities import communities, inside

from .test_centrality import graphs, links_of


def planted(groups: int = 8, size: int = 30) -> nx.Graph:
    """Node n belongs to group n // size; its links to others of it are many and strong."""
    graph = nx.planted_partition_graph(groups, size, 0.3, 0.01, seed=2)
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = 3 if a // size == b // size else 1
    return graph


def groups_of(found: Numbers) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(found == number).tolist()) for number in np.unique(found)}


def test_what_was_planted_is_found() -> None:
    found = communities(links_of(planted()))
    assert groups_of(found) == {frozenset(range(start, start + 30)) for start in range(0, 240, 30)}


def test_a_link_that_is_strong_enough_decides() -> None:
    """Node 0 has as many links to either group."""
    pairs = [(a, b) for group in (range(1, 6), range(6, 11)) for a in group for b in group if a < b]
    for near, far in ((1, 6), (6, 1)):
        graph = nx.Graph(pairs)
        graph.add_node(0)
        graph.add_weighted_edges_from([(0, near, 5), (0, near + 1, 5), (0, far, 1), (0, far + 1, 1)])
        ordered = nx.Graph()
        ordered.add_nodes_from(range(11))
        ordered.add_weighted_edges_from(graph.edges(data="weight", default=2))
        found = communities(links_of(ordered))
        assert found[0] == found[near] != found[far]


def test_the_strongest_come_first_then_those_with_the_smallest_node() -> None:
    pairs = [(10, 11, 5), (2, 3, 1), (0, 1, 1), (4, 5, 9)]
    graph = nx.empty_graph(12)
    graph.add_weighted_edges_from(pairs)
    assert communities(links_of(graph)).tolist() == [2, 2, 3, 3, 0, 0, -1, -1, -1, -1, 1, 1]


@pytest.mark.parametrize("nodes", [2, 3, 6, 200])
def test_where_all_are_linked_there_is_one(nodes: int) -> None:
    assert set(communities(links_of(nx.complete_graph(nodes))).tolist()) == {0}


def test_without_links_there_are_none() -> None:
    assert communities(Links.of([], [], [], nodes=3)).tolist() == [-1, -1, -1]
    assert communities(Links.of([], [], [], nodes=0)).tolist() == []


@given(graphs())
def test_communities_are_in_one_piece(graph: nx.Graph) -> None:
    found = communities(links_of(graph))
    linked = {node for node in graph if graph.degree(node)}
    assert {node for node, number in enumerate(found) if number >= 0} == linked
    assert sorted(set(found[sorted(linked)].tolist())) == list(range(found.max() + 1))
    strengths = [
        (-sum(weight for _, weight in graph.degree(group, weight="weight")), min(group))
        for group in ([node for node in linked if found[node] == number] for number in range(found.max() + 1))
    ]
    assert strengths == sorted(strengths)
    for number in range(found.max() + 1):
        assert nx.is_connected(graph.subgraph(np.flatnonzero(found == number).tolist()))


def test_weights_within_add_up() -> None:
    links = Links.of([0, 1, 1, 2], [1, 0, 2, 1], [4, 4, 3, 3], nodes=4)
    assert inside(links, np.array([0, 0, 1, -1])).tolist() == [4, 4, 0, 0]


def test_the_order_of_links_does_not_matter() -> None:
    graph = nx.barabasi_albert_graph(2000, 3, seed=4)
    links = links_of(graph)
    expected = communities(links)
    rows = list(zip(links.sources.tolist(), links.targets.tolist(), links.weights.tolist(), strict=True))
    for seed in (1, 2):
        random.Random(seed).shuffle(rows)
        assert communities(Links.of(*zip(*rows, strict=True), nodes=2000)).tolist() == expected.tolist()


def test_other_processes_find_the_same() -> None:
    """A graph in which much depends on the order in which nodes are looked at."""
    code = """
import networkx as nx, hashlib
from guanxi.graph.centrality import Links
from guanxi.graph.communities import communities
a, b = zip(*nx.gnm_random_graph(1500, 6000, seed=1).edges)
found = communities(Links.of(a + b, b + a, [1] * len(a + b), nodes=1500))
print(hashlib.sha256(found.tobytes()).hexdigest())
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"RAYON_NUM_THREADS": threads}
        ).stdout
        for threads in ("1", "2", "7")
    }
    assert len(told) == 1
