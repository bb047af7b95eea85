"""Asking a graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guanxi.config.errors import AmbiguousName, GraphError, QueryError, UnknownName
from guanxi.config.settings import load_settings
from guanxi.graph.build import build
from guanxi.graph.query.view import View

from ..conftest import write_articles


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scratch = tmp_path_factory.mktemp("view")
    folder = write_articles(
        scratch / "in",
        {
            "a.jsonl": '{"id": "d1", "date": "2023-05-01", "title": "题", "text": "蔚来与合肥签约。蔚来汽车在合肥。"}\n'
            '{"id": "d2", "date": "2024-06-01", "text": "蔚来、比亚迪与合肥见面。中国与蔚来。"}\n'
            '{"id": "d3", "text": "蔚来、合肥。比亚迪在深圳。中国有深圳。中国、法国。中国、德国。宇树科技很好。"}\n'
        },
    )
    build([folder], scratch / "v.guanxi")
    return scratch / "v.guanxi"


@pytest.fixture
def view(graph: Path) -> Iterator[View]:
    with View.open(graph) as opened:
        yield opened


def test_neighbors_are_ranked_counted_and_dated(view: View) -> None:
    found = view.neighbors("蔚来")
    assert [(n.name, n.sentences, n.documents, n.score) for n in found] == [
        ("合肥", 4, 3, 4.0),
        ("中国", 1, 1, 1.0),
        ("比亚迪", 1, 1, 1.0),
    ]
    assert (found[0].first, found[0].last) == ("2023-05-01", "2024-06-01")
    assert [n.name for n in view.neighbors("蔚来", types=["city"])] == ["合肥"]
    assert view.neighbors("蔚来", types="city") == view.neighbors("蔚来", types=["city"])
    assert [n.name for n in view.neighbors("蔚来", min_weight=2)] == ["合肥"]
    assert len(view.neighbors("蔚来", limit=2)) == 2
    assert view.neighbors("宇树科技") == []


def test_neighbors_by_other_measures(view: View) -> None:
    by_jaccard = {n.name: n.score for n in view.neighbors("蔚来", rank="jaccard")}
    assert by_jaccard == {"合肥": round(4 / 5, 9), "中国": round(1 / 8, 9), "比亚迪": round(1 / 6, 9)}
    by_documents = [(n.name, n.score) for n in view.neighbors("深圳", rank="documents", limit=1)]
    assert by_documents == [("中国", 1.0)]
    with pytest.raises(QueryError, match="weight, documents, jaccard"):
        view.neighbors("蔚来", rank="beauty")
    with pytest.raises(QueryError, match="no entity type is named 'town'"):
        view.neighbors("蔚来", types=["town"])


def test_a_period_counts_only_its_documents(view: View) -> None:
    since = view.neighbors("蔚来", since="2024")
    assert [(n.name, n.sentences, n.first) for n in since] == [
        ("中国", 1, "2024-06-01"), ("合肥", 1, "2024-06-01"), ("比亚迪", 1, "2024-06-01"),
    ]  # fmt: skip
    assert [n.sentences for n in view.neighbors("蔚来", until="2023-05", types=["city"])] == [2]
    assert [e.document for e in view.evidence("蔚来", "合肥", since="2024-06-01")] == ["d2"]
    assert view.path("蔚来", "深圳", until="2024") == []
    assert view.distance("蔚来", "深圳") == 2
    for bad in ("24", "2024-13", "2024-02-30"):
        with pytest.raises(QueryError, match="YYYY"):
            view.neighbors("蔚来", since=bad)
    with pytest.raises(QueryError, match="swap"):
        view.neighbors("蔚来", since="2025", until="2024")


def test_measures_of_a_period_count_its_windows_on_both_sides(view: View) -> None:
    by_jaccard = {n.name: (n.sentences, n.score) for n in view.neighbors("蔚来", rank="jaccard", since="2024")}
    assert by_jaccard == {"合肥": (1, 0.5), "中国": (1, 0.5), "比亚迪": (1, 0.5)}
    (until,) = view.neighbors("合肥", rank="jaccard", until="2023", min_weight=2)
    assert (until.name, until.sentences, until.documents, until.score) == ("蔚来", 2, 1, 1.0)


def test_equal_scores_are_ordered_by_name_whatever_the_limit(view: View) -> None:
    for rank in ("weight", "documents", "jaccard"):
        everyone = view.neighbors("中国", rank=rank)
        assert [(-n.score, n.name) for n in everyone] == sorted((-n.score, n.name) for n in everyone)
        assert [view.neighbors("中国", rank=rank, limit=n) for n in (1, 2, 3)] == [everyone[:n] for n in (1, 2, 3)]
    assert [n.name for n in view.neighbors("中国", types=["region"])] == [
        n.name for n in view.neighbors("中国") if n.type == "region"
    ]


def test_a_period_agrees_with_the_stored_counts(view: View) -> None:
    dated = {(n.name, n.sentences) for n in view.neighbors("比亚迪", since="2000", until="2030")}
    assert dated == {("合肥", 1), ("蔚来", 1)}


def test_evidence_quotes_with_spans_of_a_then_b(view: View) -> None:
    found = view.evidence("合肥", "蔚来")
    assert [(e.document, e.sentence, e.date) for e in found] == [
        ("d1", 0, "2023-05-01"), ("d1", 1, "2023-05-01"), ("d2", 0, "2024-06-01"), ("d3", 0, None),
    ]  # fmt: skip
    assert [found[1].text[a:b] for a, b in found[1].spans] == ["合肥", "蔚来汽车"]
    assert [(e.of_a, len(e.spans)) for e in found] == [(1, 2)] * 4
    assert [(e.of_a, len(e.spans)) for e in view.evidence("合肥", "合肥")] == [(1, 1)] * 4
    assert found[0].title == "题"
    assert found[0].source == "a.jsonl"
    assert len(view.evidence("合肥", "蔚来", limit=1)) == 1
    assert view.evidence("合肥", "深圳") == []


def test_paths_avoid_hubs_and_quote_every_hop(view: View) -> None:
    first, second = view.path("蔚来", "深圳", paths=2)
    assert [node.name for node in first.nodes] == ["蔚来", "比亚迪", "深圳"]
    assert [node.name for node in second.nodes] == ["蔚来", "中国", "深圳"]
    assert [hop.sentences for hop in first.hops] == [1, 1]
    assert first.hops[1].source == first.nodes[1].id
    assert first.hops[1].evidence[0].text == "比亚迪在深圳。"
    assert view.path("蔚来", "深圳", max_hops=1) == []
    assert view.path("蔚来", "宇树科技") == []
    assert view.distance("蔚来", "宇树科技") is None


def test_a_path_to_itself_is_itself(view: View) -> None:
    (path,) = view.path("蔚来", "蔚来")
    assert [node.name for node in path.nodes] == ["蔚来"]
    assert path.hops == ()


def test_search(view: View) -> None:
    assert [(h.name, h.alias, h.documents) for h in view.search("蔚来")] == [("蔚来", "蔚来", 3)]
    assert [h.name for h in view.search("宇")] == ["宇树科技"]
    assert [h.name for h in view.search("科技")] == ["宇树科技"]
    assert [h.name for h in view.search("BYD")] == ["比亚迪"]
    assert view.search("不存在的名字") == []
    assert view.search("  ") == view.search("？*") == view.search('"') == []
    assert len(view.search("汽", limit=1)) == 1


def test_names_in_any_form(view: View) -> None:
    for name in ("蔚来", "蔚來", "company:蔚来", "蔚来汽车", "NIO", "nio"):
        assert view.resolve(name).id == "company:蔚来"


def test_an_unknown_name_offers_near_ones(view: View) -> None:
    with pytest.raises(UnknownName, match="宇树科技"):
        view.resolve("宇树科")
    with pytest.raises(UnknownName, match="guanxi search"):
        view.resolve("ＱＱＱ")


def test_an_ambiguous_name_lists_its_entities(tmp_path: Path) -> None:
    config = tmp_path / "c.yaml"
    config.write_text(
        "extractors: {lexicon: {}, suffix: false, person: false, jieba: false, policy: false, product: false}\n"
        "entities: [{name: 青山科技, type: company}, {name: 绿水青山, type: product, aliases: [青山]},"
        " {name: 青山基金, type: fund, aliases: [青山]}]\n",
        encoding="utf-8",
    )
    folder = write_articles(tmp_path / "in", {"a.txt": "绿水青山。青山基金。"})
    build([folder], tmp_path / "v.guanxi", settings=load_settings(config))
    with View.open(tmp_path / "v.guanxi") as view, pytest.raises(AmbiguousName) as caught:
        view.resolve("青山")
    assert "product:绿水青山 (绿水青山, product)" in str(caught.value)
    assert "fund:青山基金" in str(caught.value)


def test_info(view: View) -> None:
    info = view.info()
    assert (info.documents, info.sentences, info.windows) == (3, 10, 10)
    assert (info.dated, info.first, info.last) == (2, "2023-05-01", "2024-06-01")
    assert view.undated() == 1
    assert sum(info.types.values()) == info.entities == 8
    assert info.edges == view.connection.execute("SELECT count(*) FROM edges").fetchone()[0] / 2


def test_to_networkx(view: View) -> None:
    graph = view.to_networkx()
    assert graph.nodes["company:蔚来"] == {"name": "蔚来", "type": "company", "mentions": 5, "documents": 3}
    assert graph["company:蔚来"]["city:合肥"] == {
        "weight": 4, "documents": 3, "first": "2023-05-01", "last": "2024-06-01",
    }  # fmt: skip
    assert graph.number_of_edges() == view.info().edges


def test_what_is_no_graph(tmp_path: Path, small_graph: Path) -> None:
    with pytest.raises(GraphError, match="does not exist"):
        View.open(tmp_path / "none.guanxi")
    with pytest.raises(GraphError, match="is not a graph"):
        View.open(tmp_path)
    (small_graph / "graph.sqlite").write_bytes(b"not sqlite" * 100)
    with pytest.raises(GraphError, match="damaged"):
        View.open(small_graph)


def test_a_view_stays_readable_while_the_graph_is_replaced(small_graph: Path, tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in", {"a.txt": "比亚迪在深圳。"})
    with View.open(small_graph) as old:
        build([folder], small_graph)
        assert old.evidence("蔚来", "合肥")
    with View.open(small_graph) as new:
        assert new.info().documents == 1


def test_limits_below_one_are_told(view: View) -> None:
    for call in (
        lambda: view.search("蔚来", limit=0),
        lambda: view.neighbors("蔚来", limit=0),
        lambda: view.neighbors("蔚来", min_weight=-5),
        lambda: view.evidence("蔚来", "合肥", limit=-1),
        lambda: view.path("蔚来", "合肥", paths=0),
        lambda: view.path("蔚来", "合肥", max_hops=0),
    ):
        with pytest.raises(QueryError, match="at least 1"):
            call()
    with pytest.raises(QueryError, match="at most 9223372036854775807"):
        view.neighbors("蔚来", min_weight=10**20)
