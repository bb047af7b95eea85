from __future__ import annotations

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import choose, found, neighbors, shown, wait_for
from .graphs import BURSTING


def test_search_then_neighbour_then_evidence(show: Show, view: View) -> None:
    page = show(view)
    choose(page, "杭州")
    assert neighbors(page) == ["辉达", "上海"]
    page.locator("#panel .bars button", has_text="上海").click()
    wait_for(page, "杭州 — 上海")
    assert page.locator("blockquote p").all_inner_texts() == ["🚀杭州与上海合作。"]
    # Spans are code points: the rocket is one of them, though two units of a JavaScript string.
    assert page.locator("blockquote mark").all_inner_texts() == ["杭州", "上海"]
    assert page.inner_text("blockquote footer button") == "🚀合作"
    assert page.inner_text("blockquote footer small") == "2024-03-01 · a.txt"
    assert "共 1 句" in page.inner_text("#panel")
    page.locator("#panel h1 button", has_text="上海").click()
    wait_for(page, "上海")


@pytest.mark.parametrize(("lang", "why"), [("zh", "词典"), ("en", "in a lexicon")])
def test_the_panel_says_why_a_name_is_an_alias(show: Show, view: View, lang: str, why: str) -> None:
    page = show(view, focus="辉达", lang=lang)
    names = page.locator("#panel .aliases li").all_inner_texts()
    assert names and all(why in text for text in names)


def test_the_facts_of_an_entity(show: Show, view: View) -> None:
    page = show(view, focus="杭州")
    assert page.locator("#panel .facts div").all_inner_texts() == ["1\n文档", "3\n提及", "2\n邻居"]
    assert "共现日期 2024-03-01" in page.inner_text("#panel")
    assert page.inner_text("#panel .kind") == "城市"


def test_documents_of_an_entity_are_opened(show: Show, view: View) -> None:
    page = show(view, focus="辉达")
    assert page.locator("#panel .documents button").all_inner_texts() == ["🚀合作", "（无标题）"]
    page.locator("#panel .documents button").first.click()
    wait_for(page, "🚀合作")
    assert page.locator("blockquote p").all_inner_texts() == ["Nvidia落户杭州。", "辉达与杭州再签约。"]
    assert page.locator("#panel .list .name").all_inner_texts() == ["杭州", "辉达"]


def test_one_text_in_several_documents_is_shown_once(show: Show, routes: View) -> None:
    page = show(routes)
    choose(page, "甲科技")
    page.locator("#panel .bars button", has_text="合肥").click()
    wait_for(page, "甲科技 — 合肥")
    texts = page.locator("blockquote p").all_inner_texts()
    assert texts == ["甲科技落户合肥。", "甲科技落户合肥，又签新约。", "甲科技落户合肥，再扩产。"]
    assert "显示 3 / 4 句" in page.inner_text("#panel")
    page.get_by_text("另有 1 篇文档有同一句").click()
    assert page.inner_text("blockquote details button") == "转载"
    page.locator("blockquote details button").click()
    wait_for(page, "转载")


def test_neighbours_are_ranked_by_the_measure_chosen(show: Show, hand_made_graph: MakeView) -> None:
    names: list[Name] = [("甲科技", "company", []), ("中国", "region", []), ("合肥", "city", []), ("芜湖", "city", [])]
    lines = ["甲科技在中国。", "中国的甲科技。", "中国看甲科技。", "甲科技在合肥。", "合肥有甲科技。", "甲科技到芜湖。"]
    often = [f"中国第{i}次。" for i in range(30)]
    page = show(
        hand_made_graph(names, [("a", "一", None, [*lines, *often]), ("b", "二", None, ["合肥迎甲科技到来。"])])
    )
    choose(page, "甲科技")
    assert neighbors(page) == ["中国", "合肥", "芜湖"]  # both three times; the one that stands for more goes first
    page.get_by_label("邻居排序").select_option("jaccard")
    page.wait_for_function("() => document.querySelector('#panel .bars .name').textContent === '合肥'")
    # 芜湖 was seen only once and never without 甲科技: its measure is no reason to lead.
    assert neighbors(page) == ["合肥", "中国", "芜湖"]
    page.get_by_label("邻居排序").select_option("documents")
    page.wait_for_function("() => document.querySelector('#panel .bars .count').textContent === '2'")
    assert neighbors(page)[0] == "合肥"
    page.wait_for_function("() => location.hash.includes('rank=documents')")


def test_those_who_avoid_each_other_come_last_by_association(show: Show, hand_made_graph: MakeView) -> None:
    names: list[Name] = [("甲科技", "company", []), ("中国", "region", []), ("合肥", "city", [])]
    lines = [*(f"甲科技第{i}次。" for i in range(20)), *(f"中国第{i}次。" for i in range(20)), "甲科技在中国。"]
    page = show(hand_made_graph(names, [("a", "一", None, [*lines, "合肥的甲科技。", "无名。"])]))
    choose(page, "甲科技")
    page.get_by_label("邻居排序").select_option("log_likelihood")
    page.wait_for_function("() => document.querySelector('#panel .bars .name').textContent === '合肥'")
    assert neighbors(page) == ["合肥", "中国"]
    assert page.locator("#panel .bars .count").last.inner_text().startswith("-")
    assert "负值表示比偶然更少" in page.inner_text("#panel")


def test_keyboard_alone_is_enough(show: Show, view: View) -> None:
    page = show(view)
    page.keyboard.press("/")
    page.keyboard.type("云栖")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for(page, "云栖基金")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.bars') !== null"):
            break
    page.keyboard.press("Enter")
    wait_for(page, "云栖基金 — 辉达")
    assert page.locator("blockquote").count() == 1
    page.keyboard.press("Escape")
    wait_for(page, "概览")


def test_says_how_many_neighbours_are_not_on_the_page(show: Show, view: View) -> None:
    page = show(view, max_nodes=2)
    assert page.inner_text("#summary") == "显示 2 / 4 个实体，1 / 3 条共现"
    assert "选取规则" in page.inner_text("#panel")
    choose(page, "杭州")
    assert "另有 1 个邻居未收入本页" in page.inner_text("#panel")


def test_an_address_of_something_that_is_not_there_says_so(show: Show, view: View) -> None:
    for address in ("#node=nobody", "#pair=a&pair=b", "#doc=none"):
        assert shown(show(view, address=address)) == "本页没有"
    ids = [view.resolve(name).id for name in ("上海", "云栖基金")]
    page = show(view, address=f"#pair={ids[0]}&pair={ids[1]}")
    assert "没有这一对" in page.inner_text("#panel")
    assert found(show(view, address="#size=huge&depth=x&lang=fr&min=-3"), "杭")[0] == "杭州"


def test_empty_page_stands(show: Show, hand_made_graph: MakeView) -> None:
    empty = hand_made_graph([], [("a", None, None, ["没有名称。"])])
    assert "图谱里还没有实体" in show(empty).inner_text("#stage")
    assert "no entities yet" in show(empty, lang="en").inner_text("#stage")


def test_bursts_of_an_entity_and_of_a_pair(show: Show, hand_made_graph: MakeView) -> None:
    page = show(hand_made_graph(*BURSTING))
    choose(page, "杭州")
    assert page.get_by_text("集中报道 2024-05 – 2024-06").count() == 1
    page.locator("#panel .bars button", has_text="宇树").click()
    wait_for(page, "杭州 — 宇树")
    assert page.get_by_text("集中报道 2024-05 – 2024-06").count() == 1


def test_without_bursts_none_is_told(show: Show, view: View) -> None:
    page = show(view, focus="杭州")
    assert "集中报道" not in page.inner_text("#panel")
