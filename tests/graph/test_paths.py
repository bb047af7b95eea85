"""Chains between two entities, held against all simple paths of the same graph in networkx."""

from __future__ import annotations

import math
import random
from itertools import combinations, pairwise

import networkx as nx
import pytest

from guanxi.config.errors import QueryError, UnknownName
from guanxi.graph.query import links, paths
from guanxi.graph.query.links import Links
from guanxi.graph.query.paths import BUSY, HOP, WEAK, Search
from guanxi.graph.query.period import Period
from guanxi.graph.query.view import View

from .conftest import MakeView
from .small_graph import Name, Text

LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
NAMES: list[Name] = [(name, "company", []) for name in LETTERS]


def random_texts(seed: int, windows: int = 22) -> list[Text]:
    """Windows of two or three names, the first ones much more often; every third document is undated."""
    rng = random.Random(seed)
    often = [1 / (place + 1) for place in range(len(LETTERS))]
    lines = ["".join(rng.choices(LETTERS, often, k=rng.choice((2, 2, 3)))) for _ in range(windows)]
    dates = ["2023-01-01", "2024-01-01", None]
    return [(f"d{n}", None, dates[n % 3], lines[n::6]) for n in range(6)]


def whole(view: View) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(entity for (entity,) in view.connection.execute("SELECT entity FROM entities ORDER BY entity"))
    graph.add_weighted_edges_from(view.connection.execute("SELECT source, target, weight FROM edges"))
    return graph


def fewest(graph: nx.Graph, a: int, b: int) -> int | None:
    return int(nx.shortest_path_length(graph, a, b)) if nx.has_path(graph, a, b) else None


def in_order(graph: nx.Graph, a: int, b: int, max_hops: int, *, busy_in: nx.Graph | None = None) -> list[list[int]]:
    """All chains: those of the fewest hops and of one more by cost, then the longer ones hop by hop."""
    all_ = busy_in or graph
    busy: dict[int, float] = {entity: math.log(max(degree, 1)) / math.log(len(all_)) for entity, degree in all_.degree}

    def cost(u: int, v: int) -> int:
        weight: int = graph[u][v]["weight"]
        return HOP + round(BUSY * (busy[u] + busy[v]) / 2 + WEAK / weight)

    def rank(chain: list[int]) -> tuple[int, int, list[int]]:
        return max(len(chain) - 1, enough), sum(cost(u, v) for u, v in pairwise(chain)), chain

    enough = (fewest(graph, a, b) or 0) + 1
    return sorted(nx.all_simple_paths(graph, a, b, cutoff=max_hops), key=rank)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("hub", [300, 2])
def test_the_fewest_hops_are_exact(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch, seed: int, hub: int
) -> None:
    monkeypatch.setattr(links, "HUB", hub)
    view = hand_made_graph(NAMES, random_texts(seed))
    graph = whole(view)
    found = {pair: Search(view.connection, *pair).fewest() for pair in combinations(graph, 2)}
    assert found == {pair: fewest(graph, *pair) for pair in found}
    assert len(set(found.values())) > 3


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("wanted", "max_hops"), [(1, 6), (7, 4), (3, 2), (40, 5)])
def test_chains_are_the_best_of_all(hand_made_graph: MakeView, seed: int, wanted: int, max_hops: int) -> None:
    view = hand_made_graph(NAMES, random_texts(seed, 16))
    graph = whole(view)
    for a, b in combinations(graph, 2):
        found = Search(view.connection, a, b).chains(paths=wanted, max_hops=max_hops)
        assert found == in_order(graph, a, b, max_hops)[:wanted]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("hub", [300, 2])
def test_chains_without_some_entities_are_those_of_a_graph_without_them(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch, seed: int, hub: int
) -> None:
    """But how much of a hub the others are is what they are in the whole graph."""
    monkeypatch.setattr(links, "HUB", hub)
    monkeypatch.setattr(paths, "HUB", hub)
    view = hand_made_graph(NAMES, random_texts(seed, 30))
    graph = whole(view)
    most = sorted(graph, key=lambda entity: -graph.degree[entity])[:2]
    rest = graph.subgraph(set(graph).difference(most))
    longer = 0
    for a, b in combinations(rest, 2):
        search = Search(view.connection, a, b, avoid=frozenset(most))
        assert search.fewest() == fewest(rest, a, b)
        longer += search.fewest() != fewest(graph, a, b)
        if hub == 300:
            wanted = in_order(rest, a, b, 5, busy_in=graph)[:5]
            assert search.chains(paths=5, max_hops=5) == wanted
        assert not set(most).intersection(search.links.weights)
    assert longer > 5


def test_a_path_goes_round_what_is_to_be_avoided(hand_made_graph: MakeView) -> None:
    names: list[Name] = [("中国", "region", ["中國"]), *NAMES[:4]]
    view = hand_made_graph(names, [("d", None, None, ["甲在中国", "中国的丁", "甲乙", "乙丙", "丙丁"])])

    def chains(*avoid: str) -> list[list[str]]:
        return [[node.name for node in path.nodes] for path in view.path("甲", "丁", avoid=avoid)]

    assert chains() == [["甲", "中国", "丁"]]
    assert chains("中國") == [["甲", "乙", "丙", "丁"]]
    assert chains("中国", "丙") == []
    assert view.path("甲", "丁", avoid="中国") == view.path("甲", "丁", avoid=["中国"])
    assert view.distance("甲", "丁", avoid=["中国"]) == 3
    assert view.distance("甲", "丁") == 2
    with pytest.raises(QueryError, match="cannot avoid its own end 甲; leave it out of avoid"):
        view.path("甲", "丁", avoid=["中国", "甲"])
    with pytest.raises(UnknownName):
        view.distance("甲", "丁", avoid=["某某"])


def test_the_strongest_links_are_told_without_those_to_avoid(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES[:4], [("d", None, None, ["甲乙", "甲乙", "甲乙", "甲丙", "甲丙", "甲丁"])])
    a, b, c, d = map(view.number_of, "甲乙丙丁")
    assert Links(view.connection).strongest(a, 2) == {b: 3, c: 2}
    assert Links(view.connection, None, frozenset([b])).strongest(a, 2) == {c: 2, d: 1}


def test_no_chain_of_the_fewest_hops_is_lost_behind_hubs(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "HUB", 2)
    monkeypatch.setattr(paths, "HUB", 2)
    view = hand_made_graph(NAMES, random_texts(9, 40))
    graph = whole(view)
    for a, b in combinations(graph, 2):
        if hops := fewest(graph, a, b):
            found = Search(view.connection, a, b).chains(paths=1000, max_hops=hops)
            assert found == in_order(graph, a, b, hops)


def test_a_period_gives_the_chains_of_its_documents_alone(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = random_texts(5, 40)
    view = hand_made_graph(NAMES, texts)
    alone = whole(hand_made_graph(NAMES, [text for text in texts if text[2] == "2024-01-01"]))
    for hub in (300, 2):
        monkeypatch.setattr(links, "HUB", hub)
        for a, b in combinations(alone, 2):
            search = Search(view.connection, a, b, Period.of("2024", None))
            assert search.fewest() == fewest(alone, a, b)
            for chain in search.chains(paths=3, max_hops=4):
                assert [search.links.weights[u][v] for u, v in pairwise(chain)] == [
                    alone[u][v]["weight"] for u, v in pairwise(chain)
                ]


def test_a_chain_within_the_limit_is_found_however_many_cheaper_ones_are_too_long(hand_made_graph: MakeView) -> None:
    """Two hops through 中国 cost more than three through any of forty places."""
    names: list[Name] = [(name, "company", []) for name in ("中国", "起点", "终点", *(f"中{n}站" for n in range(80)))]
    detours = [
        line for n in range(40) for line in (f"起点、中{n}站", f"中{n}站、中{n + 40}站", f"中{n + 40}站、终点") * 9
    ]
    crowd = [f"中国、中{n}站" for n in range(80)]
    view = hand_made_graph(names, [("d", None, None, ["起点在中国", "终点在中国", *detours, *crowd])])
    (path,) = view.path("起点", "终点", max_hops=2)
    assert [node.name for node in path.nodes] == ["起点", "中国", "终点"]
    (path,) = view.path("起点", "终点")
    assert len(path.hops) == 3 and all(hop.sentences == 9 for hop in path.hops)


def test_of_a_hub_only_what_is_needed_is_read(hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "HUB", 5)
    monkeypatch.setattr(paths, "HUB", 5)
    crowd = [f"某{n}人" for n in range(200)]
    names: list[Name] = [("中国", "region", []), *((name, "person", []) for name in crowd)]
    view = hand_made_graph(names, [("d", None, None, [f"{name}在中国" for name in crowd])])
    search = Search(view.connection, view.number_of("某7人"), view.number_of("某9人"))
    assert len(search.chains(paths=5, max_hops=6)) == 1
    assert sum(map(len, search.links.weights.values())) < 40


def test_the_distance_after_a_path_is_not_searched_anew(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES[:6], [("d", None, None, ["甲乙", "乙丙", "丙丁", "丁戊"])])
    asked: list[str] = []
    view.connection.set_trace_callback(asked.append)

    def reads() -> int:
        count = sum("edges" in query for query in asked)
        asked.clear()
        return count

    assert view.distance("甲", "戊") == 4
    anew = reads()
    assert view.path("甲", "戊", max_hops=2) == []
    begun = reads()
    assert view.distance("甲", "戊") == 4
    assert 0 < reads() < anew - begun / 2
    assert view.path("甲", "己") == []
    reads()
    assert view.distance("甲", "己") is None
    assert reads() == 0
    assert view.distance("甲", "己", since="2020") is None
    assert reads() > 0
    assert view.path("甲", "己") == []
    reads()
    assert view.distance("甲", "己", avoid=["丁"]) is None
    assert reads() > 0


def test_a_path_does_not_depend_on_what_was_asked_before(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "EDGE", 1)
    monkeypatch.setattr(links, "HUB", 2)
    monkeypatch.setattr(paths, "HUB", 2)
    view = hand_made_graph(NAMES, random_texts(2, 60))
    for a, b in combinations(LETTERS, 2):
        first = view.path(a, b, paths=2)
        assert view.path(a, b, paths=9)[:2] == first
        assert view.path(a, b, paths=2) == first


@pytest.mark.parametrize("since", [None, "2024"])
def test_a_detour_between_two_hubs_is_found(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch, since: str | None
) -> None:
    monkeypatch.setattr(links, "HUB", 3)
    monkeypatch.setattr(paths, "HUB", 3)
    crowd = ["中国与甲", "中国与乙", "中国与丙", "美国与丁", "美国与戊", "美国与己", "美国与庚"]
    names: list[Name] = [*NAMES, ("中国", "region", []), ("美国", "region", [])]
    lines = ["中国与美国", *crowd * 2, "辛在中国", "辛在美国", "辛在美国"]
    view = hand_made_graph(names, [("a", None, "2023-01-01", ["辛在中国"]), ("b", None, "2024-01-01", lines)])
    direct, detour = view.path("中国", "美国", paths=2, since=since)
    assert [node.name for node in direct.nodes] == ["中国", "美国"]
    assert [hop.sentences for hop in detour.hops] == [2 if since is None else 1, 2]
    assert [node.name for node in detour.nodes] == ["中国", "辛", "美国"]
