"""What those need who do not see colours, or the screen, or have no mouse: names, roles, contrast, focus, room."""

from __future__ import annotations

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from .conftest import Show
from .driving import choose, wait_for
from .graphs import ROUTE_TEXTS, ROUTES
from .test_display_browser import COMPANY, pixels

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


def test_a_node_is_opened_by_touch(show: Show, view: View) -> None:
    page = show(view)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    _, x, y = pixels(page, COMPANY)
    page.touchscreen.tap(box["x"] + x, box["y"] + y)
    wait_for(page, "甲科技")


def test_a_small_screen_has_room_for_all(show: Show, view: View) -> None:
    page = show(view)
    page.set_viewport_size({"width": 390, "height": 800})
    choose(page, "甲科技")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#panel .bars button").first.tap()
    page.wait_for_selector("blockquote")
