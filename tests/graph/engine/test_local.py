"""The engine of one machine: processes that stay, errors that arrive, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyarrow as pa
import pytest

from guanxi.config.errors import AmbiguousName, ConfigError, GuanxiError, MissingDependency
from guanxi.graph.engine import Stage, local
from guanxi.graph.engine.local import LocalEngine

from ...conftest import write_articles


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    """One for tests that leave its processes as they were."""
    with closing(LocalEngine(2)) as engine:
        yield engine


@pytest.fixture
def fresh() -> Iterator[LocalEngine]:
    """One that has no processes yet."""
    with closing(LocalEngine(2)) as engine:
        yield engine


@pytest.fixture
def started() -> Callable[[], set[BaseProcess]]:
    """Tells the processes that were started in a test, and are there."""
    before = set(multiprocessing.active_children())
    return lambda: set(multiprocessing.active_children()) - before


def _parts(numbers: Iterable[int]) -> list[pa.Table]:
    return [pa.table({"number": [number]}) for number in numbers]


def _number(part: pa.Table) -> int:
    number: int = part["number"][0].as_py()
    return number


def _numbers(results: Iterable[pa.Table]) -> list[int]:
    return sorted(map(_number, results))


@dataclass(frozen=True)
class Adding:
    """Makes the stage that adds something to a number, and says in which process."""

    more: int

    def __call__(self) -> Stage:
        return lambda part: pa.table({"number": [_number(part) + self.more], "process": [os.getpid()]})


@dataclass(frozen=True)
class Failing:
    """Makes the stage that raises an error for number 3."""

    error: Exception
    makes: bool = True

    def __call__(self) -> Stage:
        if not self.makes:
            raise self.error
        return self._look

    def _look(self, part: pa.Table) -> pa.Table:
        if _number(part) == 3:
            raise self.error
        return part


def _processes(results: Iterable[pa.Table]) -> set[int]:
    return {table["process"][0].as_py() for table in results}


def test_processes_stay_from_one_map_to_the_next(fresh: LocalEngine, started: Callable[[], set[BaseProcess]]) -> None:
    first = list(fresh.map(Adding(1), _parts(range(6))))
    again = list(fresh.map(Adding(10), _parts(range(6))))
    assert _numbers(first) == [1, 2, 3, 4, 5, 6]
    assert _numbers(again) == [10, 11, 12, 13, 14, 15]
    assert _processes(again) <= _processes(first)
    assert len(_processes(first)) == 2
    assert os.getpid() not in _processes(first)
    fresh.close()
    assert started() == set()
    assert _numbers(fresh.map(Adding(1), _parts(range(3)))) == [1, 2, 3]


@pytest.mark.parametrize(("workers", "parts"), [(2, 1), (1, 3), (2, 0)])
def test_a_single_part_and_a_single_worker_need_no_other_process(
    workers: int, parts: int, started: Callable[[], set[BaseProcess]]
) -> None:
    with closing(LocalEngine(workers)) as engine:
        found = list(engine.map(Adding(1), _parts(range(parts))))
        assert started() == set()
    assert _numbers(found) == list(range(1, parts + 1))
    assert _processes(found) <= {os.getpid()}


def test_few_parts_are_in_flight(engine: LocalEngine) -> None:
    made, most = 0, 0

    def parts() -> Iterator[pa.Table]:
        nonlocal made
        for part in _parts(range(30)):
            made += 1
            yield part

    for done, _ in enumerate(engine.map(Adding(1), parts())):
        most = max(most, made - done)
    assert made == 30
    assert most <= 5


def test_the_part_of_a_worker_that_was_killed_goes_to_another(
    fresh: LocalEngine, started: Callable[[], set[BaseProcess]]
) -> None:
    killed = set()

    def parts() -> Iterator[pa.Table]:
        yield from _parts(range(6))
        for process in started():
            process.kill()
            process.join()
            killed.add(process)
        yield from _parts(range(6, 9))

    assert _numbers(fresh.map(Adding(0), parts())) == list(range(9))
    assert len(killed) == 2


def test_workers_that_were_killed_between_two_maps_are_not_asked(
    fresh: LocalEngine, started: Callable[[], set[BaseProcess]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_TRIES", 1)
    list(fresh.map(Adding(0), _parts(range(6))))
    for process in started():
        process.kill()
        process.join()
    assert _numbers(fresh.map(Adding(0), _parts(range(6)))) == list(range(6))


def _dying() -> Stage:
    def die(part: pa.Table) -> pa.Table:
        if _number(part) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return part

    return die


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is killed like that there")
def test_a_part_that_kills_every_worker_is_told(fresh: LocalEngine) -> None:
    with pytest.raises(GuanxiError, match="a worker was killed, perhaps for want of memory; try fewer --workers"):
        list(fresh.map(_dying, _parts(range(6))))


@pytest.mark.parametrize("makes", [True, False])
@pytest.mark.parametrize(
    "error",
    [
        ConfigError("is wrong", file="a.yaml", line=3),
        MissingDependency("needs Daft", extra="cluster"),
        AmbiguousName("平安", [("a", "b", "c")]),
        ValueError("odd"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_of_workers_arrive_as_themselves(engine: LocalEngine, error: Exception, makes: bool) -> None:
    with pytest.raises(type(error)) as caught:
        list(engine.map(Failing(error, makes), _parts(range(6))))
    assert str(caught.value) == str(error)
    told = {name: value for name, value in vars(caught.value).items() if name != "__notes__"}
    assert told == vars(error)
    assert "in a worker:" in caught.value.__notes__[0]
    # And it goes on with another stage, also in the worker that could not make this one.
    assert _numbers(engine.map(Adding(1), _parts(range(6)))) == [1, 2, 3, 4, 5, 6]


def test_a_stage_that_could_not_be_made_is_made_anew(engine: LocalEngine) -> None:
    list(engine.map(Adding(1), _parts(range(6))))
    for _ in range(2):
        with pytest.raises(ConfigError, match="odd"):
            list(engine.map(Failing(ConfigError("odd"), False), _parts(range(6))))


class _Uncarried(Exception):
    def __init__(self, what: str, more: str) -> None:
        super().__init__(f"{what} {more}")


def _raising() -> Stage:
    def fail(part: pa.Table) -> pa.Table:
        raise _Uncarried("as", "told")

    return fail


def test_an_error_that_cannot_be_carried_is_told(engine: LocalEngine) -> None:
    with pytest.raises(RuntimeError, match="_Uncarried: as told"):
        list(engine.map(_raising, _parts(range(6))))


def _waiting() -> Stage:
    def wait(part: pa.Table) -> pa.Table:
        if _number(part):
            threading.Event().wait()
        return part

    return wait


def test_to_close_ends_workers_in_the_middle_of_a_part(
    fresh: LocalEngine, started: Callable[[], set[BaseProcess]]
) -> None:
    results = fresh.map(_waiting, _parts(range(8)))
    assert _number(next(results)) == 0
    assert started()
    fresh.close()
    assert started() == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes other ways there")
def test_workers_do_not_hear_ctrl_c(
    fresh: LocalEngine, started: Callable[[], set[BaseProcess]], capfd: pytest.CaptureFixture[str]
) -> None:
    def parts() -> Iterator[pa.Table]:
        yield from _parts(range(2))
        deaf = 0
        while deaf < 2:  # from their very beginning on
            for process in started():
                if process.pid is not None:
                    os.kill(process.pid, signal.SIGINT)
                    deaf += 1
            time.sleep(0.01)
        yield from _parts(range(2, 6))

    assert _numbers(fresh.map(Adding(0), parts())) == [0, 1, 2, 3, 4, 5]
    assert capfd.readouterr().err == ""


# Builds in shards of one document; at the fifth, somebody at the terminal presses Ctrl-C.
INTERRUPTED_BUILD = """
import os, signal, sys
from dataclasses import replace
from guanxi.config.settings import load_settings
from guanxi.graph import build
from guanxi.graph.store import shards
folder, graph = sys.argv[1:]
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have these tests ignore it
def progress(now):
    if now.stage == "extract" and now.documents >= 5:
        os.killpg(0, signal.SIGINT)
shards.BATCH_CHARACTERS = 1
defaults = load_settings()
lexicon = {"lexicon": defaults.extractors["lexicon"]}
few = replace(defaults, profile="fast", lexicons=(), extractors=lexicon)
build.build([folder], graph, settings=few, workers=2, progress=progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C goes other ways there")
def test_ctrl_c_ends_a_build_with_all_its_workers(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "in", {f"{i}.txt": f"第{i}号文件。" for i in range(60)})
    command = [sys.executable, "-c", INTERRUPTED_BUILD, str(folder), str(tmp_path / "a.guanxi")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        # The workers hold the pipe too: it ends when the last of them has gone.
        _, told = process.communicate(timeout=60)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert told.count("Traceback") == 1
    assert told.endswith("KeyboardInterrupt\n")
    assert 5 <= len(list((tmp_path / "a.guanxi" / "shards").glob("[!.]*.documents.parquet"))) < 60
