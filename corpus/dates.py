"""Days of publication: given, in a dateline, or in the name of a file. What is not clear stays unknown."""

from __future__ import annotations

import re
from datetime import date

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
        rf"{_DAY}[\s|]+(?:{_BYLINE}|{_OUTLET})",
        rf"[^\s。,]{{2,20}}?{_DATE}\s*[电讯]",
    )
)
_MAY_BE_DATE = re.compile(r"年|[\d０-９][-/.－／．][\d０-９]")
_HEAD, _TAIL, _LONGEST_LINE = 3000, 600, 120
_HEAD_LINES, _BARE_HEAD_LINES, _TAIL_LINES = 8, 4, 3  # a bare date further down may head a chapter
_GIVEN = re.compile(rf"\s*(?:中华)?{_DATE}")
_COMPACT = re.compile(r"\s*(?:D:)?(\d{4})(\d\d)(\d\d)(?=\D|$|\d{4}(?:\D|$)|\d{6}(?:\D|$))")
_IN_NAME = re.compile(r"(?<!\d)(?:(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)|(\d{4})年(\d{1,2})月(\d{1,2})日)")
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {c: i for i, c in enumerate("一二三四五六七八九", 1)}


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


def find_date(text: str) -> str | None:
    """Day in a dateline among the first lines, else in a last line that is nothing but a date; else None.

    >>> find_date("合肥出台新政\\n来源：新华社 2025-03-01 08:00\\n正文……"), find_date("2025年3月1日，合肥……")
    ('2025-03-01', None)
    """
    for number, line in enumerate(_lines(text[:_HEAD])[:_HEAD_LINES]):
        patterns = (_ONLY_A_DAY, *_DATELINES) if number < _BARE_HEAD_LINES else _DATELINES
        if day := _match_line(line, patterns):
            return day
    last = reversed(_lines(text[-_TAIL:])[-_TAIL_LINES:])
    return next((day for line in last if (day := _match_line(line, (_ONLY_A_DAY,)))), None)


def date_in_name(name: str) -> str | None:
    """Day in the name of a file, as in 2025-03-01_x.txt, 20250301.txt or 2025年3月1日.txt; else None."""
    days = (
        _day(year or chinese_year, month or chinese_month, day or chinese_day)
        for year, _, month, day, chinese_year, chinese_month, chinese_day in _IN_NAME.findall(name)
    )
    return next((day for day in days if day), None)


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _match_line(line: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    if len(line) > _LONGEST_LINE or not _MAY_BE_DATE.search(line):
        return None
    folded = simplify(line)
    matches = (pattern.match(folded) for pattern in patterns)
    return next((day for match in matches if match and (day := _of_match(match))), None)


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


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2100 else None
