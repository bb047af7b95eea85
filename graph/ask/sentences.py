"""Sentences of an entity that have a word outside of the names, and whom they name."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

from ...corpus.document import Document
from ...corpus.sentences import split_sentences
from ..query.evidence import also_in
from ..query.excerpt import surroundings
from ..query.period import Period
from ..query.results import Evidence
from .words import fold

Span = tuple[int, int]

_WINDOWS = """
WITH mine AS (SELECT DISTINCT window FROM mentions WHERE entity = :entity)
SELECT w.window, w.start, w.text, d.document, d.date
FROM mine CROSS JOIN windows AS w ON w.window = mine.window CROSS JOIN documents AS d ON d.document = w.document
WHERE (:first IS NULL OR d.date >= :first AND d.date <= :last)
  AND (:other IS NULL OR EXISTS (SELECT 1 FROM mentions AS o WHERE o.entity = :other AND o.window = w.window))
"""
_NAMED = """
SELECT m.window, m.entity, m.start, m."end"
FROM json_each(?) AS asked CROSS JOIN mentions AS m ON m.window = asked.value ORDER BY m.window, m.start
"""
_CITED = """
SELECT d.id, d.source, d.title, d.date, w.number FROM windows AS w JOIN documents AS d USING (document) WHERE window = ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A window that has the words: where they stand in its text (code points), and where each entity is named."""

    window: int
    text: str
    document: int
    date: str | None
    words: tuple[Span, ...]
    named: dict[int, list[Span]] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the `words` (if there are any) and all of the `topics`; `passed` hold a word but do not count."""

    words: tuple[str, ...]
    topics: tuple[str, ...]
    passed: frozenset[str] = frozenset()

    def patterns(self) -> list[re.Pattern[str]]:
        """What has to be found in a sentence, in either script and any case."""
        groups = [(*self.words, *sorted(self.passed))] if self.words else []
        return [_pattern(group) for group in (*groups, *((fold(topic),) for topic in self.topics))]


def hits(
    connection: sqlite3.Connection,
    entity: int,
    wanted: Wanted,
    *,
    other: int | None = None,
    period: Period | None = None,
    sentences: bool = True,
) -> list[Hit]:
    """Windows naming an entity (row number) that have the words wanted, outside of all names, in order of windows.

    Args:
        other: only windows that name this entity too.
        sentences: whether a window is a sentence; of a wider one the words have to stand in one sentence.
    """
    patterns = wanted.patterns()
    values = {"entity": entity, "other": other, "first": period and period.first, "last": period and period.last}
    rows = {
        row[0]: row
        for row in connection.execute(_WINDOWS, values)
        if all(pattern.search(row[2]) for pattern in patterns)  # most have none: the rest need not be looked at
    }
    named: dict[int, dict[int, list[Span]]] = {window: {} for window in rows}
    for window, name, start, end in connection.execute(_NAMED, (json.dumps(list(rows)),)):
        offset = rows[window][1]
        named[window].setdefault(name, []).append((start - offset, end - offset))
    found = []
    for window, _, text, document, date in rows.values():
        parts = [(0, len(text))] if sentences else _sentences(text)
        hit = _hit(Hit(window, text, document, date, (), named[window]), entity, parts, wanted)
        if hit.words:
            found.append(hit)
    return found


def _hit(hit: Hit, entity: int, parts: Sequence[Span], wanted: Wanted) -> Hit:
    """The window with the words of those of its parts that have them, and whom these name beside the one asked for."""
    names = [span for spans in hit.named.values() for span in spans]
    words: list[Span] = []
    within: list[Span] = []
    for start, end in parts:
        found = [pattern.finditer(hit.text, start, end) for pattern in wanted.patterns()]
        free = [
            [m.span() for m in some if fold(m[0]) not in wanted.passed and not _inside(m.span(), names)]
            for some in found
        ]
        if all(free):
            words += free[0]
            within.append((start, end))
    there = {other: [span for span in spans if _inside(span, within)] for other, spans in hit.named.items()}
    there[entity] = hit.named[entity]
    kept = {other: spans for other, spans in there.items() if spans}
    return Hit(hit.window, hit.text, hit.document, hit.date, tuple(words), kept)


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _sentences(text: str) -> list[Span]:
    return [(s.start, s.end) for s in split_sentences(Document("", text, ""))]


def quote(connection: sqlite3.Connection, hit: Hit, a: int, b: int, *, longest: int) -> Evidence:
    """A window as evidence for two entities that it names."""
    document, source, title, date, number = connection.execute(_CITED, (hit.window,)).fetchone()
    text, of_a, of_b = hit.text, tuple(hit.named[a]), tuple(hit.named[b])
    if len(text) > longest:
        text, of_a, of_b = surroundings(text, of_a, of_b, reach=longest // 4)
    spans = of_a if a == b else of_a + of_b
    printed = also_in(connection, hit.window)
    return Evidence(document, source, title, date, number, text, spans, len(of_a), *printed)


def nearness(hit: Hit, a: int, b: int) -> tuple[int, bool, str, int]:
    """How good a quote a window is: both names and a word close together, dated, early; the least is the best."""
    return _reach(hit.named[a], hit.named[b], hit.words), hit.date is None, hit.date or "", hit.window


def _reach(*groups: Sequence[Span]) -> int:
    """Characters of the shortest stretch that has a span of each group.

    >>> _reach([(0, 2), (30, 32)], [(33, 35)], [(5, 7), (20, 22)])
    15
    """
    ends = [math.inf] * len(groups)  # of each group the nearest end behind the place looked at
    best = math.inf
    for start, end, group in sorted((*span, n) for n, spans in enumerate(groups) for span in spans)[::-1]:
        ends[group] = min(ends[group], end)
        best = min(best, max(ends) - start)
    return int(best)


@cache
def _written() -> dict[str, str]:
    """All characters that are folded to one, for each that several are."""
    found: dict[str, str] = {}
    every = "".join(chr(code) for code in (*range(0x21, 0x250), *range(0x3400, 0xA000), *range(0xFF01, 0xFF5F)))
    for character, folded in zip(every, fold(every), strict=True):
        if character != folded:
            found[folded] = found.get(folded, folded) + character
    return found


@lru_cache(256)  # the words may be a user's
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some folded words, as it may be written; the longest that stands at a place is what stands there."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(chain.from_iterable(map(_written_as, longest_first))))


def _written_as(word: str) -> Iterator[str]:
    """A word as alternatives that begin with a plain character each: so they are found five times as fast."""
    rest = "".join(map(_class, word[1:]))
    return (re.escape(first) + rest for first in _written().get(word[0], word[0]))


def _class(character: str) -> str:
    several = _written().get(character)
    return f"[{''.join(map(re.escape, several))}]" if several else re.escape(character)
