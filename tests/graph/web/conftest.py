"""`show(view)` opens a page in a browser; afterwards nothing was requested but it, and the console was silent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.web.page import write

from ..conftest import MakeView
from .graphs import NAMES, ROUTE_TEXTS, ROUTES, TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Show(Protocol):
    """`scheme` is light or dark, `address` the part of the page's address behind its name."""

    def __call__(self, view: View, *, scheme: str = "light", address: str = "", **options: Any) -> Page: ...


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    context = browser.new_context(viewport={"width": 1400, "height": 850}, reduced_motion="reduce", has_touch=True)
    requested: set[str] = set()
    complaints: list[str] = []
    path = tmp_path / "page.html"

    def open_page(view: View, *, scheme: Any = "light", address: str = "", **options: Any) -> Page:
        write(view, path, **options)
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(10_000)
        page.on("request", lambda request: requested.add(request.url.partition("#")[0]))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("#panel h1")
        return page

    yield open_page
    context.close()
    # A file that the page makes and hands to the browser has an address of its own, which leads nowhere else.
    assert {url for url in requested if not url.startswith("blob:null/")} == {path.as_uri()}
    assert complaints == []


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    """Two cities, a firm with three names and a fund."""
    return hand_made_graph(NAMES, TEXTS)


@pytest.fixture
def routes(hand_made_graph: MakeView) -> View:
    """Two chains between a firm and a fund, one of them over a hub."""
    return hand_made_graph(ROUTES, ROUTE_TEXTS)
