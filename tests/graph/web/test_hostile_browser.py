"""Names, titles, sentences and addresses that want to be more than text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name
from .conftest import Show
from .driving import found, wait_for
from .test_display_browser import saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE: list[Name] = [
    ("</script><script>window.hit=1</script>", "company", []),
    ('<img src=x onerror="window.hit=1">', "city", ["</title><svg onload=window.hit=1>"]),
    ("__proto__", "person", ["toString"]),
    ("constructor", "fund", []),
    ('=HYPERLINK("http://x","y")', "policy", []),
    ("\u202e\u2066+1+cmd|abc\u2028\x07", "policy", []),
    ("@SUM(1,\n2)", "region", []),
    ("甲;=1+1\t-2", "region", []),
    ("长" * 10_000, "product", []),
]
TITLE = '<a href="javascript:window.hit=1">href</a>'


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    line = "，".join(name for name, _, _ in HOSTILE) + "<svg onload=window.hit=1>"
    return hand_made_graph(HOSTILE, [("javascript:window.hit=1", TITLE, "2024-01-01", [line])])


def harmless(page: Page) -> bool:
    count = "document.querySelectorAll('img, svg, iframe, a[href]').length"
    return bool(page.evaluate(f"window.hit === undefined && {count} === 0 && document.scripts.length === 4"))


def test_nothing_of_it_runs_or_becomes_markup(show: Show, view: View) -> None:
    page = show(view, title="</title><script>window.hit=1</script>")
    found(page, "proto")
    page.keyboard.press("Enter")
    wait_for(page, "__proto__")
    assert page.locator("#panel .bars button").count() == len(HOSTILE) - 1
    page.locator("#panel .bars button", has_text="onerror").click()
    page.wait_for_selector("blockquote")
    marks = page.locator("blockquote mark").all_inner_texts()
    assert sorted(marks) == ['<img src=x onerror="window.hit=1">', "__proto__"]
    page.locator("blockquote footer button").click()
    wait_for(page, TITLE)
    assert harmless(page)
    assert page.title() == "</title><script>window.hit=1</script>"


def test_nor_in_paths_tables_and_filters(show: Show, view: View) -> None:
    ids = [view.resolve(name).id for name in ("__proto__", "constructor")]
    page = show(view, address=f"#path={ids[0]}&path={ids[1]}&color=community")
    assert page.inner_text("#panel h1") == "__proto__ → constructor"
    page.get_by_role("button", name="表格", exact=True).click()
    assert page.locator("#tables tbody tr").count() == len(HOSTILE)
    assert harmless(page)


def test_nor_in_what_is_saved(show: Show, view: View) -> None:
    page = show(view)
    page.get_by_role("button", name="表格", exact=True).click()
    rows = list(csv.reader(io.StringIO(saved(page, "下载 CSV").decode("utf-8-sig"), newline="")))
    names = [row[0] for row in rows[1:]]
    assert len(names) == len(HOSTILE)
    assert not [name for name in names if name.lstrip("\u202e\u2066 \t\r\n")[:1] in tuple("=+-@|%")]
    assert '\'=HYPERLINK("http://x","y")' in names
    assert "甲;'=1+1\t'-2" in names
    page.keyboard.press("Escape")
    root = ElementTree.fromstring(saved(page, "导出 SVG"))
    assert {part.tag.rpartition("}")[2] for part in root} <= {"rect", "line", "circle", "text", "g"}
    assert harmless(page)


@pytest.mark.parametrize(
    "address",
    [
        "#node=__proto__",
        "#hide=constructor&apart=__proto__&color=__proto__&rank=constructor&size=toString",
        "#node=<img src=x onerror=window.hit=1>&theme=javascript:1&lang=__proto__",
        "#min=1e999&depth=-1&least=NaN&since=9&until=x&focus=constructor&table=__proto__",
        "#" + "a" * 5000 + "=%E0%A4%A",
    ],
)
def test_nor_in_an_address(show: Show, view: View, address: str) -> None:
    page = show(view, address=address)
    assert page.inner_text("#panel h1")
    assert harmless(page)
