"""Spark on this machine: the same graph, whatever happens to its workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError, GuanxiError, InputError
from guanxi.config.settings import Settings
from guanxi.graph.build import build
from guanxi.graph.engine import engine_named
from guanxi.graph.extraction import Progress

from ...conftest import exported
from .killing import Killer

pyspark = pytest.importorskip("pyspark", reason="needs pip install 'guanxi[spark]'")
Py4JError = pytest.importorskip("py4j.protocol", reason="comes with PySpark").Py4JError
pytestmark = [
    pytest.mark.usefixtures("small_parts", "spark"),
    # Spark leaves what its workers talk through unclosed.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Ends it after the tests."""
    yield
    pyspark.SparkContext.getOrCreate().stop()


def test_the_graph_is_that_of_one_process(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    report = build([articles], tmp_path / "a.guanxi", settings=settings, engine="spark", workers=2)
    assert (report.documents, report.shards, report.reused) == (42, 43, 0)
    assert [item.source for item in report.unreadable] == ["more.jsonl", "old.doc"]
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected
    assert engine_named("spark", workers=2).workers == 2


def test_workers_that_are_killed_are_replaced(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    early, late = (Killer("pyspark.daemon", parent="pyspark.daemon") for _ in range(2))

    def show(now: Progress) -> None:
        if now.stage == "count":
            late.start()

    early.start()
    build([articles], tmp_path / "a.guanxi", settings=settings, engine="spark", workers=2, progress=show)
    assert early.killed() and late.killed()
    assert exported(tmp_path / "a.guanxi", tmp_path / "out") == expected


def test_what_a_stage_refuses_is_told_as_it_is_elsewhere(articles: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"more\.jsonl: line 2: not JSON"):
        build([articles], tmp_path / "a.guanxi", settings=settings, engine="spark", strict=True)


def test_ray_is_not_for_it() -> None:
    with pytest.raises(ConfigError, match="engine spark does not run on Ray"):
        engine_named("spark", ray="127.0.0.1:6379")


@pytest.mark.parametrize("kind", [pyspark.errors.PySparkRuntimeError, Py4JError])
def test_what_does_not_start_is_told_in_one_line(kind: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise kind("no Java\nor anything")

    monkeypatch.setattr(pyspark.SparkContext, "_ensure_initialized", fail)
    with pytest.raises(GuanxiError, match=r"^Spark does not start \(no Java or anything\); it needs .*17 or later$"):
        engine_named("spark")
