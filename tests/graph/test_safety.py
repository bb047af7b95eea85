"""What a build must never do: remove what is not its own, trust damaged shards, or fail without a clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError, GraphError
from guanxi.config.settings import load_settings
from guanxi.graph.build import build
from guanxi.graph.query.view import View
from guanxi.graph.store import shards

from ..conftest import ARTICLES, exported, rows, write_articles
from ..quick import FEW


def test_a_folder_with_shards_of_somebody_else_is_left_alone(articles: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    write_articles(model / "shards", {"weights-0001.bin": "w"})
    with pytest.raises(GraphError, match="is not a graph"):
        build([articles], model)
    assert (model / "shards" / "weights-0001.bin").exists()


def test_foreign_files_in_a_graph_stay(small_graph: Path, articles: Path) -> None:
    (small_graph / "notes.txt").write_text("mine", encoding="utf-8")
    (small_graph / "shards" / "notes.txt").write_text("mine", encoding="utf-8")
    build([articles], small_graph)
    assert (small_graph / "notes.txt").exists()
    assert (small_graph / "shards" / "notes.txt").exists()


def test_two_batches_of_the_same_documents_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "BATCH_CHARACTERS", 1)
    for name in ("x", "y"):
        write_articles(tmp_path / name, {"report.txt": "蔚来在合肥。"})
    report = build([tmp_path / "x", tmp_path / "y"], tmp_path / "a.guanxi", settings=FEW)
    assert (report.documents, report.mentions) == (1, 2)


@pytest.mark.parametrize("name", ["my.documents.guanxi", "my[1]*?.guanxi", "it's.guanxi", "图 谱.guanxi"])
def test_any_name_of_the_output_will_do(articles: Path, tmp_path: Path, name: str) -> None:
    assert build([articles], tmp_path / name, settings=FEW).entities > 4


def test_of_copies_the_earliest_stays_whatever_the_folders_are_called(tmp_path: Path) -> None:
    kept = set()
    for first, second in (("a", "b"), ("z", "y")):
        write_articles(tmp_path / first, {"2024-01-01_x.txt": "蔚来在合肥。"})
        write_articles(tmp_path / second, {"2023-01-01_x.txt": "蔚来在合肥。"})
        graph = tmp_path / f"{first}.guanxi"
        build([tmp_path / first, tmp_path / second], graph, settings=FEW)
        (document,) = rows(exported(graph, tmp_path / f"{first}.out")["documents.jsonl"])
        kept.add((document["source"], document["date"]))
    assert kept == {("2023-01-01_x.txt", "2023-01-01")}


def test_a_damaged_shard_is_made_again(small_graph: Path, articles: Path, tmp_path: Path) -> None:
    before = exported(small_graph, tmp_path / "before")
    (mentions,) = (small_graph / "shards").glob("*.mentions.parquet")
    mentions.write_bytes(mentions.read_bytes()[:200])
    assert build([articles], small_graph).reused == 0
    assert exported(small_graph, tmp_path / "after") == before


@pytest.mark.parametrize("workers", [1, 2])
def test_wrong_settings_are_told_before_anything_is_written(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(shards, "BATCH_CHARACTERS", 1)
    (tmp_path / "c.yaml").write_text("extractors: {jieba: {hmm: true}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no option 'hmm'"):
        build([articles], tmp_path / "a.guanxi", settings=load_settings(tmp_path / "c.yaml"), workers=workers)
    assert not (tmp_path / "a.guanxi").exists()


def test_an_alias_of_two_firms_is_asked_back_about(tmp_path: Path) -> None:
    from guanxi.config.errors import AmbiguousName

    text = "{}城市投资集团有限公司（以下简称“城投集团”）成立。城投集团来到{}。"
    folder = write_articles(
        tmp_path / "in", {"a.txt": text.format("合肥", "深圳"), "b.txt": text.format("杭州", "苏州")}
    )
    build([folder], tmp_path / "a.guanxi")
    with View.open(tmp_path / "a.guanxi") as view:
        with pytest.raises(AmbiguousName) as caught:
            view.neighbors("城投集团")
        assert len(caught.value.choices) == 2
        near = {n.name for n in view.neighbors("合肥城市投资集团有限公司", types=["city"])}
        assert (near & {"深圳", "苏州"}) == {"深圳"}
    nodes = rows(exported(tmp_path / "a.guanxi", tmp_path / "out")["nodes.jsonl"])
    assert all(int(node["mentions"]) > 0 for node in nodes)
    assert sum("城投集团" in node["aliases"] for node in nodes) == 2


def test_articles_are_not_changed(small_graph: Path, articles: Path) -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in articles.iterdir()} == ARTICLES
