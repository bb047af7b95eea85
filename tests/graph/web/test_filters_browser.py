from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import choose, counts, found, neighbors, slide, wait_for
from .graphs import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_types_are_switched_off_and_counts_follow(show: Show, view: View) -> None:
    page = show(view)
    assert counts(page) == {"城市": "2", "企业": "1", "基金": "1"}
    page.locator("#types label", has_text="企业").click()
    assert "筛选后：3 个实体，1 条共现" in page.inner_text("#summary")
    page.wait_for_function("() => !document.querySelector('#panel .list').innerText.includes('辉达')")
    choose(page, "杭州")
    assert neighbors(page) == ["上海"]
    assert "1 个邻居被筛选隐藏" in page.inner_text("#panel")
    page.locator("#types label", has_text="企业").click()
    page.wait_for_function("() => document.querySelectorAll('#panel .bars li').length === 2")
    assert neighbors(page) == ["辉达", "上海"]


def test_a_hidden_entity_that_is_searched_for_comes_back(show: Show, view: View) -> None:
    page = show(view)
    page.locator("#types label", has_text="企业").click()
    choose(page, "辉达")
    assert page.locator("#types label", has_text="企业").locator("input").is_checked()


def test_least_number_of_sentences(show: Show, routes: View) -> None:
    page = show(routes)
    slide(page, "至少共现句数", 1)
    # Only 甲科技 and 合肥 stand together more than once.
    assert "筛选后：2 个实体，1 条共现" in page.inner_text("#summary")
    assert counts(page)["城市"] == "1"
    page.get_by_role("button", name="清除筛选").click()
    assert page.inner_text("#summary") == "8 个实体，7 条共现"
    assert page.get_by_role("button", name="清除筛选").is_hidden()


def test_threshold_of_a_measure(show: Show, routes: View) -> None:
    page = show(routes)
    page.get_by_role("combobox", name="度量阈值").select_option("jaccard")
    slide(page, "度量阈值", 50)
    # 丁某 and 丙大学 are never seen apart: only their Jaccard index is 1.
    assert "筛选后：2 个实体，1 条共现" in page.inner_text("#summary")
    assert counts(page)["机构"] == "1"


def test_communities_are_switched_off(show: Show, hand_made_graph: MakeView) -> None:
    groups = [[f"{side}{i}公司" for i in range(3)] for side in "甲乙"]
    names: list[Name] = [(name, "company", []) for group in groups for name in group]
    page = show(hand_made_graph(names, [("a", None, None, ["、".join(group) for group in groups])]))
    assert page.locator("#communities .count").all_inner_texts() == ["3", "3"]
    page.locator("#communities label").first.click()
    assert "筛选后：3 个实体，3 条共现" in page.inner_text("#summary")
    page.wait_for_function("() => document.querySelectorAll('#panel .list li').length === 3")


def test_the_period_counts_only_what_was_written_in_it(show: Show, routes: View) -> None:
    page = show(routes)
    assert page.locator(".bars-of-time span").count() == 6  # January to June
    assert page.inner_text("#timeline output") == "2022-01 – 2022-06"
    slide(page, "到", 0)
    assert page.inner_text("#timeline output") == "2022-01 – 2022-01"
    assert "筛选后：4 个实体，3 条共现" in page.inner_text("#summary")
    choose(page, "甲科技")
    page.locator("#panel .bars button", has_text="合肥").click()
    wait_for(page, "甲科技 — 合肥")
    assert page.locator("#panel .facts div").first.inner_text() == "1\n共现句"
    # The same text was printed again later; it was there in January.
    assert page.locator("blockquote p").all_inner_texts() == ["甲科技落户合肥。"]
    slide(page, "从", 5)
    page.wait_for_function("() => document.querySelector('#timeline output').textContent === '2022-06 – 2022-06'")
    assert "筛选后：4 个实体，2 条共现" in page.inner_text("#summary")


@pytest.mark.parametrize(("name", "text"), [("到", "2022-01 – 2022-03"), ("至少共现句数", "3")])
def test_sliders_are_dragged(show: Show, routes: View, name: str, text: str) -> None:
    page = show(routes)
    slider = page.get_by_role("slider", name=name, exact=True)
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    start, end = (box["width"] - 8, box["width"] * 0.4) if name == "到" else (8, box["width"] * 0.62)
    page.mouse.move(box["x"] + start, middle)
    page.mouse.down()
    for part in range(1, 9):
        page.mouse.move(box["x"] + start + (end - start) * part / 8, middle)
    page.mouse.up()
    outputs = page.locator("#timeline output" if name == "到" else "#thresholds output").first
    assert outputs.inner_text() == text


def test_playing_lets_the_period_grow(show: Show, routes: View) -> None:
    page = show(routes)
    page.get_by_role("button", name="播放").click()
    assert page.inner_text("#timeline output") == "2022-01 – 2022-01"
    page.wait_for_function("() => document.querySelector('#timeline output').textContent === '2022-01 – 2022-02'")
    page.get_by_role("button", name="暂停").click()
    assert page.get_by_role("button", name="播放").is_visible()
    page.get_by_role("button", name="播放").click()
    page.wait_for_function("() => document.querySelector('#timeline output').textContent === '2022-01 – 2022-06'")
    page.get_by_role("button", name="播放").wait_for()
    assert "筛选后" not in page.inner_text("#summary")


def test_playing_ends_when_something_else_sets_the_period(show: Show, routes: View) -> None:
    page = show(routes)
    choose(page, "甲科技")
    page.get_by_role("button", name="播放").click()
    page.get_by_role("button", name="清除筛选").click()
    assert page.get_by_role("button", name="播放").is_visible()
    page.wait_for_timeout(900)  # the next turn would have come
    assert page.inner_text("#timeline output") == "2022-01 – 2022-06"
    page.get_by_role("button", name="播放").click()
    page.go_back()
    wait_for(page, "概览")
    page.get_by_role("button", name="播放").wait_for()
    page.wait_for_timeout(900)
    assert page.inner_text("#timeline output") == "2022-01 – 2022-06"


def bars(page: Page) -> list[int]:
    """Sentences in each bar, from its title."""
    titles = page.locator(".bars-of-time span").evaluate_all("spans => spans.map((span) => span.title)")
    return [int(title.split(": ")[1]) for title in titles]


def test_the_bars_follow_the_filters_and_stay_in_their_places(show: Show, routes: View) -> None:
    page = show(routes)
    assert bars(page) == [3, 0, 4, 0, 0, 2]
    slide(page, "至少共现句数", 1)  # only 甲科技 and 合肥, once in each month; the fourth time has no date
    assert bars(page) == [1, 0, 1, 0, 0, 1]
    page.get_by_role("button", name="清除筛选").click()
    choose(page, "芜湖")
    page.get_by_role("button", name="聚焦周围").click()
    assert bars(page) == [0, 0, 1, 0, 0, 0]
    slide(page, "到", 0)  # the period does not change what the bars tell
    page.keyboard.press("/")
    assert bars(page) == [0, 0, 1, 0, 0, 0]


def test_without_dates_there_is_no_period(show: Show, hand_made_graph: MakeView) -> None:
    page = show(hand_made_graph(NAMES[:2], [("a", None, None, ["杭州与上海。"])]), lang="en")
    assert "no dates" in page.inner_text("#timeline")
    assert page.locator("#timeline input").count() == 0


def test_focus_with_depth(show: Show, routes: View) -> None:
    page = show(routes)
    choose(page, "芜湖")
    page.get_by_role("button", name="聚焦周围").click()
    assert "筛选后：2 个实体，1 条共现" in page.inner_text("#summary")
    page.get_by_role("group", name="深度").get_by_role("button", name="2").click()
    assert "筛选后：5 个实体，4 条共现" in page.inner_text("#summary")
    page.get_by_role("group", name="深度").get_by_role("button", name="3").click()
    assert "筛选后：6 个实体，6 条共现" in page.inner_text("#summary")
    # Somebody outside who is searched for ends the focus.
    choose(page, "丁某")
    assert page.locator("#focus").is_hidden()
    assert found(page, "芜湖")[0] == "芜湖"
