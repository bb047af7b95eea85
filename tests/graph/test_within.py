"""The graph of a time is the graph of its documents."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from guanxi.config.errors import QueryError
from guanxi.graph.build import build
from guanxi.graph.export import export
from guanxi.graph.query.view import View
from guanxi.graph.within import open_within

from ..conftest import write_articles

EXAMPLES = Path(__file__).parents[2] / "examples"
OLD = "2023年12月30日\n蔚来与合肥签约。宇树科技位于杭州，又来合肥。杭州。\n"
NEW = {
    "b.txt": "2024年3月2日\n蔚来与合肥签约，蔚来汽车总部落户合肥。比亚迪在深圳。\n",
    "c.txt": "2024年4月2日\n比亚迪与合肥签约。合肥与深圳、杭州合作。什么也没有。\n",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("all")
    texts = {"a.txt": OLD, "d.txt": "蔚来在合肥，没有日期。\n", **NEW}
    build([write_articles(folder / "in", texts)], folder / "all.guanxi")
    return folder / "all.guanxi"


@pytest.fixture(scope="module")
def new_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new")
    build([write_articles(folder / "in", NEW)], folder / "new.guanxi")
    return folder / "new.guanxi"


def files(view: View, folder: Path) -> dict[str, bytes]:
    export(view, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("since", "until"), [("2024", None), ("2024-03", "2024-04-02"), ("2023-12-31", "2025")])
def test_as_if_no_other_documents_had_been_read(
    graph: Path, new_graph: Path, tmp_path: Path, since: str | None, until: str | None
) -> None:
    with View.open(new_graph) as view, open_within(graph, since=since, until=until) as part:
        assert files(part, tmp_path / "part") == files(view, tmp_path / "new")
        assert part.info() == view.info()
        assert part.info().documents == 2
        assert part.timeline("合肥") == view.timeline("合肥")
        assert [hit.id for hit in part.search("比亚迪")] == [hit.id for hit in view.search("比亚迪")] != []
        assert part.search("宇树") == []


def test_a_time_that_holds_all_documents_is_all_of_the_graph(tmp_path: Path) -> None:
    build([EXAMPLES], tmp_path / "a.guanxi")
    with View.open(tmp_path / "a.guanxi") as view, open_within(tmp_path / "a.guanxi", since="1990", until=None) as part:
        assert view.info().dated == view.info().documents
        assert files(part, tmp_path / "part") == files(view, tmp_path / "all")
        assert part.info() == view.info()


def test_answers_of_a_time_and_its_graph_agree(graph: Path) -> None:
    with View.open(graph) as view, open_within(graph, since=None, until="2024-03") as part:
        assert part.neighbors("合肥") == view.neighbors("合肥", until="2024-03")
        assert part.evidence("蔚来", "合肥") == view.evidence("蔚来", "合肥", until="2024-03") != []


def test_without_a_time_it_is_the_graph_itself(graph: Path) -> None:
    with View.open(graph) as view, open_within(graph, since=None, until=None) as part:
        assert part.info() == view.info()


def test_a_time_without_documents_is_refused_and_nothing_stays(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    refused = pytest.raises(QueryError, match="no document of that time; documents without a date: 1")
    with refused, open_within(graph, since="2030", until=None):
        pass
    with open_within(graph, since="2024", until=None) as part:
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []
    with pytest.raises(sqlite3.ProgrammingError):
        part.info()
