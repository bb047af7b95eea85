"""Building: the same documents give the same graph, and nothing stored is ever lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.config.errors import GraphError, InputError
from guanxi.config.settings import LexiconEntry
from guanxi.graph.build import build
from guanxi.graph.query.view import View
from guanxi.graph.store import shards
from guanxi.graph.store.writer import Writer

from ..conftest import ARTICLES, exported, rows, write_articles
from ..quick import FEW, quick

ROOT = Path(__file__).parents[2]
FILES_OF_A_GRAPH = [".guanxi.lock", "graph.sqlite", "manifest.json", "shards"]


@pytest.fixture
def small_graph(articles: Path, tmp_path: Path) -> Path:
    """The graph of the three articles, with few names."""
    build([articles], tmp_path / "small.guanxi", settings=FEW)
    return tmp_path / "small.guanxi"


def test_the_order_of_inputs_does_not_matter(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "a.guanxi")
    build(sorted(articles.iterdir(), reverse=True), tmp_path / "b.guanxi")
    assert exported(tmp_path / "a.guanxi", tmp_path / "a") == exported(tmp_path / "b.guanxi", tmp_path / "b")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_does_not_matter(articles: Path, tmp_path: Path, encoding: str) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for name, text in ARTICLES.items():
        (other / name).write_bytes(text.encode(encoding))
    build([articles], tmp_path / "a.guanxi", settings=FEW)
    build([other], tmp_path / "b.guanxi", settings=FEW)
    assert exported(tmp_path / "a.guanxi", tmp_path / "a") == exported(tmp_path / "b.guanxi", tmp_path / "b")


def test_neither_workers_nor_batches_matter(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([articles], tmp_path / "a.guanxi")
    monkeypatch.setattr(shards, "BATCH_CHARACTERS", 1)
    report = build([articles], tmp_path / "b.guanxi", workers=2)
    assert report.shards == len(ARTICLES)
    assert exported(tmp_path / "a.guanxi", tmp_path / "a") == exported(tmp_path / "b.guanxi", tmp_path / "b")


def test_a_build_again_reuses_what_it_had(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "BATCH_CHARACTERS", 1)
    first = build([articles], tmp_path / "a.guanxi", settings=FEW)
    (articles / "4_new.txt").write_text("比亚迪在深圳。", encoding="utf-8")
    again = build([articles], tmp_path / "a.guanxi", settings=FEW)
    assert (first.reused, again.reused, again.shards) == (0, 3, 4)
    build([articles], tmp_path / "b.guanxi", settings=FEW)
    assert exported(tmp_path / "a.guanxi", tmp_path / "a") == exported(tmp_path / "b.guanxi", tmp_path / "b")
    assert len(list((tmp_path / "a.guanxi" / "shards").iterdir())) == 4 * 4


def test_other_settings_do_not_reuse_shards(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "a.guanxi", settings=FEW)
    assert build([articles], tmp_path / "a.guanxi", settings=quick(FEW.entities[1:])).reused == 0
    other = quick(FEW.entities, engines=("lexicon", "suffix"))
    assert build([articles], tmp_path / "a.guanxi", settings=other).reused == 0
    assert build([articles], tmp_path / "a.guanxi", settings=replace(other, window="document")).reused == 1


def test_a_document_given_twice_counts_once_and_the_last_of_one_id_wins(tmp_path: Path) -> None:
    text = '{"id": "x", "text": "蔚来在合肥。"}\n{"id": "x", "text": "比亚迪在深圳。"}\n{"text": "蔚来在上海。"}\n'
    folder = write_articles(tmp_path / "in", {"a.jsonl": text, "b.txt": "蔚来在上海。"})
    report = build([folder], tmp_path / "a.guanxi", settings=FEW)
    assert report.documents == 2
    names = {row["name"] for row in rows(exported(tmp_path / "a.guanxi", tmp_path / "a")["nodes.jsonl"])}
    assert names == {"比亚迪", "深圳", "蔚来", "上海"}


def test_windows(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in", {"a.txt": "蔚来很好。合肥很好。\n深圳很好。\n"})
    weights = {}
    for window in ("sentence", "paragraph", "document"):
        build([folder], tmp_path / "a.guanxi", settings=replace(FEW, window=window))
        edges = rows(exported(tmp_path / "a.guanxi", tmp_path / window)["edges.jsonl"])
        weights[window] = {(row["source"], row["target"]) for row in edges}
        with View.open(tmp_path / "a.guanxi") as view:
            for quote in view.evidence("蔚来", "合肥"):
                assert [quote.text[a:b] for a, b in quote.spans] == ["蔚来", "合肥"]
    assert [len(weights[window]) for window in ("sentence", "paragraph", "document")] == [0, 1, 3]


def test_nothing_to_read_leaves_the_old_graph(small_graph: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="nothing"):
        build([empty], small_graph, settings=FEW)
    with pytest.raises(InputError):
        build([empty], tmp_path / "none.guanxi", settings=FEW)
    assert not (tmp_path / "none.guanxi").exists()
    with View.open(small_graph) as view:
        assert view.info().documents == 3


def test_what_is_not_a_graph_is_not_written_over(articles: Path, tmp_path: Path) -> None:
    other = write_articles(tmp_path / "mine", {"diary.txt": "秘密"})
    with pytest.raises(GraphError, match="is not a graph"):
        build([articles], other, settings=FEW)
    with pytest.raises(GraphError, match="is not a graph"):
        build([articles], other / "diary.txt", settings=FEW)
    assert (other / "diary.txt").read_text(encoding="utf-8") == "秘密"


def test_a_build_that_fails_at_the_end_leaves_the_old_graph(
    small_graph: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (articles / "4_new.txt").write_text("比亚迪在深圳。", encoding="utf-8")

    def fail(*_: object) -> None:
        raise RuntimeError("disk is gone")

    monkeypatch.setattr(Writer, "edges", fail)
    with pytest.raises(RuntimeError):
        build([articles], small_graph, settings=FEW)
    with View.open(small_graph) as view:
        assert view.info().documents == 3
        assert view.evidence("蔚来", "合肥")
    monkeypatch.undo()
    report = build([articles], small_graph, settings=FEW)
    assert (report.documents, report.reused) == (4, report.shards)
    assert sorted(path.name for path in small_graph.iterdir()) == FILES_OF_A_GRAPH


def test_two_builds_do_not_write_one_graph(small_graph: Path, articles: Path) -> None:
    from guanxi.graph.store.folder import GraphFolder

    with GraphFolder(small_graph).writing(), pytest.raises(GraphError, match="another guanxi"):
        build([articles], small_graph, settings=FEW)


# Builds in shards of one document, and dies by SIGKILL as soon as it comes to a stage (of `extract`, to the fifth
# document; of `edges`, to that table of the new graph.sqlite).
KILLED_BUILD = """
import os, signal, sys
from guanxi.graph import assembly, build
from guanxi.graph.store import shards
from tests.quick import FEW
folder, graph, stage = sys.argv[1:]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def progress(now):
    if now.stage == stage and now.documents >= 5:
        die()
if stage == "edges":
    assembly.Writer.edges = die
shards.BATCH_CHARACTERS = 1
build.build([folder], graph, settings=FEW, workers=2 if stage == "extract" else 1, progress=progress)
"""


@pytest.mark.parametrize("stage", ["extract", "count", "edges"])
def test_kill_9_leaves_the_old_graph_and_the_next_build_goes_on(
    small_graph: Path, tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = write_articles(
        tmp_path / "many", {f"{i}.txt": f"蔚来第{i}次来到合肥。" + "比亚迪在深圳建厂。" * 20 for i in range(30)}
    )
    old = set((small_graph / "shards").iterdir())
    command = [sys.executable, "-c", KILLED_BUILD, str(many), str(small_graph), stage]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, cwd=ROOT)
    try:
        # The workers hold the pipe too: it ends when the last of them has gone.
        process.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with View.open(small_graph) as view:
        assert view.info().documents == 3
        assert view.evidence("蔚来", "合肥")
    new = set((small_graph / "shards").glob("[!.]*.documents.parquet")) - old
    assert (5 <= len(new) < 30) if stage == "extract" else len(new) == 30
    monkeypatch.setattr(shards, "BATCH_CHARACTERS", 1)
    report = build([many], small_graph, settings=FEW)
    assert (report.documents, report.shards, report.reused) == (30, 30, len(new))
    build([many], tmp_path / "fresh.guanxi", settings=FEW)
    assert exported(small_graph, tmp_path / "a") == exported(tmp_path / "fresh.guanxi", tmp_path / "b")
    assert sorted(path.name for path in small_graph.iterdir()) == FILES_OF_A_GRAPH


# Names that need linking: known ones and their aliases, one that two entities share, one that a document declares.
TERMS = ["蔚来", "蔚来汽车", "苹果", "库克", "合肥", "中科大", "（下称“科大”）", "科大", "大基金", "，", "。", "\n"]
ENTITIES = (
    LexiconEntry("蔚来", "company", ("蔚来汽车",)),
    LexiconEntry("?苹果", "company", (), ("库克",)),
    LexiconEntry("合肥", "city"),
    LexiconEntry("中科大", "organization", ("?科大",)),
    LexiconEntry("?科大", "organization", (), ("合肥",)),
    LexiconEntry("大基金", "fund"),
)
RECORDS = st.lists(st.lists(st.sampled_from(TERMS), min_size=1, max_size=8).map("".join), min_size=2, max_size=6)


@settings(max_examples=12)
@given(texts=RECORDS, data=st.data())
def test_neither_order_nor_files_nor_batches_matter(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    tmp_path = tmp_path_factory.mktemp("order")
    few = replace(quick(ENTITIES), profile="full")
    lines = [json.dumps({"id": f"d{i}", "source": f"s{i}", "text": text}) + "\n" for i, text in enumerate(texts)]
    shuffled = data.draw(st.permutations(lines))
    cut = data.draw(st.integers(0, len(lines) - 1))
    one = write_articles(tmp_path / "one", {"all.jsonl": "".join(lines)})
    two = write_articles(tmp_path / "two", {"1.jsonl": "".join(shuffled[cut:]), "2.jsonl": "".join(shuffled[:cut])})
    build([one], tmp_path / "one.guanxi", settings=few)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(shards, "BATCH_CHARACTERS", data.draw(st.integers(1, 60)))
        build([two], tmp_path / "two.guanxi", settings=few)
    assert exported(tmp_path / "one.guanxi", tmp_path / "a") == exported(tmp_path / "two.guanxi", tmp_path / "b")
