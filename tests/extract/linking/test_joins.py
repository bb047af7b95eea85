"""Groups of names, and why each name is in its group."""

from itertools import permutations

from guanxi.extract.linking.joins import Joins
from guanxi.extract.linking.reasons import CODE, INTRODUCED, LEGAL_FORM, LEXICON

A, B, C, D = ((name, "company") for name in ("甲", "乙", "丙", "丁"))


def test_the_order_of_joins_does_not_matter() -> None:
    pairs = [(A, B), (B, C), (C, D)]
    outcomes = set()
    for order in permutations(pairs):
        joins = Joins()
        for a, b in order:
            assert joins.join(a, b, INTRODUCED, "d")
        outcomes.add(tuple(joins.find(key) for key in (A, B, C, D)))
    assert len(outcomes) == 1


def test_entries_and_types_are_never_joined() -> None:
    joins = Joins()
    assert joins.know(A, 1) and joins.know(B, 2) and joins.join(B, C, INTRODUCED, "d")
    assert not joins.join(A, C, INTRODUCED, "d")
    assert (joins.entry(A), joins.entry(C), joins.entry(D)) == (1, 2, None)
    assert not joins.join(D, ("丁", "product"), INTRODUCED, "d")


def test_the_reason_of_a_name_is_the_join_on_the_way_to_the_main_name() -> None:
    joins = Joins()
    joins.join(A, B, LEGAL_FORM)
    joins.join(B, C, INTRODUCED, "d1")
    assert joins.reasons([A, B, C], A) == {B: (LEGAL_FORM, None), C: (INTRODUCED, "d1")}
    assert joins.reasons([A, B, C], C) == {B: (INTRODUCED, "d1"), A: (LEGAL_FORM, None)}


def test_of_several_reasons_the_strongest_and_of_documents_the_first_is_kept() -> None:
    joins = Joins()
    joins.join(A, B, CODE, "d1")
    joins.join(B, A, INTRODUCED, "d3")
    joins.join(A, B, INTRODUCED, "d2")
    assert joins.reasons([B], A) == {B: (INTRODUCED, "d2")}


def test_names_of_an_entry_are_explained_from_it() -> None:
    joins = Joins()
    joins.know(A, 7)
    joins.know(B, 7)
    joins.join(B, C, LEGAL_FORM)
    assert joins.reasons([A, B, C], A) == {A: (LEXICON, None), B: (LEXICON, None), C: (LEGAL_FORM, None)}
