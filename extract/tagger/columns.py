"""What the model sees of a passage: one number for each character and kind of observation."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...corpus.fold import lower
from .. import segment, wordclass
from ..lexicon import IGNORE, LEXICON
from ..mention import Mention
from ..passage import Passage
from . import context
from .context import Column, text_id
from .labels import Span
from .scope import Scope

# Each mark that tells something has a class of its own.
_MARKS = "、,。《》“”()\n :·-;.!?%/&"
_NEIGHBORS = (-2, -1, 0, 1, 2)


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


def observe(passage: Passage, readings: Readings, scope: Scope) -> dict[str, Column]:
    """Columns of a passage, each as long as its text, from the text and from what the engines found in it."""
    codes = {kind: i for i, kind in enumerate((*scope.types, IGNORE), 1)}
    folded = lower(passage.folded)
    columns = dict(_characters(passage.folded, folded))
    columns.update(_words(passage))
    columns.update(_names(folded, readings, codes, scope.engines))
    kind, noun, place = context.lists(passage.folded, readings.chosen, codes)
    columns.update(list_kind=kind, list_noun=noun, list_place=place)
    columns["quotes"] = context.quotes(passage.folded)
    columns["brackets"] = context.brackets(passage.folded)
    columns["line"] = context.lines(passage.folded, is_first=passage.start == 0)
    return columns


def _characters(text: str, folded: str) -> Iterator[tuple[str, Column]]:
    shape = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    characters = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
    yield "character", np.where((characters >= ord("0")) & (characters <= ord("9")), np.uint32(ord("0")), characters)
    yield "shape", _SHAPES[np.minimum(shape, len(_SHAPES) - 1)]


def _shapes() -> Column:
    table = np.full(0xA001, 25, np.uint32)  # the last number stands for all characters after it too
    table[:0x3000] = 24
    table[0x4E00:0xA000] = 1
    for first, last, value in (("0", "9", 2), ("A", "Z", 3), ("a", "z", 4)):
        table[ord(first) : ord(last) + 1] = value
    for value, mark in enumerate(_MARKS, 30):
        table[ord(mark)] = value
    return table


_SHAPES = _shapes()


class _WordNumbers(dict[str, tuple[int, int, int]]):
    """Of each word: its own number, that of its part of speech, its class letter; worked out when first met."""

    def __missing__(self, word: str) -> tuple[int, int, int]:
        numbers = (text_id(word), text_id(_tag(word)), ord(wordclass.letters((word,))))
        if len(word) == 1 or not word.isascii():  # numbers and Latin words are without end
            self[word] = numbers
        return numbers


def _tag(word: str) -> str:
    if word.isascii():
        return "m" if word[0].isdigit() else "eng" if word[0].isalpha() else "w"
    return segment.tags().get(word, "x")


_numbers = _WordNumbers()


def _words(passage: Passage) -> Iterator[tuple[str, Column]]:
    words = passage.words
    lengths = np.diff(np.array(passage.cuts))
    index = np.repeat(np.arange(len(words)), lengths)
    offset = np.arange(len(index)) - np.array(passage.cuts)[index]
    length = lengths[index]
    inside = np.where(offset == 0, 1, np.where(offset == length - 1, 3, 2))
    yield "place", np.where(length == 1, 4, inside).astype(np.uint32)
    yield "length", np.minimum(length, 5).astype(np.uint32)
    times = Counter(words)
    often = [_often(times[word]) if len(word) > 1 else 9 for word in words]
    yield "often", np.array(often, np.uint32)[index]
    table = np.array([_numbers[word] for word in words], np.uint32).reshape(-1, 3)
    width = max(map(abs, _NEIGHBORS))
    padded = np.pad(table, ((width, width), (0, 0)))
    for distance in _NEIGHBORS:
        for i, name in enumerate(("word", "tag", "letter")):
            yield f"{name}{distance:+d}", padded[index + width + distance, i]
    glue = np.array(_glue(words), np.uint32)
    yield "glued_before", glue[index]
    yield "glued_after", glue[index + 1]


def _glue(words: Sequence[str]) -> list[int]:
    """How firmly two neighbours hold together, for the gap before each word and after the last.

    Two words that stand side by side more than once, and far more often than chance would have it (pointwise mutual
    information, Church and Hanks 1990), are likely to be one name that the dictionary does not know: 阶梯|医疗.
    """
    pairs = list(pairwise(words))
    firmness = {
        (a, b): 1
        + 8 * min(times - 2, 2)
        + _bucket(math.log(times / len(words)) - segment.chance(a) - segment.chance(b))
        for (a, b), times in Counter(pairs).items()
        if times > 1 and _is_text(a) and _is_text(b)
    }
    return [0, *(firmness.get(pair, 0) for pair in pairs), 0]


def _is_text(word: str) -> bool:
    return word[0].isalpha()


def _bucket(information: float) -> int:
    return min(max(int(information / 2), 0), 7)


def _often(times: int) -> int:
    return min(times, 3) if times < 4 else 4 if times < 8 else 5


def _names(
    folded: str, readings: Readings, codes: Mapping[str, int], engines: Sequence[str]
) -> Iterator[tuple[str, Column]]:
    by_engine: defaultdict[str, list[Span]] = defaultdict(list)
    hints = []
    for engine, span, score in readings.votes:
        if engine == LEXICON and score < 1:
            hints.append(span)
        by_engine[engine].append(span)
    length = len(folded)
    for engine in engines:
        yield engine, _cover(length, by_engine[engine], codes)
    yield "hint", _cover(length, hints, codes)
    yield "chosen", _cover(length, readings.chosen, codes)
    yield "recurring", _cover(length, _recurring(folded, readings.chosen, codes), codes)


def _cover(length: int, spans: Iterable[Span], codes: Mapping[str, int]) -> Column:
    """For each character the kind of the longest span over it, and its place in that span."""
    column = np.zeros(length, np.uint32)
    for start, end, kind in sorted(spans, key=lambda span: span[1] - span[0]):
        if code := codes.get(kind):
            column[start:end] = code * 4 + 2
            column[end - 1] = code * 4 + 3
            column[start] = code * 4 + (1 if end - start > 1 else 0)
    return column


def _recurring(folded: str, chosen: Sequence[Span], codes: Mapping[str, int]) -> Iterator[Span]:
    """Where names that were chosen at one place stand at others, where nothing was."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    taken = bytearray(len(folded))
    for start, end, kind in chosen:
        taken[start:end] = b"\1" * (end - start)
        if kind in codes and end - start > 1:
            votes[folded[start:end]][kind] += 1
    for name, found in votes.items():
        kind = min(found, key=lambda k: (-found[k], k))
        at = folded.find(name)
        while at >= 0:
            if not any(taken[at : at + len(name)]):
                yield at, at + len(name), kind
            at = folded.find(name, at + 1)
