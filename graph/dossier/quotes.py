"""The best sentences for a pair, and their numbers in the list of sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..query.excerpt import excerpt
from ..query.results import Evidence

LOOK = 300  # windows of a pair, the earliest first, among which its quotes are chosen
_SHORT, _LONG = 12, 180  # characters that a quote should have
_SENTENCE = re.compile(r"[。！？!?….;；][”’」』）)\"']*$")  # lines of tables and headings end otherwise
_TABLE = re.compile(r"[|｜\t].*[|｜\t]", re.DOTALL)

Part = tuple[str, bool]  # a piece of text, and whether it is a name


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: the window `sentence` of a document; `also` counts the documents that reprint it."""

    number: int
    document: str
    source: str
    title: str | None
    date: str | None
    sentence: int
    also: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in parts, and the number of its source."""

    parts: tuple[Part, ...]
    number: int


class Citations:
    """Sources in the order in which they are first quoted; the same window has one number."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Citation] = {}

    def quote(self, found: Evidence) -> Quoted:
        """A window as a quote with its number; of a wide one the sentences of both names."""
        key = found.document, found.sentence
        number = len(self._known) + 1
        known = (found.document, found.source, found.title, found.date, found.sentence, found.also_in_total)
        fresh = Citation(number, *known)
        return Quoted(_parts(*_shown(found)), self._known.setdefault(key, fresh).number)

    def all(self) -> tuple[Citation, ...]:
        """The list."""
        return tuple(self._known.values())


def best(windows: Sequence[Evidence], most: int) -> list[Evidence]:
    """Up to `most` windows with different texts, in their order: sentences of handy length, dated, the names close
    together, of such rather one of each document than two of one."""
    distinct = {"".join(_shown(window)[0].split()): place for place, window in reversed(list(enumerate(windows)))}
    ranked = sorted((*_badness(windows[place]), place) for place in distinct.values())
    seen: Counter[str] = Counter()
    chosen: list[tuple[int, int, int, int]] = []
    for poor, *_, place in ranked:
        document = windows[place].document
        chosen.append((poor, seen[document], len(chosen), place))
        seen[document] += 1
    return [windows[place] for place in sorted(place for *_, place in sorted(chosen)[:most])]


def _badness(window: Evidence) -> tuple[int, bool, int]:
    """How much of what a quote should be it is not: a sentence of handy length; then undated; then the gap."""
    text = _shown(window)[0].strip()
    poor = (not _SHORT <= len(text) <= _LONG) + (not _SENTENCE.search(text) or bool(_TABLE.search(text)))
    return poor, window.date is None, _gap(window.spans[: window.of_a], window.spans[window.of_a :])


def _gap(of_a: Sequence[tuple[int, int]], of_b: Sequence[tuple[int, int]]) -> int:
    """Characters between the two names where they stand nearest."""
    both = sorted([(*span, "a") for span in of_a] + [(*span, "b") for span in of_b])
    return min((right[0] - left[1] for left, right in pairwise(both) if left[2] != right[2]), default=0)


def _shown(window: Evidence) -> tuple[str, tuple[tuple[int, int], ...]]:
    return excerpt(window.text, window.spans, of_a=window.of_a)


def _parts(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    position = 0
    for start, end in sorted(spans):
        start = max(start, position)  # names may overlap
        parts += [(text[position:start], False), (text[start:end], True)]
        position = max(end, position)
    parts.append((text[position:], False))
    return tuple((part, name) for part, name in parts if part)
