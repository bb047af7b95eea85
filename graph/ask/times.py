"""Times that a question speaks of: 2024年3月, 2023年以来, 2023年到2024年, 2025年上半年, 去年, 三月."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_CHINESE = {"〇": 0} | {character: number for number, character in enumerate("零一二三四五六七八九")}
_RELATIVE = {"今年": 0, "去年": -1, "前年": -2}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_YEAR = "[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3}"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12][0-9]|0?[1-9]|三?十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_POINT = re.compile(
    rf"(?:(?P<year>{_YEAR})年|(?P<relative>{'|'.join(_RELATIVE)}))的?"
    rf"(?:(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})[日号])?|(?P<half>{'|'.join(_HALVES)})|第?(?P<quarter>[一二三四1-4])季度)?"
    r"|(?<![0-9-])(?P<iso>[12][0-9]{3}-[0-9]{2}(?:-[0-9]{2})?)(?![0-9-])"
    # 2023 of 2023到2024年, 5月 of 2024年3月至5月
    rf"|(?<![0-9])(?P<bare>{_YEAR})(?=[到至\-—~]+(?:{_YEAR})年)"
    rf"|(?<=[到至\-—~])(?P<same>{_MONTH})月份?"
    # 三月 and 1月20号, not of 2025年十三月
    rf"|(?<![0-9〇零一二三四五六七八九十年])(?P<alone>{_MONTH})月份?(?:(?P<date>{_DAY})[日号])?"
)
_TO = re.compile(r"\s*[到至\-—~]+\s*")
_SINCE = re.compile("以来|之后|以后|起|至今|到现在|到今天")
_UNTIL = re.compile("之前|以前|前")
_UP_TO = re.compile("(?:截至|截止到?|到|至)$")


@dataclass(frozen=True, slots=True)
class When:
    """A time in a question, from the character `start` to before `end`, and the first and last day it asks for.

    `taken` says which year was taken for 今年, 去年 or 前年, or for a month without one.
    """

    start: int
    end: int
    since: str | None
    until: str | None
    taken: str = ""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    first: str
    last: str
    taken: str = ""


def times(text: str, *, newest: str | None) -> list[When]:
    """All times in a folded text, in order; what is no date (2月31日) is none.

    Args:
        newest: date of the newest document; 今年 is its year, 三月 the last one up to it; both mean nothing where no
            document has a date.
    """
    spans = list(_spans(text, newest))
    found: list[When] = []
    while spans:
        first = spans.pop(0)
        if spans and _TO.fullmatch(text, first.end, spans[0].start):
            second = spans.pop(0)
            taken = "; ".join(filter(None, (first.taken, second.taken)))
            since, until = min(first.first, second.first), max(first.last, second.last)
            found.append(When(first.start, second.end, since, until, taken))
        else:
            found.append(_open(text, first))
    return found


def _spans(text: str, newest: str | None) -> Iterator[_Span]:
    year = ""
    for found in _POINT.finditer(text):
        span = _span(found, newest, year)
        if span is not None:
            year = span.first[:4]
            yield span


def _span(found: re.Match[str], newest: str | None, before: str) -> _Span | None:
    """The time of a match; `before` is the year of the time before it."""
    part = found.groupdict()
    taken = ""
    if part["iso"]:
        numbers = [int(number) for number in part["iso"].split("-")]
    elif part["relative"]:
        if newest is None:
            return None
        numbers = [int(newest[:4]) + _RELATIVE[part["relative"]]]
        taken = f"{part['relative']} is {numbers[0]}"
    else:
        year = part["year"] or part["bare"] or before
        numbers = [int("".join(str(_CHINESE.get(c, c)) for c in year) or 0)]
    month, day = part["month"] or part["same"] or part["alone"], part["day"] or part["date"]
    numbers += [_number(text) for text in (month, day) if text]
    if not numbers[0] and newest is not None:
        numbers[0] = int(newest[:4]) - (f"{numbers[1]:02}" > newest[5:7])
        taken = f"{found[0]} is of {numbers[0]}"
    if not _is_day(*numbers):
        return None
    first = last = "-".join(f"{number:0{4 if place == 0 else 2}}" for place, number in enumerate(numbers))
    if part["half"] or part["quarter"]:
        months = _HALVES.get(part["half"]) or _months(_number(part["quarter"]))
        first, last = (f"{first}-{month:02}" for month in months)
    return _Span(found.start(), found.end(), first, last, taken)


def _months(quarter: int) -> tuple[int, int]:
    return quarter * 3 - 2, quarter * 3


def _number(text: str) -> int:
    """A number up to 99 in either digits.

    >>> _number("07"), _number("十"), _number("十二"), _number("二十"), _number("三十一")
    (7, 10, 12, 20, 31)
    """
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)


def _is_day(year: int, month: int = 1, day: int = 1) -> bool:
    return year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _open(text: str, span: _Span) -> When:
    """A time that may have one end only: 2023年以来, 2023年以前, 截至2023年."""
    if after := _SINCE.match(text, span.end):
        return When(span.start, after.end(), span.first, None, span.taken)
    if before := _UNTIL.match(text, span.end):
        return When(span.start, before.end(), None, _before(span.first), span.taken)
    if to := _UP_TO.search(text, 0, span.start):
        return When(to.start(), span.end, None, span.last, span.taken)
    return When(span.start, span.end, span.first, span.last, span.taken)


def _before(day: str) -> str:
    """The last day, month or year before one.

    >>> _before("2024-03"), _before("2024"), _before("2024-01-01")
    ('2024-02', '2023', '2023-12-31')
    """
    if len(day) == 4:
        return f"{int(day) - 1:04}"
    if len(day) == 7:
        months = int(day[:4]) * 12 + int(day[5:]) - 2
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
