"""Companies, funds, bodies and zones whose last word says what they are: 宇树科技, 合肥市发改委, 高瓴资本.

From that word, the head, the name is read to the left as far as words go that names hold; then what is left over
at its beginning is cut off, and what has no proper part (科研机构, 产业基金) is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...config.settings import Settings
from .. import wordclass
from ..extractor import Extractor, check_options
from ..lexicon import Lexicon
from ..mention import Mention
from ..passage import Passage
from ..repeat import repeats
from .fund_products import SCORE, FundProducts

NAME = "suffix"
_LONGEST = 14  # words of one name


@dataclass(frozen=True, slots=True)
class _Rule:
    """How names with one letter of head are read (see `wordclass`).

    Attributes:
        type: entity type.
        inner: letters of the words before the head.
        shape: what these words, from the first of the name, must match.
        after: letters that may follow the name.
        longest: code points before the head.
        score: share of such names that are right.
    """

    type: str
    inner: str
    shape: re.Pattern[str]
    after: str
    longest: int
    score: float


_ANY = "PCNzuBKendvtLSGIiFfODMRws()-."
_END = ".sw()dvteC"
_BRAND = r"(?:z[zun]?|u[zu]|uuu|[un]{2,3}|nz)"
_RULES = {
    "L": _Rule("company", "PCNzuBKendvtGIiFfODM-()w", re.compile(r".*[PCNzuBKe].*"), _ANY, 40, 0.95),
    "S": _Rule("company", "PCNzuBKendvtLGIiFfODM-()w", re.compile(r".*[LGIzK].*P?"), _ANY, 40, 0.95),
    "G": _Rule(
        "company", "PzuenIiFfGK-", re.compile(rf"P?{_BRAND}[IiGFf]*|P[nIiGFf]{{1,2}}|K|P[zu]?|e"), _ANY, 8, 0.85
    ),
    "I": _Rule("company", "PzunIiGv", re.compile(rf"P?{_BRAND}[IiGF]?|P[Iin]?|P[zu]"), _END + "uvn", 6, 0.85),
    "i": _Rule("company", "zun", re.compile(r"z|u[zu]|[un]u|un|zu"), ".sw()vtGun", 3, 0.9),
    "F": _Rule(
        "fund",
        "PzuenIifFd",
        re.compile(r"P?(?:z[zun]?|u[zu]|uuu|uu?n|n[uz]|nuu)[niIf]?|e|P[IifFnzu]+|z[nIif]+"),
        _END,
        10,
        0.7,
    ),
    "f": _Rule("fund", "Pzun", re.compile(r"[uzn]?[uz]|[uz]n?|Pu?"), ".w()s", 5, 0.7),
    "O": _Rule("organization", "PCNzuBKendvIiFfODM-()w", re.compile(r".*[PCNzBKe].*|uu+n*|[nu]u"), _ANY, 30, 0.85),
    "D": _Rule("organization", "PCNBndvIiFfOMuw", re.compile(r"(?:[PCN]|BO?).*[ndvIiFfOMzu]"), ".sw()nPvzt", 20, 0.85),
    "M": _Rule("organization", "zunP", re.compile(r"P?(?:[zun]|[zun][zun]|[zu]{3})"), ".sw()d", 5, 0.7),
    "B": _Rule("organization", "NCP", re.compile("[NCP]?"), _ANY, 4, 0.85),
    "K": _Rule("company", "", re.compile(""), _ANY, 0, 0.7),
    "R": _Rule("region", "PzunIiv", re.compile(r"P[PzunIiv]*"), _ANY, 16, 0.85),
}
_ALONE = "LBK"  # heads that may have nothing before them
_COMPANY = re.compile("P?(?:z[zu]?|[unz]u|uuu)|e")  # what makes a bare 公司 a name
# After these a single noun is a name (蚂蚁集团, 兴业证券); before others it is a kind (手机银行).
_AFTER_NOUN = frozenset(("集团", "证券", "药业", "制药", "重工", "人寿"))
# A single character before the head is half a brand; the other half may look like a particle: 再鼎医药.
_PARTICLE_FIRST = re.compile("[.(][stw]")
_AFTER_PLACE = re.compile("P[zun]?[swt]$")
# Heads beside which stands what their rules allow.
_HEAD = re.compile(
    "|".join(
        rf"{head}(?![^{re.escape(rule.after)}])" + ("" if head in _ALONE else rf"(?<=[{re.escape(rule.inner)}]{head})")
        for head, rule in _RULES.items()
    )
)
# What stands before a name: of branches, of most names, of those of registered firms and bodies without a place.
_LEAD_OF_BRANCH, _LEAD = re.compile("[vdtw]*"), re.compile(r"[nvdtw\-IiFfM]*?(?=[PCNBK])")
_LEAD_OF_PROPER = re.compile(r"[nvdtw\-]*?(?=[zue])")
_IN_BRACKETS = re.compile("[PznG]+")
# Words by which a company is a body or a fund.
_OF_BODIES = re.compile("社团|联会|总会|协会|商会|交易所|会有限公司")
_OF_FUNDS = re.compile("基金|创投|创业投资|股权投资|资本|私募|金控|金融控股")


class SuffixExtractor:
    """Finds heads in the letters of a passage, and reads each name backwards from its head; and what funds sell."""

    def __init__(self, funds: FundProducts) -> None:
        self._funds = funds

    def extract(self, passage: Passage) -> list[Mention]:
        """Names of companies, funds, organizations and regions."""
        names = passage.mentions(_read(passage, first, last) for first, last in _names(passage.words, passage.letters))
        funds = passage.mentions((start, end, "fund", NAME, SCORE) for start, end in self._funds.find(passage))
        return [*names, *repeats(passage, names, extractor=NAME), *funds]


def _names(words: list[str], letters: str) -> Iterator[tuple[int, int]]:
    """First and last word of each name; of two that overlap the last."""
    held: tuple[int, int] | None = None
    for match in _HEAD.finditer(letters):
        last = match.start()
        first = _first(words, letters, last)
        if first is None:
            continue
        if held is not None and held[1] < first:
            yield held
        held = (first, last)
    if held is not None:
        yield held


def _read(passage: Passage, first: int, last: int) -> tuple[int, int, str, str, float]:
    """Start, end, type, engine and score of a name."""
    head = passage.letters[last]
    rule = _RULES[head]
    start, end = passage.cuts[first], passage.cuts[last + 1]
    return start, end, _type_of_company(passage.folded[start:end]) if head in "LG" else rule.type, NAME, rule.score


def _type_of_company(name: str) -> str:
    if _OF_BODIES.search(name):
        return "organization"
    return "fund" if _OF_FUNDS.search(name) else "company"


def _first(words: list[str], letters: str, last: int) -> int | None:
    """Index of the first word of the name that ends with word `last`; None if there is no name."""
    head = letters[last]
    rule = _RULES[head]
    is_bare = head == "G" and words[last] == "公司"
    if is_bare and letters[last - 1] in "IiF":
        return None
    first = _trimmed(words, letters, _reach(words, letters, last, rule.inner), last)
    if head == "L" and (place := _AFTER_PLACE.search(letters, max(first - 4, 0), first)):
        first = place.start()  # a brand with a particle in it: 苏州利来工业有限公司
    run = letters[first:last]
    if head == "I" and run[:1] == "P" and letters[last + 1 : last + 2] in "uvn" and last + 1 < len(letters):
        return None
    if last - first == 1:
        if (run == "n" and words[last] in _AFTER_NOUN) or (run == "v" and words[last] == "集团"):
            return first if letters[first - 1 : first] in (*".(sw", "") else None
        if run == "u" and len(words[first - 1]) == 1 and _PARTICLE_FIRST.match(letters, max(first - 2, 0)):
            return first - 1
    if is_bare and not _COMPANY.fullmatch(run):
        return None
    if not rule.shape.fullmatch(run) or len("".join(words[first:last])) > rule.longest:
        return None
    if head in "ifM" and letters[first - 1 : first] not in (".(s" if head == "i" else ".("):
        return None
    return _spelled(words, letters, first) if run == "e" else first


_WITH_CARE = "wOG()"


def _reach(words: list[str], letters: str, last: int, inner: str) -> int:
    """Index of the leftmost word that could belong to the name."""
    first = last
    while first > 0 and last - first < _LONGEST and (before := letters[first - 1]) in inner:
        if before not in _WITH_CARE:
            first -= 1
            continue
        if before == "w" and not (letters[first] in "nvIiO" and letters[first - 2] in "nvIi"):
            break
        if before == "O" and letters[first] == "N":
            break  # 中央纪委|国家监委
        if before == "G" and words[first - 1].endswith("公司") and letters[last] != "S":
            break
        if before == "(":
            break
        first -= 1
        if before == ")":
            bracket = letters.rfind("(", max(first - 4, 0), first)
            if bracket < 1 or not _IN_BRACKETS.fullmatch(letters, bracket + 1, first):
                return first + 1
            first = bracket
    return first


def _trimmed(words: list[str], letters: str, first: int, last: int) -> int:
    """Leave out what stands before the name: common words before a place, a country before a proper name."""
    head = letters[last]
    if first + 1 >= last and head != "S":
        return first  # nothing can stand before a single word
    if head == "S" or letters[first] not in "PCNBK":
        lead = (_LEAD_OF_BRANCH if head == "S" else _LEAD).match(letters, first, last)
        if lead is None and head in "LO":
            lead = _LEAD_OF_PROPER.match(letters, first, last)
        first = lead.end() if lead else first
    while first + 1 < last and _is_outside(words, letters, first, last):
        first += 1
    return first


def _is_outside(words: list[str], letters: str, first: int, last: int) -> bool:
    """Whether the name goes without its first word: 英国|肯特大学, 湖北省|武汉市政协, 工信部|赛迪研究院."""
    word, both, head = words[first], letters[first : first + 2], letters[last]
    if head not in "BOD":
        return both in ("CP", "Cz", "Cu")
    if head == "B":
        return word == "中国" or not words[last].endswith(("部", "局"))
    if both == "PP":
        if words[first + 1].endswith(("市", "区", "县", "州")) or word == "中国":
            return word.endswith(("省", "市", "自治区", "中国")) and not words[last].endswith("学")
        return word in wordclass.PROVINCES
    return both in ("CP", "Cz", "Cu", "CB", "PN") or (both in ("Bz", "BN") and word.endswith("部"))


def _spelled(words: list[str], letters: str, first: int) -> int:
    """Further Latin words before Latin word `first`."""
    while first > 1 and words[first - 1] == " " and letters[first - 2] == "e":
        first -= 2
    return first


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options(NAME, options)
    return SuffixExtractor(FundProducts(Lexicon.of(settings)))
