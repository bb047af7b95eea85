from __future__ import annotations

import pytest

from guanxi.config.errors import QueryError
from guanxi.graph.query.results import WhenNamed
from guanxi.graph.query.view import View
from guanxi.graph.web.subgraph import select

from .conftest import MakeView
from .small_graph import Name, Text

NAMES: list[Name] = [("杭州", "city", []), ("宇树科技", "company", ["宇树"]), ("合肥", "city", [])]
TEXTS: list[Text] = [
    ("a", None, "2023-11-30", ["杭州有宇树科技。", "杭州。", "什么也没有。"]),
    ("b", None, "2024-02-01", ["宇树在杭州。", "合肥。"]),
    ("c", None, "2024-02-20", ["杭州与宇树。宇树。"]),
    ("d", None, None, ["杭州有宇树科技。", "杭州。"]),
]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def test_every_month_from_the_first_to_the_last_is_told(view: View) -> None:
    found = view.timeline("杭州")
    assert (found.a.name, found.b, found.by, found.undated) == ("杭州", None, "month", 2)
    assert found.periods == (
        WhenNamed("2023-11", 2, 1, 3), WhenNamed("2023-12", 0, 0, 0), WhenNamed("2024-01", 0, 0, 0),
        WhenNamed("2024-02", 2, 2, 3),
    )  # fmt: skip


def test_a_pair_is_when_both_are_named(view: View) -> None:
    found = view.timeline("宇树", "杭州", by="year")
    assert [(when.period, when.windows, when.documents) for when in found.periods] == [("2023", 1, 1), ("2024", 2, 2)]
    assert found == view.timeline("宇树科技", "杭州", by="year")
    assert found.undated == 1
    assert sum(when.windows for when in found.periods) + found.undated == len(view.evidence("宇树", "杭州"))


def test_days_and_spans_of_time(view: View) -> None:
    found = view.timeline("宇树", by="day", since="2024-02", until="2024-02-20")
    assert (found.periods[0], found.periods[-1]) == (WhenNamed("2024-02-01", 1, 1, 2), WhenNamed("2024-02-20", 1, 1, 1))
    assert len(found.periods) == 20


def test_who_is_never_named_with_whom_has_no_periods(view: View) -> None:
    assert view.timeline("合肥", "宇树").periods == ()
    assert view.timeline("合肥", since="2025").periods == ()
    with pytest.raises(QueryError, match="day, month, year"):
        view.timeline("合肥", by="week")


def test_a_time_of_much_naming_is_a_burst(hand_made_graph: MakeView) -> None:
    months = [f"2024-{month:02}-15" for month in range(1, 13)]
    named = [1, 1, 1, 1, 12, 15, 1, 1, 1, 1, 1, 1]
    texts: list[Text] = [
        (f"d{n}", None, day, ["杭州。"] * count + ["合肥。"] * (20 - count))
        for n, (day, count) in enumerate(zip(months, named, strict=True))
    ]
    (burst,) = hand_made_graph(NAMES, texts).timeline("杭州").bursts
    assert (burst.first, burst.last) == ("2024-05", "2024-06")


def test_the_page_knows_the_bursts_of_timelines(hand_made_graph: MakeView) -> None:
    days = [f"{year}-{month:02}-15" for year in (2023, 2024) for month in range(1, 13)]
    texts: list[Text] = [
        (f"d{n:02}", None, day, ["宇树在杭州。"] * (9 if n in (4, 5, 20) else 1) + ["合肥与杭州。"] * 10)
        for n, day in enumerate(days)
    ]
    view = hand_made_graph(NAMES, [*texts, ("undated", None, None, ["宇树在杭州。"] * 20)])
    shown = select(view)
    of_node = {node.name: list(node.bursts) for node in shown.nodes}
    assert of_node == {name: spans(view, name) for name in ("杭州", "宇树科技", "合肥")}
    pairs = {(shown.nodes[e.source].name, shown.nodes[e.target].name): list(e.bursts) for e in shown.edges}
    assert pairs == {pair: spans(view, *pair) for pair in pairs}
    assert of_node["宇树科技"] == [("2023-05", "2023-06"), ("2024-09", "2024-09")]


def spans(view: View, *names: str) -> list[tuple[str, str]]:
    return [(burst.first, burst.last) for burst in view.timeline(*names).bursts]
