"""Pairs that the picture has no room for: as much linked as those with a line."""

from __future__ import annotations

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.web import choice, quotes

from ..conftest import MakeView
from ..small_graph import Name, Text
from .conftest import Show
from .driving import choose, neighbors, wait_for

CROWD = [f"人{chr(0x4E00 + i)}" for i in range(16)]
NAMES: list[Name] = [*((name, "person", []) for name in CROWD), ("甲科技", "company", []), ("乙科技", "company", [])]
# Two meet again a year later, two others apart from the crowd.
TEXTS: list[Text] = [
    ("a", "名单", "2024-03-01", ["、".join(CROWD) + "到场。", f"甲科技与{CROWD[0]}。"]),
    ("b", "再会", "2025-03-01", [f"{CROWD[0]}见{CROWD[1]}。", "甲科技与乙科技。"]),
]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def undrawn(view: View) -> tuple[str, str]:
    """Two of the crowd that have no line."""
    everyone = list(range(len(NAMES)))
    others = choice.pairs_among(view.connection, everyone, choice.Weights(view.connection, 1), 1, centre=None).others
    a, b = others[0]
    return view.ref(a).name, view.ref(b).name


def ids(view: View, *names: str) -> list[str]:
    return [view.resolve(name).id for name in names]


def test_a_path_takes_a_link_that_is_not_drawn(show: Show, view: View) -> None:
    a, b = ids(view, *undrawn(view))
    page = show(view, address=f"#path={a}&path={b}")
    wait_for(page, " → ".join(undrawn(view)))
    assert page.locator("#panel h2").first.inner_text() == "路径 1 · 1 步"
    assert page.locator("blockquote mark").first.inner_text() in undrawn(view)


def test_neighbours_and_the_pair_are_told(show: Show, view: View) -> None:
    one, other = undrawn(view)
    page = show(view)
    assert page.inner_text("#summary").startswith("显示 18 / 18 个实体，72 / 122 条共现")
    choose(page, one)
    assert set(neighbors(page)) >= {name for name in CROWD if name != one}
    assert "未在本页显示" not in page.inner_text("#panel")
    page.locator("#panel .bars button", has_text=other).click()
    wait_for(page, f"{one} — {other}")
    assert "只在选中时画出" in page.inner_text("#panel")
    assert "共现日期 2024-03" in page.inner_text("#panel")
    assert page.locator("blockquote p").all_inner_texts() == ["、".join(CROWD) + "到场。"]
    assert sorted(page.locator("blockquote mark").all_inner_texts()) == sorted([one, other])


def test_filters_hold_for_what_is_not_drawn(show: Show, view: View) -> None:
    one, _ = undrawn(view)
    (node,) = ids(view, one)
    assert len(neighbors(show(view, address=f"#node={node}&since=2024-03&until=2024-03"))) >= 15
    page = show(view, address=f"#node={node}&since=2025-02&until=2025-02")
    assert neighbors(page) == []
    assert "被筛选隐藏" in page.inner_text("#panel")


def test_thresholds_hold_for_what_is_not_drawn(show: Show, hand_made_graph: MakeView) -> None:
    # All of the crowd stay in view, since all met the firm twice, but they met each other only once.
    meetings: list[Text] = [(name, None, None, [f"甲科技见{name}。"]) for name in CROWD]
    again: list[Text] = [(f"{id_}2", title, day, lines) for id_, title, day, lines in meetings]
    view = hand_made_graph(NAMES, [*TEXTS, *meetings, *again])
    (node,) = ids(view, CROWD[-1])
    assert len(neighbors(show(view, address=f"#node={node}"))) == 16
    for hidden in ("min=2", "by=documents&least=2"):
        page = show(view, address=f"#node={node}&{hidden}")
        assert neighbors(page) == ["甲科技"]
        assert "15 个邻居被筛选隐藏" in page.inner_text("#panel")


def test_tables_and_the_document_tell_lines_and_links(show: Show, view: View) -> None:
    page = show(view, address="#table=edges")
    assert "共现（72）" in page.inner_text("#tables")
    page = show(view, address="#doc=a")
    assert "其中提到的实体" in page.inner_text("#panel")
    assert page.locator("#panel .list .name").count() == 17


def test_the_page_says_where_it_does_not_know(show: Show, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = ids(view, CROWD[3], "乙科技")
    text = show(view, address=f"#pair={apart[0]}&pair={apart[1]}").inner_text("#panel")
    assert "所知的共现中没有这一对" in text and "较弱" not in text
    monkeypatch.setattr(choice, "OTHERS", 1)
    text = show(view, address=f"#pair={apart[0]}&pair={apart[1]}").inner_text("#panel")
    assert "对较弱的共现没有收入" in text


def test_no_quote_in_the_period_is_told(show: Show, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = "#pair={}&pair={}".format(*ids(view, *CROWD[:2]))
    page = show(view, address=f"{pair}&since=2025-01&until=2025-12")
    assert page.locator("blockquote p").all_inner_texts() == [f"{CROWD[0]}见{CROWD[1]}。"]
    assert "没有引用" not in page.inner_text("#panel")
    monkeypatch.setattr(quotes, "SPREAD", (0,))
    monkeypatch.setattr(quotes, "PER_EDGE", 1)
    page = show(view, address=f"{pair}&since=2025-01&until=2025-12")
    assert page.locator("blockquote").count() == 0
    assert "所选时段内的没有引用" in page.inner_text("#panel") and "显示 0 / 1 句" in page.inner_text("#panel")
    monkeypatch.setattr(quotes, "BYTES", 0)
    assert "篇幅有限，没有引用这一对的原文" in show(view, address=pair).inner_text("#panel")
    assert "no room" in show(view, address=pair, lang="en").inner_text("#panel")
