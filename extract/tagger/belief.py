"""What makes a name believable that the model alone found, and no engine bears out."""

from __future__ import annotations

import re

from ..engines.policy import is_policy_title
from ..passage import Passage

_CODE = re.compile(r"[A-Z0-9]{1,6}[.:](?:US|HK|SH|SZ|BJ|SS|TW|KS|T|O|N|L)")
_LATIN = re.compile("[A-Za-z]")
_FUND = re.compile("(?i)capital|fund|ventures?|partners|invest|asset|equity|trust|etf|advisors|angel|[a-z]vc")
# Words of a Latin name beside its part: Siebert|Financial, Nature|Medicine. Titles are none.
_TITLE = "(?:CEO|CFO|COO|CTO|Dr|Mr|Mrs|Ms|Prof|Professor|President|Chairman|Founder|The|And|Of|In)"
_WORD = rf"(?!{_TITLE}\b)[A-Z][a-z]+"
_BEFORE = re.compile(rf"(?<![A-Za-z0-9]){_WORD}(?: {_WORD})*[ ]\Z")
_AFTER = re.compile(rf" {_WORD}(?: {_WORD})*(?![A-Za-z0-9])")
_REACH = 40
# Some are official documents and some are not; for these the model has its reasons.
_MAYBE_OFFICIAL = ("报告", "协议", "书", "法")
_EDITION = re.compile(r"\d{4}年?(?:版|修订|修正|征求意见稿)?")
_JOINED = re.compile("[和及与、](?![^()]*\\))")
_OPEN, _CLOSE = "([{", ")]}"


def believed(passage: Passage, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """How far the name at `start` to `end` of the passage reaches after all, or None if it is no name.

    The rules are what went wrong most on newswire full of English: of that the annotated articles have little.
    """
    text = passage.folded
    start, end = _balanced(text, start, end)
    name = text[start:end]
    if end - start < 2 or (kind == "policy" and _is_no_policy(text, start, end)):
        return None
    if not name.isascii():
        return None if kind == "fund" and _JOINED.search(name) else (start, end)
    if _CODE.fullmatch(name) or (name.islower() and name.isalpha()) or _is_english(passage, start, end):
        return None
    if kind == "fund" and not _FUND.search(name):
        return None
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    after = _AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Without half a bracket: 本田(HMC.US is 本田, 规范条件(2025年版 goes on to its bracket."""
    for mark, other in zip(_OPEN, _CLOSE, strict=True):
        name = text[start:end]
        if name.count(mark) > name.count(other):
            is_edition = text[end : end + 1] == other and not name[name.rindex(mark) :].isascii()
            end = end + 1 if is_edition else start + name.rindex(mark)
        elif name.count(mark) < name.count(other):
            start += name.index(other) + 1
    return start, end


def _is_no_policy(text: str, start: int, end: int) -> bool:
    """Whether a title in 《》 is that of an article, a book or a film, for nothing says it is an official document; or
    a name is only the edition of one."""
    name, is_marked = text[start:end], text[start - 1 : start] == "《" and text[end : end + 1] == "》"
    return bool(_EDITION.fullmatch(name)) or (
        is_marked and not is_policy_title(name) and not name.endswith(_MAYBE_OFFICIAL)
    )


def _is_english(passage: Passage, start: int, end: int) -> bool:
    """Whether a Latin name stands in a sentence that is mostly English; a Chinese word has about four Latin letters."""
    latin, han = passage.scripts_at(start)
    return latin - len(_LATIN.findall(passage.folded, start, end)) >= 2 * han
