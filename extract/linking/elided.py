"""Names that share their end: 东海、南海和黄海水产研究所 are three institutes, only the last written out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from ...corpus.fold import name_key
from .. import segment
from ..lexicon import Lexicon
from ..mention import Alias, Mention
from ..passage import Passage
from .aliases import by_passage, merge
from .reasons import ELIDED

NAME = "elided"
SCORE = 0.8
_TYPES = frozenset(("organization", "company"))
_TOGETHER = re.compile("[和与及、]")
# Seas and quarters of the country: beside a body that begins with another of them they are hardly meant themselves.
_AREA = re.compile("东海|南海|黄海|渤海|华北|华东|华南|华中|华西|东北|西北|西南|中南")
_BEFORE = re.compile(r"(?P<first>[一-鿿]{2,3}(?:、[一-鿿]{2,3})*)(?:以及|[、和与及])\Z")
_JOINING = "、和与及"  # what the names before a whole one are joined to it with
_REACH = 24
# 北京、上海交通大学 may as well be the city.
_SCHOOLS = ("大学", "学院")
_SHORTEST_END = 3
_SHORTEST = 2 + _SHORTEST_END


class Elided:
    """Reads such names where the document or a lexicon knows them in full too, or where areas are listed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._own = lexicon.own_names
        self._known = frozenset(known.key for known in lexicon.names if lexicon.entries[known.entry].type in _TYPES)

    def read(self, passages: Iterable[Passage], mentions: Sequence[Mention]) -> tuple[list[Mention], list[Alias]]:
        """Mentions of a document with those of shared ends among them, and what these are short for.

        Args:
            passages: the whole document.
            mentions: its mentions, sorted, not overlapping.
        """
        whole = [m for m in mentions if m.type in _TYPES]
        here: set[str] = set()
        added: dict[tuple[int, int], tuple[Mention, Alias]] = {}
        for passage, within in by_passage(passages, whole):
            text, at = passage.folded, passage.start
            for mention in [m for m in within if m.end - m.start >= _SHORTEST and text[m.start - at - 1] in _JOINING]:
                here = here or {name_key(text) for text in {m.text for m in whole}}
                for start, end, full in _shortened(passage, mention, (here, self._known)):
                    short = passage.mention(start, end, mention.type, extractor=NAME, score=SCORE)
                    if name_key(short.text) in self._own:
                        continue  # the user has said what it is
                    alias = Alias(mention.document, name_key(full), name_key(short.text), mention.type, ELIDED)
                    added[short.start, short.end] = short, alias
        if not added:
            return list(mentions), []
        kept = [m for m in mentions if (m.start, m.end) not in added]
        merged = merge(kept, [mention for _, (mention, _) in sorted(added.items())])
        standing = {(m.start, m.end) for m in merged if m.extractor == NAME}
        return merged, [alias for place, (_, alias) in sorted(added.items()) if place in standing]


def _shortened(passage: Passage, mention: Mention, named: Sequence[Collection[str]]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each shortened name before a whole one, and the whole name it stands for."""
    text, at = passage.folded, mention.start - passage.start
    before = _BEFORE.search(text, max(at - _REACH, 0), at)
    whole = text[at : mention.end - passage.start]
    if before is None or _TOGETHER.search(whole):
        return
    items = before["first"].split("、")
    end = before.end("first")
    for item in reversed(items):
        start = end - len(item)
        # The first item has no mark before it: what leads to it (在, 为, 覆盖) is left out.
        starts = [start] if item is not items[0] else [s for s in range(start, end - 1) if _is_led(passage, s)]
        for first in starts:
            full = _full(text[first:end], whole, mention.type, named)
            if full and first in passage.boundaries:
                yield first, end, full
                break
        else:
            return
        end = start - 1


def _is_led(passage: Passage, start: int) -> bool:
    """Whether nothing, or no more than a verb or preposition, stands before a first item."""
    at = bisect_left(passage.cuts, start)
    before = passage.words[at - 1] if at and passage.cuts[at] == start else ""
    return not before.isalpha() or segment.tag(before).startswith(("v", "p", "c", "u", "d"))


def _full(short: str, whole: str, kind: str, named: Sequence[Collection[str]]) -> str | None:
    """The full name, of which one with the same end stands behind: 东海 before 黄海水产研究所."""
    for length in (2, 3):
        end = whole[length:]
        if len(end) >= _SHORTEST_END and len(short) <= length + 1:
            are_areas = kind == "organization" and _AREA.fullmatch(short) and _AREA.fullmatch(whole[:length])
            is_named = any(name_key(short + end) in names for names in named) and not end.endswith(_SCHOOLS)
            if are_areas or (is_named and short != whole[:length]):
                return short + end
    return None
