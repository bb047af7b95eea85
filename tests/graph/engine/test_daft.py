"""Daft on this machine: the same graph, whatever happens to its workers."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from guanxi.config.errors import GraphError, InputError
from guanxi.config.settings import Settings
from guanxi.graph.build import build
from guanxi.graph.extraction import Progress

from ...conftest import exported
from .killing import Killer, kill_one

pytest.importorskip("daft", reason="needs pip install 'guanxi[cluster]'")
pytestmark = [
    pytest.mark.usefixtures("small_parts"),
    # Daft leaves the output of its workers unclosed.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def test_the_graph_is_that_of_one_process(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    report = build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2)
    assert (report.documents, report.shards, report.reused) == (42, 43, 0)
    assert [(item.source, item.reason.split(":")[0]) for item in report.unreadable] == [
        ("more.jsonl", "line 2"),
        ("old.doc", "this kind is not read"),
    ]
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected


def test_what_is_finished_is_not_made_again(articles: Path, settings: Settings, tmp_path: Path) -> None:
    build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2)
    shards = tmp_path / "a.guanxi" / "shards"
    before = {path.name: path.stat().st_mtime_ns for path in shards.iterdir()}
    gone = min(shards.glob("*.documents.parquet"))
    gone.unlink()
    report = build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2)
    assert (report.shards, report.reused) == (43, 42)
    after = {path.name: path.stat().st_mtime_ns for path in shards.iterdir()}
    stem = gone.name.partition(".")[0]
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {n for n in before if n.startswith(stem)}


def test_a_worker_that_is_killed_is_replaced(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    killed: list[int] = []

    def show(now: Progress) -> None:
        if now.stage == "extract" and now.documents < 20 and not killed:
            killed.append(kill_one("daft.execution.udf_worker"))

    build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2, progress=show)
    assert killed
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected


def test_a_worker_that_is_killed_in_the_shuffle_is_replaced(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    killer = Killer("daft.execution.udf_worker")

    def show(now: Progress) -> None:
        if now.stage == "count":
            killer.start()

    build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2, progress=show)
    assert killer.killed()
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected


def test_ctrl_c_leaves_no_half_a_graph(articles: Path, settings: Settings, tmp_path: Path) -> None:
    def show(now: Progress) -> None:
        if now.stage == "extract" and now.documents < 20:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", workers=2, progress=show)
    assert not (tmp_path / "a.guanxi" / "graph.sqlite").exists()


def test_what_a_stage_refuses_is_told_as_it_is_elsewhere(articles: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"more\.jsonl: line 2: not JSON"):
        build([articles], tmp_path / "a.guanxi", settings=settings, engine="daft", strict=True, workers=1)
    with pytest.raises(InputError, match="standard input is read on this machine only"):
        build(["-"], tmp_path / "a.guanxi", settings=settings, engine="daft")


def test_what_is_no_graph_is_not_written_over(articles: Path) -> None:
    with pytest.raises(GraphError, match="is not a graph"):
        build([articles], articles, engine="daft")
