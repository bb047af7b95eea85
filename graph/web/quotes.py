"""The sentences a page quotes: a few for every co-mention, each text stored once, all of bounded size."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, product
from operator import itemgetter

import numpy as np

from ..query.excerpt import surroundings
from .places import Numbers, Places

# Between the earliest (0) and the latest (1) dated text of a pair, where its quotes are taken from, in this order.
SPREAD = (0, 1, 1 / 2, 1 / 4, 3 / 4)
PER_EDGE = len(SPREAD)
BYTES = 6_000_000
# Windows of a pair that are read to find different texts, and where else the same text stands; of more than these
# every second, third and so on is read.
LOOK = 1000
# Of a window longer than LONG characters only the surroundings of the two names are quoted.
LONG = 400
AROUND = 60

_REPRINTS = """
SELECT window, document FROM reprints WHERE window IN (SELECT value FROM json_each(?)) ORDER BY window, document
"""

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
    *,
    drawn: int,
) -> tuple[list[tuple[Quote, ...]], tuple[Sentence, ...]]:
    """Different quotes for every pair of entities, in order of time, and the sentences they point to.

    `together` has for each pair the places of the windows that name both. Each pair gets its first quote before any
    gets its second; the first `drawn` get up to `PER_EDGE`, spread over time, the others what is quoted anyway. All
    texts together take at most `BYTES` bytes.
    """
    reader, quoted = _Reader(db, sources), _Quoted()
    texts = [_spread(reader.distinct(found, places)) for found in together]
    quotes: list[list[tuple[int, Quote]]] = [[] for _ in pairs]
    parts = range(drawn), range(drawn, len(pairs))
    turns = (product(some, numbers) for some in (range(1), range(1, PER_EDGE)) for numbers in parts)
    for turn, number in chain.from_iterable(turns):
        if turn >= len(texts[number]):
            continue
        text = texts[number][turn]
        sentence, spans, of_a = reader.read(text.window, *pairs[number])
        if (at := quoted.place(sentence, new=turn == 0 or number < drawn)) is not None:
            quotes[number].append((text.order, Quote(at, spans, of_a, tuple(map(sources.number, text.also)))))
    return [tuple(found for _, found in sorted(own, key=itemgetter(0))) for own in quotes], tuple(quoted.sentences)


class _Quoted:
    """The list of sentences, whose texts take at most `BYTES` bytes."""

    def __init__(self) -> None:
        self.sentences: dict[Sentence, int] = {}
        self._room = BYTES

    def place(self, sentence: Sentence, *, new: bool) -> int | None:
        """The place of a sentence in the list, if it is there, or `new` ones may join it and there is room."""
        if sentence not in self.sentences:
            size = len(sentence.text.encode())
            if not new or size > self._room:
                return None
            self._room -= size
        return self.sentences.setdefault(sentence, len(self.sentences))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a pair: its place in the order of time, its earliest window and the month of it (see `Places`), and
    other documents with the same text."""

    order: int
    window: int
    month: int
    also: tuple[int, ...]


def _spread(texts: Sequence[_Text]) -> list[_Text]:
    """Up to `PER_EDGE` of the texts: dated ones, spread over the months as `SPREAD` says, and undated ones.

    Of either as many as there are of all texts, but two of the dated: the earliest and the latest.
    """
    rest = [text for text in texts if text.month >= 0]
    undated = [text for text in texts if text.month < 0]
    if not rest:
        return undated[:PER_EDGE]
    first, last = rest[0], rest[-1]
    chosen: list[_Text] = []
    room = PER_EDGE - min(len(undated), PER_EDGE - max(2, round(PER_EDGE * len(rest) / len(texts))))
    for share in SPREAD[: min(len(rest), room)]:
        wanted = first.month + share * (last.month - first.month)
        nearest = last if share == 1 else min(rest, key=lambda text: abs(text.month - wanted))
        rest.remove(nearest)
        chosen.append(nearest)
    return (chosen + undated)[:PER_EDGE]


class _Reader:
    def __init__(self, db: sqlite3.Connection, sources: Sources) -> None:
        self._db, self._sources = db, sources

    def distinct(self, together: Numbers, places: Places) -> list[_Text]:
        """The different texts at some places, in order of time; of more than `LOOK` places evenly spread ones count."""
        if len(together) > LOOK:
            together = together[np.linspace(0, len(together) - 1, LOOK).astype(np.int64)]
        windows = places.windows(together).tolist()
        query = "SELECT window, document, text FROM windows WHERE window IN (SELECT value FROM json_each(?))"
        rows = self._db.execute(query, (json.dumps(windows),))
        # Texts are compared by their hashes: those of a pair that is everywhere need not stand in memory.
        read = {window: (hash("".join(text.split())), document) for window, document, text in rows}
        found: dict[int, tuple[int, int]] = {}
        documents: dict[int, dict[int, None]] = {}
        for window, month in zip(windows, places.month_of(together).tolist(), strict=True):
            text, document = read[window]
            found.setdefault(text, (window, month))
            documents.setdefault(text, {})[document] = None
        for window, document in self._db.execute(_REPRINTS, (json.dumps(windows),)):
            documents[read[window][0]][document] = None
        return [_Text(order, *found[text], tuple(documents[text])[1:]) for order, text in enumerate(found)]

    def read(self, window: int, a: int, b: int) -> tuple[Sentence, tuple[Span, ...], int]:
        row = "SELECT document, number, start, text FROM windows WHERE window = ?"
        document, number, start, text = self._db.execute(row, (window,)).fetchone()
        of_a, of_b = (_spans(self._db, entity, window, start) for entity in (a, b))
        if len(text) > LONG:
            text, of_a, of_b = surroundings(text, of_a, of_b, reach=AROUND)
        sentence = Sentence(self._sources.number(document), number, text)
        return sentence, (*of_a, *of_b), len(of_a)


def _spans(db: sqlite3.Connection, entity: int, window: int, offset: int) -> tuple[Span, ...]:
    query = 'SELECT start, "end" FROM mentions WHERE entity = ? AND window = ? ORDER BY start'
    return tuple((start - offset, end - offset) for start, end in db.execute(query, (entity, window)))
