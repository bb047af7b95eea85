"""What documents of one story have said so far, and where in it a sentence stands, as it is or lightly edited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
    """What documents of a story have said so far, each sentence once."""

    def __init__(self) -> None:
        self._text = ""
        self._starts: list[int] = []
        self.places: list[Place] = []
        self._whole: dict[str, int] = {}
        self._grams: dict[str, int] = {}

    def add(self, document: int, lines: Iterable[tuple[int, str]]) -> None:
        """Add sentences (number, bare text) of a document."""
        last, parts, size = None, [], len(self._text)
        for sentence, text in lines:
            if last is None or sentence != last + 1:
                parts.append("\n")
                size += 1
            self._whole.setdefault(text, len(self.places))
            self._starts.append(size)
            self.places.append((document, sentence))
            parts.append(text)
            last, size = sentence, size + len(text)
        begin = max(0, len(self._text) - _GRAM)
        self._text += "".join(parts)
        for start in range(begin, len(self._text) - _GRAM + 1):
            self._grams.setdefault(self._text[start : start + _GRAM], start)

    def equal(self, text: str) -> int | None:
        """The sentence in which these bare characters begin."""
        if text in self._whole:
            return self._whole[text]
        start = self._text.find(text)
        return None if start < 0 else self._at(start)

    def alike(self, text: str, names: Sequence[str], before: int | None) -> int | None:
        """The sentence that says nearly the same as these bare characters, with all of their names and numbers."""
        if before is not None and before + 1 < len(self.places):
            start, end = self._span(before + 1)
            alike = fuzz.ratio(text, self._text[start:end]) >= _ALIKE_NEXT
            if alike and _has_all(self._text[start:end], text, names):
                return before + 1
        found = [
            place - start
            for start in range(len(text) - _GRAM + 1)
            if (place := self._grams.get(text[start : start + _GRAM])) is not None
        ]
        if len(text) < SHORTEST_EDITED or 2 * len(found) < len(text) - _GRAM + 1:
            return None
        begin = max(0, median_low(found) - len(text) // 4)
        best = fuzz.partial_ratio_alignment(text, self._text[begin : begin + 2 * len(text)], score_cutoff=_ALIKE)
        if best is None:
            return None
        first, last = self._at(begin + best.dest_start), self._at(max(begin + best.dest_end - 1, 0))
        said = self._text[self._span(first)[0] : self._span(last)[1]]
        return first if _has_all(said, text, names) else None

    def beginning(self, text: str, *, but: int) -> int | None:
        """The sentence that begins with these bare characters, of another document than `but`."""
        standing = (index for index, start in enumerate(self._starts) if self._text.startswith(text, start))
        return next((index for index in standing if self.places[index][0] != but), None)

    def _at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def _span(self, index: int) -> tuple[int, int]:
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return self._starts[index], end


def _has_all(said: str, text: str, names: Sequence[str]) -> bool:
    return all(bare(name) in said for name in names) and set(_NUMBERS.findall(text)) <= set(_NUMBERS.findall(said))
