"""What is worked out once of a graph, by threads that ask at the same time."""

from __future__ import annotations

import gc
import sqlite3
import sys
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.serve import remembered
from guanxi.graph.serve.remembered import once
from guanxi.graph.web.places import Places

from .graphs import small


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(remembered, "_known", OrderedDict())
    folder = small(tmp_path)
    with closing(sqlite3.connect(folder / "graph.sqlite", isolation_level=None)) as db:
        db.execute("INSERT INTO meta VALUES ('manifest', '\"of a build\"')")
    return folder


def test_what_was_asked_for_longest_ago_is_forgotten_first(graph: Path) -> None:
    worked: list[int] = []

    def ask(view: View, question: int) -> None:
        once(view, question, lambda of: worked.append(question))

    with View.open(graph) as view:
        for question in (*range(remembered._KEPT), 0, remembered._KEPT, 0):
            ask(view, question)
        assert worked == [*range(remembered._KEPT), remembered._KEPT]
        ask(view, 1)
        assert worked[-1] == 1


@dataclass(frozen=True)
class Slow:
    """A question during whose comparison another thread may have its turn."""

    number: int

    def __hash__(self) -> int:
        time.sleep(0)
        return self.number


def test_threads_may_ask_at_once(graph: Path) -> None:
    interval = sys.getswitchinterval()

    def work(view: View, number: int) -> int:
        return number

    def ask(first: int) -> set[bool]:
        numbers = [(first + turn) % (remembered._KEPT + 2) for turn in range(500)]
        with View.open(graph) as view:
            return {once(view, Slow(number), partial(work, number=number)) == number for number in numbers}

    try:
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(8) as threads:
            assert set.union(*threads.map(ask, range(8))) == {True}
    finally:
        sys.setswitchinterval(interval)
    assert len(remembered._known) <= remembered._KEPT


def test_where_windows_stand_is_known_to_any_thread(graph: Path) -> None:
    with View.open(graph) as view:
        places = once(view, Places, lambda of: Places(of.connection))
    assert not any(isinstance(held, sqlite3.Connection) for held in gc.get_referents(places, vars(places)))
    with View.open(graph) as view:
        assert len(places.of(view.connection, view.number_of("杭州"))) == 4


def test_decisions_make_it_another_graph(graph: Path) -> None:
    """What was read is the same before and after a decision."""
    found = []
    for ledger in ("", "decided", ""):
        with closing(sqlite3.connect(graph / "graph.sqlite", isolation_level=None)) as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES ('ledger', ?)", (f'"{ledger}"',))
        with View.open(graph) as view:
            found.append(once(view, "question", lambda of, ledger=ledger: f"before {ledger}"))  # type: ignore[misc]
    assert found == ["before ", "before decided", "before "]
