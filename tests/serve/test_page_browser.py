"""The served page, as a user drives it: the map, what is opened on it, and answers of the whole graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..graph.small_graph import Name, Text, make_graph
from ..graph.web.driving import choose, found, neighbors, shown, wait_for
from ..graph.web.graphs import BURSTING, ROUTE_TEXTS, ROUTES
from ..graph.web.test_axe_browser import complaints
from .conftest import Visit, running
from .graphs import small, star

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LINES = "#summary"


def test_it_opens_on_the_map_of_communities(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    assert shown(page) == "社群地图"
    assert page.locator("#panel .communities .count").all_inner_texts() == ["4", "2"]
    assert page.locator("nav input:visible").count() == 0
    assert page.get_by_role("button", name="表格").is_disabled()
    page.locator("#panel .communities button").first.click()
    wait_for(page, "概览")
    assert "图上 4 个实体" in page.inner_text(LINES)
    page.get_by_role("button", name="社群地图").click()
    wait_for(page, "社群地图")
    page.go_back()
    wait_for(page, "概览")


def test_a_disc_of_the_map_opens_with_a_click(visit: Visit, tmp_path: Path) -> None:
    names: list[Name] = [("甲", "city", []), ("乙", "city", []), ("丙", "city", [])]
    page = visit(make_graph(tmp_path / "one.guanxi", names, [("d", None, None, ["甲乙丙。"])]))
    box = page.locator("#canvas canvas").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_for(page, "概览")
    assert "图上 3 个实体" in page.inner_text(LINES)


def test_search_knows_the_whole_graph_in_all_spellings(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    for text in ("宇树", "unitree", "yushukeji", "yskj"):
        assert found(page, text) == ["宇树科技"], text
    assert found(page, "臺積") == ["台积电"]
    found(page, "没有这个")
    page.wait_for_function("() => document.querySelector('#results').innerText.includes('图谱里没有这个名称')")


def test_what_is_found_comes_into_the_picture_with_its_neighbours(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    choose(page, "宇树科技")
    assert neighbors(page) == ["杭州", "合肥"]
    assert "图上 3 个实体，3 条连线" in page.inner_text(LINES)
    choose(page, "台积电")
    assert "图上 5 个实体，4 条连线" in page.inner_text(LINES)
    assert page.locator("#panel .aliases .name").all_inner_texts() == ["臺積電"]
    page.reload()
    page.wait_for_selector("#panel h1")
    wait_for(page, "台积电")
    assert "图上 5 个实体，4 条连线" in page.inner_text(LINES)


def test_every_link_leads_to_its_sentences(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    choose(page, "宇树科技")
    page.locator("#panel .bars button").first.click()
    wait_for(page, "宇树科技 — 杭州")
    texts = page.locator("#panel blockquote p").all_inner_texts()
    assert texts == ["宇树科技在杭州。", "宇树科技与杭州、合肥。", "Unitree与杭州再签约。"]
    assert page.locator("#panel blockquote mark").all_inner_texts()[:2] == ["宇树科技", "杭州"]
    page.locator("#panel blockquote footer button").first.click()
    wait_for(page, "合作")
    assert page.locator("#panel blockquote p").all_inner_texts() == TEXTS_OF_A
    assert page.locator("#panel .list .name").all_inner_texts() == ["宇树科技", "杭州", "蔚来", "合肥"]


TEXTS_OF_A = ["宇树科技在杭州。", "蔚来与合肥签约。", "合肥与杭州合作。"]


def test_one_text_of_several_documents_stands_once(visit: Visit, tmp_path: Path) -> None:
    texts: list[Text] = [(f"d{n}", f"转载{n}", f"2024-01-0{n}", ["甲与乙签约。"]) for n in (1, 2, 3)]
    page = visit(make_graph(tmp_path / "r.guanxi", [("甲", "city", []), ("乙", "company", [])], texts))
    choose(page, "甲")
    page.locator("#panel .bars button").click()
    wait_for(page, "甲 — 乙")
    assert page.locator("#panel blockquote").count() == 1
    page.get_by_text("另有 2 篇").click()
    assert page.locator("#panel blockquote .documents .name").all_inner_texts() == ["转载2", "转载3"]


def test_hubs_open_step_by_step(visit: Visit, tmp_path: Path) -> None:
    page = visit(star(tmp_path, 130))
    choose(page, "中心")
    assert "图上 31 个实体" in page.inner_text(LINES)
    assert "另有 100 个邻居在图上没有" in page.inner_text("#panel")
    page.get_by_role("button", name="展开邻居").click()
    page.wait_for_function("() => document.querySelector('#summary').innerText.includes('图上 61 个实体')")
    assert len(neighbors(page)) == 100
    page.get_by_role("button", name="更多邻居").click()
    page.wait_for_function("() => document.querySelectorAll('#panel .bars .name').length === 130")
    page.locator("#panel .bars button").last.click()
    page.wait_for_selector("#panel blockquote")
    assert "图上 62 个实体" in page.inner_text(LINES)


def test_paths_are_of_the_whole_graph(visit: Visit, tmp_path: Path) -> None:
    page = visit(make_graph(tmp_path / "routes.guanxi", ROUTES, ROUTE_TEXTS))
    page.get_by_role("button", name="路径", exact=True).click()
    wait_for(page, "路径")
    for box, results, name in (("[aria-label=起点]", "#end-0", "甲科技"), ("[aria-label=终点]", "#end-1", "乙基金")):
        assert found(page, name, box=box, results=results) == [name]
        page.keyboard.press("Enter")
        page.wait_for_function("([box, name]) => document.querySelector(box).value === name", arg=[box, name])
    wait_for(page, "甲科技 → 乙基金")
    stops = page.locator("#panel .stop > .name")
    assert stops.all_inner_texts() == ["甲科技", "合肥", "乙基金", "甲科技", "中国", "乙基金"]
    assert "图上 4 个实体，4 条连线" in page.inner_text(LINES)
    page.get_by_role("group", name="可以经过的枢纽").get_by_label("中国").uncheck()
    page.wait_for_function("() => document.querySelectorAll('#panel .stop').length === 3")
    assert stops.all_inner_texts() == ["甲科技", "合肥", "乙基金"]


def test_filters_and_tables_are_of_the_picture(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    choose(page, "杭州")
    page.locator("#types").get_by_label("城市").uncheck()
    page.wait_for_function("() => document.querySelector('#summary').innerText.includes('筛选后：1 个实体')")
    page.wait_for_function("() => document.querySelectorAll('#panel .bars .name').length === 1")
    assert neighbors(page) == ["宇树科技"]
    page.locator("#types").get_by_label("城市").check()
    page.get_by_role("button", name="表格").click()
    page.get_by_role("button", name="共现（3）").click()
    assert page.locator("#tables tbody tr").count() == 3


def test_what_the_graph_no_longer_has_is_told(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), address="#open=around:old&open=only:蔚来")
    assert "图谱中已没有：old" in page.inner_text("#panel")
    assert "图上 1 个实体" in page.inner_text(LINES)


def test_a_server_that_has_gone_is_told(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.set_default_timeout(10_000)
    with running(small(tmp_path)) as client:
        page.goto(f"http://127.0.0.1:{client.port}/")
        wait_for(page, "社群地图")
    page.locator("#panel .communities button").first.click()
    wait_for(page, "没有得到回答")
    assert "guanxi serve" in page.inner_text("#panel")
    page.close()


def test_errors_of_the_server_are_told_in_its_words(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    with running(small(tmp_path)) as client:
        page.goto(f"http://127.0.0.1:{client.port}/#open=only:光明")
        page.wait_for_selector("#panel h1")
        assert shown(page) == "没有得到回答"
        assert "光明" in page.inner_text("#panel")
        page.get_by_role("button", name="社群地图").click()
        wait_for(page, "社群地图")
    page.close()


def test_hostile_names_are_text_here_too(visit: Visit, tmp_path: Path) -> None:
    evil = "<img src=x onerror=document.title='x'></script>"
    names: list[Name] = [(evil, "company", ["__proto__"]), ("甲'\"&", "city", [])]
    texts: list[Text] = [
        ("<b>d</b>", "<script>document.title='y'</script>", "2024-01-01", [f"{evil}与甲'\"&，__proto__。"])
    ]
    page = visit(make_graph(tmp_path / "evil.guanxi", names, texts))
    page.locator("#panel .communities button").first.click()
    wait_for(page, "概览")
    page.locator("#panel .list button", has_text="甲").click()
    page.locator("#panel .bars button").click()
    page.wait_for_selector("#panel blockquote")
    page.locator("#panel blockquote footer button").click()
    wait_for(page, "<script>document.title='y'</script>")
    assert page.title() == "Guanxi 关系"
    assert page.locator("#panel img, #panel script").count() == 0


def test_it_speaks_english_and_keeps_its_token(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), token="geheim", lang="en")
    assert shown(page) == "Map of communities"
    assert "token" not in page.url
    choose(page, "杭州")
    assert neighbors(page) == ["宇树科技", "合肥"]


def test_the_map_can_be_kept_as_a_picture(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    page.get_by_text("显示与导出").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 SVG").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.count("<circle") == 2


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing_here_either(visit: Visit, tmp_path: Path, lang: str, scheme: str) -> None:
    script = str(pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT)
    page = visit(star(tmp_path, 40), lang=lang)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(script)
    found_on = {"map": complaints(page)}
    choose(page, "中心")
    found_on["entity"] = complaints(page)
    page.locator("#panel .bars button").first.click()
    page.wait_for_selector("#panel blockquote")
    found_on["pair"] = complaints(page, "#panel")
    assert found_on == {"map": [], "entity": [], "pair": []}


def test_an_empty_graph_says_so(visit: Visit, tmp_path: Path) -> None:
    page = visit(make_graph(tmp_path / "empty.guanxi", [], []))
    assert "图谱里还没有实体" in page.inner_text("#empty")


def test_bursts_of_an_entity_and_of_a_pair(visit: Visit, tmp_path: Path) -> None:
    page = visit(make_graph(tmp_path / "bursting.guanxi", *BURSTING))
    choose(page, "宇树")
    assert page.get_by_text("集中报道 2024-05 – 2024-06").count() == 1
    page.locator("#panel .bars button", has_text="杭州").click()
    wait_for(page, "宇树 — 杭州")
    assert page.get_by_text("集中报道 2024-05 – 2024-06").count() == 1
