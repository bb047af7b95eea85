"""Days of publication: given, in an address, in a dateline, or in the name of a file. What is not clear stays unknown.

No day is held against today's: the same documents are read the same on any day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from urllib.parse import urlsplit

from .fold import simplify

# All patterns are for folded text: Simplified characters, half width.
_DATE = (
    r"(?<![\d.])(?:"
    r"(?P<roc>民国)?\s*(?P<y>\d{2,4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"
    r"|(?P<y2>\d{4})(?P<mark>[-/.])(?P<m2>\d{1,2})(?P=mark)(?P<d2>\d{1,2})(?!\d|\.\d)"
    r"|(?P<y3>[〇○零一二三四五六七八九]{4})年(?P<m3>[一二三四五六七八九十]{1,2})月(?P<d3>[一二三四五六七八九十]{1,3})日"
    r")"
)
_WEEKDAY = r"\(?(?:星期|周)[一二三四五六日天]\)?"
_TIME = rf"(?:[T\s]*(?:{_WEEKDAY})?[T\s]*(?:[上下]午)?\s*\d{{1,2}}\s*[:时]\s*\d{{1,2}}[\d:.分秒Z+]*)?"
_DAY = rf"{_DATE}{_TIME}(?:\s*{_WEEKDAY})?"
_LABEL = r"(?:(?:发布|发稿|发表|刊发|刊登|更新|发文|成文|印发|公布)(?:时间|日期)|日期)"
_BYLINE = r"(?:(?:文章|信息|新闻|稿件)?来源|稿源|作者|责任编辑|编辑|记者)"
_OUTLET = r"(?:新华社|中新社|中新网|中央社|\S{1,12}?(?:社|网|报|台|客户端|频道)(?:\s|$|记者))"
_ONLY_A_DAY = re.compile(rf"[(\[【]?\s*{_DAY}\s*[)\]】]?$")
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:.*[\s|])?{_LABEL}\s*:\s*\W?{_DAY}",
        rf"{_BYLINE}\s*:[^。!?截]*?{_DAY}",  # 截至 dates a chart, not the text
        rf"{_DAY}(?:[\s|]*{_BYLINE}\s*:|[\s|]+(?:{_BYLINE}|{_OUTLET}))",
    )
)
_FILED = re.compile(rf"[^\s。,]{{2,20}}?{_DATE}\s*[电讯]")  # 新华社北京2025年3月1日电, before all of a paragraph
# A digest of a day: 早餐 | 2025年3月1日, 要闻速递(2025-03-01).
_TITLE = re.compile(rf".*(?:\||(?P<bracket>\())\s*{_DAY}\s*(?(bracket)\))$")
_ENDS = (
    _ONLY_A_DAY,
    re.compile(rf"[(\[【]?\s*《?\s*[^\s。,()]{{1,12}}报\s*》?[\s,(]*{_DATE}[\s,]*第?\s*\d{{1,3}}\s*版\s*[)\]】]*。?$"),
    # Whose the text is, as below a notice: 某某市人民政府  2025年3月1日. What ends or lasts is no such thing.
    re.compile(rf"(?!.*(?:时间|日期|期限|有效|截|[至到于自]\s))[^\s。,:]{{2,30}}\s+{_DATE}$"),
)
_WITHOUT_YEAR = re.compile(r"[^\s。,]{2,20}?(?<![\d年])(\d{1,2})月(\d{1,2})日\s*[电讯]")
_MAY_BE_DATE = re.compile(r"[年月]|[\d０-９][-/.－／．][\d０-９]")
_HEAD, _TAIL, _LONGEST_LINE = 3000, 600, 120
_HEAD_LINES, _TAIL_LINES = 8, 3
# Of the first lines; a bare date further down may head a chapter.
_BARE = ((_ONLY_A_DAY, _TITLE), *[(_ONLY_A_DAY,)] * 3, *[()] * (_HEAD_LINES - 4))
_GIVEN = re.compile(rf"\s*(?:中华)?{_DATE}")
_COMPACT = re.compile(r"\s*(?:D:)?(\d{4})(\d\d)(\d\d)(?=\D|$|\d{4}(?:\D|$)|\d{6}(?:\D|$))")
_IN_NAME = re.compile(r"(?<!\d)(?:(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)|(\d{4})年(\d{1,2})月(\d{1,2})日)")
# In the path of an address. Eight digits at its very end are as likely the number of an article: not taken.
_IN_URL = (
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})(?=/)"),
    re.compile(r"/(\d{4})[-_/]?(\d\d)[-_/]?(\d\d)(?=/)"),  # /2025/0301/ /2025-03/01/ /202503/01/ /20250301/
    re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})_(\d\d)_(\d\d)(?!\d)"),
    re.compile(r"/[A-Za-z]{0,8}(\d{4})(\d\d)(\d\d)(?:[-_]\w|[A-Z])"),  # t20250301_1.htm story20250301-1 20250301A01
    re.compile(r"/(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6}|\d{10})(?!\d)"),  # and a number of the day, or the time of day
)
_MONTH = re.compile(r"(?<!\d)(\d{4})[-_./年]?(\d\d)(?!\d)")
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_EARLIEST, _WEB, _LATEST = 1900, 1995, 2100
_MODERN = "1949"  # in older texts a day at the end is rather that of what is told


def date_document(
    text: str,
    *,
    above: str = "",
    given: object = None,
    marked: object = None,
    url: str | None = None,
    name: str = "",
    made: object = None,
) -> tuple[str | None, str | None]:
    """Day of publication and how it is known (`Document.date_from`), from the first of these that tells one.

    Args:
        text: its dateline.
        above: lines above the text.
        given: the field of a record.
        marked: what the document itself declares: front matter, the head of a web page.
        url: its address.
        name: that of the file.
        made: when the file was made, as its properties say; not always the day of what is in it.

    >>> date_document("合肥出台新政", url="https://www.example.cn/n1/2025/0301/c1-2.html")
    ('2025-03-01', 'url')
    """

    def told() -> Iterator[tuple[str, str | None]]:  # where one tells, the text is not searched
        yield "given", normalise_date(given)
        yield "metadata", normalise_date(marked)
        yield "url", date_in_url(url)
        yield "text", find_date(text, above=above, month=_month(_path(url)) or _month(name))
        yield "file name", date_in_name(name)
        yield "metadata", normalise_date(made)

    return next(((day, how) for how, day in told() if day), (None, None))


def normalise_date(value: object) -> str | None:
    """YYYY-MM-DD of a date that a file or record gives: ISO, 2025/3/1, Chinese, ROC, 20250301; None if it is none.

    >>> normalise_date("民國114年3月1日"), normalise_date("2025/3/1 08:00"), normalise_date("二〇二五年三月一日")
    ('2025-03-01', '2025-03-01', '2025-03-01')
    """
    text = simplify(str(value)[:100])
    if match := _GIVEN.match(text):
        return _of_match(match)
    compact = _COMPACT.match(text)
    return _day(*compact.groups()) if compact else None


def find_date(text: str, *, above: str = "", month: str | None = None) -> str | None:
    """Day in a dateline among the first lines, else in a last line that is nothing but a date; else None.

    Args:
        above: lines that stand above the text, and are looked at first.
        month: YYYY-MM that is known of the text: the year of a dateline without one (新华社合肥3月1日电), if it is of
            that month. No year is guessed.

    >>> find_date("合肥出台新政\n来源：新华社 2025-03-01 08:00\n正文……"), find_date("2025年3月1日，合肥……")
    ('2025-03-01', None)
    """
    head = [_folded(line) for line in _lines(f"{above}\n{text[:_HEAD]}")[:_HEAD_LINES]]
    # The first line, which may be cut, is no end.
    tail = map(_folded, reversed(_lines(text[-_TAIL:])[1:][-_TAIL_LINES:]))
    days = chain(  # the first that is one ends the search
        (_match_line(line, (*bare, *_DATELINES, _FILED)) for line, bare in zip(head, _BARE, strict=False)),
        (_match_line(line, _ENDS) for line in tail),
        (_in_month(line, month) for line in head if month),
    )
    return next((day for day in days if day and day >= _MODERN), None)


def date_in_url(url: str | None) -> str | None:
    """Day in the path of an address, as news sites write them; None where there is none, or several.

    >>> date_in_url("https://www.example.gov.cn/zwgk/202503/t20250301_123.html")
    '2025-03-01'
    """
    path = _path(url)
    days = {_day(*parts, earliest=_WEB) for pattern in _IN_URL for parts in pattern.findall(path)} - {None}
    return days.pop() if len(days) == 1 else None


def date_in_name(name: str) -> str | None:
    """Day in the name of a file, as in 2025-03-01_x.txt, 20250301.txt or 2025年3月1日.txt; else None."""
    days = (
        _day(year or chinese_year, month or chinese_month, day or chinese_day)
        for year, _, month, day, chinese_year, chinese_month, chinese_day in _IN_NAME.findall(name)
    )
    return next((day for day in days if day), None)


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def _month(text: str) -> str | None:
    """The only month (YYYY-MM) in an address or name."""
    months = {day[:7] for year, month in _MONTH.findall(text) if (day := _day(year, month, 1))}
    return months.pop() if len(months) == 1 else None


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _folded(line: str) -> str:
    """What can matter of a line; nothing of one without a date."""
    line = line[: _LONGEST_LINE + 1]
    return simplify(line) if _MAY_BE_DATE.search(line) else ""


def _match_line(line: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    if len(line) > _LONGEST_LINE:
        patterns = tuple(pattern for pattern in patterns if pattern is _FILED)
    matches = (pattern.match(line) for pattern in patterns if line)
    return next((day for match in matches if match and (day := _of_match(match))), None)


def _in_month(line: str, month: str) -> str | None:
    match = _WITHOUT_YEAR.match(line)
    day = _day(month[:4], *match.groups()) if match else None
    return day if day and day.startswith(month) else None


def _of_match(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["y3"]:
        year = "".join(str(_NUMERALS[c]) for c in part["y3"])
        return _day(year, _number(part["m3"]), _number(part["d3"]))
    if part["y2"]:
        return _day(part["y2"], part["m2"], part["d2"])
    if part["roc"]:
        return _day(int(part["y"]) + 1911, part["m"], part["d"])
    return _day(part["y"], part["m"], part["d"])


def _number(numeral: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = numeral.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def _day(year: str | int, month: str | int, day: str | int, *, earliest: int = _EARLIEST) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if earliest <= found.year <= _LATEST else None
