"""Node measures against networkx on random graphs, and the estimate against the exact figure."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.graph import centrality
from guanxi.graph.centrality import Links, Values, betweenness, pagerank, sources_of


def links_of(graph: nx.Graph) -> Links:
    """A graph of nodes 0, 1, 2 …"""
    both = [(a, b, w) for a, b, w in graph.edges(data="weight", default=1)]
    both += [(b, a, w) for a, b, w in both]
    source, target, weight = zip(*both, strict=True) if both else ((), (), ())
    return Links.of(source, target, weight, nodes=len(graph))


def by_node(found: dict[int, float]) -> list[float]:
    return [found[node] for node in range(len(found))]


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    """Some nodes, linked or not, in one piece or several."""
    nodes = draw(st.integers(1, 12))
    graph = nx.empty_graph(nodes)
    pairs = [(a, b) for a in range(nodes) for b in range(a)]
    for a, b in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []:
        graph.add_edge(a, b, weight=draw(st.integers(1, 1000)))
    return graph


@given(graphs())
def test_pagerank_is_that_of_networkx(graph: nx.Graph) -> None:
    expected = nx.pagerank(graph, alpha=0.85, tol=1e-12, max_iter=10_000)
    found = pagerank(links_of(graph))
    assert found.tolist() == pytest.approx(by_node(expected), abs=1e-9)
    assert found.sum() == pytest.approx(1)


@given(graphs())
def test_betweenness_is_that_of_networkx(graph: nx.Graph) -> None:
    links = links_of(graph)
    found = betweenness(links, sources_of(links))
    assert found.tolist() == pytest.approx(by_node(nx.betweenness_centrality(graph)), abs=1e-12)


def test_a_graph_of_nothing() -> None:
    links = Links.of([], [], [], nodes=0)
    assert pagerank(links).tolist() == betweenness(links, sources_of(links)).tolist() == []


def with_hubs() -> nx.Graph:
    """900 nodes, a few of which have most of the links, as names in the news do."""
    return nx.barabasi_albert_graph(900, 2, seed=3)


def estimated(monkeypatch: pytest.MonkeyPatch, *, sources: int) -> tuple[Values, Values]:
    """Betweenness from some sources, and all of it."""
    links = links_of(with_hubs())
    exact = betweenness(links, np.arange(900))
    monkeypatch.setattr(centrality, "_WORK", sources * (len(links.targets) + centrality._STEP))
    begun = sources_of(links)
    assert (len(begun), len(set(begun.tolist()))) == (sources, sources)
    return betweenness(links, begun), exact


def test_the_estimate_of_betweenness_is_close(monkeypatch: pytest.MonkeyPatch) -> None:
    found, exact = estimated(monkeypatch, sources=300)
    top = np.argsort(-exact)[:20]
    assert np.median(np.abs(found[top] / exact[top] - 1)) < 0.05
    assert np.corrcoef(found, exact)[0, 1] > 0.99
    assert found.sum() == pytest.approx(exact.sum(), rel=0.02)


def test_however_large_a_graph_some_sources_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "_WORK", 1)
    assert len(sources_of(links_of(with_hubs()))) == centrality.FEWEST


def test_neighbors_of_hubs_are_asked_as_often_as_there_are_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hub with 100 leaves gets a tenth of a tenth of all sources, however they are numbered."""
    hubs = nx.complete_graph(10)
    hubs.add_edges_from((leaf % 10, leaf) for leaf in range(10, 1010))
    monkeypatch.setattr(centrality, "_WORK", 1)
    monkeypatch.setattr(centrality, "FEWEST", 100)
    begun = sources_of(links_of(hubs))
    of_hub = np.bincount(begun[begun >= 10] % 10, minlength=10)
    assert of_hub.min() >= 9 and of_hub.max() <= 11


def test_the_order_of_links_does_not_matter() -> None:
    links = links_of(with_hubs())
    rows = list(zip(links.sources.tolist(), links.targets.tolist(), links.weights.tolist(), strict=True))
    random.Random(1).shuffle(rows)
    shuffled = Links.of(*zip(*rows, strict=True), nodes=900)
    assert pagerank(shuffled).tobytes() == pagerank(links).tobytes()
    begun = sources_of(shuffled)
    assert betweenness(shuffled, begun).tobytes() == betweenness(links, begun).tobytes()


def test_sources_are_spread_over_the_nodes_in_the_order_of_their_busiest_neighbors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = nx.gnm_random_graph(40, 60, seed=3)
    links = links_of(graph)
    monkeypatch.setattr(centrality, "_WORK", 1)
    monkeypatch.setattr(centrality, "FEWEST", 7)
    linked = [node for node in graph if graph.degree(node)]
    busiest = {node: min(graph[node], key=lambda near: (-graph.degree(near), near)) for node in linked}
    ordered = sorted(linked, key=lambda node: (busiest[node], node))
    expected = [ordered[int((place + 0.5) * len(ordered) / 7)] for place in range(7)]
    assert sources_of(links).tolist() == expected
