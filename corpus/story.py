"""What documents of one story have said so far, and where in it a sentence stands, as it is or lightly edited."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, groupby
from operator import itemgetter
from statistics import median_low

from rapidfuzz import fuzz

from .reposts import bare

Place = tuple[int, int]  # of a sentence: number of its document, its own in that

# A sentence of fewer bare characters is found only as it stands.
SHORTEST_EDITED = 8
# How alike sentences are that say the same, of 100: wherever it stands, and where the one before is reprinted too.
_ALIKE, _ALIKE_NEXT = 85, 60
_GRAM = 4
_NUMBERS = re.compile(r"\d+")


class Story:
    """What documents of a story have said so far, each sentence once.

    Attributes:
        places: of each sentence, in the order in which they were said; sentences are told by their index here.
        begins: the first sentence of each document.
    """

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.begins: dict[int, int] = {}
        # Sentences that follow each other, in parts; places count the characters of all parts.
        self._parts: list[str] = []
        self._part_starts: list[int] = []
        self._size = 0
        self._starts: list[int] = []
        self._whole: dict[str, int] = {}
        # Where runs of characters stand first, and where else.
        self._first: dict[str, int] = {}
        self._later: dict[str, list[int]] = {}
        # All parts, as one when last needed; and where a few characters stand in it, ~n if not in its first n.
        self._said = ""
        self._short: dict[str, int] = {}
        # The first sentences, of two documents, that begin with so few characters.
        self._openings: dict[str, dict[int, int]] = {}

    def add(self, document: int, lines: Iterable[tuple[int, str]]) -> None:
        """Add sentences (number, bare text) of a document."""
        counter = count()
        for _, following in groupby(lines, key=lambda line: line[0] - next(counter)):
            self._add(document, [*following])

    def _add(self, document: int, following: Sequence[tuple[int, str]]) -> None:
        self.begins.setdefault(document, len(self.places))
        start = self._size + 1
        for sentence, text in following:
            self._whole.setdefault(text, len(self.places))
            self._starts.append(start)
            self.places.append((document, sentence))
            start += len(text)
        part = "\n" + "".join(map(itemgetter(1), following))
        self._add_openings(document, part, len(following))
        for at in range(1, len(part) - _GRAM + 1):
            gram, place = part[at : at + _GRAM], self._size + at
            if self._first.setdefault(gram, place) != place:
                self._later.setdefault(gram, []).append(place)
        self._parts.append(part)
        self._part_starts.append(self._size)
        self._size += len(part)

    def _add_openings(self, document: int, part: str, sentences: int) -> None:
        for index in range(len(self.places) - sentences, len(self.places)):
            at = self._starts[index] - self._size
            for size in range(_GRAM):
                known = self._openings.setdefault(part[at : at + size], {})
                if len(known) < 2:
                    known.setdefault(document, index)

    def equal(self, text: str) -> int | None:
        """The sentence in which these bare characters begin."""
        if text in self._whole:
            return self._whole[text]
        start = next(self._standing(text), None) if len(text) >= _GRAM else self._standing_short(text)
        return None if start is None else self._at(start)

    def alike(self, text: str, names: Sequence[str], before: int | None) -> int | None:
        """The sentence that says nearly the same as these bare characters, with all of their names and numbers."""
        if before is not None and before + 1 < len(self.places):
            said = self._slice(*self._span(before + 1))
            if fuzz.ratio(text, said) >= _ALIKE_NEXT and _has_all(said, text, names):
                return before + 1
        found = [
            place - start
            for start in range(len(text) - _GRAM + 1)
            if (place := self._first.get(text[start : start + _GRAM])) is not None
        ]
        if len(text) < SHORTEST_EDITED or 2 * len(found) < len(text) - _GRAM + 1:
            return None
        begin = max(0, median_low(found) - len(text) // 4)
        around = self._slice(begin, begin + 2 * len(text))
        best = fuzz.partial_ratio_alignment(text, around, score_cutoff=_ALIKE)
        if best is None:
            return None
        first, last = self._at(begin + best.dest_start), self._at(max(begin + best.dest_end - 1, 0))
        said = self._slice(self._span(first)[0], self._span(last)[1])
        return first if _has_all(said, text, names) else None

    def beginning(self, text: str, *, but: int) -> int | None:
        """The sentence that begins with these bare characters, of another document than `but`."""
        if len(text) < _GRAM:
            return next((index for document, index in self._openings.get(text, {}).items() if document != but), None)
        indexes = ((bisect_left(self._starts, start), start) for start in self._standing(text))
        begun = (index for index, start in indexes if index < len(self._starts) and self._starts[index] == start)
        return next((index for index in begun if self.places[index][0] != but), None)

    def _standing(self, text: str) -> Iterator[int]:
        """Where characters stand, looked up by the rarest run of them."""
        grams = {text[at : at + _GRAM]: at for at in range(len(text) - _GRAM + 1)}
        if not all(gram in self._first for gram in grams):
            return
        rarest = min(grams, key=lambda gram: len(self._later.get(gram, ())))
        for place in chain((self._first[rarest],), self._later.get(rarest, ())):
            if self._stands(text, place - grams[rarest]):
                yield place - grams[rarest]

    def _standing_short(self, text: str) -> int | None:
        """Where characters, too few for `_standing`, stand first."""
        if len(self._said) < self._size:
            self._said = "".join(self._parts)
        place = self._short.get(text, ~0)
        if place < 0:
            place = self._said.find(text, ~place)
            self._short[text] = place if place >= 0 else ~self._size
        return place if place >= 0 else None

    def _stands(self, text: str, place: int) -> bool:
        number = bisect_right(self._part_starts, place) - 1
        start = place - self._part_starts[number]
        return start >= 0 and self._parts[number].startswith(text, start)

    def _slice(self, start: int, end: int) -> str:
        first, last = bisect_right(self._part_starts, start) - 1, bisect_right(self._part_starts, end)
        parts = zip(self._parts[first:last], self._part_starts[first:last], strict=True)
        return "".join(part[max(0, start - begin) : max(0, end - begin)] for part, begin in parts)

    def _at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def _span(self, index: int) -> tuple[int, int]:
        end = self._starts[index + 1] if index + 1 < len(self._starts) else self._size
        return self._starts[index], end


def _has_all(said: str, text: str, names: Sequence[str]) -> bool:
    return all(bare(name) in said for name in names) and set(_NUMBERS.findall(text)) <= set(_NUMBERS.findall(said))
