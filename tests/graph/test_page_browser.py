from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.web.page import write

from .conftest import MakeView
from .small_graph import Name

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
pytestmark = [
    pytest.mark.browser,
    # Where a browser is required, as in CI, its absence fails the tests instead of skipping them.
    pytest.mark.skipif(CHROMIUM is None and "GUANXI_REQUIRE_BROWSER" not in os.environ, reason="no Chromium"),
    # Playwright leaves its event loop and sockets to the interpreter's end.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
NAMES = [
    ("杭州", "city", []),
    ("上海", "city", []),
    ("辉达", "company", ["英伟达", "Nvidia"]),
    ("云栖基金", "fund", []),
]
TEXTS = [
    ("a", "🚀合作", "2024-03-01", ["🚀杭州与上海合作。", "Nvidia落户杭州。", "辉达与杭州再签约。"]),
    ("b", None, None, ["云栖基金投资了英伟达。"]),
]
HOSTILE: list[Name] = [
    ("</script><script>window.hit=1</script>", "company", []),
    ('<img src=x onerror="window.hit=1">', "city", []),
    ("__proto__", "person", []),
    ("constructor", "fund", []),
    ("\u202e\u2066abc\u2028", "policy", []),
    ("长" * 10_000, "product", []),
]

MIDDLES_OF_COLORS = """
(canvas, colors) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return colors.map((color) => {
    const hits = [];
    for (let i = 0; i < data.length; i += 4) {
      if (color.every((value, k) => data[i + k] === value)) hits.push([(i / 4) % width, Math.floor(i / 4 / width)]);
    }
    return [0, 1].map((axis) => hits.reduce((sum, hit) => sum + hit[axis], 0) / hits.length);
  });
}
"""


class Show(Protocol):
    def __call__(
        self, view: View, *, focus: str | None = None, depth: int = 1, lang: str = "zh", title: str | None = None
    ) -> Page: ...


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Open a view's page from disk; afterwards nothing was requested but it, and the console stayed silent."""
    context = browser.new_context(viewport={"width": 1400, "height": 850}, reduced_motion="reduce")
    requested: list[str] = []
    complaints: list[str] = []

    def open_page(
        view: View, *, focus: str | None = None, depth: int = 1, lang: str = "zh", title: str | None = None
    ) -> Page:
        path = tmp_path / "page.html"
        write(view, path, focus=focus, depth=depth, lang=lang, title=title)
        page = context.new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector("#panel h1")
        return page

    yield open_page
    context.close()
    assert requested == [(tmp_path / "page.html").as_uri()]
    assert complaints == []


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def found(page: Page, text: str) -> list[str]:
    page.fill("#query", "")
    page.type("#query", text)
    return page.locator("#results .name").all_inner_texts()


def test_search_then_neighbour_then_evidence(show: Show, view: View) -> None:
    page = show(view)
    assert found(page, "杭")[0] == "杭州"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h1") == "杭州"
    assert page.locator("#panel .bars .name").all_inner_texts() == ["辉达", "上海"]
    page.locator("#panel .bars button", has_text="上海").click()
    assert page.locator("blockquote p").all_inner_texts() == ["🚀杭州与上海合作。"]
    # Spans are code points: the rocket is one of them, though two units of a JavaScript string.
    assert page.locator("blockquote mark").all_inner_texts() == ["杭州", "上海"]
    assert page.inner_text("blockquote footer") == "2024-03-01 · 🚀合作 · a.txt"
    assert "共 1 句" in page.inner_text("#panel")
    page.locator("#panel h1 button", has_text="上海").click()
    assert page.inner_text("#panel h1") == "上海"


def test_search_folds_script_width_and_case_and_finds_aliases(show: Show, view: View) -> None:
    page = show(view)
    for text in ("輝達", "英偉達", "ＮＶＩＤＩＡ", "nvi", "《辉达》"):
        assert found(page, text)[0] == "辉达", text
    assert found(page, "没有") == []
    assert "没有这个名称" in page.inner_text("#results")


@pytest.mark.parametrize(("lang", "why"), [("zh", "词典"), ("en", "in a lexicon")])
def test_the_panel_says_why_a_name_is_an_alias(show: Show, view: View, lang: str, why: str) -> None:
    page = show(view, focus="辉达", lang=lang)
    names = page.locator("#panel .aliases li").all_inner_texts()
    assert names and all(why in text for text in names)


def test_keyboard_alone_is_enough(show: Show, view: View) -> None:
    page = show(view)
    page.keyboard.press("/")
    page.keyboard.type("云栖")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h1") == "云栖基金"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("blockquote").count() == 1
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h1") == "概览"


def test_types_are_filtered(show: Show, view: View) -> None:
    page = show(view)
    page.locator("#types label", has_text="企业").click()
    assert "辉达" not in page.locator("#panel .list .name").all_inner_texts()
    found(page, "杭州")
    page.keyboard.press("Enter")
    assert page.locator("#panel .bars .name").all_inner_texts() == ["上海"]
    assert "1 个邻居的类型已被隐藏" in page.inner_text("#panel")
    page.locator("#types label", has_text="企业").click()
    assert page.locator("#panel .bars .name").all_inner_texts() == ["辉达", "上海"]


def test_picture_is_drawn_and_can_be_clicked(show: Show, view: View) -> None:
    page = show(view, focus="上海", depth=3, lang="en")
    assert page.inner_text("#panel h1") == "上海"
    page.get_by_text("Whole picture").click()
    assert page.inner_text("#panel h1") == "Overview"
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    company, fund = [0xE0, 0x60, 0x5A], [0x2F, 0x9E, 0x6F]
    middles = page.eval_on_selector("#canvas canvas", MIDDLES_OF_COLORS, [company, fund])
    for name, (x, y) in zip(("辉达", "云栖基金"), middles, strict=True):
        page.mouse.click(box["x"] + x, box["y"] + y)
        assert page.inner_text("#panel h1") == name
        page.get_by_text("Whole picture").click()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.inner_text("#panel h1") == "Overview"


def test_hostile_texts_run_nothing(show: Show, hand_made_graph: MakeView) -> None:
    line = "，".join(name for name, _, _ in HOSTILE) + "<svg onload=window.hit=1>"
    view = hand_made_graph(HOSTILE, [("h", '<a href="javascript:window.hit=1">', None, [line])])
    page = show(view, title="</title><script>window.hit=1</script>")
    found(page, "proto")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h1") == "__proto__"
    assert page.locator("#panel .bars button").count() == len(HOSTILE) - 1
    page.locator("#panel .bars button", has_text="onerror").click()
    assert page.locator("blockquote mark").all_inner_texts() == ['<img src=x onerror="window.hit=1">', "__proto__"]
    assert page.evaluate("[window.hit, document.querySelectorAll('img, svg, a').length, document.scripts.length]") == [
        None,
        0,
        4,
    ]


def test_empty_page_stands(show: Show, hand_made_graph: MakeView) -> None:
    page = show(hand_made_graph([], [("a", None, None, ["没有名称。"])]))
    assert "图谱里还没有实体" in page.inner_text("#stage")
