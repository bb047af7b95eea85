"""What a text says right behind a name about its other names: 以下简称“X”, 又称X, (Greenhill), 全称X, (300750.SZ)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .codes import read_codes
from .reasons import CODE, INTRODUCED, PARENTHESES
from .transliterate import DOT

_OPEN, _CLOSE = '"“‘「『《', '"”’」』》'
_SHORTER = (
    "简称|下称|又称|亦称|也称|又名|亦名|也叫|又叫|俗称|别称|别名|昵称|外号|绰号|原名|本名|曾用名|旧称|中文名称?|中文简称|"
    '缩写|简写|(?:英文名称?|英文简称|英文缩写|英文)(?=[为是:]?\\s?[“"‘「]?[A-Za-z])'
)
_FULLER = "全称|全名|中文全称|英文全称"
_LEAD = "(?:以下|下文|后文|上文|下|以下均|以下统一)?"
# Words after a comma or nothing that do not begin what somebody says: 公司又称“……” is speech too, hence short names.
_WITHOUT_BRACKETS = "又名|亦名|又称|俗称|简称|下称|别名|原名|本名|英文名称?|英文简称|中文名称?|中文简称"
_SAID = re.compile(rf"{_LEAD}(?:(?P<fuller>{_FULLER})|{_SHORTER})(?:为|作|是|叫)?\s?:?\s?(?P<names>.+)")
_ALONE = re.compile(rf"\s*(?P<that_is>[也亦]?即\s?)?[{_OPEN}]?(?P<name>[^{_OPEN}{_CLOSE}]{{2,60}}?)[{_CLOSE}]?\s*")
_QUOTED = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{2,60}})[{_CLOSE}]")
_BRACKETS = re.compile(r"(?:-(?:SW|[WSBR]))?\s?\((?P<inside>[^()\n]{2,120})\)")
_PART = re.compile("[^,;，；]+")
_COMMA = re.compile(
    rf",\s?{_LEAD}(?P<said>(?:{_FULLER}|{_WITHOUT_BRACKETS}|曾用名)(?:为|作|是)?\s?:?\s?"
    rf"(?:[{_OPEN}][^{_OPEN}{_CLOSE}()\n]{{2,20}}[{_CLOSE}]|[^{_OPEN}{_CLOSE}(),，。；;、\n]{{2,40}}(?=[,)])))"
)
_NO_COMMA = re.compile(
    rf"的?(?P<said>(?:(?P<fuller>{_FULLER})|{_WITHOUT_BRACKETS})(?:为|作|是)?\s?:?\s?)(?P<open>[{_OPEN}]?)"
)
_APPOSITION = re.compile(rf",\s?(?:也|亦)?即(?P<open>[{_OPEN}]?)")
# What all of these begin with, behind the mark that closes a name: most names have nothing said of them.
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
FIRST = frozenset(f"{_CLOSE}{_BLANKS}(,的-" + "".join(word[0] for word in f"{_FULLER}|{_WITHOUT_BRACKETS}".split("|")))
BEGINNING = re.compile(
    rf"[{_CLOSE}]?(?:(?:-(?:SW|[WSBR]))?\s?\(|,\s?{_LEAD}(?:{_FULLER}|{_WITHOUT_BRACKETS}|曾用名|[也亦]?即)"
    rf"|的?(?:{_FULLER}|{_WITHOUT_BRACKETS}))"
)
_AFTER_APPOSITION = re.compile(rf"[{_CLOSE}]?[,。;、)的]")
_OF_PERSONS = re.compile(r"又名|别名|原名|本名|笔名|艺名|昵称|外号|绰号|英文名|中文名|英文|中文")
_LONGEST_QUOTED, _LONGEST_NAME = 12, 40
LATIN_NAME = re.compile(r"[A-Z][\w.&' -]*[A-Za-z]|[a-z][\w.-]*[A-Z]\w*")
# Latin words in parentheses that say what somebody is or what something is about, and are nobody's name.
_NO_NAMES = frozenset(
    (
        "CEO CFO CTO COO CIO CMO CSO CHO EVP SVP VP MD GM PR HR IR PE VC LP GP FA AI AR VR XR IT ICT IP IPO ADR ADS "
        "ETF REIT REITs QDII QFII ESG TMT SaaS PaaS IaaS AIGC AGI LLM SUV MPV EV BEV PHEV GDP CPI PPI PMI M&A BD "
        "KPI ROE ROI EPS API App APP SDK NGO PPP BOT EPC O2O B2B B2C C2C DNA RNA HK US UK EU USD RMB CNY HKD iOS "
        "China Hongkong Singapore Japan Asia Europe Beijing Shanghai Shenzhen Taiwan Macau"
    ).split()
) | {"Hong Kong"}
# Several together are one word's meaning: 与A合称“三家公司” names neither.
_SEVERAL = re.compile(r"[两二三四五六七八九十各多双数][家方大位名个所]|\d+家|该|本|我们|上述")


@dataclass(frozen=True, slots=True)
class Said:
    """A text says that a name is also called `text`; `fuller` if `text` is the full name and the other short."""

    text: str
    reason: str
    fuller: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """A place right behind a name, to be read.

    Attributes:
        folded: the text, folded.
        start, end: where the name stands.
        type: its entity type.
        abbreviates: whether a text is made of characters of the name.
        named: whether a span is a mention that may be another name of this one; None if it is no mention.
    """

    folded: str
    start: int
    end: int
    type: str
    abbreviates: Callable[[str], bool]
    named: Callable[[int, int], bool | None]

    def read(self) -> Iterator[Said]:
        """Other names and codes that the text gives the name."""
        end = self.end + self._is_marked()
        if brackets := _BRACKETS.match(self.folded, end):
            yield from self._inside(brackets["inside"], brackets.start("inside"))
        elif (comma := _COMMA.match(self.folded, end)) and self._fits(comma["said"]):
            yield from _said(comma["said"])
        else:
            yield from self._standing(end)

    def _is_marked(self) -> bool:
        """Whether the name alone stands in 《》 or “”: what follows 《终结美联储》 is not said of 美联储."""
        closing = _CLOSE.find(self.folded[self.end]) if self.end < len(self.folded) else -1
        is_alone = self.start > 0 and self.folded[self.start - 1] == _OPEN[closing]
        return closing >= 0 and (is_alone or self.type == "policy")  # of a policy's title the year may be left out

    def _fits(self, word: str) -> bool:
        """Whether a word can introduce a name of this type: what 李明又称 is followed by is speech."""
        return self.type != "person" or _OF_PERSONS.match(word) is not None

    def _inside(self, inside: str, at: int) -> Iterator[Said]:
        """What stands in brackets, part by part."""
        if codes := read_codes(inside):
            yield from (Said(code, CODE) for code in codes)
            return
        parts = list(_PART.finditer(inside))
        for number, part in enumerate(parts):
            text = part[0].strip()
            codes = read_codes(text) if part[0] != inside else []
            if said := [*_said(text), *(Said(code, CODE) for code in codes)]:
                yield from said
            elif number == 0 and self.type not in ("city", "region"):
                yield from self._alone(part[0], at + part.start(), only=len(parts) == 1)
            elif number and text.isupper() and _initials(parts[0][0]) == text:
                yield Said(text, PARENTHESES)

    def _alone(self, part: str, at: int, *, only: bool) -> Iterator[Said]:
        """A name in brackets that no word introduces; `only` if nothing else stands there."""
        match = _ALONE.fullmatch(part)
        if not match or match["name"] in _NO_NAMES or (self.type == "person" and "&" in match["name"]):
            return
        name = match["name"].strip()
        is_latin = LATIN_NAME.fullmatch(name) is not None
        is_foreign = is_latin or self.folded[self.end - 1].isascii()  # Kimbal Musk（金博尔·马斯克）
        if self._goes_on(name):
            return
        may = self.named(at + match.start("name"), at + match.start("name") + len(name))
        if may is None:
            may = is_latin or (only and self.abbreviates(name)) or (self.type == "person" and DOT in name)
        if may and (self.type != "person" or is_foreign):
            yield Said(name, PARENTHESES)

    def _goes_on(self, words: str) -> bool:
        """Whether Latin words behind a Latin name only go on in its language: DeepSeek (For Now)."""
        name = self.folded[self.start : self.end]
        is_text = name.isascii() and words.isascii() and " " in words
        return is_text and not name.isupper() and not words.lower().startswith(name.lower())

    def _standing(self, end: int) -> Iterator[Said]:
        """的全称为X, 又名“X”, ,即X: without brackets only if X is quoted or known to be a name there."""
        if match := _NO_COMMA.match(self.folded, end):
            name = self._name_at(match) if self._fits(match["said"]) else None
            if name:
                yield Said(name, INTRODUCED, bool(match["fuller"]))
        elif (match := _APPOSITION.match(self.folded, end)) and self.type != "person":
            name = self._name_at(match)
            if name and _AFTER_APPOSITION.match(self.folded, match.end() + len(name)):
                yield Said(name, INTRODUCED)

    def _name_at(self, match: re.Match[str]) -> str | None:
        """The name behind a match: in quotes, or the mention that begins there."""
        start = match.end()
        if match["open"]:
            quoted = _QUOTED.match(self.folded, match.start("open"))
            return quoted[1] if quoted and len(quoted[1]) <= _LONGEST_QUOTED else None
        ends = range(start + _LONGEST_NAME, start + 1, -1)
        return next((self.folded[start:end] for end in ends if self.named(start, end)), None)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _said(text: str) -> Iterator[Said]:
    """Names behind a word that introduces them: 以下简称“A”或“B”."""
    match = _SAID.fullmatch(text)
    if not match:
        return
    names = _QUOTED.findall(match["names"]) or re.split("或者?|/", match["names"])
    for name in names:
        if not _SEVERAL.match(name.strip()):
            yield Said(name.strip(), INTRODUCED, bool(match["fuller"]))
