"""What those need who do not see colours, or the screen, or have no mouse: names, roles, contrast, focus, room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from .conftest import Show
from .driving import choose, found, wait_for
from .graphs import NAMES, ROUTE_TEXTS, ROUTES
from .test_display_browser import COMPANY, FUND, pixels

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROBLEMS = """
() => {
  const seen = (part) => part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  const ids = [...document.querySelectorAll("[id]")].map((part) => part.id);
  found.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: ${id}`));
  const controls = "button, input, select, summary, [role=option]";
  const regions = "[role=img], [role=group], nav, aside, table";
  for (const part of document.querySelectorAll(`${controls}, ${regions}`)) {
    if (!seen(part)) continue;
    const labels = [...(part.labels ?? [])].map((label) => label.textContent).join("");
    const own = part.matches(`input, select, ${regions}`) ? "" : part.textContent;
    if ((part.getAttribute("aria-label") || labels || own).trim()) continue;
    found.push(`no name: ${part.outerHTML.slice(0, 90)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || part.closest("script, noscript, :disabled") || !seen(part)) continue;
    const [a, b] = [light(rgb(getComputedStyle(part).color)), light(ground(part))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(1)}: ${walker.currentNode.data.slice(0, 40)}`);
  }
  return found;
}
"""


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(ROUTES, ROUTE_TEXTS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_has_a_name_and_can_be_read(show: Show, view: View, lang: str, scheme: str) -> None:
    a, b = view.resolve("甲科技").id, view.resolve("乙基金").id
    page = show(view, lang=lang, scheme=scheme)
    page.locator(".menu summary").click()
    assert page.evaluate(PROBLEMS) == []
    page.keyboard.press("/")
    for address in (f"#node={a}&focus={a}&min=2", f"#path={a}&path={b}", f"#pair={a}&pair=none", "#table=edges"):
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_timeout(150)
        assert page.evaluate(PROBLEMS) == []
    # The check itself sees what is wrong.
    page.evaluate("document.querySelector('h1').style.color = getComputedStyle(document.body).backgroundColor")
    page.evaluate("document.querySelector('#query').removeAttribute('aria-label')")
    assert [problem.split(":")[0].split()[0] for problem in page.evaluate(PROBLEMS)] == ["no", "contrast"]


def test_the_keyboard_reaches_everything_and_is_seen(show: Show, view: View) -> None:
    page = show(view, focus="甲科技", depth=3)
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.closest('[id]')?.id, getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.add(name)
        assert outline != "none" or name is None, name
    assert {"query", "path", "table", "types", "thresholds", "timeline", "panel"} <= reached
    assert "canvas" not in reached


def test_results_of_a_search_are_told(show: Show, view: View) -> None:
    page = show(view)
    status = page.get_by_role("search").get_by_role("status")
    assert found(page, "jia") == ["甲科技"]
    assert status.inner_text() == "列出 1 个结果"
    option = page.locator("#results [role=option]")
    assert option.get_attribute("aria-selected") == "false"
    assert page.get_attribute("#query", "aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert page.get_attribute("#query", "aria-activedescendant") == option.get_attribute("id")
    list_id = page.get_attribute("#query", "aria-controls")
    assert page.get_by_role("listbox").get_attribute("id") == list_id
    # That nothing was found is no result.
    assert found(page, "qqq") == []
    assert status.inner_text() == "本页没有这个名称"
    assert option.count() == 0
    assert page.get_attribute("#query", "aria-expanded") == "false"
    page.keyboard.press("Escape")
    assert status.inner_text() == ""


def test_a_node_is_opened_by_touch(show: Show, view: View) -> None:
    page = show(view)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    _, x, y = pixels(page, COMPANY)
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    wait_for(page, "甲科技")


def test_a_line_is_opened_by_touch(show: Show, hand_made_graph: MakeView) -> None:
    page = show(hand_made_graph(NAMES[2:], [("a", None, None, ["云栖基金投资了英伟达。"])]))
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    (_, *company), (_, *fund) = pixels(page, COMPANY), pixels(page, FUND)
    x, y = ((a + b) / 2 for a, b in zip(company, fund, strict=True))
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    page.wait_for_selector("blockquote")


def swipe(page: Page, *ways: tuple[float, float, float, float]) -> None:
    """Move fingers over the screen, each from one point to another."""
    session = page.context.new_cdp_session(page)
    for step in range(9):
        points = [{"x": a + (c - a) * step / 8, "y": b + (d - b) * step / 8} for a, b, c, d in ways]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(200)


def test_fingers_zoom_the_picture_and_scroll_the_tables(show: Show, view: View) -> None:
    page = show(view)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(100)
    before, x, y = pixels(page, COMPANY)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + x, box["y"] + y
    swipe(page, (x - 10, y, x - 30, y), (x + 10, y, x + 30, y))
    assert pixels(page, COMPANY)[0] > 2 * before
    page.evaluate("document.querySelector('main').scrollTop = 400")
    page.get_by_role("button", name="表格", exact=True).tap()
    box = page.locator(".scroll").bounding_box()
    assert box is not None
    assert box["y"] > 0
    swipe(page, (box["x"] + 200, box["y"] + 60, box["x"] + 80, box["y"] + 60))
    assert page.locator(".scroll").evaluate("box => box.scrollLeft") > 50


def test_a_small_screen_has_room_for_all(show: Show, view: View) -> None:
    page = show(view)
    page.set_viewport_size({"width": 390, "height": 800})
    choose(page, "甲科技")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#panel .bars button").first.tap()
    page.wait_for_selector("blockquote")


def test_where_the_page_is_cut_a_name_may_still_be_in_the_graph(show: Show, view: View) -> None:
    page = show(view, max_nodes=2, lang="en")
    assert found(page, "qqq") == []
    assert "the whole graph has 8 entities" in page.get_by_role("search").get_by_role("status").inner_text()
