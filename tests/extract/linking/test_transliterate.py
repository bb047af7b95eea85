"""Spellings of foreign names."""

import pytest

from guanxi.extract.linking.transliterate import family_name, same_person, sound


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
    assert same_person(a, b) and same_person(b, a)


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
    assert not same_person(a, b)


def test_a_sound_keeps_what_tells_names_apart() -> None:
    assert sound("默克") != sound("默茨")
