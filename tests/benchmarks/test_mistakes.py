"""Sorting mistakes into classes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.benchmarks.scoring.gold import GoldDocument, Span
from guanxi.benchmarks.scoring.mistakes import Kind, Mistake, examples, mistakes, read_found

TEXT = "蔚来与合肥建投在合肥签约，李斌出席。"
FUND = Span(3, 7, "fund")


def document(*spans: Span, name: str = "a.txt") -> GoldDocument:
    return GoldDocument(Path("a.yaml"), Path(name), TEXT, frozenset(spans))


def classes(gold: set[Span], found: set[Span]) -> list[tuple[Kind, Span, Span | None]]:
    return [(m.kind, m.span, m.found) for m in mistakes([document(*gold)], {"a.txt": found})]


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (Span(3, 5, "fund"), Kind.BOUNDARY),
        (Span(3, 7, "company"), Kind.TYPE),
        (Span(3, 5, "city"), Kind.BOTH),
        (Span(2, 8, "city"), Kind.BOTH),
    ],
)
def test_what_stands_in_the_place_of_a_mention_decides_the_class(found: Span, kind: Kind) -> None:
    assert classes({FUND}, {found}) == [(kind, FUND, found)]


def test_missed_and_invented() -> None:
    person = Span(13, 15, "person")
    assert classes({FUND}, {person}) == [(Kind.MISSED, FUND, None), (Kind.INVENTED, person, None)]


def test_what_touches_without_overlap_is_invented() -> None:
    assert [kind for kind, _, _ in classes({FUND}, {Span(7, 8, "fund")})] == [Kind.MISSED, Kind.INVENTED]


@pytest.mark.parametrize(
    ("near", "far", "kind"),
    [
        (Span(3, 7, "company"), Span(4, 7, "fund"), Kind.TYPE),
        (Span(3, 4, "fund"), Span(4, 7, "city"), Kind.BOUNDARY),
        (Span(4, 7, "city"), Span(3, 4, "company"), Kind.BOTH),
        (Span(3, 5, "fund"), Span(5, 7, "fund"), Kind.BOUNDARY),
    ],
)
def test_of_two_in_one_place_the_likest_is_named_and_neither_is_invented(near: Span, far: Span, kind: Kind) -> None:
    assert classes({FUND}, {near, far}) == [(kind, FUND, near)]


def test_a_second_type_for_what_was_found_right_is_invented() -> None:
    second = Span(3, 7, "company")
    assert classes({FUND}, {FUND, second}) == [(Kind.INVENTED, second, None)]


SPANS = st.sets(
    st.builds(lambda s, n, t: Span(s, s + n, t), st.integers(0, 15), st.integers(1, 3), st.sampled_from("ab"))
)


@given(gold=SPANS, found=SPANS)
def test_each_lost_mention_is_in_one_class_and_no_false_one_is_forgotten(gold: set[Span], found: set[Span]) -> None:
    sorted_out = classes(gold, found)
    assert [span for kind, span, _ in sorted_out if kind is not Kind.INVENTED] == sorted(gold - found)
    invented = {span for kind, span, _ in sorted_out if kind is Kind.INVENTED}
    assert invented <= found - gold
    assert all(any(span.overlap(lost) for lost in gold - found) for span in found - gold - invented)


def test_found_mentions_are_read_for_the_documents_and_types_of_the_gold(tmp_path: Path) -> None:
    rows = [
        '{"source": "folder/a.txt", "start": 3, "end": 7, "type": "fund"}',
        '{"source": "folder/a.txt", "start": 0, "end": 2, "type": "company"}',
        '{"source": "b.txt", "start": 3, "end": 7, "type": "fund"}',
    ]
    (path := tmp_path / "mentions.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert read_found(path, [document(FUND)]) == {"a.txt": {FUND}}


def test_examples_are_different_names_from_each_type_in_turn() -> None:
    def missed(start: int, end: int, kind: str) -> Mistake:
        return Mistake(Kind.MISSED, document(), Span(start, end, kind))

    nio, hefei, again, li = missed(0, 2, "a"), missed(3, 5, "a"), missed(8, 10, "a"), missed(13, 15, "b")
    invented = Mistake(Kind.INVENTED, document(), Span(5, 7, "c"))
    assert examples([nio, hefei, again, li, invented], Kind.MISSED, 9) == [nio, li, hefei]
    assert examples([nio, hefei, again, li, invented], Kind.MISSED, 2) == [nio, li]
    assert examples([nio], Kind.MISSED, 0) == []
