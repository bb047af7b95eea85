"""Names that share their end: 东海、南海和黄海水产研究所 are three institutes, only the last written out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from ...corpus.fold import name_key
from ..lexicon import Lexicon
from ..mention import Alias, Mention
from ..passage import Passage
from .aliases import merge, with_passage
from .reasons import ELIDED

NAME = "elided"
SCORE = 0.8
_TYPES = frozenset(("organization", "company"))
# Seas and quarters of the country: beside a body that begins with another of them they are hardly meant themselves.
_AREAS = "东海|南海|黄海|渤海|华北|华东|华南|华中|华西|东北|西北|西南|中南"
_AREA = re.compile(_AREAS)
_BEFORE = re.compile(r"(?P<first>[一-鿿]{2,3}(?:、[一-鿿]{2,3})*)(?:以及|[、和与及])\Z")
_REACH = 24
# 北京、上海交通大学 may as well be the city.
_SCHOOLS = ("大学", "学院")
_SHORTEST_END = 3


class Elided:
    """Reads such names where the document or a lexicon knows them in full too, or where areas are listed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known = frozenset(known.key for known in lexicon.names if lexicon.entries[known.entry].type in _TYPES)

    def read(self, passages: Iterable[Passage], mentions: Sequence[Mention]) -> tuple[list[Mention], list[Alias]]:
        """Mentions of a document with those of shared ends among them, and what these are short for.

        Args:
            passages: the whole document.
            mentions: its mentions, sorted, not overlapping.
        """
        named = self._known | {name_key(m.text) for m in mentions if m.type in _TYPES}
        whole = (m for m in mentions if m.type in _TYPES)
        added: dict[tuple[int, int], tuple[Mention, Alias]] = {}
        for passage, mention in with_passage(passages, whole):
            for start, end, full in _shortened(passage, mention, named):
                short = passage.mention(start, end, mention.type, extractor=NAME, score=SCORE)
                alias = Alias(mention.document, name_key(full), name_key(short.text), mention.type, ELIDED)
                added[short.start, short.end] = short, alias
        if not added:
            return list(mentions), []
        kept = [m for m in mentions if (m.start, m.end) not in added]
        merged = merge(kept, [mention for _, (mention, _) in sorted(added.items())])
        standing = {(m.start, m.end) for m in merged if m.extractor == NAME}
        return merged, [alias for place, (_, alias) in sorted(added.items()) if place in standing]


def _shortened(passage: Passage, mention: Mention, named: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Start and end of each shortened name before a whole one, and the whole name it stands for."""
    text, at = passage.folded, mention.start - passage.start
    before = _BEFORE.search(text, max(at - _REACH, 0), at)
    if before is None:
        return
    whole = text[at : mention.end - passage.start]
    items = before["first"].split("、")
    end = before.end("first")
    for item in reversed(items):
        start = end - len(item)
        # The first item has no mark before it: what leads to it is left out.
        for first in range(start, end - 1):
            full = _full(text[first:end], whole, named)
            if full and first in passage.boundaries:
                yield first, end, full
                break
        else:
            return
        end = start - 1


def _full(short: str, whole: str, named: Collection[str]) -> str | None:
    """The full name, of which one with the same end stands behind: 东海 before 黄海水产研究所."""
    for length in (2, 3):
        end = whole[length:]
        if len(end) >= _SHORTEST_END and len(short) <= length + 1:
            are_areas = _AREA.fullmatch(short) and _AREA.fullmatch(whole[:length])
            is_named = name_key(short + end) in named and not end.endswith(_SCHOOLS)
            if are_areas or (is_named and short != whole[:length]):
                return short + end
    return None
