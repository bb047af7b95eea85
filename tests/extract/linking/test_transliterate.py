"""Spellings of foreign names."""

from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.linking.joins import Joins
from guanxi.extract.linking.rules import by_sound
from guanxi.extract.linking.transliterate import DOT, family_name, sound, spellings


def test_family_names_are_the_last_parts() -> None:
    assert family_name("约翰·保罗·青") is None  # one character is nobody's name
    assert family_name("约翰·保罗·格林") == "格林"
    assert family_name("梁文锋") is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("马克·扎克伯格", "马克·扎克博格"),
        ("萨姆·奥特曼", "萨姆·奥尔特曼"),
        ("丹尼尔·列维", "丹尼尔·利维"),
        ("萨姆·格林", "山姆·格林"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert spellings([a, b]) == spellings([b, a]) == [(min(a, b), max(a, b))]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("马克·贝克", "马克·贝尔"),
        ("萨姆·列维", "山姆·利维"),  # nothing is the same
        ("扎克伯格", "扎克博格"),  # no part that tells whose family name it is
        ("约翰·格林", "约翰·保罗·格林"),
        ("斯科特·约翰森", "斯科特·约翰逊"),
    ],
)
def test_names_of_two(a: str, b: str) -> None:
    assert spellings([a, b]) == []


def by_pairs(joins: Joins, names: list[str]) -> None:
    """What `by_sound` means: every name with every other."""
    for a, b in combinations(sorted(names), 2):
        one, other = a.split(DOT), b.split(DOT)
        alike = len(one) == len(other) > 1 and sound(a) == sound(b)
        if alike and any(x == y for x, y in zip(one, other, strict=True)):
            joins.join((a, "person"), (b, "person"), "transliteration")


@given(
    st.lists(st.tuples(*[st.sampled_from("伯博柏勃")] * 3).map(DOT.join), unique=True, max_size=20),
    st.lists(st.integers(0, 2), min_size=20, max_size=20),
)
def test_the_groups_are_those_of_all_pairs(names: list[str], entries: list[int]) -> None:
    found, expected = Joins(), Joins()
    for joins in (found, expected):
        for name, entry in zip(names, entries, strict=False):
            if entry:
                joins.know((name, "person"), entry)
    by_sound(found, [(name, "person") for name in names])
    by_pairs(expected, names)
    assert [found.find((n, "person")) for n in names] == [expected.find((n, "person")) for n in names]


def test_thousands_of_spellings_take_no_time() -> None:
    group = "伯博柏勃"
    names = [
        f"马克·{a}{b}{c}{d}{e}{f}"
        for a in group
        for b in group
        for c in group
        for d in group
        for e in group
        for f in group
    ]
    start = perf_counter()
    assert len(spellings(names)) == len(names) - 1
    assert perf_counter() - start < 2


def test_a_sound_keeps_what_tells_names_apart() -> None:
    assert sound("默克") != sound("默茨")
