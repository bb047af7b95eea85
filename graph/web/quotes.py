"""The sentences a page quotes: a few for every co-mention, each text stored once, all of bounded size."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

PER_EDGE = 5
BYTES = 3_000_000
# Of a window longer than LONG characters only the surroundings of the two names are quoted.
LONG = 400
AROUND = 60
PAIRS = 50  # In a window that repeats both names more often than this, the nearest of the first ones are quoted.
GAP = " … "

Span = tuple[int, int]
Numbers = NDArray[np.int64]

# Windows are numbered as they stand, document after document.
_DOCUMENTS = """
SELECT min(w.window), max(w.window) - min(w.window) + 1 FROM documents AS d JOIN windows AS w USING (document)
GROUP BY d.document ORDER BY d.date IS NULL, d.date, d.document
"""
# As one text: a million rows take longer to fetch than to parse.
_NAMING = "SELECT json_group_array(window) FROM (SELECT DISTINCT window FROM mentions WHERE entity = ?)"
_CHUNK = 256  # Windows looked through at once: most pairs have enough in common among the first ones.


@dataclass(frozen=True, slots=True)
class Source:
    """The document a sentence comes from. `date` is YYYY-MM-DD."""

    title: str | None
    source: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quoted text and the place of its document in the list of sources."""

    source: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The place of a text in the list of sentences, and where (start, end; code points) both names stand in it."""

    sentence: int
    spans: tuple[Span, ...]


def quote(
    db: sqlite3.Connection, pairs: Sequence[tuple[int, int]]
) -> tuple[list[tuple[Quote, ...]], tuple[Sentence, ...], tuple[Source, ...]]:
    """Up to `PER_EDGE` quotes for every pair of entities, with the sentences and sources they point to.

    Every pair gets its first quote before any gets its second; the texts take at most about `BYTES` bytes.
    """
    windows = _windows(db, pairs)
    quotes: list[list[Quote]] = [[] for _ in pairs]
    sentences: dict[Sentence, int] = {}
    sources: dict[int, int] = {}
    room = BYTES
    for turn, number in product(range(PER_EDGE), range(len(pairs))):
        if turn >= len(windows[number]):
            continue
        document, text, spans = _read(db, windows[number][turn], *pairs[number])
        sentence = Sentence(sources.setdefault(document, len(sources)), text)
        if sentence not in sentences:
            room -= len(text.encode())
            if room < 0:
                break
        quotes[number].append(Quote(sentences.setdefault(sentence, len(sentences)), spans))
    return [tuple(found) for found in quotes], tuple(sentences), tuple(_source(db, number) for number in sources)


class _Timeline:
    """Places of windows in the order of `evidence`: earliest documents first, undated ones last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = np.array(db.execute(_DOCUMENTS).fetchall(), dtype=np.int64).reshape(-1, 2)
        self._first, self._place = rows[:, 0], np.cumsum(rows[:, 1]) - rows[:, 1]
        self._numbered = np.argsort(self._first)

    def of(self, entity: int) -> Numbers:
        """Places, in order, of the windows that name an entity."""
        (listed,) = self._db.execute(_NAMING, (entity,)).fetchone()
        windows = np.array(json.loads(listed), dtype=np.int64)
        before = np.searchsorted(self._first, windows, side="right", sorter=self._numbered) - 1
        document = self._numbered[before]
        return np.sort(self._place[document] + windows - self._first[document])

    def window(self, place: int) -> int:
        """The window at a place."""
        document = np.searchsorted(self._place, place, side="right") - 1
        return int(self._first[document] + place - self._place[document])


def _windows(db: sqlite3.Connection, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """For every pair the first windows that name both, in the order of `evidence`.

    In arrays, since SQL would walk the windows of an entity anew for each of its pairs.
    """
    timeline = _Timeline(db)
    of = {entity: timeline.of(entity) for entity in set(chain.from_iterable(pairs))}
    earliest = (_earliest(*sorted((of[a], of[b]), key=len)) for a, b in pairs)
    return [[timeline.window(place) for place in places] for places in earliest]


def _earliest(few: Numbers, many: Numbers) -> list[int]:
    found: list[int] = []
    for start in range(0, len(few), _CHUNK):
        some = few[start : start + _CHUNK]
        at = np.minimum(np.searchsorted(many, some), len(many) - 1)
        found += some[many[at] == some].tolist()
        if len(found) >= PER_EDGE:
            break
    return found[:PER_EDGE]


def _read(db: sqlite3.Connection, window: int, a: int, b: int) -> tuple[int, str, tuple[Span, ...]]:
    row = "SELECT document, start, text FROM windows WHERE window = ?"
    document, start, text = db.execute(row, (window,)).fetchone()
    spans = [_spans(db, entity, window, start) for entity in (a, b)]
    if len(text) > LONG:
        return (document, *_shorten(text, *spans))
    return document, text, tuple(sorted(spans[0] + spans[1]))


def _spans(db: sqlite3.Connection, entity: int, window: int, offset: int) -> list[Span]:
    query = 'SELECT start, "end" FROM mentions WHERE entity = ? AND window = ? ORDER BY start'
    return [(start - offset, end - offset) for start, end in db.execute(query, (entity, window))]


def _shorten(text: str, of_a: Sequence[Span], of_b: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The surroundings of the mentions of both that stand nearest to each other."""
    pairs = (sorted(pair) for pair in product(of_a[:PAIRS], of_b[:PAIRS]))
    left, right = min(pairs, key=lambda pair: pair[1][0] - pair[0][0])
    pieces = [(left[0] - AROUND, left[1] + AROUND), (right[0] - AROUND, right[1] + AROUND)]
    if pieces[1][0] <= pieces[0][1]:
        pieces = [(pieces[0][0], pieces[1][1])]
    short, spans = "", []
    for start, end in ((max(start, 0), min(end, len(text))) for start, end in pieces):
        short += GAP.lstrip() if start and not short else GAP if short else ""
        moved = len(short) - start
        spans += [(s + moved, e + moved) for s, e in (left, right) if start <= s and e <= end]
        short += text[start:end]
    return short + (GAP.rstrip() if pieces[-1][1] < len(text) else ""), tuple(dict.fromkeys(spans))


def _source(db: sqlite3.Connection, document: int) -> Source:
    row = "SELECT title, source, date FROM documents WHERE document = ?"
    return Source(*db.execute(row, (document,)).fetchone())
