"""`served(graph)` runs the real server on a free port of this machine, in a thread, and gives a client for it."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn

from guanxi.graph.serve.app import create_app
from guanxi.graph.serve.guard import Access
from guanxi.graph.serve.server import listening


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: names of headers are lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body, which has to be JSON."""
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Client:
    """Asks one server."""

    port: int

    def send(self, path: str, *, method: str = "GET", **headers: str) -> Reply:
        """Send a request as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def ask(self, what: str, **parameters: object) -> Reply:
        """Ask `/api/WHAT` with parameters; a list is a parameter given several times."""
        return self.send(f"/api/{what}?{urlencode(parameters, doseq=True)}")

    def answer(self, what: str, **parameters: object) -> Any:
        """The answer of `ask`, which has to be one."""
        reply = self.ask(what, **parameters)
        assert reply.status == 200, reply.body
        return reply.json()

    def error(self, what: str, **parameters: object) -> tuple[int, dict[str, Any]]:
        """Status and error of `ask`, which has to be one."""
        reply = self.ask(what, **parameters)
        (name, error), *rest = reply.json().items()
        assert (name, rest, sorted(error)) == ("error", [], ["choices", "kind", "message", "near"])
        return reply.status, error


Serve = Callable[..., Client]


def until(holds: Callable[[], object], *, seconds: float = 30) -> bool:
    """Wait until something holds; whether it did in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


@contextmanager
def running(graph: Path, access: Access | None = None, *, lang: str = "zh") -> Iterator[Client]:
    """A server of the graph, while the block runs."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            create_app(graph, access=access, lang=lang), log_level="critical", http="h11", ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        try:
            assert until(lambda: server.started or not thread.is_alive()) and server.started
            yield Client(listener.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def served() -> Iterator[Serve]:
    """Start a server of a graph; it ends with the test."""
    with ExitStack() as stack:
        yield lambda graph, access=None: stack.enter_context(running(graph, access))
