"""What the corpus knows is found where a document does not show it."""

from guanxi.extract.recall import Line, recall, witnessed


def test_a_name_needs_three_witnesses_of_one_type() -> None:
    counts = [
        ("群核科技", "company", [1, 2, 3]), ("云深处", "company", [1, 2]), ("宇树", "company", [1, 2, 3]),
        ("宇树", "product", [4, 5]),
    ]  # fmt: skip
    assert witnessed(counts) == {"群核科技": ("company", frozenset({1, 2, 3}))}


def test_chains_of_everyday_words_and_places_are_not_recalled() -> None:
    assert witnessed([("产业基金", "fund", range(9)), ("滨江", "region", range(9)), ("王伟", "person", range(9))]) == {}


def test_it_stands_as_a_whole_word_where_nothing_else_does() -> None:
    known = {"群核": ("company", frozenset(range(5, 10)))}
    lines = [
        Line(0, 0, "我們看好羣核。", []),
        Line(0, 1, "群核科技上市。", [(0, 4)]),
        Line(1, 4, "合群核心。", []),
    ]
    (found,) = recall(known, lines)
    assert (found.key, found.type) == ("群核", "company")
    assert (found.document, found.sentence, found.start, found.end, found.text) == (0, 0, 4, 6, "羣核")


def test_what_mostly_is_no_name_is_left_alone() -> None:
    lines = [Line(i, 0, "群核在此。", []) for i in range(3)]
    assert recall({"群核": ("company", frozenset({7, 8, 9}))}, lines) == []
    assert len(recall({"群核": ("company", frozenset(range(5, 10)))}, lines)) == 3


def test_nothing_known_nothing_found() -> None:
    assert recall({}, [Line(0, 0, "\0", [])]) == []


def test_a_document_that_shows_the_name_does_not_count_against_it() -> None:
    lines = [Line(i, 1, "我们看好群核。", []) for i in range(3)]
    assert len(recall({"群核": ("company", frozenset(range(3)))}, lines)) == 3


def test_what_is_ignored_is_no_name_and_holds_none() -> None:
    lines = [Line(0, 0, "我们看好群核。", []), Line(0, 1, "群核概念指数大涨。", [])]
    known = {"群核": ("company", frozenset(range(5, 10)))}
    assert [item.sentence for item in recall(known, lines, ignored={"群核概念"})] == [0]
    assert recall(known, lines, ignored={"群核"}) == []
