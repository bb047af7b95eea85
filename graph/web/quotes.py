"""The sentences a page quotes: a few for every co-mention, each text stored once, all of bounded size."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from .places import Numbers, Places

PER_EDGE = 5
BYTES = 3_000_000
LOOK = 40  # Windows of a pair that are read to find PER_EDGE different texts, and where else the same text stands.
# Of a window longer than LONG characters only the surroundings of the two names are quoted.
LONG = 400
AROUND = 60
PAIRS = 50  # In a window that repeats both names more often than this, the nearest of the first ones are quoted.
GAP = " … "

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A document. `date` is YYYY-MM-DD."""

    id: str
    title: str | None
    source: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quoted text, the place of its earliest document in the list of sources, and its number in that document."""

    source: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The place of a text in the list of sentences, and where (start, end; code points) both names stand in it.

    The first `of_a` spans are the source's. `also` are the places of other documents with the same text.
    """

    sentence: int
    spans: tuple[Span, ...]
    of_a: int
    also: tuple[int, ...]


class Sources:
    """Documents a page speaks of, numbered in the order in which they were asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers: dict[int, int] = {}

    def number(self, document: int) -> int:
        """The place of a document in the list."""
        return self._numbers.setdefault(document, len(self._numbers))

    def all(self) -> tuple[Source, ...]:
        """The list."""
        row = "SELECT id, title, source, date FROM documents WHERE document = ?"
        return tuple(Source(*self._db.execute(row, (number,)).fetchone()) for number in self._numbers)


def quote(
    db: sqlite3.Connection,
    pairs: Sequence[tuple[int, int]],
    together: Iterable[Numbers],
    places: Places,
    sources: Sources,
) -> tuple[list[tuple[Quote, ...]], tuple[Sentence, ...]]:
    """Up to `PER_EDGE` different quotes for every pair of entities, and the sentences they point to.

    `together` has for each pair the places of the windows that name both. Every pair gets its first quote before any
    gets its second; the texts take at most about `BYTES` bytes.
    """
    reader = _Reader(db, sources)
    texts = [reader.distinct(places.windows(found[:LOOK]).tolist()) for found in together]
    quotes: list[list[Quote]] = [[] for _ in pairs]
    sentences: dict[Sentence, int] = {}
    room = BYTES
    for turn, number in product(range(PER_EDGE), range(len(pairs))):
        if turn >= len(texts[number]):
            continue
        window, also = texts[number][turn]
        sentence, spans, of_a = reader.read(window, *pairs[number])
        if sentence not in sentences:
            room -= len(sentence.text.encode())
            if room < 0:
                break
        at = sentences.setdefault(sentence, len(sentences))
        quotes[number].append(Quote(at, spans, of_a, tuple(map(sources.number, also))))
    return [tuple(found) for found in quotes], tuple(sentences)


class _Reader:
    def __init__(self, db: sqlite3.Connection, sources: Sources) -> None:
        self._db, self._sources = db, sources
        self._known: dict[int, tuple[int, int]] = {}

    def distinct(self, windows: Sequence[int]) -> list[tuple[int, list[int]]]:
        """The first windows with different texts, and the other documents that have the same text."""
        first: dict[int, int] = {}
        documents: dict[int, dict[int, None]] = {}
        for window in windows:
            document, text = self._fingerprint(window)
            if text in first or len(first) < PER_EDGE:
                first.setdefault(text, window)
                documents.setdefault(text, {})[document] = None
        return [(window, list(documents[text])[1:]) for text, window in first.items()]

    def _fingerprint(self, window: int) -> tuple[int, int]:
        """Its document, and the hash of its text without blanks."""
        if window not in self._known:
            row = "SELECT document, text FROM windows WHERE window = ?"
            document, text = self._db.execute(row, (window,)).fetchone()
            self._known[window] = document, hash("".join(text.split()))
        return self._known[window]

    def read(self, window: int, a: int, b: int) -> tuple[Sentence, tuple[Span, ...], int]:
        row = "SELECT document, number, start, text FROM windows WHERE window = ?"
        document, number, start, text = self._db.execute(row, (window,)).fetchone()
        of_a, of_b = (_spans(self._db, entity, window, start) for entity in (a, b))
        if len(text) > LONG:
            text, of_a, of_b = _shorten(text, of_a, of_b)
        sentence = Sentence(self._sources.number(document), number, text)
        return sentence, (*of_a, *of_b), len(of_a)


def _spans(db: sqlite3.Connection, entity: int, window: int, offset: int) -> list[Span]:
    query = 'SELECT start, "end" FROM mentions WHERE entity = ? AND window = ? ORDER BY start'
    return [(start - offset, end - offset) for start, end in db.execute(query, (entity, window))]


def _shorten(text: str, of_a: Sequence[Span], of_b: Sequence[Span]) -> tuple[str, list[Span], list[Span]]:
    """The surroundings of the mentions of both that stand nearest to each other."""

    def distance(pair: tuple[Span, Span]) -> int:
        left, right = sorted(pair)
        return right[0] - left[1]

    nearest = min(product(of_a[:PAIRS], of_b[:PAIRS]), key=distance)
    pieces = sorted((start - AROUND, end + AROUND) for start, end in nearest)
    if pieces[1][0] <= pieces[0][1]:
        pieces = [(pieces[0][0], max(pieces[0][1], pieces[1][1]))]
    short, moved = "", dict.fromkeys(nearest, 0)
    for start, end in ((max(start, 0), min(end, len(text))) for start, end in pieces):
        short += GAP.lstrip() if start and not short else GAP if short else ""
        moved |= {span: len(short) - start for span in nearest if start <= span[0] and span[1] <= end}
        short += text[start:end]
    short += GAP.rstrip() if pieces[-1][1] < len(text) else ""
    (of_one, of_other) = ((start + moved[start, end], end + moved[start, end]) for start, end in nearest)
    return short, [of_one], [of_other]
