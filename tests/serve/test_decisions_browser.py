"""Deciding on the served page: merged after a recount, parted again by undo; proposals answered with the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guanxi.extract.ledger import IGNORE, Decision, read_ledger
from guanxi.graph.decide import decide

from ..graph.web.driving import shown, wait_for
from ..graph.web.test_axe_browser import complaints
from .conftest import Visit, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


@pytest.fixture
def graph(review_graph: Path) -> Path:
    return review_graph


def neighbors(page: Page) -> set[str]:
    return set(page.locator("#panel .list.bars .name").all_inner_texts())


def carried_out(page: Page) -> None:
    """Wait for the reload behind the recount."""
    page.locator(".deciding").get_by_text("已执行 1 项决定").wait_for(timeout=60_000)
    page.wait_for_selector("#panel .list.bars")


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


def merge(page: Page, text: str) -> None:
    page.locator(".edit summary").click()
    merge_more(page, text)


def merge_more(page: Page, text: str) -> None:
    page.get_by_role("combobox", name="与……是同一个").fill(text)
    page.locator("#merge-results li").first.click()


def test_two_are_merged_and_parted_again(visit: Visit, graph: Path) -> None:
    page = visit(graph, address="#node=person:梁文锋")
    wait_for(page, "梁文锋")
    merge(page, "梁文峰")
    assert "「梁文锋」与「梁文峰」是同一个" in page.inner_text(".deciding")
    page.get_by_role("button", name="执行 1 项决定").click()
    carried_out(page)
    assert shown(page) == "梁文锋"
    assert page.locator("#panel .facts b").first.inner_text() == "2"
    assert page.locator("#panel .aliases .name").all_inner_texts() == ["梁文峰"]
    page.get_by_role("button", name="撤销").click()
    page.wait_for_function("() => document.querySelector('#panel .facts b')?.innerText === '1'", timeout=60_000)
    assert page.locator("#panel .aliases").count() == 0
    assert [decision.decision for decision in read_ledger(graph / "ledger.yaml").holding] == []


def test_who_is_renamed_is_still_shown(visit: Visit, graph: Path) -> None:
    """The page was at an id that is no more: it goes on at the one that is."""
    page = visit(graph, address="#node=person:梁文锋")
    wait_for(page, "梁文锋")
    page.locator(".edit summary").click()
    page.get_by_label("新名称").fill("梁先生")
    page.get_by_role("button", name="改名").click()
    page.get_by_role("button", name="执行 1 项决定").click()
    carried_out(page)
    assert shown(page) == "梁先生"
    assert "梁先生" in page.evaluate("() => decodeURIComponent(location.hash)")


def test_proposals_are_answered_with_the_keyboard(visit: Visit, graph: Path) -> None:
    page = visit(graph)
    page.get_by_role("button", name="核对名称").click()
    page.wait_for_selector(".proposal")
    assert page.locator(".proposal").count() == 2
    page.locator(".proposal").first.get_by_role("button", name="不是").focus()
    page.keyboard.press("Enter")
    # The keyboard goes on at the next one.
    assert page.evaluate("() => document.activeElement.closest('.proposal') !== null")
    page.keyboard.press("Enter")
    assert page.locator(".proposal").count() == 0
    assert page.locator(".deciding li").count() == 2
    page.get_by_role("button", name="执行 2 项决定").click()
    page.locator(".deciding").get_by_text("已执行 2 项决定").wait_for(timeout=60_000)
    page.wait_for_selector("#panel .decided li")
    assert page.locator("#panel .decided li").count() == 2
    assert "没有要核对的了" in page.inner_text("#panel")
    assert len(read_ledger(graph / "ledger.yaml").holding) == 2


def test_a_name_is_split_off(visit: Visit, graph: Path) -> None:
    page = visit(graph, address="#node=person:梁文锋")
    wait_for(page, "梁文锋")
    merge(page, "梁文峰")
    page.get_by_role("button", name="执行 1 项决定").click()
    carried_out(page)
    page.get_by_role("button", name="「梁文峰」不是「梁文锋」：拆出去").click()
    assert "「梁文锋」不是「梁文峰」" in page.inner_text(".deciding")
    page.locator(".deciding li button").click()
    assert page.locator(".deciding").is_hidden()


def test_what_is_refused_is_told(visit: Visit, graph: Path) -> None:
    from guanxi.graph.store.folder import GraphFolder

    page = visit(graph, address="#node=person:彭唯", refusals=True)
    wait_for(page, "彭唯")
    page.locator(".edit summary").click()
    page.get_by_role("button", name="这不是名称，忽略").click()
    with GraphFolder(graph).writing():
        page.get_by_role("button", name="执行 1 项决定").click()
        page.locator(".deciding").get_by_text("没有执行").wait_for()
    assert "is being written" in page.inner_text(".deciding")
    assert page.get_by_role("button", name="执行 1 项决定").is_visible()


def correct(page: Page, name: str = "") -> None:
    """Have an entity renamed, or ignored."""
    if not page.locator(".edit[open]").count():
        page.locator(".edit summary").click()
    if name:
        page.get_by_label("新名称").fill(name)
        page.get_by_role("button", name="改名", exact=True).click()
    else:
        page.get_by_role("button", name="这不是名称，忽略").click()


def waiting(page: Page) -> list[str]:
    return page.locator(".deciding li .name").all_inner_texts()


def test_the_later_takes_the_place_of_the_earlier_and_outlives_a_reload(visit: Visit, graph: Path) -> None:
    page = visit(graph, address="#node=person:梁文锋")
    wait_for(page, "梁文锋")
    correct(page, "梁先生")
    correct(page, "梁老师")
    assert waiting(page) == ["「梁文锋」改名为「梁老师」"]
    assert "代替了：「梁文锋」改名为「梁先生」" in page.inner_text(".deciding")
    correct(page)
    assert waiting(page) == ["忽略「梁文锋」"]
    correct(page, "梁")
    assert waiting(page) == ["「梁文锋」改名为「梁」"]
    page.reload()
    page.locator(".deciding li").wait_for()
    assert waiting(page) == ["「梁文锋」改名为「梁」"]


def test_renamed_and_merged_together_and_all_taken_back(visit: Visit, graph: Path) -> None:
    page = visit(graph, address="#node=person:梁文锋")
    wait_for(page, "梁文锋")
    correct(page, "梁先生")
    merge_more(page, "梁文峰")
    page.evaluate("() => { location.hash = '#node=person:梁文峰'; }")
    wait_for(page, "梁文峰")
    page.get_by_role("button", name="执行 2 项决定").click()
    page.get_by_role("button", name="撤销这 2 项").wait_for(timeout=60_000)
    page.locator("#panel h1").get_by_text("梁先生", exact=True).wait_for()
    page.get_by_role("button", name="撤销这 2 项").click()
    page.locator(".deciding").wait_for(state="hidden", timeout=60_000)
    page.locator("#panel h1").get_by_text("梁文锋", exact=True).wait_for()
    assert [decision.decision for decision in read_ledger(graph / "ledger.yaml").holding] == []


def test_what_a_server_that_was_started_again_does_not_know_was_not_carried_out(visit: Visit, graph: Path) -> None:
    decide(graph, [Decision(0, IGNORE, ("person:彭唯",))])
    page = visit(graph, address="#node=person:梁文锋", refusals=True)
    wait_for(page, "梁文锋")
    correct(page, "梁先生")
    begun = {"number": 1, "id": "other-1", "running": True, "seconds": 0, "error": "", "decisions": []}
    page.route("**/api/decisions", lambda route: route.fulfill(json=begun) if is_post(route) else route.fallback())
    page.get_by_role("button", name="执行 1 项决定").click()
    page.locator(".deciding").get_by_text("没有执行：服务器中途重启过").wait_for()
    assert waiting(page) == ["「梁文锋」改名为「梁先生」"]
    assert page.get_by_role("button", name="撤销").count() == 0
    page.reload()
    page.locator(".deciding li").wait_for()
    assert waiting(page) == ["「梁文锋」改名为「梁先生」"]
    assert page.get_by_role("button", name="撤销").count() == 0


def test_a_silent_server_is_told_and_waited_for(visit: Visit, graph: Path) -> None:
    page = visit(graph, address="#node=person:梁文锋", refusals=True)
    wait_for(page, "梁文锋")
    correct(page, "梁先生")
    silent: list[bool] = []
    page.route("**/api/decisions?*", lambda route: route.fulfill(status=404, body="") if silent else route.fallback())

    def posted(route: Route) -> None:
        if is_post(route):
            silent.append(True)
            route.fallback()

    page.route("**/api/decisions", posted)
    page.get_by_role("button", name="执行 1 项决定").click()
    page.locator(".deciding").get_by_text("服务器没有回答").wait_for()
    assert waiting(page) == ["「梁文锋」改名为「梁先生」"]
    silent.clear()
    carried_out(page)
    assert shown(page) == "梁先生"


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing(visit: Visit, graph: Path, lang: str, scheme: str) -> None:
    script = str(pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT)
    page = visit(graph, lang=lang, address=f"#lang={lang}&theme={scheme}&node=person:梁文锋")
    page.evaluate(script)
    page.locator(".edit summary").click()
    page.locator(".edit p button").last.click()
    assert complaints(page, "#panel") + complaints(page, ".deciding") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name={"zh": "核对名称", "en": "Review names"}[lang]).click()
    page.wait_for_selector(".proposal")
    assert complaints(page, "#panel") == []


def test_a_graph_for_reading_only(browser: Browser, graph: Path) -> None:
    with running(graph, read_only=True) as client:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{client.port}/#node=person:梁文锋")
        page.wait_for_selector("#panel .list.bars")
        page.wait_for_load_state("networkidle")
        assert page.locator(".edit").is_hidden()
        page.evaluate("() => { location.hash = '#review=names'; }")
        page.wait_for_selector(".proposal")
        assert page.locator(".answers:visible").count() == 0
        page.close()
