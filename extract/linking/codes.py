"""Stock codes as texts write them, in one form: 300750.SZ, 09988.HK, BABA.US."""

from __future__ import annotations

import re

_MAINLAND = {"SH": "SH", "SS": "SH", "SSE": "SH", "SZ": "SZ", "SZSE": "SZ", "BJ": "BJ"}
_AMERICAN = "NYSE|NASDAQ|Nasdaq|AMEX|纽交所|纳斯达克|纽约证券交易所|美股|US"
_BEFORE = re.compile(
    rf"(?P<cn>SSE|SZSE|SH|SS|SZ|BJ)\s?[:.]?\s?(?P<cn_code>\d{{6}})(?!\d)"
    rf"|(?P<hk>HKEX|SEHK|HKG|HK|港交所|联交所|港股)\s?[:.]?\s?(?P<hk_code>\d{{1,5}})(?!\d)"
    rf"|(?P<us>{_AMERICAN})\s?[:：]\s?(?P<us_code>[A-Z]{{1,5}}(?:\.[AB])?)(?![A-Za-z])"
)
_BEHIND = re.compile(
    r"(?<!\d)(?P<cn_code>\d{6})\s?[.,:]?\s?(?P<cn>SH|SS|SZ|BJ|CH)(?![A-Za-z])"
    r"|(?<!\d)(?P<hk_code>\d{1,5})\s?[.,:]?\s?HK(?![A-Za-z])"
    r"|(?<![A-Za-z])(?P<us_code>[A-Z]{1,5}(?:\.[AB])?)(?:\.(?:US|O|N|OQ|A)|\sUS)(?![A-Za-z])"
    r"|(?<!\d)(?P<other_code>\d{4,6}\.(?:TWO?|T|KS|KQ))(?![A-Za-z])"
)
_NEEDED = re.compile(r"[\d:：.]|\sUS")  # no code is without
_SAID = re.compile(r"^(?:(?:股票|证券|股份|公司)?代[码号]|[AH]股代[码号])\s?(?:为|是)?\s?[:]?\s?[“\"]?")
_ALONE = re.compile(r"(?P<cn>\d{6})|(?P<hk>0\d{4})[”\"]?")
_WORDS = re.compile(r"(?:[AHB]股|港股|美股|股票|证券|代[码号]|[\s:：;；,/、“”\"和.\-]|Equity)+")


def read_codes(text: str) -> list[str]:
    """Codes that make up the whole of a text (folded), such as stands in brackets behind a firm; [] if it says more.

    >>> read_codes("600938.SH/0883.HK"), read_codes("NYSE: BABA"), read_codes("见图3")
    (['600938.SH', '00883.HK'], ['BABA.US'], [])
    """
    if not _NEEDED.search(text):
        return []
    rest = _SAID.sub("", text.strip())
    alone = _ALONE.fullmatch(rest.rstrip('”"'))
    if alone:
        return [_mainland(alone["cn"])] if alone["cn"] and _mainland(alone["cn"]) else _hong_kong(alone["hk"])
    found: list[tuple[int, str]] = []
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(rest):
            found += [(match.start(), code) for code in [_code(match)] if code]
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return [code for _, code in sorted(found)] if found and not _WORDS.sub("", rest) else []


def _code(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts["cn_code"]:
        market = _MAINLAND.get(parts["cn"])
        return f"{parts['cn_code']}.{market}" if market else _mainland(parts["cn_code"])
    if parts["hk_code"]:
        return _hong_kong(parts["hk_code"])[0]
    return parts.get("other_code") or f"{parts['us_code']}.US"


def _hong_kong(digits: str | None) -> list[str]:
    return [f"{digits:0>5}.HK"] if digits else []


def _mainland(digits: str) -> str:
    """A code without its market: the first digits say which of the mainland's it is; "" if none."""
    if digits.startswith(("60", "68", "900")):
        return f"{digits}.SH"
    if digits.startswith(("00", "30", "200")):
        return f"{digits}.SZ"
    return f"{digits}.BJ" if digits.startswith(("43", "83", "87", "88", "92")) else ""
