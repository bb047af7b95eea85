"""Where the keyboard is after something went away, and what Escape leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import choose, found, shown, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

AT = """
() => {
  const { id, dataset, tagName, textContent } = document.activeElement;
  return dataset.key || id || `${tagName} ${textContent}`;
}
"""


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Press a key on something."""
    page.locator(selector).first.focus()
    page.keyboard.press(key)


def test_closing_goes_back_to_what_was_opened(show: Show, view: View) -> None:
    page = show(view)
    assert page.evaluate(AT).startswith("BODY")  # who opens the page has chosen nothing yet
    for leave in ("close", "Escape"):
        row = page.locator("#panel .list button", has_text="上海")
        row.focus()
        key = page.evaluate(AT)
        page.keyboard.press("Enter")
        wait_for(page, "上海")
        assert page.evaluate(AT) == "H1 上海"
        if leave == "close":
            press(page, "#panel .close")
        else:
            page.keyboard.press("Escape")
        wait_for(page, "概览")
        assert page.evaluate(AT) == key
    # Without a row to go back to, it is the heading.
    page.get_by_role("button", name="路径", exact=True).press("Enter")
    wait_for(page, "路径")
    press(page, "#panel .close")
    wait_for(page, "概览")
    assert page.evaluate(AT) == "H1 概览"


def test_the_keyboard_stays_near_what_is_made_anew(show: Show, routes: View) -> None:
    page = show(routes)
    page.get_by_role("button", name="路径", exact=True).press("Enter")
    wait_for(page, "路径")
    for end, name in enumerate(("甲科技", "乙基金")):  # one types in the first empty end
        page.wait_for_function(f"key => ({AT})() === key", arg=f"end {end}")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    wait_for(page, "甲科技 → 乙基金")
    press(page, "#panel .skip")
    page.wait_for_function("() => document.querySelectorAll('#panel .skip').length === 1")
    assert page.evaluate(AT) == "BUTTON 避开"
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('#panel .skip')")
    assert page.evaluate(AT) == "H1 甲科技 → 乙基金"
    press(page, "#types input", "Space")
    assert page.evaluate(AT) == "type city"
    press(page, "#reset")
    assert page.evaluate(AT) == "filters"


def test_more_rows_begin_at_the_first_of_them(show: Show, hand_made_graph: MakeView) -> None:
    signs = ("东南西北中左右前后上下里外内旁", "甲乙丙丁戊己庚辛壬癸子丑寅卯")
    names: list[Name] = [(f"{first}{second}公司", "company", []) for first in signs[0] for second in signs[1]]
    page = show(hand_made_graph(names, [("a", None, None, [f"{name}开业。" for name, _, _ in names])]))
    press(page, "#table")
    rows = page.locator("#tables tbody tr")
    assert rows.count() == 200
    press(page, "#tables .more")
    assert rows.count() == 210
    assert page.evaluate(AT) == f"BUTTON {rows.nth(200).locator('button').inner_text()}"
    page.get_by_role("button", name="关闭表格").press("Enter")
    assert page.evaluate(AT) == "table"


def test_escape_leaves_one_thing_after_the_other(show: Show, view: View) -> None:
    page = show(view)
    choose(page, "杭州")
    press(page, "#table")
    press(page, ".menu summary")
    page.get_by_label("外观").focus()
    page.keyboard.press("Escape")
    assert page.locator(".menu > div").is_hidden()
    assert page.evaluate(AT).startswith("SUMMARY")
    assert found(page, "hang") == ["杭州"]
    page.keyboard.press("Escape")
    assert page.locator("#results").is_hidden()
    assert page.input_value("#query") == "hang"
    page.keyboard.press("Escape")
    assert page.input_value("#query") == ""
    assert page.locator("#tables").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#tables").is_hidden()
    assert shown(page) == "杭州"
    page.keyboard.press("Escape")
    wait_for(page, "概览")


def test_escape_belongs_to_the_input_method_while_it_composes(show: Show, view: View) -> None:
    page = show(view)
    choose(page, "杭州")
    page.fill("#query", "")
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "shang'hai", "selectionStart": 9, "selectionEnd": 9})
    # What a browser sends then: a key that belongs to the method.
    page.evaluate(
        "document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }))"
    )
    page.wait_for_timeout(50)
    assert shown(page) == "杭州"
    assert page.input_value("#query") == "shang'hai"
