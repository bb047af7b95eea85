from __future__ import annotations

from functools import partial

import pytest

from guanxi.config.errors import QueryError, UnknownName
from guanxi.graph.query.view import View
from guanxi.graph.web import choice, quotes
from guanxi.graph.web.subgraph import Subgraph, select

from .conftest import MakeView
from .small_graph import Name, Text

NAMES = [
    ("杭州", "city", ["杭州市"]),
    ("上海", "city", []),
    ("苏州", "city", []),
    ("甲科技", "company", ["甲科技股份有限公司", "甲科"]),
    ("乙基金", "fund", []),
    ("丙大学", "organization", []),
    ("丁某", "person", []),
]
TEXTS = [
    ("b", "第二篇", "2023-05-01", ["杭州的甲科技获投。", "甲科技在杭州市扩产。", "丙大学迎新。"]),
    ("a", "第一篇", "2024-01-01", ["上海和杭州合作。", "甲科技落户杭州。", "乙基金投资甲科技。"]),
    ("c", None, None, ["苏州与上海、杭州同行。", "杭州、甲科技再签约。", "杭州与甲科技共建园区。", "杭州迎来甲科技。"]),
]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def names(shown: Subgraph) -> list[str]:
    return [node.name for node in shown.nodes]


def ties(shown: Subgraph) -> dict[frozenset[str], int]:
    return {frozenset((shown.nodes[e.source].name, shown.nodes[e.target].name)): e.weight for e in shown.edges}


def test_strongest_come_first_and_isolated_are_left_out(view: View) -> None:
    shown = select(view)
    # 杭州 6+2+1, 甲科技 6+1, 上海 2+1, 苏州 1+1, 乙基金 1; nobody stands beside 丙大学 and 丁某.
    assert names(shown) == ["杭州", "甲科技", "上海", "苏州", "乙基金"]
    assert (shown.entities, shown.comentions) == (7, 5)
    assert ties(shown)[frozenset(("杭州", "甲科技"))] == 6


def test_limit_takes_the_strongest_and_counts_all_neighbours(view: View) -> None:
    shown = select(view, max_nodes=2)
    assert names(shown) == ["杭州", "甲科技"]
    assert [node.neighbors for node in shown.nodes] == [3, 2]
    assert len(shown.edges) == 1


def test_min_weight_counts_only_strong_ties(view: View) -> None:
    shown = select(view, min_weight=2)
    assert names(shown) == ["杭州", "甲科技", "上海"]
    assert set(ties(shown).values()) == {6, 2}
    assert select(view, min_weight=99).nodes == ()


def test_focus_takes_rings_nearest_first(view: View) -> None:
    assert names(select(view, focus="乙基金")) == ["乙基金", "甲科技"]
    assert names(select(view, focus="乙基金", depth=2)) == ["乙基金", "甲科技", "杭州"]
    assert names(select(view, focus="乙基金", depth=3)) == ["乙基金", "甲科技", "杭州", "上海", "苏州"]
    assert names(select(view, focus="杭州市", max_nodes=3)) == ["杭州", "甲科技", "上海"]


def test_focus_without_neighbours_is_shown_alone(view: View) -> None:
    shown = select(view, focus="丙大学")
    assert names(shown) == ["丙大学"]
    assert shown.edges == ()


def test_unknown_focus_and_numbers_below_one_are_refused(view: View) -> None:
    with pytest.raises(UnknownName):
        select(view, focus="不存在")
    for ask in (partial(select, depth=0), partial(select, max_nodes=0), partial(select, min_weight=0)):
        with pytest.raises(QueryError, match="at least 1"):
            ask(view)
    with pytest.raises(QueryError, match="at most"):
        select(view, min_weight=10**20)


def test_isolated_entities_are_shown_when_there_is_nothing_else(hand_made_graph: MakeView) -> None:
    shown = select(hand_made_graph(NAMES[:3], [("a", None, None, ["杭州。", "上海！", "上海。"])]))
    assert names(shown)[:2] == ["上海", "杭州"]
    assert shown.edges == ()


def test_node_facts(view: View) -> None:
    company = next(node for node in select(view).nodes if node.name == "甲科技")
    assert set(company.aliases) == {"甲科技股份有限公司", "甲科"}
    assert company.because == (("lexicon", None),) * 2
    assert (company.first, company.last) == ("2023-05-01", "2024-01-01")
    assert company.documents == 3


def test_quotes_are_the_first_of_evidence_with_both_names_marked(view: View) -> None:
    shown = select(view)
    edge = next(e for e in shown.edges if e.weight == 6)
    ends = (shown.nodes[edge.source].name, shown.nodes[edge.target].name)
    every = view.evidence(*ends)
    assert [e.date is None for e in every] == [False] * 3 + [True] * 3
    # Half of them have a date: of those the earliest and the latest.
    expected = [every[0], *every[2:]]
    assert [shown.sentences[q.sentence].text for q in edge.quotes] == [e.text for e in expected]
    assert [shown.sentences[q.sentence].number for q in edge.quotes] == [e.sentence for e in expected]
    assert [(q.spans, q.of_a) for q in edge.quotes] == [(e.spans, e.of_a) for e in expected]
    source = shown.sources[shown.sentences[edge.quotes[0].sentence].source]
    assert (source.title, source.source, source.date) == ("第二篇", "b.txt", "2023-05-01")


def test_a_text_shared_by_several_pairs_is_stored_once(view: View) -> None:
    shown = select(view)
    texts = [sentence.text for sentence in shown.sentences]
    assert len(texts) == len(set(texts))
    assert sum("苏州" in texts[q.sentence] for e in shown.edges for q in e.quotes) == 3


def test_every_pair_is_quoted_before_any_is_quoted_twice(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "BYTES", 140)
    shown = select(view)
    counts = [len(edge.quotes) for edge in shown.edges]
    assert counts[0] < quotes.PER_EDGE and min(counts) == 1
    assert sum(len(sentence.text.encode()) for sentence in shown.sentences) <= 140


def test_long_windows_are_quoted_around_the_names(hand_made_graph: MakeView) -> None:
    text = "前" * 300 + "杭州" + "中" * 500 + "上海" + "尾" * 10 + "杭州" + "后" * 300
    view = hand_made_graph(NAMES[:2], [("a", None, None, [text])])
    shown = select(view)
    (quote,) = shown.edges[0].quotes
    short = shown.sentences[quote.sentence].text
    assert len(short) < 200
    assert [short[start:end] for start, end in quote.spans] == ["上海", "杭州"]
    assert short.startswith("… ") and short.endswith(" …")


def test_names_far_apart_give_two_pieces(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES[:2], [("a", None, None, ["杭州" + "中" * 900 + "上海"])])
    shown = select(view)
    (quote,) = shown.edges[0].quotes
    short = shown.sentences[quote.sentence].text
    assert [short[start:end] for start, end in quote.spans] == ["上海", "杭州"]
    assert " … " in short and len(short) < 200


CIRCLE = ("甲某", "乙某", "丙某", "丁某", "戊某")
CROWDED = [("a", None, None, ["、".join(CIRCLE)] * 3 + [f"上海见{name}" for name in CIRCLE] + ["苏州见甲某"])]


@pytest.fixture
def crowded(hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch) -> View:
    """Five who always stand together (ten strong ties), two cities weakly tied to them; one line a node is drawn."""
    monkeypatch.setattr(choice, "EDGES_PER_NODE", 1)
    return hand_made_graph([*((name, "person", []) for name in CIRCLE), *NAMES[1:3]], CROWDED)


def test_few_lines_are_drawn_yet_no_node_is_cut_off(crowded: View) -> None:
    shown = select(crowded)
    assert (len(shown.nodes), shown.comentions, len(shown.edges)) == (7, 16, 7)
    assert {end for edge in shown.edges for end in (edge.source, edge.target)} == set(range(7))


def test_what_is_not_drawn_is_known_and_quoted_once(crowded: View, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = select(crowded)
    assert len(shown.edges) + len(shown.others) == shown.comentions and shown.unknown == 0
    told = {(e.source, e.target): e for e in shown.others}
    strong, weak = max(shown.others, key=lambda e: e.weight), min(shown.others, key=lambda e: e.weight)
    assert (strong.weight, weak.weight, strong.documents) == (3, 1, 1)
    assert len(strong.quotes) == len(weak.quotes) == 1
    a, b = next((a, b) for a, b in told if told[a, b] is strong)
    marked = {shown.sentences[q.sentence].text[x:y] for q in strong.quotes for x, y in q.spans}
    assert marked == {shown.nodes[a].name, shown.nodes[b].name}
    monkeypatch.setattr(choice, "OTHERS", 2)
    cut = select(crowded)
    assert (cut.others, cut.unknown) == (shown.others[:2], len(shown.others) - 2)


def test_focus_keeps_all_its_own_lines(crowded: View) -> None:
    shown = select(crowded, focus="上海")
    assert {frozenset(("上海", name)) for name in CIRCLE} <= ties(shown).keys()
    assert len(shown.edges) < shown.comentions


def test_more_names_to_pin_than_room_are_refused(view: View) -> None:
    assert set(names(select(view, pinned=["丁某", "丙大学"], max_nodes=2))) == {"丁某", "丙大学"}
    with pytest.raises(QueryError, match="3 entities are asked for by name, but max-nodes is 2"):
        select(view, pinned=["丁某", "丙大学", "杭州", "杭州市"], max_nodes=2)
    with pytest.raises(QueryError, match="2 entities are asked for by name, but max-nodes is 1"):
        select(view, focus="杭州", pinned=["丁某"], max_nodes=1)


def quoted(shown: Subgraph) -> list[tuple[str, str | None, int]]:
    """(text, date, how many other documents have it) of the quotes of the only edge."""
    sentences = [(shown.sentences[q.sentence], len(q.also)) for q in shown.edges[0].quotes]
    return [(sentence.text, shown.sources[sentence.source].date, also) for sentence, also in sentences]


def monthly(lines: dict[str, str]) -> list[Text]:
    return [(date, None, date, [line]) for date, line in lines.items()]


def test_quotes_are_spread_over_time(hand_made_graph: MakeView) -> None:
    days = [f"2020-01-{day:02}" for day in range(1, 29)]
    days += ["2020-06-01", "2021-01-01", "2021-02-01", "2022-01-15", "2023-01-01", "2023-12-01", "2024-01-02"]
    view = hand_made_graph(NAMES[:2], monthly({day: f"杭州见上海{day}。" for day in days}))
    dates = [date for _, date, _ in quoted(select(view))]
    assert dates == ["2020-01-01", "2021-01-01", "2022-01-15", "2023-01-01", "2024-01-02"]


def test_undated_quotes_come_where_there_is_room(hand_made_graph: MakeView) -> None:
    texts = monthly({f"2020-01-0{day}": f"杭州见上海{day}。" for day in range(1, 4)})
    texts += [(f"u{i}", None, None, [f"上海见杭州{i}。"]) for i in range(9)]
    dates = [date for _, date, _ in quoted(select(hand_made_graph(NAMES[:2], texts)))]
    assert dates == ["2020-01-01", "2020-01-03", None, None, None], "three of twelve have a date"


def test_other_documents_with_a_text_are_counted_however_late(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [f"2020-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 29)]
    view = hand_made_graph(NAMES[:2], monthly(dict.fromkeys(days, "杭州见上海。")))
    assert quoted(select(view)) == [("杭州见上海。", "2020-01-01", 139)]
    # Of more windows than are looked at, evenly spread ones are.
    monkeypatch.setattr(quotes, "LOOK", 50)
    assert quoted(select(view)) == [("杭州见上海。", "2020-01-01", 49)]


def test_what_names_a_pair_last_is_quoted_of_a_pair_that_is_everywhere(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quotes, "LOOK", 20)
    days = [f"20{year}-0{month}-01" for year in range(10, 25) for month in range(1, 10)]
    view = hand_made_graph(NAMES[:2], monthly({day: f"杭州见上海{day}。" for day in days}))
    dates = [date for _, date, _ in quoted(select(view))]
    assert (len(dates), dates[0], dates[-1]) == (5, "2010-01-01", "2024-09-01")


def test_a_pair_that_avoids_each_other_has_a_negative_log_likelihood(hand_made_graph: MakeView) -> None:
    apart = [f"杭州{i}。" for i in range(9)] + [f"上海{i}。" for i in range(9)]
    for lines, sign in ((["杭州见上海。", *apart], -1), (["杭州见上海。"] * 5 + ["无名。"] * 9, 1)):
        (edge,) = select(hand_made_graph(NAMES[:2], [("a", None, None, lines)])).edges
        assert edge.log_likelihood * sign > 0


def test_many_aliases_are_known_and_a_few_explained(hand_made_graph: MakeView) -> None:
    aliases = [f"甲{chr(0x4E00 + i)}" for i in range(250)]
    view = hand_made_graph(
        [("甲科技", "company", aliases), ("杭州", "city", [])], [("a", None, None, ["甲科技在杭州"])]
    )
    node = next(node for node in select(view).nodes if node.name == "甲科技")
    assert (len(node.aliases), len(node.because)) == (200, 20)


PEOPLE: list[Name] = [(f"人{i}", "person", []) for i in range(9)]


def test_every_type_has_a_share_of_the_room(hand_made_graph: MakeView) -> None:
    crowd = "、".join(name for name, _, _ in PEOPLE)
    lines = [crowd] * 5 + ["上海和乙基金。", "丙大学见人1。"]
    view = hand_made_graph([*PEOPLE, NAMES[1], *NAMES[4:6]], [("a", None, None, lines)])
    kinds = [node.type for node in select(view, max_nodes=8).nodes]
    # Half of the room is shared by four types, one place each, though all of the crowd are stronger.
    assert sorted(kinds) == ["city", "fund", "organization", *["person"] * 5]


def test_pinned_names_are_always_there(view: View) -> None:
    assert names(select(view, max_nodes=2, pinned=["丁某", "乙基金"])) == ["乙基金", "丁某"]
    assert set(names(select(view, focus="上海", pinned=["丁某"]))) == {"上海", "杭州", "苏州", "丁某"}
    with pytest.raises(UnknownName):
        select(view, pinned=["不存在"])


def test_months_and_measures_of_a_pair(view: View) -> None:
    edge = next(e for e in select(view).edges if e.weight == 6)
    # Three more of its windows have no date.
    assert edge.months == ((2023 * 12 + 4, 2, 1), (2024 * 12, 1, 1))
    assert edge.jaccard == pytest.approx(6 / (8 + 7 - 6), rel=1e-3)


def test_a_text_of_several_documents_is_quoted_once(hand_made_graph: MakeView) -> None:
    texts = [
        ("x", "一", "2024-01-01", ["杭州与 上海合作。"]),
        ("y", "二", "2024-02-01", ["杭州与上海合作。", "上海接杭州。"]),
        ("z", "三", "2024-03-01", ["杭州与 上海合作。"]),
    ]
    shown = select(hand_made_graph(NAMES[:2], texts))
    found = shown.edges[0].quotes
    assert [shown.sentences[q.sentence].text for q in found] == ["杭州与 上海合作。", "上海接杭州。"]
    assert [[shown.sources[at].id for at in q.also] for q in found] == [["y", "z"], []]
    assert shown.sources[shown.sentences[found[0].sentence].source].id == "x"
    assert [shown.sources[at].id for at in shown.nodes[0].sources] == ["z", "y", "x"]
