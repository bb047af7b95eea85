from __future__ import annotations

import random

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import choose, found, wait_for
from .graphs import ROUTE_TEXTS, ROUTES

STOPS = "[...document.querySelectorAll('#panel .stop')].map((stop) => stop.querySelector('.name').textContent)"


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(ROUTES, ROUTE_TEXTS)


def test_a_path_between_two_names_found_by_search(show: Show, view: View) -> None:
    page = show(view)
    page.get_by_role("button", name="路径", exact=True).click()
    wait_for(page, "路径")
    assert found(page, "jia", box="[aria-label=起点]", results="#end-0") == ["甲科技"]
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[aria-label=起点]').value === '甲科技'")
    assert found(page, "yjj", box="[aria-label=终点]", results="#end-1") == ["乙基金"]
    page.keyboard.press("Enter")
    wait_for(page, "甲科技 → 乙基金")
    # Both are two steps; 合肥 is the stronger link and no hub, so it goes first.
    assert page.evaluate(STOPS) == ["甲科技", "合肥", "乙基金", "甲科技", "中国", "乙基金"]
    assert page.locator("blockquote p").all_inner_texts()[:2] == ["甲科技落户合肥。", "乙基金与合肥签约。"]
    assert page.locator("blockquote").first.locator("mark").all_inner_texts() == ["甲科技", "合肥"]
    page.locator("#panel .hop").first.click()
    wait_for(page, "甲科技 — 合肥")


def test_hubs_and_stops_can_be_switched_off(show: Show, view: View) -> None:
    page = show(view)
    choose(page, "甲科技")
    page.get_by_role("button", name="找路径…").click()
    found(page, "乙基金", box="[aria-label=终点]", results="#end-1")
    page.keyboard.press("Enter")
    wait_for(page, "甲科技 → 乙基金")
    hubs = page.get_by_role("group", name="可以经过的枢纽")
    hubs.get_by_label("中国").uncheck()
    page.wait_for_function(f"() => {STOPS}.length === 3")
    page.get_by_role("button", name="避开").click()
    page.wait_for_function("() => document.querySelector('#panel').innerText.includes('没有 6 步以内的路径')")
    hubs.get_by_label("中国").check()
    page.wait_for_function(f"() => {STOPS}.length === 3")
    assert page.evaluate(STOPS) == ["甲科技", "中国", "乙基金"]


def test_paths_follow_the_filters_and_say_when_there_is_none(show: Show, view: View) -> None:
    ids = {name: view.resolve(name).id for name in ("甲科技", "乙基金", "丁某", "合肥")}
    page = show(view, address=f"#path={ids['甲科技']}&path={ids['丁某']}")
    assert "没有 6 步以内的路径" in page.inner_text("#panel")
    page = show(view, address=f"#path={ids['甲科技']}&path={ids['乙基金']}&hide=region")
    assert page.evaluate(STOPS) == ["甲科技", "合肥", "乙基金"]
    page = show(view, address=f"#path={ids['甲科技']}&path={ids['乙基金']}&since=2022-03&until=2022-03")
    assert "没有 6 步以内的路径" in page.inner_text("#panel")
    page = show(view, address=f"#path={ids['甲科技']}&path={ids['合肥']}&since=2022-03&until=2022-03")
    assert page.locator("blockquote p").all_inner_texts() == ["甲科技落户合肥，又签新约。"]
    page = show(view, address=f"#path={ids['甲科技']}&path={ids['甲科技']}", lang="en")
    assert "Both ends are the same" in page.inner_text("#panel")


def test_paths_are_those_of_the_command_line(show: Show, hand_made_graph: MakeView) -> None:
    names: list[Name] = [(f"点{chr(0x4E00 + i)}", "person", []) for i in range(40)]
    rng = random.Random(5)
    pairs = [(i, i + 1) for i in range(39)] + [tuple(rng.sample(range(40), 2)) for _ in range(12)]
    lines = [f"{names[a][0]}见{names[b][0]}。" for a, b in pairs for _ in range(rng.randint(1, 4))]
    view = hand_made_graph(names, [("a", None, None, lines)])
    longer = 0
    for a, b in (rng.sample(range(40), 2) for _ in range(12)):
        ends = [names[end][0] for end in (a, b)]
        expected = [[node.name for node in path.nodes] for path in view.path(*ends, paths=3)]
        page = show(view, address="#path={}&path={}".format(*(view.resolve(end).id for end in ends)))
        assert page.evaluate(STOPS) == [name for path in expected for name in path]
        page.close()
        longer += len(expected) > 1 and len(expected[-1]) > len(expected[0]) + 1
    assert longer  # Some go more than one hop beyond the fewest.


def test_shift_and_a_click_ask_for_a_path(show: Show, view: View) -> None:
    page = show(view)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    choose(page, "合肥")
    # The company is the only red disc.
    x, y = page.eval_on_selector("#canvas canvas", MIDDLE, [0xE0, 0x60, 0x5A])
    page.keyboard.down("Shift")
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.keyboard.up("Shift")
    wait_for(page, "合肥 → 甲科技")


MIDDLE = """
(canvas, color) => {
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let [x, y, n] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (!color.every((value, k) => Math.abs(data[i + k] - value) < 3)) continue;
    [x, y, n] = [x + ((i / 4) % width), y + Math.floor(i / 4 / width), n + 1];
  }
  return [x / n, y / n];
}
"""
