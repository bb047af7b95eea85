"""Dates: what is given is normalised, what is clear is found, what is not stays unknown."""

import pytest

from guanxi.corpus.dates import date_document, date_in_name, date_in_url, find_date, normalise_date

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
        "标题\n2025-03-01 08:12来源：示例网\n正文。",
        "新华社北京2025年3月1日电 " + "正文" * 100 + "。\n第二段。",
        "每日要闻速递（2025-03-01）\n正文。",
        "财经早餐 | 2025年3月1日\n正文。",
        "标题\n正文。\n《 人民日报 》( 2025年03月01日 02 版)",
        "标题\n正文。\n（经济日报 2025年3月1日 第3版）",
        "通知\n正文。\n合肥市人民政府办公室　　2025年3月1日",
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
        "标题\n新华社北京3月1日电 正文。",
        "标题\n正文。\n有效期至 2025年3月1日",
        "标题\n正文。\n报名时间 2025年3月1日",
        "标题\n正文。\n[3] 《人民日报》2025年3月1日第3版",
        "示例网 2025-03-01\n正文。\n正文。",
        "标题\n发布时间：1937-07-07\n正文。",
        "标题\n正文。\n年报（2025年3月1日）\n正文。\n正文。\n正文。\n正文。",
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


@pytest.mark.parametrize(
    "path",
    [
        "/n1/2025/0301/c1001-40123.html",
        "/politics/2025-03/01/c_1123456789.htm",
        "/politics/20250301/0a1b2c3d/c.html",
        "/zhengce/content/202503/t20250301_7001234.htm",
        "/xwzx/gnsz/202503/01/t20250301_39300000.shtml",
        "/art/2025/3/1/art_1234_5678.html",
        "/stock/2025-03-01/doc-inexyzab1234567.shtml",
        "/gn/2025/03-01/10375123.shtml",
        "/2025/03/01/ARTIabc250301.shtml",
        "/rain/a/20250301A01ABC00",
        "/internation/2025_03_01_766123.shtml",
        "/a/202503013333333333.html",
        "/news/china/story20250301-5978123",
        "/news/acn/202503010012.aspx",
        "/realtimenews/20250301001234-260409",
        "/rmrb/html/2025-03/01/nw.D110000renmrb_20250301_1-01.htm",
    ],
)
def test_date_in_url(path: str) -> None:
    assert date_in_url(f"https://www.example.cn{path}?t=2024-01-02") == DAY


@pytest.mark.parametrize(
    "path",
    [
        "/yaowen/liebiao/202503/content_7001234.htm",
        "/newsDetail_forward_20221015",
        "/article/20250301.html",
        "/p/2012057814123456",
        "/a/865123456_123456",
        "/news/25/0301/12/ABCDEF.html",
        "/1140301/1",
        "/2025/0301/t20250302_1.html",
        "/2025/1332/1.html",
        "/1893/0301/1.html",
        "/show?date=2025-03-01",
    ],
)
def test_addresses_that_do_not_clearly_tell_a_day(path: str) -> None:
    assert date_in_url(f"https://www.example.cn{path}") is None


def test_what_is_no_address() -> None:
    assert (date_in_url(None), date_in_url("http://[2025/03/01/"), date_in_url("")) == (None, None, None)


FILED = "新政出台\n新华社合肥3月1日电 合肥发布新政。"


@pytest.mark.parametrize(
    ("url", "name", "expected"),
    [
        ("https://www.example.cn/yaowen/202503/content_7001.htm", "", (DAY, "text")),
        (None, "2025-03_x.txt", (DAY, "text")),
        ("https://www.example.cn/yaowen/202504/content_7001.htm", "", (None, None)),
        ("https://www.example.cn/2025/content_7001.htm", "", (None, None)),
        (None, "2025.txt", (None, None)),
    ],
)
def test_the_year_of_a_dateline_is_known_from_its_month_or_not_at_all(
    url: str | None, name: str, expected: tuple[str | None, str | None]
) -> None:
    assert date_document(FILED, url=url, name=name) == expected


def test_what_tells_the_date_first() -> None:
    known: dict[str, str] = {
        "given": "2025-01-01", "marked": "2025-01-02", "url": "https://e.cn/2025/01/03/1.html",
        "name": "2025-01-05.txt", "made": "2025-01-06",
    }  # fmt: skip
    told = []
    text = "标题\n2025-01-04\n正文。"
    while known:
        told.append(date_document(text, **known))
        if len(told) == 4:
            text = "正文。"
        else:
            del known[next(iter(known))]
    assert told == [
        ("2025-01-01", "given"), ("2025-01-02", "metadata"), ("2025-01-03", "url"), ("2025-01-04", "text"),
        ("2025-01-05", "file name"), ("2025-01-06", "metadata"),
    ]  # fmt: skip
    assert date_document("正文。", given="1937-07-07") == ("1937-07-07", "given")
