"""Short names by their characters."""

import pytest

from guanxi.extract.linking.abbreviate import abbreviates, shortens


def test_declared_abbreviations_are_subsequences() -> None:
    assert abbreviates("浙大", "浙江大学")
    assert abbreviates("国网", "国家电网")
    assert not abbreviates("大浙", "浙江大学")
    assert not abbreviates("浙江大学", "浙大")


@pytest.mark.parametrize(
    ("short", "full", "head"),
    [
        ("浙大", "浙江大学", 0),
        ("中科院", "中国科学院", 0),
        ("上交大", "上海交通大学", 0),
        ("交大", "上海交通大学", 2),
        ("深创投", "深圳市创新投资", 0),
        ("法巴银行", "法国巴黎银行", 0),
    ],
)
def test_every_word_has_its_part_in_an_undeclared_abbreviation(short: str, full: str, head: int) -> None:
    assert shortens(short, full, head=head)


@pytest.mark.parametrize(
    ("short", "full"),
    [("上大", "上海交通大学"), ("大浙", "浙江大学"), ("浙江", "浙江大学"), ("浙大学", "浙江大学"), ("ZJU", "浙江大学")],
)
def test_what_is_left_out_makes_another_name(short: str, full: str) -> None:
    assert not shortens(short, full)
