"""Dates: what is given is normalised, what is clear is found, what is not stays unknown."""

import pytest

from guanxi.corpus.dates import date_in_name, find_date, normalise_date

DAY = "2025-03-01"


@pytest.mark.parametrize(
    "given",
    [
        "2025-03-01",
        " 2025/3/1 ",
        "2025.3.1",
        "2025年3月1日",
        "２０２５年３月１日",
        "2025 年 3 月 1 日 08:00",
        "2025-03-01T23:59:59+08:00",
        "民國114年3月1日",
        "中华民国114年3月1日",
        "二〇二五年三月一日",
        "二○二五年三月一日",
        "20250301",
        20250301,
        "20250301T0800",
        "D:20250301080000+08'00'",
    ],
)
def test_given_dates(given: object) -> None:
    assert normalise_date(given) == DAY


@pytest.mark.parametrize(
    "given",
    [
        None,
        True,
        "",
        "昨天",
        "2025-02-30",
        "2025-13-01",
        "2025年3月",
        "3月1日",
        1740787200,
        "114年3月1日",
        [],
        "1" * 5000,
    ],
)
def test_dates_that_cannot_be_understood_are_unknown(given: object) -> None:
    assert normalise_date(given) is None


def test_chinese_numerals_above_ten() -> None:
    assert normalise_date("二〇二四年十二月三十一日") == "2024-12-31"
    assert normalise_date("二〇二四年十一月二十日") == "2024-11-20"
    assert normalise_date("二〇二四年十月十九日") == "2024-10-19"


@pytest.mark.parametrize(
    "text",
    [
        "标题\n发布时间：2025-03-01\n正文。",
        "標題\n發佈時間：2025年03月01日 08:30 來源：中央社\n正文。",
        "标题\n来源：新华社 2025-03-01 08:30\n正文。",
        "标题\n来源：示例网  日期：2025年3月1日  作者：周禾\n正文。",
        "标题\n2025年3月1日 新华社\n正文。",
        "标题\n2025-03-01 08:12 来源：澎湃新闻\n正文。",
        "标题\n（2025年3月1日）\n正文。",
        "标题\n2025-03-01 星期六 10:00\n正文。",
        "标题\n新华社北京2025年3月1日电 正文。",
        "关于印发方案的通知\n正文。\n某某市人民政府\n2025年3月1日\n（此件公开发布）\n",
        "通知\n正文。\n二〇二五年三月一日",
    ],
)
def test_datelines(text: str) -> None:
    assert find_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月1日，合肥发布新政。",
        "会议于2025年3月1日在合肥召开",
        "标题\n报名截止日期：2025-03-01\n正文。",
        "标题\n时间：2025年3月1日\n地点：合肥\n正文。",
        "标题\n2025年3月1日 人工智能大会开幕\n正文。",
        "标题\n来源：同花顺，截至2025年3月1日\n正文。",
        "标题\n日期：2025-02-30\n正文。",
        "标题\n3月1日\n正文。",
        "大事记\n第一句。\n第二句。\n第三句。\n第四句。\n2025年3月1日\n第五句。\n第六句。\n第七句。\n第八句。",
        "",
    ],
)
def test_what_is_no_dateline_gives_no_date(text: str) -> None:
    assert find_date(text) is None


def test_first_lines_before_last() -> None:
    assert find_date("标题\n2025-03-02\n正文。\n2025-03-01") == "2025-03-02"


@pytest.mark.parametrize("name", ["2025-03-01_x.txt", "20250301.txt", "新闻_2025_03_01.md", "报道2025年3月1日.txt"])
def test_date_in_name(name: str) -> None:
    assert date_in_name(name) == DAY


@pytest.mark.parametrize("name", ["123456789012.txt", "20251399.txt", "2025-0301.txt", "2025-03.txt", "s05_x4.txt"])
def test_numbers_in_names_that_are_no_dates(name: str) -> None:
    assert date_in_name(name) is None
