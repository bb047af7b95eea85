from __future__ import annotations

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import found, shown, wait_for

NAMES: list[Name] = [
    ("宇树科技", "company", ["杭州宇树科技股份有限公司", "Unitree"]),
    ("深圳", "city", ["深圳市"]),
    ("苏州", "city", []),
    ("重庆", "city", []),
    ("辉达", "company", ["英伟达", "Nvidia"]),
    ("绿地", "company", []),
    ("西安", "city", []),
    ("A股", "product", []),
]
LINES = ["宇树科技在深圳、苏州、重庆。", "深圳的辉达。", "绿地在西安。", "深圳看A股。"]

TYPED = {
    "yushukeji": "宇树科技",
    "YuShu": "宇树科技",
    "ysk": "宇树科技",
    "yushuk": "宇树科技",
    "keji": "宇树科技",
    "hzyskj": "宇树科技",
    "unitree": "宇树科技",
    "chongqing": "重庆",
    "lvdi": "绿地",
    "lüdi": "绿地",
    "xi'an": "西安",
    "ag": "A股",
    "輝達": "辉达",
    "英偉達": "辉达",
    "ＮＶＩＤＩＡ": "辉达",
    "nvi": "辉达",
    "《辉达》": "辉达",
    "市": "深圳",
}


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(
        NAMES, [("a", None, None, LINES), ("b", None, None, ["深圳与苏州。"]), ("c", None, None, ["深圳。"])]
    )


def test_names_are_found_as_people_type_them(show: Show, view: View) -> None:
    page = show(view)
    assert {typed: found(page, typed)[:1] for typed in TYPED} == {typed: [name] for typed, name in TYPED.items()}


def test_results_are_ranked(show: Show, view: View) -> None:
    page = show(view)
    # Both have the initials sz; 深圳 stands in more documents.
    assert found(page, "sz")[:2] == ["深圳", "苏州"]
    # A name comes before what only sounds so.
    assert found(page, "苏州")[0] == "苏州"
    assert found(page, "没有") == []
    assert page.inner_text("#results") == "本页没有这个名称"
    # What is not on the page may be in the graph.
    page = show(view, max_nodes=2)
    assert found(page, "辉达") == []
    assert "整个图谱有 8 个" in page.inner_text("#results")


def test_all_aliases_are_searched_though_not_all_are_listed(show: Show, hand_made_graph: MakeView) -> None:
    aliases = [f"别名{chr(0x4E00 + i)}" for i in range(60)]
    page = show(hand_made_graph([("甲科技", "company", aliases), NAMES[2]], [("a", None, None, ["甲科技在苏州。"])]))
    assert [found(page, alias) for alias in (aliases[0], aliases[-1])] == [["甲科技"]] * 2
    page.keyboard.press("Enter")
    wait_for(page, "甲科技")
    assert page.locator("#panel .aliases li").count() == 20
    assert "另有 40 个别名，可以搜到" in page.inner_text("#panel")


def test_an_input_method_keeps_its_keys(show: Show, view: View) -> None:
    page = show(view)
    page.focus("#query")
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "shen'zhen", "selectionStart": 9, "selectionEnd": 9})
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert shown(page) == "概览"
    method.send("Input.insertText", {"text": "深圳"})
    page.wait_for_selector("#results [role=option]")
    page.keyboard.press("Enter")
    wait_for(page, "深圳")


def test_results_are_chosen_by_mouse_and_closed_by_escape(show: Show, view: View) -> None:
    page = show(view)
    found(page, "shen")
    assert page.get_attribute("#query", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#results").is_hidden()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#results [aria-selected=true]")
    assert page.get_attribute("#query", "aria-activedescendant") == "results-0"
    page.locator("#results [role=option]").first.click()
    wait_for(page, "深圳")
    assert page.locator("#results").is_hidden()
