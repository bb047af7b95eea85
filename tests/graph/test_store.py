"""The contract of the store: a Writer is all or nothing, a View changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.graph.build import build
from guanxi.graph.query.view import View
from guanxi.graph.store.folder import FORMAT
from guanxi.graph.store.writer import Writer, bigrams

from ..conftest import write_articles
from ..quick import FEW
from .small_graph import Name, make_graph

META = {"format": FORMAT, "guanxi": "0", "types": {}, "window": "sentence", "windows": 1}


def fill(path: Path, name: str) -> None:
    with Writer(path) as writer:
        writer.documents([(0, "d", "d.txt", None, None, None, 1, None)])
        writer.windows([(0, 0, 0, 0, f"{name}在合肥。")])
        writer.entities([(0, "city:合肥", "合肥", "city", 1, 1, 1), (1, f"company:{name}", name, "company", 1, 1, 1)])
        writer.names([(0, "合肥", 1, "name", None), (1, name, 1, "name", "d0")])
        writer.mentions([(0, 0, 3, 5, 0, "t"), (1, 0, 0, 2, 0, "t")])
        writer.edges([(0, 1, 1, 1, None, None, 1.0), (1, 0, 1, 1, None, None, 1.0)])
        writer.meta(**META)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "g.guanxi"
    folder.mkdir()
    fill(folder / "graph.sqlite", "蔚来")
    return folder


def test_what_is_written_is_read(graph: Path) -> None:
    with View.open(graph) as view:
        (neighbor,) = view.neighbors("蔚来")
        (quote,) = view.evidence("蔚来", "合肥")
    assert (neighbor.name, neighbor.sentences) == ("合肥", 1)
    assert [quote.text[a:b] for a, b in quote.spans] == ["蔚来", "合肥"]


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_beside_it(graph: Path) -> None:
    before = (graph / "graph.sqlite").read_bytes()
    with pytest.raises(RuntimeError), Writer(graph / "graph.sqlite") as writer:
        writer.documents([(0, "other", "o.txt", None, None, None, 1, None)])
        raise RuntimeError("killed")
    assert (graph / "graph.sqlite").read_bytes() == before
    assert [path.name for path in graph.iterdir()] == ["graph.sqlite"]


def test_the_same_rows_give_the_same_bytes(graph: Path, tmp_path: Path) -> None:
    fill(tmp_path / "again.sqlite", "蔚来")
    assert (tmp_path / "again.sqlite").read_bytes() == (graph / "graph.sqlite").read_bytes()


def test_neighbors_and_strengths_are_counted(tmp_path: Path) -> None:
    names: list[Name] = [(name, "company", []) for name in "甲乙丙丁"]
    with View.open(
        make_graph(tmp_path / "n.guanxi", names, [("d", None, None, ["甲乙", "甲乙", "甲丙", "丁"])])
    ) as view:
        found = view.connection.execute("SELECT name, neighbors, strength FROM entities ORDER BY entity").fetchall()
        total = view.connection.execute("SELECT value FROM meta WHERE key = 'strength'").fetchone()
    assert sorted(found) == [("丁", 0, 0), ("丙", 1, 1), ("乙", 1, 2), ("甲", 2, 3)]
    assert total == ("6",)


@pytest.mark.parametrize("window", ["sentence", "paragraph", "document"])
def test_windows_of_a_document_are_counted_also_those_that_name_nothing(tmp_path: Path, window: str) -> None:
    texts = {"a.txt": "蔚来在合肥。天气很好。\n\n天气不好。", "b.txt": "今天下雨。", "c.txt": "\n"}
    build([write_articles(tmp_path / "in", texts)], tmp_path / "w.guanxi", settings=replace(FEW, window=window))
    with View.open(tmp_path / "w.guanxi") as view:
        found = dict(view.connection.execute("SELECT source, windows FROM documents"))
        assert sum(found.values()) == view.info().windows
    assert found["a.txt"] == {"sentence": 3, "paragraph": 2, "document": 1}[window]
    assert found["b.txt"] == 1


def test_a_view_cannot_write(graph: Path) -> None:
    with View.open(graph) as view, pytest.raises(sqlite3.OperationalError, match="readonly"):
        view.connection.execute("DELETE FROM edges")


def test_an_open_view_keeps_what_it_opened(graph: Path) -> None:
    with View.open(graph) as view:
        fill(graph / "graph.sqlite", "华为")
        assert view.resolve("蔚来").type == "company"
    with View.open(graph) as view:
        assert view.resolve("华为").type == "company"


def test_bigrams_end_with_the_last_character_alone() -> None:
    assert list(bigrams("宇树科")) == ["宇树", "树科", "科"]
    assert list(bigrams("")) == []
