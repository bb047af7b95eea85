from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from guanxi.graph.query.view import View

from ..conftest import MakeView
from .conftest import Show
from .driving import choose, neighbors, shown, slide, wait_for
from .graphs import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Pixels of a colour, and the middle of them.
PIXELS = """
(canvas, color) => {
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let [x, y, n] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) {
    if (!color.every((value, k) => data[i + k] === value)) continue;
    [x, y, n] = [x + ((i / 4) % width), y + Math.floor(i / 4 / width), n + 1];
  }
  return [n, x / (n || 1), y / (n || 1)];
}
"""
COMPANY, FUND, CITY = [0xE0, 0x60, 0x5A], [0x2F, 0x9E, 0x6F], [0x3B, 0x76, 0xC4]


def pixels(page: Page, color: list[int]) -> tuple[int, float, float]:
    count, x, y = page.eval_on_selector("#canvas canvas", PIXELS, color)
    return count, x, y


def saved(page: Page, button: str) -> bytes:
    if not page.get_by_role("button", name=button).is_visible():
        page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_picture_is_drawn_and_can_be_clicked(show: Show, view: View) -> None:
    page = show(view, focus="上海", depth=3, lang="en")
    assert shown(page) == "上海"
    page.get_by_role("button", name="Whole picture").click()
    wait_for(page, "Overview")
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    for name, color in (("辉达", COMPANY), ("云栖基金", FUND)):
        _, x, y = pixels(page, color)
        page.mouse.click(box["x"] + x, box["y"] + y)
        wait_for(page, name)
        page.get_by_role("button", name="Whole picture").click()
        wait_for(page, "Overview")
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert shown(page) == "Overview"


def test_the_name_of_a_node_is_told_to_the_mouse(show: Show, view: View) -> None:
    page = show(view)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    _, x, y = pixels(page, COMPANY)
    page.mouse.move(box["x"] + x, box["y"] + y)
    tip = page.locator("#tip .name")
    assert (tip.inner_text(), tip.is_visible()) == ("辉达", True)
    ring = page.locator("#tip i").bounding_box()
    assert ring is not None
    assert abs(ring["x"] + ring["width"] / 2 - box["x"] - x) < 3
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    assert tip.is_hidden()


def test_a_line_can_be_clicked(show: Show, hand_made_graph: MakeView) -> None:
    names = [NAMES[2], NAMES[3]]
    page = show(hand_made_graph(names, [("a", None, None, ["云栖基金投资了英伟达。"])]))
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    (_, *company), (_, *fund) = pixels(page, COMPANY), pixels(page, FUND)
    x, y = ((a + b) / 2 for a, b in zip(company, fund, strict=True))
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_selector("blockquote")
    assert sorted(page.locator("blockquote mark").all_inner_texts()) == ["云栖基金", "英伟达"]


def test_only_lines_in_view_are_hit_and_the_nearest_first(show: Show, view: View) -> None:
    page = show(view)
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    (_, *company), (_, *fund) = pixels(page, COMPANY), pixels(page, FUND)
    along = [(a * 0.7 + b * 0.3) for a, b in zip(company, fund, strict=True)]
    x, y = box["x"] + along[0], box["y"] + along[1]
    page.mouse.move(x, y)
    cursor = "getComputedStyle(document.querySelector('#canvas')).cursor"
    assert page.evaluate(cursor) == "pointer"
    page.mouse.click(x, y)
    page.wait_for_selector("blockquote")
    assert set(page.locator("#panel h1 button").all_inner_texts()) == {"辉达", "云栖基金"}
    page.keyboard.press("Escape")
    wait_for(page, "概览")
    page.get_by_role("button", name="显示全图").click()
    page.locator("#types label", has_text="城市").click()
    page.locator("#types label", has_text="基金").click()
    page.mouse.move(x, y + 1)
    assert page.evaluate(cursor) == "auto"
    page.mouse.click(x, y)
    page.wait_for_timeout(100)
    assert shown(page) == "概览"


def test_hidden_types_are_not_drawn(show: Show, view: View) -> None:
    page = show(view)
    assert pixels(page, FUND)[0] > 50
    page.locator("#types label", has_text="基金").click()
    page.wait_for_timeout(100)
    assert pixels(page, FUND)[0] == 0
    page.locator(".menu summary").click()
    page.get_by_label("外观").select_option("dark")
    page.get_by_label("大小").select_option("mentions")
    page.wait_for_timeout(100)
    assert pixels(page, FUND)[0] == 0
    assert pixels(page, COMPANY)[0] > 50


def test_sizes_and_colours_follow_what_is_chosen(show: Show, routes: View) -> None:
    page = show(routes)
    page.locator(".menu summary").click()
    before, _, _ = pixels(page, COMPANY)
    page.get_by_label("大小").select_option("neighbors")
    page.wait_for_timeout(100)
    # It stands in most documents, but others have more neighbours.
    assert pixels(page, COMPANY)[0] < before
    page.get_by_label("颜色").select_option("community")
    page.wait_for_timeout(100)
    assert pixels(page, COMPANY)[0] == 0
    assert page.locator("#types .dot").count() == 0
    assert pixels(page, [0x4E, 0x79, 0xA7])[0] > 50


def test_the_address_keeps_the_view_and_back_takes_a_choice_back(show: Show, routes: View) -> None:
    page = show(routes)
    choose(page, "甲科技")
    page.get_by_label("邻居排序").select_option("jaccard")
    slide(page, "到", 3)
    page.locator("#types label", has_text="人物").click()
    page.wait_for_function("() => location.hash.includes('hide=person') && location.hash.includes('until=2022-04')")
    address = page.evaluate("location.hash")
    names = neighbors(page)
    other = show(routes, address=address)
    assert (shown(other), neighbors(other)) == ("甲科技", names)
    assert other.get_by_label("邻居排序").input_value() == "jaccard"
    assert other.inner_text("#timeline output") == "2022-01 – 2022-04"
    assert not other.locator("#types label", has_text="人物").locator("input").is_checked()
    page.locator("#panel .bars button").first.click()
    page.wait_for_function("() => document.querySelector('#panel h1').textContent.includes('—')")
    page.go_back()
    wait_for(page, "甲科技")


def test_an_address_is_shown_as_it_was_sent(show: Show, routes: View) -> None:
    firm, hub = (routes.resolve(name).id for name in ("甲科技", "中国"))
    address = f"#node={firm}&hide=company&hide=region"
    page = show(routes, address=address)
    company = page.locator("#types label", has_text="企业").locator("input")
    assert shown(page) == "甲科技"
    assert not company.is_checked()
    # Neither does going back undo anything; only who chooses something wants to see it.
    page.evaluate("address => { location.hash = address; }", f"#node={hub}&hide=company&hide=region")
    wait_for(page, "中国")
    page.go_back()
    wait_for(page, "甲科技")
    assert not company.is_checked()
    choose(page, "乙基金")
    choose(page, "甲科技")
    assert company.is_checked()


def test_the_language_is_switched(show: Show, view: View) -> None:
    page = show(view)
    choose(page, "杭州")
    page.locator(".menu summary").click()
    page.get_by_label("语言").select_option("en")
    page.wait_for_function("() => document.querySelector('#panel').innerText.includes('Neighbours (2)')")
    assert page.get_attribute("html", "lang") == "en"
    assert page.locator("#types label .name").all_inner_texts() == ["city", "company", "fund"]
    assert page.inner_text("#path") == "Path"
    assert page.get_by_placeholder("Search names, aliases").is_visible()
    page.wait_for_function("() => location.hash.includes('lang=en')")


@pytest.mark.parametrize(("scheme", "ground"), [("light", "#fbfcfd"), ("dark", "#10151b")])
def test_the_theme_follows_the_system_or_what_is_chosen(show: Show, view: View, scheme: str, ground: str) -> None:
    page = show(view, scheme=scheme)
    read = "getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()"
    assert page.evaluate(read) == ground
    page.locator(".menu summary").click()
    other = {"light": "dark", "dark": "light"}[scheme]
    page.get_by_label("外观").select_option(other)
    assert page.evaluate(read) != ground
    page.get_by_label("外观").select_option("auto")
    assert page.evaluate(read) == ground


def test_tables_are_sorted_and_saved(show: Show, routes: View) -> None:
    page = show(routes)
    page.get_by_role("button", name="表格", exact=True).click()
    names = page.locator("#tables tbody tr td:first-child")
    assert names.count() == 8
    page.locator("#tables th button", has_text="邻居").focus()
    page.keyboard.press("Enter")
    assert names.first.inner_text() == "中国"
    assert page.locator("#tables th", has_text="邻居").get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert page.locator("#tables th", has_text="邻居").get_attribute("aria-sort") == "ascending"
    assert names.first.inner_text() != "中国"
    page.get_by_role("button", name="共现（7）").click()
    rows = list(csv.reader(io.StringIO(saved(page, "下载 CSV").decode("utf-8-sig"))))
    assert rows[0][:4] == ["实体甲", "实体乙", "共现句", "文档"]
    assert len(rows) == 8
    assert {frozenset(row[:2]): row[2] for row in rows}[frozenset(("甲科技", "合肥"))] == "4"
    page.locator("#types label", has_text="城市").click()
    assert page.get_by_role("button", name="共现（3）").is_visible()
    page.locator("#tables tbody button").first.click()
    page.wait_for_function("() => document.querySelector('#panel h1').textContent.includes('—')")
    page.keyboard.press("Escape")
    assert page.locator("#tables").is_hidden()


def test_texts_are_sorted_from_their_beginning_and_numbers_from_the_largest(show: Show, routes: View) -> None:
    page = show(routes, address="#table=nodes")
    cells = page.locator("#tables tbody td:nth-child(1)")
    page.locator("#tables th button", has_text="名称").click()
    assert page.locator("#tables th", has_text="名称").get_attribute("aria-sort") == "ascending"
    assert cells.all_inner_texts() == ["蚌埠", "丙大学", "丁某", "合肥", "甲科技", "芜湖", "乙基金", "中国"]
    page.locator("#tables th button", has_text="文档").click()
    numbers = [int(text) for text in page.locator("#tables tbody td:nth-child(3)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > numbers[-1]


def test_what_has_no_date_comes_last_whichever_way(show: Show, view: View) -> None:
    page = show(view, address="#table=nodes")
    for _ in range(2):
        page.locator("#tables th button", has_text="最早").click()
        firsts = page.locator("#tables tbody td:nth-child(7)").all_inner_texts()
        assert firsts == ["2024-03-01", "2024-03-01", "2024-03-01", ""]


def test_pictures_are_saved(show: Show, view: View) -> None:
    page = show(view)
    assert saved(page, "导出 PNG").startswith(b"\x89PNG")
    root = ElementTree.fromstring(saved(page, "导出 SVG"))
    kinds = [part.tag.rpartition("}")[2] for part in root]
    assert (kinds.count("circle"), kinds.count("line")) == (4, 3)
    assert sorted(filter(None, (part.text for part in root))) == ["上海", "云栖基金", "杭州", "辉达"]
