"""Names that only their list shows to be some: 甲、乙、丙等机器人企业; 投资方包括甲、乙和丙; 由甲领投, 乙、丙跟投.

What the list says it is of gives the type. An item is taken if it can be a name: short, without words that no name
holds, and no everyday word. Names that are known by other means are found again here, which does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ...config.settings import Settings
from .. import segment
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage
from ..signs import Signs, matches
from ..wordclass import letters

NAME = "lists"
SCORE = 0.7

_OF = {
    "company": """企业 公司 厂商 车企 药企 巨头 独角兽 民企 央企 国企 房企 险企 券商 子公司 上市公司 供应商 运营商 电商
    品牌商 股 小龙 小虎""",
    "fund": "投资机构 创投机构 基金公司 投资方 风投 创投 投资人 投资者 资方 私募 公募 股东",
    "organization": "高校 大学 院校 科研院所 部门 部委 媒体 医院 研究机构 协会",
}
_TYPE_OF = {word: kind for kind, words in _OF.items() for word in words.split()}
_NOUN = f"(?P<noun>{'|'.join(sorted(_TYPE_OF, key=len, reverse=True))})"
_NOUNS = Signs(_TYPE_OF)
# A、B等8家机器人企业
_AFTER = re.compile(rf"等(?:\d+|[一二三四五六七八九十几数多]+)?[余多]?[家个位所款种座]?[一-鿿]{{0,6}}?{_NOUN}")
# 投资方包括A、B和C; “六小龙”分别是A、B、C
_BEFORE = re.compile(rf"{_NOUN}”?(?:主要|分别|还|既|就)?(?:包括|包含|涵盖|是|为|有)了?")
# 由A领投; A、B联合跟投
_INVESTS = Signs("领投 跟投 参投".split())
_TOGETHER = re.compile(r"(?:联合|共同|独家|继续|追加|超额){0,3}\Z")
# LP为A、B
_ROLES = "GP|LP|普通合伙人|有限合伙人|执行事务合伙人|基金管理人"
_ROLE_WORDS = Signs(_ROLES.split("|"))
_PARTNERS = re.compile(
    rf"(?:{_ROLES})(?:分别)?(?:为|是|:)"
    "(?P<items>[^,。;:!?\n()]{2,40}?)(?=[,。;:!?\n()]|持有|持股|占|出资|$)"
)
_MARKS = ",。;:!?\n()"
_MARK = re.compile(f"[{_MARKS}]")
_REACH = 80  # code points before the verb
_JOINED = re.compile("[和与及]")
# What may stand before the first item, for no mark cuts it off.
_LEAD = re.compile(
    "包括|包含|涵盖|吸引|聚集|汇聚|集聚|培育|引进|引入|涌现|诞生|走出|拥有|形成|出现|获得|来自|例如|比如|诸如|其中|老股东|"
    "[以由获有为如像据对与和及向将把了出的在是]"
)
_OPEN = frozenset("“「『《 ")
_LONGEST = 12
# Letters of names (see `wordclass`): a place alone is none.
_LETTERS = re.compile("[uzneIiFfGKLPvBCNOdM-]*[uzneIiFfGKLBO][uzneIiFfGKLPvd]*")

_EVERYDAY = frozenset("n nl v vn a b i".split())  # tags of everyday words


class ListExtractor:
    """Reads lists that say what they are of."""

    def extract(self, passage: Passage) -> list[Mention]:
        """Items of such lists that can be names."""
        return passage.mentions(
            (first, last, kind, NAME, SCORE)
            for start, end, kind in sorted(set(_lists(passage)))
            for first, last in _items(passage, start, end)
            if _can_be_name(passage, first, last, kind)
        )


def _lists(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Where lists stand, and of what type their items are."""
    text = passage.folded
    yield from _clauses(passage)
    for at in _INVESTS.starts(passage):
        together = _TOGETHER.search(text, max(at - 6, 0), at)
        verb = together.start() if together else at
        marks = list(_MARK.finditer(text, max(verb - _REACH, 0), verb))
        yield marks[-1].end() if marks else max(verb - _REACH, 0), verb, "fund"
    for partners in matches(_PARTNERS, text, _ROLE_WORDS.starts(passage)):
        yield *partners.span("items"), "fund"


def _clauses(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Clauses that say after their first 、 what they list, or else before it."""
    text = passage.folded
    said: set[int] = set()
    for start, first, _, match in _in_clauses(text, _AFTER.finditer(text)):
        if first < match.start() and start not in said:
            said.add(start)
            yield start, match.start(), _TYPE_OF[match["noun"]]
    for start, first, end, match in _in_clauses(text, matches(_BEFORE, text, _NOUNS.starts(passage))):
        if match.start() < first and start not in said:
            said.add(start)
            yield match.end(), end, _TYPE_OF[match["noun"]]


def _in_clauses(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, int, re.Match[str]]]:
    """Of matches in order those in clauses with 、, with start, first 、 and end of the clause."""
    start, first, end = 0, -1, -1
    for match in found:
        if match.start() > end:
            start = max(end, *(text.rfind(mark, end + 1, match.start()) for mark in _MARKS)) + 1
            mark = _MARK.search(text, match.end())
            end = mark.start() if mark else len(text)
            first = text.find("、", start, end)
        if first >= 0:
            yield start, first, end, match


def _items(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for item in passage.folded[start:end].split("、"):
        for first, last in _parts(passage, position, position + len(item)):
            if position == start:
                first = _after_lead(passage, first, last)
            while passage.folded[first : first + 1] in _OPEN:
                first += 1
            yield first, last
        position += len(item) + 1


def _parts(passage: Passage, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items that 和 joins: A和B. Where 和 is part of a word, it joins nothing."""
    for match in _JOINED.finditer(passage.folded, start + 1, end - 1):
        if {match.start(), match.end()} <= passage.boundaries:
            yield start, match.start()
            start = match.end()
    yield start, end


def _after_lead(passage: Passage, start: int, end: int) -> int:
    """Where the first item begins: behind the last word that leads to it."""
    for match in _LEAD.finditer(passage.folded, start, end - 1):
        if {match.start(), match.end()} <= passage.boundaries:
            start = match.end()
    return start


def _can_be_name(passage: Passage, start: int, end: int, kind: str) -> bool:
    text = passage.folded[start:end]
    if not 2 <= len(text) <= _LONGEST or not {start, end} <= passage.boundaries:
        return False
    words = segment.cut(text)
    if not _LETTERS.fullmatch(letters(words)):
        return False
    if kind == "fund" and len(words) > 1:
        return True
    # Chains of everyday words are lines of business in a list of firms (半导体设备), but names among investors.
    return any(segment.tag(word) not in _EVERYDAY for word in words)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options(NAME, options)
    return ListExtractor()
