"""Times in questions."""

from __future__ import annotations

import pytest

from guanxi.graph.ask.times import times
from guanxi.graph.query.period import Period


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2024年", "2024", "2024"),
        ("2024年3月", "2024-03", "2024-03"),
        ("二〇二四年三月五日", "2024-03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2023年以来", "2023", None),
        ("从2023年到现在", "2023", None),
        ("2023年3月之后", "2023-03", None),
        ("2025年2月以前", None, "2025-01"),
        ("三月", "2024-03", "2024-03"),
        ("二月", "2025-02", "2025-02"),
        ("1月20号之后", "2025-01-20", None),
        ("3月到5月", "2024-03", "2024-05"),
        ("2023年之前", None, "2022"),
        ("2024年1月以前", None, "2023-12"),
        ("2024年3月1日前", None, "2024-02-29"),
        ("截至2023年", None, "2023"),
        ("2023年到2024年", "2023", "2024"),
        ("2023-2024年", "2023", "2024"),
        ("2024年至2023年", "2023", "2024"),
        ("2024年3月至5月", "2024-03", "2024-05"),
        ("2025年上半年", "2025-01", "2025-06"),
        ("2024年第三季度", "2024-07", "2024-09"),
        ("今年", "2025", "2025"),
        ("去年下半年", "2024-07", "2024-12"),
        ("前年12月", "2023-12", "2023-12"),
    ],
)
def test_a_time_is_read(text: str, since: str | None, until: str | None) -> None:
    (when,) = times(f"合肥{text}的公司", newest="2025-02-14")
    assert (when.since, when.until) == (since, until)
    Period.of(when.since, when.until)


def test_relative_times_say_which_year_they_took() -> None:
    assert [when.taken for when in times("去年", newest="2019-01-01")] == ["去年 is 2018"]


@pytest.mark.parametrize("text", ["2024年2月31日", "2023年2月29号", "三千年", "1998", "去年", "三月"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert times(text, newest=None) == []
