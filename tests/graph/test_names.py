"""The names of an entity with their reasons: asked in Python, exported, and of old graphs refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from guanxi.config.errors import AmbiguousName, GraphError, UnknownName
from guanxi.graph.build import build
from guanxi.graph.export import export
from guanxi.graph.query.view import View
from guanxi.graph.store.writer import Writer

from ..conftest import rows, write_articles
from .conftest import MakeView
from .small_graph import Name, Text

ARTICLES = {
    "a.txt": "深青投资集团有限公司（以下简称“深青投”）落户深圳。深青投表示满意。\n",
    "b.txt": "輝達（NVDA.US）上涨。英伟达在深圳。英伟达很好。\n",
    "c.txt": "深青投在深圳。南京市鼓楼区招商，鼓楼区在南京。\n",
    "d.txt": "福州市鼓楼区与深圳合作。\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    build([write_articles(folder / "in", ARTICLES)], folder / "g.guanxi")
    return folder / "g.guanxi"


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "g.guanxi")


def test_names_come_with_mentions_reason_and_document(graph: Path) -> None:
    with View.open(graph) as view:
        found = {n.name: (n.mentions, n.reason, n.source) for n in view.names("深青投")}
        assert found == {
            "深青投": (2, "name", None),
            "深青投资集团有限公司": (1, "introduced", "a.txt"),
        }
        assert [n.name for n in view.names("NVIDIA")][:2] == ["英伟达", "輝達"]
        chips = {n.name.upper(): (n.mentions, n.reason) for n in view.names("NVIDIA")}
        assert (chips["輝達"], chips["NVIDIA"]) == ((1, "lexicon"), (0, "lexicon"))
        with pytest.raises(UnknownName):
            view.names("没有这个")


def test_districts_of_one_name_are_two_by_their_documents(graph: Path) -> None:
    with View.open(graph) as view:
        found = {n.name: (n.mentions, n.reason, n.source) for n in view.names("region:鼓楼区（南京）")}
        assert found["鼓楼区"] == (2, "context", "c.txt")
        assert {hit.id for hit in view.search("鼓楼区")} == {"region:鼓楼区（南京）", "region:鼓楼区（福州）"}


def test_a_name_that_documents_use_for_several_tells_the_others(hand_made_graph: MakeView) -> None:
    names = [
        ("央行", "organization", ()),
        ("中国人民银行", "organization", ("央行", "人行")),
        ("美联储", "organization", ("联储",)),
    ]
    with hand_made_graph(names, [("d", None, None, ("央行降息。",))]) as view:
        assert view.resolve("央行").name == "央行"
        assert [other.name for other in view.also_named("央行")] == ["中国人民银行"]
        assert view.also_named("中国人民银行") == view.also_named("人行") == view.also_named("联储") == []
        with pytest.raises(UnknownName):
            view.also_named("没有这个")


def test_joins_are_exported(graph: Path, tmp_path: Path) -> None:
    with View.open(graph) as view:
        export(view, tmp_path / "x")
    nodes = {row["name"]: row for row in rows((tmp_path / "x" / "nodes.jsonl").read_text(encoding="utf-8"))}
    documents = {
        row["source"]: row["id"] for row in rows((tmp_path / "x" / "documents.jsonl").read_text(encoding="utf-8"))
    }
    assert nodes["深青投"]["joins"] == [
        {"name": "深青投资集团有限公司", "reason": "introduced", "document": documents["a.txt"]}
    ]
    assert nodes["英伟达"]["joins"] == [{"name": "輝達", "reason": "lexicon", "document": None}]
    assert [join["name"] for join in nodes["英伟达"]["joins"]] == nodes["英伟达"]["aliases"]


def test_order_batches_and_rebuilds_give_the_same_reasons(graph: Path, tmp_path: Path) -> None:
    lines = [json.dumps({"text": text, "source": name}) for name, text in reversed(ARTICLES.items())]
    folder = write_articles(tmp_path / "lines", {"all.jsonl": "\n".join(lines)})
    build([folder], tmp_path / "h.guanxi")
    with View.open(graph) as one, View.open(tmp_path / "h.guanxi") as other:
        for name in ("深青投", "region:鼓楼区（南京）", "英伟达"):
            expected = [(n.name, n.mentions, n.reason, n.document) for n in one.names(name)]
            assert [(n.name, n.mentions, n.reason, n.document) for n in other.names(name)] == expected


def test_a_graph_of_an_older_format_is_to_be_built_again(graph: Path) -> None:
    with Writer(graph / "graph.sqlite") as writer:
        writer.meta(format=1, guanxi="0.1", types={}, window="sentence")
    with pytest.raises(GraphError, match="build the graph again"):
        View.open(graph)


@pytest.mark.parametrize(("others", "clear"), [(18, False), (19, True)])
def test_a_name_means_who_is_named_by_far_the_most(hand_made_graph: MakeView, others: int, clear: bool) -> None:
    names: list[Name] = [("光明", "company", ["Bright"]), ("光明", "city", [])]
    more: list[Text] = [(f"d{n}", None, None, ["Bright。"]) for n in range(others)]
    view = hand_made_graph(names, [("both", None, None, ["光明。"]), *more])
    if clear:
        assert view.resolve("光明").type == "company"
        return
    with pytest.raises(AmbiguousName) as caught:
        view.resolve("光明")
    assert [kind for _, _, kind in caught.value.choices] == ["company", "city"], "who is named most comes first"


@pytest.mark.parametrize(("aliased", "meant"), [(39, "product"), (40, "company")])
def test_a_name_means_who_is_called_so_by_far_the_most(hand_made_graph: MakeView, aliased: int, meant: str) -> None:
    """DeepSeek is 深度求索 to nearly all who write it, though a product goes by just that name."""
    names: list[Name] = [("DeepSeek", "product", []), ("深度求索", "company", ["DeepSeek"])]
    view = hand_made_graph(names, [("a", None, None, ["深度求索。"])])
    counts = sqlite3.connect(":memory:")
    view.connection.backup(counts)
    counts.execute(
        "UPDATE names SET mentions = CASE entity WHEN 0 THEN 2 ELSE ? END WHERE key = 'deepseek'", (aliased,)
    )
    with View(counts) as changed:
        assert changed.resolve("DeepSeek").type == meant
        assert [other.type for other in changed.also_named("DeepSeek")] == [
            {"product": "company"}.get(meant, "product")
        ]
