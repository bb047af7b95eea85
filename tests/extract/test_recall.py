"""What the corpus knows is found where a document does not show it."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.recall import Line, Recall, Witnessed, witnessed


def test_a_name_needs_three_witnesses_of_one_type() -> None:
    counts = [
        ("群核科技", "company", 3), ("云深处", "company", 2), ("宇树", "company", 3), ("宇树", "product", 2),
    ]  # fmt: skip
    assert witnessed(counts) == {"群核科技": Witnessed("company", 3)}


def test_chains_of_everyday_words_and_places_are_not_recalled() -> None:
    assert witnessed([("产业基金", "fund", 9), ("滨江", "region", 9), ("王伟", "person", 9)]) == {}


KNOWN = {"群核": Witnessed("company", 5)}


def test_it_stands_as_a_whole_word_where_nothing_else_does() -> None:
    lines = [
        Line(0, 0, "我們看好羣核。", []),
        Line(0, 1, "群核科技上市。", [(0, 4)]),
        Line(1, 4, "合群核心。", []),
    ]
    (found,) = (name for line in lines for name in Recall(KNOWN).standing(line))
    assert (found.key, found.type) == ("群核", "company")
    assert (found.document, found.sentence, found.start, found.end, found.text) == (0, 0, 4, 6, "羣核")


def test_it_may_stand_right_before_and_right_behind_a_name() -> None:
    found = [
        name.start
        for taken in ((0, 2), (2, 4), (1, 3))
        for name in Recall(KNOWN).standing(Line(0, 0, "群核群核", [taken]))
    ]
    assert found == [2, 0]


def test_what_mostly_is_no_name_is_left_alone() -> None:
    assert Witnessed("company", 3).is_mostly_a_name(2)
    assert not Witnessed("company", 3).is_mostly_a_name(3)


def test_nothing_known_nothing_found() -> None:
    assert Recall({}).holding(["\0"]) == []
    assert list(Recall({}).standing(Line(0, 0, "\0", []))) == []


def test_what_is_ignored_is_no_name_and_holds_none() -> None:
    lines = [Line(0, 0, "我们看好群核。", []), Line(0, 1, "群核概念指数大涨。", [])]
    recall = Recall(KNOWN, ignored={"群核概念"})
    assert [name.sentence for line in lines for name in recall.standing(line)] == [0]
    assert not any(list(Recall(KNOWN, ignored={"群核"}).standing(line)) for line in lines)


@given(st.lists(st.text("群核羣概念 心Ａa", max_size=8)))
def test_lines_are_screened_together_as_one_by_one(texts: list[str]) -> None:
    recall = Recall({**KNOWN, "a心": Witnessed("company", 3)}, ignored={"群核概念"})
    free = {i for i, text in enumerate(texts) for _ in recall.standing(Line(0, i, text, []))}
    assert set(recall.holding(texts)) == {i for i, text in enumerate(texts) if recall.holding([text])}
    assert free <= set(recall.holding(texts))
