"""A graph that a build replaces is seen at once, and nobody who asks meanwhile is turned away."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from .conftest import Serve
from .graphs import TEXTS, small

MORE = [*TEXTS, ("d", None, None, ["蔚来在合肥。"])]


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


def test_nobody_is_turned_away_while_builds_replace_the_graph(served: Serve, tmp_path: Path) -> None:
    client, done = served(small(tmp_path)), threading.Event()
    seen: list[int] = []
    failed: list[bytes] = []

    def ask() -> None:
        while not done.is_set():
            for reply in (client.ask("info"), client.ask("evidence", a="蔚来", b="合肥")):
                if reply.status != 200:
                    failed.append(reply.body)
            seen.append(client.answer("info")["documents"])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(10):
        small(tmp_path, texts=MORE if turn % 2 else TEXTS)
    done.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(seen) <= {3, 4}
    assert client.answer("info")["documents"] == 4


def test_the_last_graph_goes_on_when_its_folder_is_gone(served: Serve, tmp_path: Path) -> None:
    graph = small(tmp_path)
    client = served(graph)
    assert [client.ask("info").status for _ in range(20)] == [200] * 20
    shutil.rmtree(graph)
    statuses = {client.ask("info").status for _ in range(20)}
    assert statuses <= {200, 503}
    small(tmp_path, texts=MORE)
    assert client.answer("info")["documents"] == 4


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
