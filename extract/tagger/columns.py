"""What the model sees of passages: for each character and kind of observation a small number, its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from ..lexicon import IGNORE, LEXICON
from ..mention import Mention
from ..passage import Passage
from . import context, templates
from .labels import Span
from .scope import Scope
from .vocabulary import Characters, Codes, Vocabulary, Words

# Passages lie one after another, with so many characters of nothing around each.
GAP = templates.REACH

NEIGHBORS = (-2, -1, 0, 1, 2)
# Of a word that stands so many times in the passage; of 8 times or more; of a single character.
_OFTEN = np.array([0, 1, 2, 3, 4, 4, 4, 4, 5], np.int32)
_SINGLE = 9


@dataclass(frozen=True, slots=True)
class Readings:
    """What the engines say of a passage, before the model: offsets count from the start of the passage.

    Attributes:
        votes: (engine, span, score) of everything they found, hints included.
        chosen: what the vote chose, sorted.
    """

    votes: Sequence[tuple[str, Span, float]]
    chosen: Sequence[Span]

    @classmethod
    def of(cls, passage: Passage, votes: Iterable[Mention], chosen: Iterable[Mention]) -> Readings:
        """Readings from the mentions of one passage."""
        at = passage.start
        return cls(
            [(m.extractor, (m.start - at, m.end - at, m.type), m.score) for m in votes],
            [(m.start - at, m.end - at, m.type) for m in chosen],
        )


@dataclass(frozen=True, slots=True)
class Observed:
    """Columns of codes; code 0 is for nothing, and between the passages there is nothing.

    Attributes:
        starts: where each passage begins.
        characters: columns with a code for each character.
        words: columns with a code for each word.
        index: the word of each character.
    """

    starts: Sequence[int]
    characters: Mapping[str, Codes]
    words: Mapping[str, Codes]
    index: NDArray[np.intp]


def observe(
    passages: Sequence[Passage], readings: Sequence[Readings], scope: Scope, vocabulary: Vocabulary
) -> Observed:
    """Columns of passages, from their texts and from what the engines found in them."""
    *starts, length = accumulate((len(passage.folded) + GAP for passage in passages), initial=GAP)
    words, index = _words(passages, vocabulary.words)
    characters = dict(_characters(passages, starts, vocabulary.characters))
    characters["place"] = _places(index)
    codes = {kind: i for i, kind in enumerate((*scope.types, IGNORE), 1)}
    texts = [passage.lowered for passage in passages]
    characters.update(_names(texts, readings, starts, length, codes, scope.engines))
    characters.update(_surroundings(passages, readings, starts, length, codes))
    return Observed(starts, characters, words, index)


def _characters(
    passages: Sequence[Passage], starts: Sequence[int], characters: Characters
) -> Iterator[tuple[str, Codes]]:
    nothing = "\0" * GAP
    numbers = characters.of(nothing.join(["", *(passage.folded for passage in passages), ""]))
    for start in (*starts, len(numbers)):
        numbers[start - GAP : start] = 0
    yield "character", numbers
    yield "shape", characters.shapes.take(numbers)


def _words(passages: Sequence[Passage], met: Words) -> tuple[dict[str, Codes], NDArray[np.intp]]:
    """Columns of words, and the word of each character. Around each passage stand two words of nothing."""
    words = ["", ""]
    for passage in passages:
        words += passage.words
        words += ("", "")
    numbers = met.of(words)
    each = [2, *(len(passage.words) + 2 for passage in passages)]  # words of a passage and those of nothing behind it
    passage_of = np.repeat(np.arange(-1, len(passages)), each)
    often = _times(passage_of, numbers)
    lengths = met.lengths.take(numbers)
    tags, letters = met.tags.take(numbers), met.letters.take(numbers)
    columns: dict[str, Codes] = {}
    for distance in NEIGHBORS:
        for name, column in (("word", numbers), ("tag", tags), ("letter", letters)):
            columns[f"{name}{distance:+d}"] = _shifted(column, distance)
    columns["length"] = np.minimum(lengths, 5)
    columns["often"] = np.where(lengths > 1, _OFTEN.take(np.minimum(often, len(_OFTEN) - 1)), _SINGLE)
    columns["glued_before"] = _glue(passage_of, met, numbers, often)
    columns["glued_after"] = _shifted(columns["glued_before"], 1)
    lengths[np.cumsum(each) - 2] = GAP
    return columns, np.repeat(np.arange(len(words)), lengths)


def _times(passages: NDArray[np.intp], numbers: Codes) -> NDArray[np.intp]:
    """How many times each word stands in its passage."""
    # Sorted by passage, word and place in one number: to sort plain numbers is far faster than to sort by them.
    places = np.sort((passages << 48) | (numbers.astype(np.int64) << 24) | np.arange(len(numbers)))
    words = places >> 24
    firsts = np.flatnonzero(np.append(True, words[1:] != words[:-1]))
    counts = np.diff(np.append(firsts, len(words)))
    times = np.empty(len(numbers), np.intp)
    times[places & 0xFFFFFF] = np.repeat(counts, counts)
    return times


def _shifted(column: Codes, distance: int) -> Codes:
    """The column with each code at the place `distance` before its own, and nothing beyond its ends."""
    shifted = np.zeros_like(column)
    if distance > 0:
        shifted[:-distance] = column[distance:]
    else:
        shifted[-distance:] = column[: len(column) + distance]
    return shifted


def _places(index: NDArray[np.intp]) -> Codes:
    """Whether a character is the first of its word (1), inside (2), the last (3) or alone (4)."""
    places = np.full(len(index), 2, np.int32)
    first = np.empty(len(index), bool)
    first[0] = True
    np.not_equal(index[1:], index[:-1], out=first[1:])
    last = np.append(first[1:], True)
    places[last] = 3
    places[first] = 1
    places[first & last] = 4
    return places


def _glue(passages: NDArray[np.intp], met: Words, numbers: Codes, often: NDArray[np.intp]) -> Codes:
    """How firmly each word holds to the one before it.

    Two words that stand side by side more than once, and far more often than chance would have it (pointwise mutual
    information, Church and Hanks 1990), are likely to be one name that the dictionary does not know: 阶梯|医疗.
    """
    glue = np.zeros(len(numbers), np.int32)
    can = (often > 1) & met.is_text.take(numbers)
    second = np.flatnonzero(can[1:] & can[:-1]) + 1
    pairs = (passages[second] << 48) | (numbers[second - 1].astype(np.int64) << 24) | numbers[second]
    _, where, which, times = np.unique(pairs, return_index=True, return_inverse=True, return_counts=True)
    at = second[where]
    lengths = np.bincount(passages[2:])[passages[at]] - 2
    information = np.log(times / lengths) - met.chances.take(numbers[at - 1]) - met.chances.take(numbers[at])
    firmness = 1 + 8 * np.minimum(times - 2, 2) + np.clip(information / 2, 0, 7).astype(np.int32)
    glue[second] = np.where(times > 1, firmness, 0)[which]
    return glue


def _names(
    texts: Sequence[str],
    readings: Sequence[Readings],
    starts: Sequence[int],
    length: int,
    codes: Mapping[str, int],
    engines: Sequence[str],
) -> Iterator[tuple[str, Codes]]:
    """For each engine, for hints, for what was chosen and what recurs: the kind of the longest name over a character,
    and its place in that name."""
    names = (*engines, "hint", "chosen", "recurring")
    rows = {name: row for row, name in enumerate(names)}
    hint, chosen, recurring = len(engines), len(engines) + 1, len(engines) + 2
    spans: list[tuple[int, int, int]] = []  # place of the first character among all columns, characters, code
    for text, reading, start in zip(texts, readings, starts, strict=True):
        for engine, (first, end, kind), score in reading.votes:
            if code := codes.get(kind):
                if engine in rows:
                    spans.append((rows[engine] * length + start + first, end - first, code))
                if engine == LEXICON and score < 1:
                    spans.append((hint * length + start + first, end - first, code))
        for row, found in ((chosen, reading.chosen), (recurring, _recurring(text, reading.chosen, codes))):
            at = row * length + start
            spans += ((at + first, end - first, codes[kind]) for first, end, kind in found if kind in codes)
    columns = np.zeros((len(names), length), np.int32)
    if spans:
        _cover(columns.reshape(-1), np.fromiter(chain.from_iterable(spans), np.int64, 3 * len(spans)).reshape(-1, 3))
    return zip(names, columns, strict=True)


def _cover(columns: Codes, spans: NDArray[np.int64]) -> None:
    """Write spans, longer ones over shorter ones."""
    first, lengths, codes = spans[np.argsort(spans[:, 1], kind="stable")].T
    ends = np.cumsum(lengths)
    at = np.repeat(first - (ends - lengths), lengths) + np.arange(ends[-1])
    values = np.repeat(codes * 4 + 2, lengths)
    values[ends - 1] += 1
    values[ends - lengths] = codes * 4 + (lengths > 1)
    columns[at] = values


def _recurring(folded: str, chosen: Sequence[Span], codes: Mapping[str, int]) -> Iterator[Span]:
    """Where names that were chosen at one place stand at others, where nothing was."""
    votes: dict[str, dict[str, int]] = {}
    taken = bytearray(len(folded))
    for start, end, kind in chosen:
        taken[start:end] = b"\1" * (end - start)
        if kind in codes and end - start > 1:
            found = votes.setdefault(folded[start:end], {})
            found[kind] = found.get(kind, 0) + 1
    for name, found in votes.items():
        kind = min(found, key=lambda k: (-found[k], k)) if len(found) > 1 else next(iter(found))
        at = folded.find(name)
        while at >= 0:
            if taken.find(1, at, at + len(name)) < 0:
                yield at, at + len(name), kind
            at = folded.find(name, at + 1)


def _surroundings(
    passages: Sequence[Passage],
    readings: Sequence[Readings],
    starts: Sequence[int],
    length: int,
    codes: Mapping[str, int],
) -> Mapping[str, Codes]:
    names = ("list_kind", "list_noun", "list_place", "quotes", "brackets", "line")
    columns = {name: np.zeros(length, np.int32) for name in names}
    for passage, reading, start in zip(passages, readings, starts, strict=True):
        text = passage.folded
        found = (
            *context.lists(text, reading.chosen, codes),
            context.quotes(text),
            context.brackets(text),
            context.lines(text, is_first=passage.start == 0),
        )
        for name, column in zip(names, found, strict=True):
            columns[name][start : start + len(text)] = column
    return columns
