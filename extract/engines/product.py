"""Products by the shape of their names: model numbers and versions, works in 《》, names in quotes, drugs.

A model number (R1, C919, GPT-4o) is a product only if it belongs to a known line of products or if a word beside it
says what it is (R1推理模型, 搭载X7芯片); in the same passage it is then found without such a word too. Units,
standards, levels, quarters and identifiers have the same shape and are excluded.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage
from ..signs import Signs, matches
from .policy import again, is_policy_title
from .product_words import (
    CHINESE_LINES,
    DRUG_CHARACTERS,
    DRUG_ENDINGS,
    DRUG_FORMS,
    GRADES,
    HOSTS,
    KINDS,
    LATIN_LINES,
    NO_PRODUCTS,
    WORK_CUES,
    WORK_KINDS,
)

# start, end, score
Span = tuple[int, int, float]

_GRADE = rf"(?:[ -]?(?:{GRADES})(?![A-Za-z])){{0,3}}\+?"
_UNIT = r"[%年月日号亿万千百元个家名次倍岁点时届轮美港]|小时|分钟|billion|million"
_NUMBER_END = rf"(?![A-Za-z\d]|[.,:/]\d|\s?(?:{_UNIT}))"
_TAIL = r"(?:-[\dA-Za-z.]{1,12}){0,4}"

# A letter and a number, and what can stand between the beginning of a code and it: at most two Latin words.
_NUMBERED_LETTER, _BEFORE_NUMBER, _CODE_REACH = re.compile(r"[A-Za-z]-?\d"), frozenset(string.ascii_letters + " -"), 45
# A first character class instead of a look-behind keeps the search fast.
_CODE_START = re.compile(r"[A-Za-z](?<![A-Za-z\d.@_=&?#-][A-Za-z])(?<!(?<!\d)/[A-Za-z])")
_BRAND = r"(?<=[A-Z])(?!(?<=S)oC |(?<=[CG])PU |(?<=A)pp |(?<=N)ew )[A-Za-z]{2,15}[ -](?:[A-Z][A-Za-z]{2,15}[ -])?"
_CODE = re.compile(
    rf"[A-Za-z](?:{_BRAND}[A-Za-z]{{1,12}}|[A-Za-z]{{0,11}})-?\d[\dA-Za-z]{{0,8}}(?:\.\d{{1,2}})?"
    rf"{_TAIL}{_GRADE}(?![A-Za-z\d@_]|\.[a-z])"
)
_NO_PRODUCT = re.compile(rf"(?:{NO_PRODUCTS})\Z")
# Also a level, a half-year, a risk class …: needs a word for its kind.
_SHORT = re.compile(r"[A-Za-z]\d(?:\.\d)?\Z")
_LATIN_LINES = Signs(LATIN_LINES.split("|"))
_LINE = re.compile(
    rf"(?:{LATIN_LINES})[ -]?(?:(?:[A-Z]{{0,2}}|o)\d[\dA-Za-z]{{0,5}}(?:\.\d{{1,2}})?{_TAIL}|(?<=Model )[SXY]|NEXT)"
    rf"{_GRADE}{_NUMBER_END}"
)
_LINE_START = re.compile(r"(?<![A-Za-z\d./@_=&?#-])")
_MAKER = re.compile(r"(?<![A-Za-z\d])[A-Z][A-Za-z]{2,15} \Z")
_CHINESE_LINES = Signs(CHINESE_LINES.split("|"))
_CHINESE_LINE = re.compile(
    rf"(?:{CHINESE_LINES})(?:大模型)?[ -]?(?:[A-Za-z]{{0,6}}[ -]?[VX]?\d[\dA-Za-z]{{0,5}}(?:\.\d)?|[XMLVS]\d)"
    rf"{_GRADE}{_NUMBER_END}"
)
_SERIES = "神舟|长征|嫦娥|天问|天舟|朱雀|力箭|引力|快舟|双曲线|鸿鹄|玉兔|祝融|东风"
_SERIES_NAMES = Signs(_SERIES.split("|"))
_NUMBERED = re.compile(
    rf"(?:{_SERIES})-?"
    r"(?:[一二三四五六七八九十\d]{1,3}号[A-Z]?|(?<=-)\d{1,3}[A-Z]?)"
)

_KIND_AFTER = re.compile(rf"\s?(?:(?![和与及在是])[一-鿿A-Za-z]){{0,6}}?(?:{KINDS})")
_NEWS_AFTER = re.compile(r"(?:已|正式|即将|在.{2,4})?(?:开源|发布|推出|上市|上线|亮相|首飞|量产)|系列|项目的?临床|型号")
_KIND_BEFORE = re.compile(rf"(?:{KINDS})\s?\Z")
_NEWS_BEFORE = re.compile(r"(?:推出|发布|搭载|开源|上线|名为|型号为?|新车|新品|首款|旗舰)[的了为:是\s]?[一-鿿]{0,4}\Z")

_QUOTES = Signs("“「『")
_QUOTED = re.compile(r"[“「『]([^“”「」『』《》,;。!?\s]{2,12})[”」』]")
_QUOTED_KIND = re.compile(rf"(?:[A-Za-z]{{2,6}}\s?)?(?:{KINDS}|{HOSTS})")
_KIND_QUOTED = re.compile(rf"(?:{KINDS}|系统)\Z")
_KIND_ENDS = frozenset(kind[-1] for kind in (*KINDS.split("|"), "系统"))
# A description in quotes, not a name
_PHRASE = re.compile(r"[的了是在不很让令最更被]|(?:计划|行动|战略|工程|化|级|型|版)\Z")
_VERSION = r"(?:[A-Z]|\d(?:\.\d)?)?(?![A-Za-z\d])"

_TITLES = re.compile(r"《[^《》。\n]{1,24}》(?:[、,和与及]{0,2}《[^《》。\n]{1,24}》)*")
_TITLE = re.compile(r"《([^《》]{1,24})》")
_WORK_BEFORE = re.compile(rf"(?:{WORK_KINDS})[一-鿿]{{0,2}}[:“]?\Z")
_WORK_AFTER = re.compile(rf"等?[一-鿿]{{0,2}}?(?:{WORK_CUES})")

_DRUG_ENDS = Signs(DRUG_ENDINGS.split("|"))
_DRUG = re.compile(
    rf"[{DRUG_CHARACTERS}]{{2,6}}(?:{DRUG_ENDINGS})(?:[A-Z]?\d{{1,3}})?(?:{DRUG_FORMS})?"
    rf"|[A-Z]{{2,6}}-?\d{{2,6}}[一-鿿]{{0,6}}?(?:{DRUG_FORMS})"
)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine `product`; it has no options."""
    check_options("product", options)
    return ProductExtractor()


class ProductExtractor:
    """Finds products by the shape of their names."""

    def extract(self, passage: Passage) -> list[Mention]:
        found = sorted(set(_spans(passage)))
        return passage.mentions((start, end, "product", "product", score) for start, end, score in found)


def _spans(passage: Passage) -> Iterator[Span]:
    text = passage.folded
    for match in matches(_CHINESE_LINE, text, _CHINESE_LINES.starts(passage)):
        yield *match.span(), 0.8
    for match in matches(_NUMBERED, text, _SERIES_NAMES.starts(passage)):
        yield *match.span(), 0.8
    yield from _lines(passage)
    numbered = [match.start() for match in _NUMBERED_LETTER.finditer(text)]
    yield from _codes(text, numbered)
    drugs = {
        *_DRUG_ENDS.starts(passage, back=range(2, 7)),
        *(start - back for start in numbered for back in range(1, 6)),
    }
    for match in matches(_DRUG, text, sorted(drugs)):
        yield *match.span(), 0.9
    if "《" in text:
        yield from _works(text)
    yield from _quoted(passage)


def _lines(passage: Passage) -> Iterator[Span]:
    """Versions of known lines, with the maker if it is written in Latin letters: Nvidia RTX 6000."""
    text = passage.folded
    for match in matches(_LINE, text, _LATIN_LINES.starts(passage)):
        if _LINE_START.match(text, match.start()):
            maker = _MAKER.search(text, max(match.start() - 17, 0), match.start())
            yield maker.start() if maker else match.start(), match.end(), 0.95


def _codes(text: str, numbered: Iterable[int]) -> Iterator[Span]:
    """Model numbers that a word beside them explains, here or elsewhere; `numbered` are letters with a number."""
    starts: set[int] = set()
    for last in numbered:
        first = last
        while first > max(last - _CODE_REACH, 0) and text[first - 1] in _BEFORE_NUMBER:
            first -= 1
        starts.update(match.start() for match in _CODE_START.finditer(text, first, last + 1))
    found = matches(_CODE, text, sorted(starts))
    explained = {match[0] for match in found if _explained(text, match)}
    explained = {code for code in explained if not _NO_PRODUCT.match(code)}
    for match in found:
        if match[0] in explained:
            yield *match.span(), 0.75


def _explained(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    left = max(start - 12, 0)
    if _KIND_AFTER.match(text, end) or _KIND_BEFORE.search(text, left, start):
        return True
    if _SHORT.match(match[0]):
        return False
    return bool(_NEWS_AFTER.match(text, end) or _NEWS_BEFORE.search(text, left, start))


def _quoted(passage: Passage) -> Iterator[Span]:
    """Names in quotes with a word for their kind beside them, and where they stand again."""
    text = passage.folded
    names: set[str] = set()
    for match in matches(_QUOTED, text, _QUOTES.starts(passage)):
        start, end = match.span()
        kind = _QUOTED_KIND.match(text, end)
        if kind is None and text[start - 1 : start] in _KIND_ENDS:
            kind = _KIND_QUOTED.search(text, max(start - 8, 0), start)
        if kind and not _PHRASE.search(match[1]):
            names.add(match[1])
    for start, end in again(text, names, version=_VERSION):
        yield start, end, 0.65


def _works(text: str) -> Iterator[Span]:
    """Games, films, series in 《》 that a word beside them, or beside their neighbour in a list, calls so."""
    named: set[str] = set()
    for match in _TITLES.finditer(text):
        before = _WORK_BEFORE.search(text, max(match.start() - 8, 0), match.start())
        if before or _WORK_AFTER.match(text, match.end()):
            named.update(title for title in _TITLE.findall(match[0]) if not is_policy_title(title))
    for match in _TITLE.finditer(text) if named else ():
        if match[1] in named:
            yield *match.span(1), 0.8
