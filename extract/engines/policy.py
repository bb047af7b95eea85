"""Laws, documents, plans and programmes by the shape of their names; and periodicals, which also stand in 《》.

A policy is a name in 《》 that ends in a genre word (条例, 办法, 行动方案 …), a document number (国发〔2024〕3号),
a programme named in quotes (“人工智能+”行动), a five-year plan, or what `policy_unmarked` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage
from ..signs import Signs, matches
from .policy_unmarked import Span, unmarked
from .policy_words import GENRES, NOT_GENRES

_MARKED = re.compile(r"《((?:[^《》]|《[^《》]{0,100}》){1,150}+)》|〈([^〈〉《》]{2,100})〉")
# (试行), (征求意见稿), (2025-2030年), 2035 … after the genre word
_EDITION = re.compile(r"(?:\s*[(〔\[][^()]{1,20}[)〕\]]|\s*(?:19|20)\d\d[年版\d~—至-]*|草案|修订稿|稿){1,4}\Z")
_PERIODICAL = re.compile(r"(?:报|周刊|月刊|季刊|杂志|学刊|新闻|通讯社?|财经|评论|之声|期刊)\Z")
_NOT_PERIODICAL = re.compile(r"(?:年|季|中|财|海|战|简|公|预|快|喜|捷|月|周度?)报\Z")
_REPORTER = re.compile(r"\s*(?:杂志|周刊|月刊|期刊|记者|编辑部|报社|讯|社论|[^。,]{0,4}报[道导])")

_YEARS = Signs(bracket + century for bracket in "〔[(【" for century in ("19", "20"))
_YEAR_NUMBER = re.compile(r"[〔\[(【](?:19|20)\d\d[〕\])】]\s?第?\d{1,4}号")
_CITING = "根据|按照|依据|依照|遵照|印发|下发|执行|落实|文件|通知|转发|关于|以及|[以和及与见据的]"
_ISSUER = re.compile(rf"(?:(?!{_CITING})[一-鿿]){{1,16}}\Z")
_ORDERS = "主席令|总统令|国务院令|行政令"
_ORDER_WORDS = Signs([*_ORDERS.split("|"), "部令"])
_DIGITS = r"[\d一二三四五六七八九十百]{1,4}"
_ORDER = re.compile(rf"第{_DIGITS}号(?:{_ORDERS})|(?:{_ORDERS}|部令)第{_DIGITS}号")

_OPEN, _CLOSE, _INNER = "[“「『]", "[”」』]", "[^“”「」『』《》,;:!?。\\s]"
_AFTER = (
    "专项行动|行动计划|行动方案|重点专项|计划|计画|工程(?!师|职)|行动|战略(?!演习|合作|投资|导向)|规划|倡议|新政|专项"
    "|法案|条例|通函"
)
_LAST = "行动计划|行动方案|计划|计画|(?<=人才)工程|战略|倡议|条例|法案|新政|签证|行动|规划"
_NUMERALS = "一二三四五六七八九十"
_COUNT = rf"(?:[{_NUMERALS}]{{1,3}}|\d{{1,3}})"
# “人工智能+”行动 as a whole; “新型工业加速计划” without the quotes; 新“国九条”, “科创板八条”; “国补”政策: 国补
_QUOTES = Signs("“「『")
_QUOTED = re.compile(
    rf"(?P<whole>{_OPEN}(?P<core>{_INNER}{{2,24}}){_CLOSE}(?:{_AFTER})(?!于))"
    rf"|{_OPEN}(?P<title>关于{_INNER}{{4,80}}){_CLOSE}"
    rf"|{_OPEN}(?P<inside>{_INNER}{{2,20}}(?:{_LAST})(?:\d\.\d)?|{_INNER}{{4,20}}(?<!豆腐渣)(?<![与和及学])工程){_CLOSE}"
    rf"|(?P<new>新{_OPEN}国{_COUNT}条{_CLOSE})"
    rf"|{_OPEN}(?P<articles>(?![第{_NUMERALS}])[一-鿿]{{1,8}}(?<!第){_COUNT}条){_CLOSE}"
    rf"|{_OPEN}(?P<nickname>{_INNER}{{2,6}}){_CLOSE}政策"
)
_IN_QUOTES = re.compile(f"{_OPEN}{_INNER}+{_CLOSE}")
_LAST_CHARACTERS = frozenset(f"程条{''.join(word[-1] for word in _LAST.split('|'))}")
_BEHIND = frozenset(f"政{''.join(word[0] for word in _AFTER.split('|'))}")
_QUOTED_SCORES = {"whole": 0.8, "title": 0.9, "inside": 0.7, "new": 0.9, "articles": 0.8, "nickname": 0.6}
# A phrase or a private affair, not a name: “更加积极有为的宏观政策”, “员工持股计划”
_PHRASE = re.compile(
    r"[的了是在将会要被]|更多|特别军事"
    r"|^(?:从|未来|.大|行动|三年|改革|买断|竞争|宏观|收缩|长期|短期|国际化|多元化|全球化|差异化)"
    r"|(?:持股|激励|资管|资产管理|回购|融资|招聘|发展|投资|支出|工作|学习|商业|健身|旅行|一号|一把手)"
    r"(?:计划|战略|工程)\Z"
)
# The five-year plans and what is planned in their frame
_PLANS = Signs(f"十{number}五" for number in "一二三四五六")
_FIVE_YEARS = re.compile(
    r"(?:[“「]十[一二三四五六]五[”」]|十[一二三四五六]五)"
    r"(?:(?!时期|期间|以来|开局|收官)[一-鿿]){0,20}?规划(?:纲要)?(?![期院局师])"
)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine `policy`; it has no options."""
    check_options("policy", options)
    return PolicyExtractor()


class PolicyExtractor:
    """Finds policies by the shape of their names."""

    def extract(self, passage: Passage) -> list[Mention]:
        found = sorted(set(_spans(passage)))
        return passage.mentions((start, end, type_, "policy", score) for start, end, type_, score in found)


def is_policy_title(name: str) -> bool:
    """Whether a folded title ends in a genre word, editions in brackets aside."""
    core = _EDITION.sub("", name) or name
    return core.endswith(GENRES) and not core.endswith(NOT_GENRES)


def _spans(passage: Passage) -> Iterator[Span]:
    text = rest = passage.folded
    if marked := list(_MARKED.finditer(text)) if "《" in text or "〈" in text else []:
        yield from _marked(text, marked)
        # What stands in marks has been judged; the other patterns must not find a part of it again.
        rest = _without(text, marked)
    yield from _numbers(passage, rest)
    yield from _quoted(passage, rest)
    for match in matches(_FIVE_YEARS, rest, _PLANS.starts(passage, back=(0, 1))):
        yield *match.span(), "policy", 0.8
    yield from unmarked(passage, rest)


def _without(text: str, marked: Iterable[re.Match[str]]) -> str:
    """The text with what stands in marks hidden, as long as before."""
    pieces: list[str] = []
    end = 0
    for match in marked:
        pieces += text[end : match.start()], "《" * (match.end() - match.start())
        end = match.end()
    return "".join([*pieces, text[end:]])


def _marked(text: str, marked: Iterable[re.Match[str]]) -> Iterator[Span]:
    for match in marked:
        start, end = match.span(match.lastindex or 1)
        name = text[start:end]
        if is_policy_title(name):
            yield start, end, "policy", 0.95
        elif _is_periodical(name, text, match.end()):
            yield start, end, "organization", 0.95


def _is_periodical(name: str, text: str, end: int) -> bool:
    if len(name) > 12 or _NOT_PERIODICAL.search(name):
        return False
    return bool(_PERIODICAL.search(name) or _REPORTER.match(text, end))


def _numbers(passage: Passage, text: str) -> Iterator[Span]:
    for match in matches(_YEAR_NUMBER, text, _YEARS.starts(passage)):
        issuer = _ISSUER.search(text, max(match.start() - 16, 0), match.start())
        if issuer:
            yield issuer.start(), match.end(), "policy", 0.9
    for match in matches(_ORDER, text, _ORDER_WORDS.starts(passage, back=(0, 3, 4, 5, 6))):  # 第一百号主席令
        yield *match.span(), "policy", 0.9


def _quoted(passage: Passage, text: str) -> Iterator[Span]:
    names: set[str] = set()
    for match in matches(_QUOTED, text, _can_name(text, _QUOTES.starts(passage))):
        kind = next(kind for kind in _QUOTED_SCORES if match[kind])
        name = match["core"] or match[kind]
        if kind == "title" and not is_policy_title(name):
            continue
        if kind in ("whole", "inside", "nickname"):
            if _PHRASE.search(name):
                continue
            if not match[kind].endswith("战略") and not _FIVE_YEARS.match(match[kind]):
                names.add(name)
        score = 0.6 if match[kind].endswith("战略") else _QUOTED_SCORES[kind]
        yield *match.span(kind), "policy", score
    for start, end in again(text, names):
        yield start, end, "policy", 0.65


def _can_name(text: str, quotes: Iterable[int]) -> Iterator[int]:
    """Where quotes open whose last word, or what stands behind or before them, can be that of a policy."""
    for at in quotes:
        inside = _IN_QUOTES.match(text, at)
        if inside is None:
            continue
        last, behind = text[inside.end() - 2], text[inside.end() : inside.end() + 1]
        if last in _LAST_CHARACTERS or last.isdecimal() or behind in _BEHIND or text.startswith("关于", at + 1):
            if text[at - 1 : at] == "新":
                yield at - 1
            yield at


def again(text: str, names: set[str], *, version: str = "") -> Iterator[tuple[int, int]]:
    """Where names that stood in quotes stand again, those shorter than four characters only if in quotes.

    `version` is a pattern of what may follow and belong to a name.
    """
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for match in re.finditer(rf"(?:{'|'.join(map(re.escape, longest_first))}){version}", text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if len(match[0]) >= 4 or (before and before in "“「『" and after and after in "”」』"):
            yield start, end
