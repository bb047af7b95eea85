"""The served page stays what its address says, however late answers come and whatever goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.graph.serve import picture

from ..graph.small_graph import Name, Text, make_graph
from ..graph.web.driving import choose, found, neighbors, shown, slide, wait_for
from ..graph.web.graphs import ROUTE_TEXTS, ROUTES
from .conftest import Visit
from .graphs import small, star

SUMMARY = "#summary"


def test_back_leads_out_of_what_was_chosen(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    choose(page, "蔚来")
    choose(page, "台积电")
    page.locator("#panel .bars button").first.click()
    wait_for(page, "台积电 — 英伟达")
    for heading in ("台积电", "蔚来", "社群地图"):
        page.go_back()
        wait_for(page, heading)
    assert "图上" not in page.inner_text(SUMMARY)


def test_back_leads_out_of_a_path(visit: Visit, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "routes.guanxi", ROUTES, ROUTE_TEXTS)
    page = visit(graph)
    choose(page, "丁某")
    page.get_by_role("button", name="找路径…").click()
    found(page, "丙大学", box="[aria-label=终点]", results="#end-1")
    page.keyboard.press("Enter")
    wait_for(page, "丁某 → 丙大学")
    for heading in ("路径", "丁某", "社群地图"):
        page.go_back()
        wait_for(page, heading)


def test_a_picture_that_comes_too_late_is_not_shown(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), late="url.includes('picture') ? 700 : 0")
    page.locator("#panel .communities button").first.click()
    page.wait_for_timeout(200)
    page.go_back()
    page.wait_for_timeout(1000)
    assert shown(page) == "社群地图"
    assert "图上" not in page.inner_text(SUMMARY)


def test_what_takes_its_time_is_said_to_be_read(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), late="url.includes('picture') ? 1200 : 0")
    page.locator("#panel .communities button").first.click()
    page.wait_for_function("() => document.querySelector('#empty').innerText === '正在读取…'")
    page.wait_for_function("() => document.querySelector('#empty').innerText === ''")
    assert shown(page) == "概览"


def test_a_path_that_comes_too_late_opens_nothing(visit: Visit, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "routes.guanxi", ROUTES, ROUTE_TEXTS)
    page = visit(graph, late="url.includes('api/path') ? 700 : 0")
    choose(page, "甲科技")
    page.get_by_role("button", name="找路径…").click()
    found(page, "蚌埠", box="[aria-label=终点]", results="#end-1")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    page.get_by_role("button", name="社群地图").click()
    wait_for(page, "社群地图")
    page.wait_for_timeout(900)
    assert "open" not in page.url
    assert shown(page) == "社群地图"


def test_the_thresholds_are_those_of_the_picture(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    page.locator("#panel .communities button").first.click()
    wait_for(page, "概览")
    slide(page, "度量阈值", 50)
    page.wait_for_function("() => document.querySelector('#summary').innerText.includes('筛选后')")
    assert "undefined" not in page.url


def test_a_list_goes_on_behind_what_one_answer_holds(visit: Visit, tmp_path: Path) -> None:
    names: list[Name] = [("中心", "city", []), ("别处", "city", [])]
    texts: list[Text] = [("d", None, None, [f"中心与别处，第{n}次。" for n in range(520)])]
    page = visit(make_graph(tmp_path / "many.guanxi", names, texts))
    choose(page, "中心")
    page.locator("#panel .bars button").click()
    wait_for(page, "中心 — 别处")
    for rows in range(100, 560, 50):
        page.get_by_role("button", name="更多句").click()
        page.wait_for_function("n => document.querySelectorAll('#panel blockquote').length === n", arg=min(rows, 520))
    assert page.get_by_role("button", name="更多句").count() == 0
    assert "共 520 句" in page.inner_text("#panel")


def test_a_period_leaves_out_the_measure_that_knows_none(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), address="#rank=above_noise&since=2024-03&until=2025-01")
    choose(page, "杭州")
    assert sorted(neighbors(page)) == ["合肥", "宇树科技"]
    options = page.get_by_role("combobox", name="邻居排序").locator("option").all_inner_texts()
    assert "超出偶然" not in options
    assert len(options) == 4


def test_without_any_type_there_are_no_neighbours(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path))
    choose(page, "杭州")
    for box in page.locator("#types input").all():
        box.uncheck()
    page.wait_for_function("() => !document.querySelector('#panel .bars')")
    assert shown(page) == "杭州"


def test_only_what_was_asked_for_is_chosen(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), late="url.includes('text=杭') ? 500 : 0")
    assert found(page, "蔚来") == ["蔚来"]
    page.fill("#query", "")
    page.keyboard.press("Enter")
    assert shown(page) == "社群地图"
    page.fill("#query", "杭州")
    page.keyboard.press("Enter")
    page.fill("#query", "合肥")
    page.wait_for_timeout(800)
    assert shown(page) == "社群地图"
    assert page.locator("#results .name").all_inner_texts() == ["合肥"]


def test_pairs_and_hubs_that_are_gone_stop_nobody(visit: Visit, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "routes.guanxi", ROUTES, ROUTE_TEXTS)
    ids = [f"e{sorted(name for name, *_ in ROUTES).index(name):05}" for name in ("甲科技", "乙基金")]
    page = visit(graph, address=f"#path={ids[0]}&path={ids[1]}&avoid=company:gone", refusals=True)
    assert page.locator("#panel .stop").count() == 6


def test_a_picture_that_is_full_says_so_and_the_panel_goes_on(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "NODES", 31)
    page = visit(star(tmp_path, 60), refusals=True)
    choose(page, "中心")
    assert "图上 31 个实体" in page.inner_text(SUMMARY)
    choose(page, "甲059")
    assert "图上已放不下更多" in page.inner_text("#panel")
    assert neighbors(page) == ["中心"]
    assert "图上 31 个实体" in page.inner_text(SUMMARY)
    page.get_by_role("button", name="社群地图").click()
    wait_for(page, "社群地图")
    choose(page, "甲059")
    assert "图上已放不下更多" not in page.inner_text("#panel")


def test_the_map_has_no_tables(visit: Visit, tmp_path: Path) -> None:
    page = visit(small(tmp_path), address="#table=nodes")
    assert not page.locator("#tables").is_visible()
