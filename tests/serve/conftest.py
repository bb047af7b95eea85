"""`served(graph)` runs the real server on a free port of this machine, in a thread, and gives a client for it."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlencode

import pytest
import uvicorn

from guanxi.graph.serve.app import create_app
from guanxi.graph.serve.guard import Access
from guanxi.graph.serve.server import listening

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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

    def post(self, path: str, body: object, **headers: str) -> Reply:
        """Send JSON as a page of this server does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = body if isinstance(body, bytes) else json.dumps(body).encode()
            origin = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
            connection.request("POST", path, sent, headers={**origin, **headers})
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
Result = TypeVar("Result")

REFUSED = "the server responded with a status of 4"
LATE = """
const ask = window.fetch;
window.fetch = async (url, ...rest) => {
  const answer = await ask(url, ...rest);
  const late = ((url) => %s)(decodeURIComponent(url));
  if (late) await new Promise((done) => setTimeout(done, late));
  return answer;
};
"""


def until(holds: Callable[[], object], *, seconds: float = 30) -> bool:
    """Wait until something holds; whether it did in time."""
    end, pause = time.monotonic() + seconds, 0.005
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
        pause = min(2 * pause, 0.1)  # to ask costs time that what is waited for could use
    return True


def awaited(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives, run in a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


@contextmanager
def running(
    graph: Path, access: Access | None = None, *, lang: str = "zh", read_only: bool = False
) -> Iterator[Client]:
    """A server of the graph, while the block runs."""
    with listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(
            create_app(graph, access=access, lang=lang, read_only=read_only, who="anna"),
            log_level="critical",
            http="h11",
            ws="none",
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
        yield lambda graph, access=None, **how: stack.enter_context(running(graph, access, **how))


class Visit(Protocol):
    """Serve a graph and open its page.

    `address` is the part behind the `#`, `token` one that the server wants; `late` is JavaScript that tells of a `url`
    how many milliseconds late its answer comes. With `refusals` the server may refuse something.
    """

    def __call__(
        self,
        graph: Path,
        *,
        address: str = "",
        token: str | None = None,
        lang: str = "zh",
        late: str = "",
        refusals: bool = False,
    ) -> Page: ...


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1400, "height": 850}, reduced_motion="reduce")
    requested: set[str] = set()
    complaints: list[str] = []
    said: list[str] = []
    refused: list[bool] = []
    servers: list[Client] = []
    with ExitStack() as stack:

        def open_page(
            graph: Path,
            *,
            address: str = "",
            token: str | None = None,
            lang: str = "zh",
            late: str = "",
            refusals: bool = False,
        ) -> Page:
            client = stack.enter_context(running(graph, Access(token=token), lang=lang))
            servers.append(client)
            page = context.new_page()
            refused.append(refusals)
            page.set_default_timeout(10_000)
            page.on("request", lambda request: requested.add(request.url))
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            if late:
                page.add_init_script(LATE % late)
            page.goto(f"http://127.0.0.1:{client.port}/{f'?token={token}' if token else ''}{address}")
            page.wait_for_selector("#panel h1")
            return page

        yield open_page
        context.close()
    # Files that a page makes and hands to the browser have addresses of their own.
    origins = tuple(f"{kind}http://127.0.0.1:{client.port}/" for client in servers for kind in ("", "blob:"))
    assert [url for url in requested if not url.startswith(origins)] == []
    assert complaints == []
    # The browser says of every answer that refuses something.
    assert [text for text in said if not (any(refused) and REFUSED in text)] == []
