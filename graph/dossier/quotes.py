"""The best sentences for a pair, and their numbers in the list of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from ..query.excerpt import excerpt
from ..query.results import Evidence

LOOK = 300  # windows of a pair, the earliest first, among which its quotes are chosen
_SHORT, _LONG = 12, 180  # characters that a quote should have

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
        known = (found.document, found.source, found.title, found.date, found.sentence, len(found.also_in))
        fresh = Citation(number, *known)
        return Quoted(_parts(*_shown(found)), self._known.setdefault(key, fresh).number)

    def all(self) -> tuple[Citation, ...]:
        """The list."""
        return tuple(self._known.values())


def best(windows: Sequence[Evidence], most: int) -> list[Evidence]:
    """Up to `most` windows with different texts, in their order: of handy length, dated, the names close together."""
    distinct = {"".join(_shown(window)[0].split()): place for place, window in reversed(list(enumerate(windows)))}
    chosen = sorted(distinct.values(), key=lambda place: (*_badness(windows[place]), place))[:most]
    return [windows[place] for place in sorted(chosen)]


def _badness(window: Evidence) -> tuple[bool, bool, int]:
    text, _ = _shown(window)
    of_a = window.spans[: window.of_a]
    of_b = window.spans[window.of_a :] or of_a
    gap = min(max(a[0], b[0]) - min(a[1], b[1]) for a, b in product(of_a, of_b))
    return not _SHORT <= len(text.strip()) <= _LONG, window.date is None, gap


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
