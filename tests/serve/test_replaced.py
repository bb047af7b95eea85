"""A new graph is seen at once; whatever happens to its folder, an answer is right or a clear error."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guanxi.graph.build import build
from guanxi.graph.update import add, remove

from ..conftest import write_articles
from ..quick import entries, quick
from .conftest import Client, Serve, until
from .graphs import TEXTS, small

MORE = [*TEXTS, ("d", None, None, ["蔚来在合肥。"])]
GONE = "503 graph"
QUICK = ("info", "evidence?a=%E8%94%9A%E6%9D%A5&b=%E5%90%88%E8%82%A5", "documents")


class Asking:
    """Threads that ask one question all the time and count what they are told."""

    def __init__(self, client: Client, what: str) -> None:
        self._client, self._what = client, what
        self._done = threading.Event()
        self.told: Counter[bytes | str] = Counter()

    def once(self) -> bytes | str:
        """The body of an answer, status and kind of an error."""
        reply = self._client.send(f"/api/{self._what}")
        told = reply.body if reply.status == 200 else f"{reply.status} {reply.json()['error']['kind']}"
        self.told[told] += 1
        return told

    def hears(self, body: bytes | str, *, times: int) -> bool:
        """Wait until this was told so many times more."""
        before = self.told[body]
        return until(lambda: self.told[body] >= before + times)

    def _go_on(self) -> None:
        while not self._done.is_set():
            self.once()

    @contextmanager
    def in_threads(self, number: int) -> Iterator[None]:
        """While the block runs."""
        threads = [threading.Thread(target=self._go_on) for _ in range(number)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._done.set()
            for thread in threads:
                thread.join()


def test_the_next_answer_is_from_the_new_graph(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    before = client.ask("info")
    again = client.send("/api/info", **{"If-None-Match": before.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert client.answer("subgraph")["edges"] == 5
    small(tmp_path, texts=MORE)
    after = client.send("/api/info", **{"If-None-Match": before.headers["etag"]})
    assert (after.status, after.json()["documents"]) == (200, 4)
    assert after.headers["etag"] != before.headers["etag"]
    assert len(client.answer("evidence", a="蔚来", b="合肥")) == 2
    assert client.answer("subgraph")["links"] != [], "an answer that is kept is of the old graph"


@pytest.mark.parametrize("what", (*QUICK, "subgraph"))
def test_nobody_is_turned_away_while_builds_replace_the_graph(served: Serve, tmp_path: Path, what: str) -> None:
    client = served(small(tmp_path, texts=MORE))
    asking = Asking(client, what)
    right = [asking.once()]
    small(tmp_path)
    right.append(asking.once())
    asking.told.clear()
    with asking.in_threads(3):
        for turn in range(6):
            small(tmp_path, texts=TEXTS if turn % 2 else MORE)
            assert asking.once() == right[turn % 2], "who asks after a build sees its graph"
            assert asking.hears(right[turn % 2], times=3)
    assert set(asking.told) == set(right), "each of the two graphs was answered from, and nothing else"
    assert right[0] != right[1]


def test_nobody_is_turned_away_while_documents_come_and_go(served: Serve, tmp_path: Path) -> None:
    first = write_articles(tmp_path / "first", {"1.txt": "蔚来在合肥。", "2.txt": "江淮在合肥。"})
    later = write_articles(tmp_path / "later", {"3.txt": "蔚来来到合肥。"})
    graph = tmp_path / "g.guanxi"
    build(first, graph, settings=quick(entries(company="蔚来 江淮", city="合肥")))
    asking = Asking(served(graph), QUICK[1])
    right = [asking.once()]
    with asking.in_threads(3):
        for turn in range(4):
            remove(graph, "3.txt") if turn % 2 else add(graph, later)
            right.append(asking.once())
            assert asking.hears(right[-1], times=3)
    assert right[0] == right[2] == right[4] != right[1] == right[3]
    assert set(asking.told) == set(right), "each of the two graphs was answered from, and nothing else"


def test_while_its_folder_is_away_an_answer_is_right_or_a_clear_error(served: Serve, tmp_path: Path) -> None:
    graph = small(tmp_path)
    asking = Asking(served(graph), "info")
    right = asking.once()
    with asking.in_threads(2):
        for _ in range(3):
            graph.rename(tmp_path / "away")
            time.sleep(0.1)
            (tmp_path / "away").rename(graph)
            assert asking.once() == right
        shutil.copytree(graph, tmp_path / "copy")
        shutil.rmtree(graph)
        time.sleep(0.1)
        shutil.copytree(tmp_path / "copy", graph)
        assert asking.once() == right
    assert set(asking.told) <= {right, GONE}
    small(tmp_path, texts=MORE)
    told = asking.once()
    assert isinstance(told, bytes) and json.loads(told)["documents"] == 4


def test_without_a_folder_there_is_a_clear_error_and_then_an_answer(served: Serve, tmp_path: Path) -> None:
    graph = small(tmp_path)
    client = served(graph)
    shutil.rmtree(graph)
    # The threads for slow questions may have the file open: something may have been asked ahead.
    assert [Asking(client, what).once() for what in QUICK] == [GONE] * len(QUICK)
    small(tmp_path, texts=MORE)
    assert client.answer("info")["documents"] == 4


def test_while_the_file_is_written_into_an_answer_is_right_or_a_clear_error(served: Serve, tmp_path: Path) -> None:
    """A build replaces the file; who copies a graph over it (cp, scp) does not."""
    graph = small(tmp_path)
    file, asking = graph / "graph.sqlite", Asking(served(graph), "documents?name=%E5%90%88%E8%82%A5")
    right, whole = asking.once(), file.read_bytes()
    with asking.in_threads(3):
        for part in range(0, len(whole), len(whole) // 10):
            with file.open("wb") as copy:
                copy.write(whole[:part])
                copy.flush()
                time.sleep(0.02)
                copy.write(whole[part:])
            assert until(lambda: asking.once() == right)
    assert set(asking.told) == {right, GONE}


KILLED = """
import os, signal, sys
from guanxi.graph.store.folder import GraphFolder
from guanxi.graph.store.writer import Writer

folder = GraphFolder(sys.argv[1])
with folder.writing(), Writer(folder.sqlite) as writer:
    writer.meta(documents=1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_build_that_is_killed_changes_nothing(served: Serve, tmp_path: Path) -> None:
    texts, graph = tmp_path / "texts", tmp_path / "built.guanxi"
    texts.mkdir()
    (texts / "a.txt").write_text("宇树科技在杭州。", encoding="utf-8")
    build([texts], graph)
    client = served(graph)
    before = [client.send(f"/api/{what}").body for what in ("info", "documents", "subgraph")]
    assert subprocess.run([sys.executable, "-c", KILLED, graph], check=False).returncode == -signal.SIGKILL
    assert list(graph.glob(".graph.sqlite.*.new")), "it was in the middle"
    assert [client.send(f"/api/{what}").body for what in ("info", "documents", "subgraph")] == before
    (texts / "b.txt").write_text("宇树科技在合肥。", encoding="utf-8")
    build([texts], graph)
    assert client.answer("info")["documents"] == 2
    assert not list(graph.glob(".graph.sqlite.*.new"))


def test_a_damaged_graph_is_an_error_without_paths(served: Serve, tmp_path: Path) -> None:
    graph = small(tmp_path)
    client = served(graph)
    beside = graph / "damaged"
    beside.write_bytes(b"SQLite format 3\0" + bytes(5000))
    beside.replace(graph / "graph.sqlite")
    reply = client.ask("info")
    assert (reply.status, reply.json()["error"]["kind"]) == (503, "graph")
    assert str(tmp_path) not in reply.body.decode()
    small(tmp_path)
    assert client.answer("info")["documents"] == 3
