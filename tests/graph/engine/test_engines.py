"""What all engines share: their names, stages that can be carried elsewhere, files shared out, errors that are told."""

from __future__ import annotations

import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError, GraphError, MissingDependency
from guanxi.config.settings import Settings
from guanxi.corpus.walk import find_files
from guanxi.extract.pipeline import Pipeline
from guanxi.graph import build as building
from guanxi.graph.build import build
from guanxi.graph.engine import engine_named
from guanxi.graph.engine.local import LocalEngine
from guanxi.graph.stages import Extracting, Reading, files_part, fingerprint_of, made_of

from ...conftest import Run, exported
from .alone import Alone

READING = Reading(None, 10**6, False)


@pytest.fixture
def extracting(settings: Settings, tmp_path: Path) -> Extracting:
    (tmp_path / "shards").mkdir()
    return Extracting(settings, fingerprint_of(settings, Pipeline(settings)), str(tmp_path), {}, READING)


def test_a_stage_does_elsewhere_what_it_does_here(extracting: Extracting, articles: Path) -> None:
    part = files_part(7, list(find_files([articles])))
    here = list(made_of(extracting()(part)))
    again = pickle.loads(pickle.dumps(extracting))
    assert again == extracting
    there = list(made_of(again()(part)))
    assert {made.part for made in here} == {7}
    assert [made.unreadable.source for made in here if made.unreadable] == ["more.jsonl", "old.doc"]
    assert [made.reused for made in there if made.shard] == [True]
    assert [replace(made, reused=False) for made in there] == here


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_of_files_need_not_be_text(extracting: Extracting, tmp_path: Path) -> None:
    articles = tmp_path / "in"
    articles.mkdir()
    (articles / os.fsdecode(b"\xb0\xa1.txt")).write_text("蔚来在合肥。", encoding="utf-8")
    (made,) = made_of(extracting()(files_part(1, list(find_files([articles])))))
    assert made.shard is not None and made.shard.documents == 1


def test_a_worker_with_other_code_refuses(extracting: Extracting) -> None:
    with pytest.raises(GraphError, match="another guanxi"):
        replace(extracting, fingerprint="other")()


@pytest.mark.usefixtures("small_parts")
def test_the_order_of_results_does_not_matter(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "engine_named", lambda *_, **__: Alone())
    report = build([articles], tmp_path / "a.guanxi", settings=settings, engine="alone")
    assert [item.source for item in report.unreadable] == ["more.jsonl", "old.doc"]
    assert report.shards == 43
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected


def test_engines_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(engine_named("local", workers=1), LocalEngine)
    with pytest.raises(ConfigError, match="no engine is named 'dask'; there are: local, daft, spark"):
        engine_named("dask")
    with pytest.raises(ConfigError, match="--ray goes with --engine daft"):
        engine_named("local", ray="127.0.0.1:6379")
    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(MissingDependency, match=r"engine daft needs Daft and Ray: pip install 'guanxi\[cluster\]'"):
        engine_named("daft")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(MissingDependency, match=r"engine spark needs PySpark: pip install 'guanxi\[spark\]'"):
        engine_named("spark")


def test_the_command_line_says_what_there_is(run: Run, articles: Path) -> None:
    done = run("build", articles, "-o", "a.guanxi", "--engine", "dask")
    assert done.returncode == 2
    assert "'dask' is not one of 'local', 'daft', 'spark'" in done.stderr
    done = run("build", articles, "-o", "a.guanxi", "--ray", "127.0.0.1:6379")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--ray goes with --engine daft" in done.stderr


@pytest.mark.parametrize("command", [["info"], ["neighbors", "合肥"], ["remove", "x"], ["undo"]], ids=str)
def test_a_graph_in_object_storage_is_not_asked(run: Run, command: list[str]) -> None:
    name, *more = command
    done = run(name, "s3://news/a.guanxi", *more)
    assert done.returncode == 2
    assert done.stderr == (
        "guanxi: s3://news/a.guanxi: a graph in object storage is only built there; copy its folder to this machine\n"
    )
