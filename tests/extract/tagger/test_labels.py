"""Spans and labels say the same."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.tagger import labels

TYPES = ("city", "company", "person")


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(TYPES)), max_size=8))
def test_spans_survive_the_way_to_labels_and_back(pieces: list[tuple[int, int, str]]) -> None:
    spans, position = [], 0
    for gap, length, kind in pieces:
        spans.append((position + gap, position + gap + length, kind))
        position += gap + length
    assert labels.to_spans(labels.of_spans(spans, position + 2, TYPES), TYPES) == spans


def test_spans_of_other_types_are_outside() -> None:
    assert labels.of_spans([(0, 2, "planet")], 3, TYPES).tolist() == [0, 0, 0]


def test_no_step_into_a_name_but_from_that_name() -> None:
    forbidden = labels.forbidden(TYPES)
    begin_city, in_city, begin_company, in_company = 1, 2, 3, 4
    assert not forbidden[begin_city, in_city] and not forbidden[in_city, in_city]
    assert forbidden[labels.OUTSIDE, in_city] and forbidden[begin_company, in_city] and forbidden[in_company, in_city]
    assert not forbidden[:, [labels.OUTSIDE, begin_city, begin_company]].any()
