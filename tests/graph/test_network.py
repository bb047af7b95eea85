"""The read-only graph for networkx is the graph: whatever is asked of it, a copy in memory answers the same."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.graph.query.network import Network
from guanxi.graph.query.view import View

from .conftest import MakeView
from .small_graph import Name, Text, make_graph

LETTERS = "甲乙丙丁戊己庚"
NAMES: list[Name] = [(name, "company" if name in "甲乙丙丁" else "city", []) for name in LETTERS]
NAMED = st.lists(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4, unique=True), min_size=1, max_size=9)


def plain(view: View) -> nx.Graph:
    """The same graph as networkx holds it."""
    graph = nx.Graph()
    for id_, name, kind, mentions, documents in view.connection.execute(
        "SELECT id, name, type, mentions, documents FROM entities ORDER BY entity"
    ):
        graph.add_node(id_, name=name, type=kind, mentions=mentions, documents=documents)
    for a, b, weight, documents in view.connection.execute(
        "SELECT a.id, b.id, weight, g.documents FROM edges AS g JOIN entities AS a ON a.entity = source "
        "JOIN entities AS b ON b.entity = target ORDER BY source, target"
    ):
        graph.add_edge(a, b, weight=weight, documents=documents)
    return graph


def texts(named: list[list[str]]) -> list[Text]:
    return [(f"d{n}", None, None, ["、".join(names)]) for n, names in enumerate(named)]


ANSWERS: dict[str, Callable[[nx.Graph], Any]] = {
    "nodes": lambda g: list(g.nodes(data=True)),
    "a fact of nodes": lambda g: dict(g.nodes(data="type")),
    "edges": lambda g: [(a, b, dict(facts)) for a, b, facts in g.edges(data=True)],
    "edges of some": lambda g: list(g.edges(list(g)[:2], data="weight")),
    "adjacency": lambda g: {a: {b: dict(f) for b, f in near.items()} for a, near in g.adjacency()},
    "neighbors": lambda g: {node: list(g.neighbors(node)) for node in g},
    "keys": lambda g: {node: set(g._adj[node].keys()) for node in g},
    "items": lambda g: {node: [(b, dict(facts)) for b, facts in g[node].items()] for node in g},
    "shown": lambda g: ({node: (str(g[node]), g[node].copy()) for node in g}, g.adj.copy()),
    "values": lambda g: {node: [dict(facts) for facts in g.adj[node].values()] for node in g},
    "degree": lambda g: dict(g.degree),
    "strength": lambda g: dict(g.degree(weight="weight")),
    "number of edges": lambda g: (len(g), g.number_of_edges(), g.size(), g.size("weight"), len(g.edges)),
    "edges between": lambda g: [g.number_of_edges(a, b) for a in g for b in g],
    "has_edge": lambda g: [g.has_edge(a, b) for a in [*g, "none"] for b in [*g, "none"]],
    "get_edge_data": lambda g: [g.get_edge_data(a, b, {"weight": 0})["weight"] for a in g for b in g],
    "isolates": lambda g: list(nx.isolates(g)),
    "subgraph": lambda g: sorted(g.subgraph(list(g)[:4]).edges(data="documents")),
    "edge_subgraph": lambda g: sorted(g.edge_subgraph(list(g.edges)[:3]).edges),
    "restricted": lambda g: sorted(nx.restricted_view(g, list(g)[:1], []).edges),
    "copy": lambda g: nx.node_link_data(g.copy()),
    "to_directed": lambda g: sorted(g.to_directed().edges(data="weight")),
    "shortest paths": lambda g: {a: dict(of) for a, of in nx.all_pairs_shortest_path(g)},
    "cheapest paths": lambda g: dict(nx.all_pairs_dijkstra_path_length(g)),
    "between two": lambda g: [
        nx.bidirectional_dijkstra(g, a, b) for a, b in combinations(g, 2) if nx.has_path(g, a, b)
    ],
    "pagerank": lambda g: nx.pagerank(g),
    "components": lambda g: [sorted(c) for c in nx.connected_components(g)],
    "clustering": lambda g: (nx.clustering(g), nx.clustering(g, weight="weight"), nx.transitivity(g)),
    "spanning tree": lambda g: sorted(nx.minimum_spanning_tree(g).edges(data="weight")),
    "betweenness": lambda g: nx.betweenness_centrality(g),
    "cores": lambda g: nx.core_number(g),
    "triangles": lambda g: nx.triangles(g),
    "common": lambda g: {pair: set(nx.common_neighbors(g, *pair)) for pair in combinations(g, 2)},
    "communities": lambda g: nx.community.louvain_communities(g, seed=1) if g.size() else None,
    "cliques": lambda g: sorted(map(sorted, nx.find_cliques(g))),
    "matrix": lambda g: nx.to_numpy_array(g).tolist(),
    "complement": lambda g: sorted(nx.complement(g).edges),
    "density": lambda g: nx.density(g),
}


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMED)
def test_every_answer_is_that_of_the_graph_in_memory(
    tmp_path_factory: pytest.TempPathFactory, named: list[list[str]]
) -> None:
    with View.open(make_graph(tmp_path_factory.mktemp("n") / "g", NAMES, texts(named))) as view:
        network, graph = view.network(), plain(view)
        for what, answer in ANSWERS.items():
            assert answer(network) == answer(graph), what
        assert nx.utils.graphs_equal(nx.Graph(network), graph)
        assert nx.utils.graphs_equal(network, graph)


@pytest.fixture
def network(hand_made_graph: MakeView) -> Network:
    return hand_made_graph(NAMES, texts([["甲", "乙", "丙"], ["甲", "乙"], ["丙", "丁"]])).network()


def id_of(network: nx.Graph, name: str) -> str:
    return str(next(node for node, known in network.nodes(data="name") if known == name))


CHANGES: dict[str, Callable[[nx.Graph], object]] = {
    "add_node": lambda g: g.add_node("x"),
    "add_nodes_from": lambda g: g.add_nodes_from(["x"]),
    "add_edge": lambda g: g.add_edge(*list(g)[:2]),
    "add_edges_from": lambda g: g.add_edges_from([list(g)[:2]]),
    "add_weighted_edges_from": lambda g: g.add_weighted_edges_from([(*list(g)[:2], 3)]),
    "remove_node": lambda g: g.remove_node(next(iter(g))),
    "remove_nodes_from": lambda g: g.remove_nodes_from(list(g)),
    "remove_edge": lambda g: g.remove_edge(*next(iter(g.edges))),
    "remove_edges_from": lambda g: g.remove_edges_from(list(g.edges)),
    "update": lambda g: g.update(edges=[list(g)[:2]]),
    "clear": lambda g: g.clear(),
    "clear_edges": lambda g: g.clear_edges(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_would_change_it_is_refused(network: Network, change: str) -> None:
    before = nx.Graph(network)
    with pytest.raises(nx.NetworkXError, match=r"this graph is frozen.*copy\(\)"):
        CHANGES[change](network)
    assert nx.utils.graphs_equal(nx.Graph(network), before)
    CHANGES[change](network.copy())


def test_facts_cannot_be_changed_either(network: Network) -> None:
    a, b = id_of(network, "甲"), id_of(network, "乙")
    for facts in (network[a][b], network.nodes[a], next(iter(network.edges(data=True)))[2]):
        for change in (lambda f: f.update(weight=7), lambda f: operator.setitem(f, "weight", 7), lambda f: f.clear()):
            with pytest.raises(nx.NetworkXError, match="frozen"):
                change(facts)
        copied = [facts.copy(), copy.copy(facts), copy.deepcopy(facts), pickle.loads(pickle.dumps(facts))]
        assert [type(each) for each in copied] == [dict] * 4 and copied == [facts] * 4
    assert nx.is_frozen(network)
    changed = network.copy()
    changed[a][b]["weight"] = changed.nodes[a]["mentions"] = 7
    assert (network[a][b]["weight"], network.nodes[a]["mentions"]) == (2, 2)


def test_what_is_pickled_or_copied_is_a_graph_in_memory(network: Network) -> None:
    for made in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network)):
        assert type(made) is nx.Graph
        assert nx.utils.graphs_equal(made, nx.Graph(network))
        made.add_edge("a", "b")


def test_algorithms_make_graphs_that_can_be_changed(network: Network) -> None:
    made = [network.copy(), network.__class__(), nx.minimum_spanning_tree(network), nx.create_empty_copy(network)]
    for graph in (*made, network.to_undirected(), network.subgraph(list(network)[:3]).copy()):
        assert type(graph) is nx.Graph
        graph.add_edge("x", "y")
    assert "x" not in network


@pytest.mark.parametrize("ask", [lambda g: g["none"], lambda g: g.nodes["none"], lambda g: g.edges["none", "other"]])
def test_what_is_not_there_is_a_key_error(network: Network, ask: Callable[[nx.Graph], object]) -> None:
    with pytest.raises(KeyError):
        ask(network)
    with pytest.raises(KeyError):
        network[id_of(network, "甲")][id_of(network, "丁")]
    assert not network.has_node("none") and not network.has_edge("none", "other") and ["list"] not in network


def test_nothing_is_read_before_it_is_asked_for(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[Any]:
        raise AssertionError("links are gone through")

    from guanxi.graph.query import network as module

    for of in (module._Items, module._Values, module._Neighbors):
        monkeypatch.setattr(of, "__iter__", refuse)
    a, b = id_of(network, "甲"), id_of(network, "乙")
    assert network[a][b]["weight"] == 2 and network.degree(a) == 2 and network.number_of_edges() == 4
    with pytest.raises(AssertionError, match="gone through"):
        list(network[a])


def test_gaps_between_row_numbers_do_not_matter(tmp_path: Path) -> None:
    from guanxi.graph.store.writer import Writer

    path = make_graph(tmp_path / "g", NAMES[:1], texts([["甲"]])) / "graph.sqlite"
    with View.open(path.parent) as view:
        facts = {key: view._meta[key] for key in ("format", "guanxi", "types", "window")}
    with Writer(path) as writer:
        writer.entities([(n, f"e{n}", f"e{n}", "company", 1, 1, 1) for n in (1, 4, 9)])
        writer.edges([(1, 9, 2, 1, None, None, 1.0), (9, 1, 2, 1, None, None, 1.0)])
        writer.meta(**facts)
    with View.open(path.parent) as view:
        network = view.network()
        assert list(network) == ["e1", "e4", "e9"]
        assert [*network.edges(data="weight")] == [("e1", "e9", 2)] and nx.is_empty(network.subgraph(["e4"]))
