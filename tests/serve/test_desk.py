"""The threads that answer: what is asked ahead, and when they let go of a file."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from guanxi.config.errors import GraphError, UnknownName
from guanxi.graph.query.view import View
from guanxi.graph.serve import desk
from guanxi.graph.serve.desk import Current, Desk

from .conftest import Serve, awaited, until
from .graphs import TEXTS, small

MORE = [*TEXTS, ("d", None, None, ["蔚来在合肥。"])]


def test_what_was_asked_ahead_is_answered_once(tmp_path: Path) -> None:
    graph, answered = small(tmp_path), threading.Event()
    asked: list[int] = []

    def question(view: View) -> tuple[bytes, bool]:
        asked.append(view.info().documents)
        answered.set()
        return b"%d" % asked[-1], False

    at_the_desk = Desk(graph)
    try:
        at_the_desk.warm(question, name="/api/slow?")
        assert answered.wait(timeout=30), "nobody has asked yet"
        for _ in range(3):
            assert awaited(at_the_desk.ask(question, name="/api/slow?", slow=True)).body == b"3"
        assert asked == [3]
        small(tmp_path, texts=MORE)
        assert awaited(at_the_desk.ask(question, name="/api/slow?", slow=True)).body == b"4"
    finally:
        at_the_desk.close()


def test_nothing_is_asked_ahead_where_too_many_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAITING", 0)
    at_the_desk = Desk(small(tmp_path))
    at_the_desk.warm(lambda view: (b"", False), name="/api/slow?")
    at_the_desk.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no list of open files")
def test_nobody_keeps_a_file_that_was_replaced(served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_files() -> list[str]:
        found = []
        for link in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):  # closed since
                found += [target for target in [os.readlink(link)] if str(graph) in target]
        return found

    monkeypatch.setattr(desk, "IDLE", 0.5)
    graph = small(tmp_path)
    client = served(graph)
    client.answer("subgraph")
    assert until(lambda: client.answer("info") and open_files()), "the list shows them"
    small(tmp_path, texts=MORE)
    assert until(lambda: not open_files())
    assert client.answer("info")["documents"] == 4


def test_a_file_that_is_written_into_gives_no_answer(tmp_path: Path) -> None:
    graph = small(tmp_path)
    with Current(graph) as current:
        assert current.view().info().documents == 3
        small(tmp_path, texts=MORE)
        current.check()  # a build replaced the file: what was read is of the old one
        assert current.view().info().documents == 4
        (graph / "graph.sqlite").write_bytes((graph / "graph.sqlite").read_bytes() + b"more")
        with pytest.raises(GraphError, match="written into"):
            current.check()


def test_an_answer_of_the_old_graph_is_not_kept_for_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "SLOW", 1)
    at_the_desk = Desk(small(tmp_path))

    def documents() -> bytes:
        question = at_the_desk.ask(lambda view: (b"%d" % view.info().documents, False), name="/api/slow?", slow=True)
        return awaited(question).body

    def fail(*_: object, **__: object) -> View:
        raise GraphError("too many open files")

    try:
        assert documents() == b"3"
        small(tmp_path, texts=MORE)
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(View, "open", fail)
            assert documents() == b"3"
        assert documents() == b"4"
    finally:
        at_the_desk.close()


def test_what_half_a_file_does_not_know_is_not_told_as_unknown(tmp_path: Path) -> None:
    graph = small(tmp_path)

    def question(view: View) -> tuple[bytes, bool]:
        (graph / "graph.sqlite").write_bytes(b"half")
        raise UnknownName("宇树科技", near=())

    at_the_desk = Desk(graph)
    with pytest.raises(GraphError, match="written into"):
        awaited(at_the_desk.ask(question, name="/api/entity?"))
    at_the_desk.close()


def test_an_open_graph_goes_on_without_its_folder_until_its_thread_rests(tmp_path: Path) -> None:
    graph = small(tmp_path)
    with Current(graph) as current:
        assert current.view().info().documents == 3
        graph.rename(tmp_path / "away")
        assert current.view().info().documents == 3
        current.rest()
        with pytest.raises(GraphError):
            current.view()
        (tmp_path / "away").rename(graph)
        assert current.view().info().documents == 3
