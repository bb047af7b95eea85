"""Combinations of codes, each known by one number, at the characters that are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .alphabet import ENDLESS, WORDS
from .columns import GAP, Observed
from .templates import Part
from .vocabulary import Codes


class Look(Protocol):
    """A look at some characters.

    Attributes:
        length: how many they are.
    """

    length: int

    def at(self, part: Part) -> Codes:
        """Codes of a part, one for each character."""
        ...

    def at_words(self, part: Part) -> Codes:
        """Codes of a part that is the same for all characters of a word, one for each word."""
        ...

    def spread(self, codes: Codes) -> Codes:
        """From one code for each word to one for each character."""
        ...


class Everywhere:
    """A look at all characters, and at what lies between the passages."""

    def __init__(self, seen: Observed) -> None:
        self.length = len(seen.index) - 2 * GAP
        self._seen, self._index = seen, seen.index[GAP:-GAP]

    def at(self, part: Part) -> Codes:
        name, distance = part
        if name in WORDS:
            return self.spread(self._seen.words[name])
        return self._seen.characters[name][GAP + distance : GAP + distance + self.length]

    def at_words(self, part: Part) -> Codes:
        return self._seen.words[part[0]]

    def spread(self, codes: Codes) -> Codes:
        return codes.take(self._index)


class Somewhere:
    """A look at the characters at some of the positions that `Everywhere` has."""

    def __init__(self, seen: Observed, positions: NDArray[np.intp]) -> None:
        self.length = len(positions)
        self._seen, self._positions = seen, positions + GAP

    def at(self, part: Part) -> Codes:
        name, distance = part
        if name in WORDS:
            return self._seen.words[name].take(self._seen.index.take(self._positions))
        return self._seen.characters[name].take(self._positions + distance)

    at_words = at

    def spread(self, codes: Codes) -> Codes:
        return codes


class Given:
    """A look at characters of which these codes are known, and those of other parts are 0."""

    def __init__(self, codes: Mapping[Part, Codes], length: int) -> None:
        self.length, self._codes = length, codes

    def at(self, part: Part) -> Codes:
        return self._codes[part] if part in self._codes else np.zeros(self.length, np.int32)

    at_words = at

    def spread(self, codes: Codes) -> Codes:
        return codes


class Combinations:
    """Combinations of the codes of some parts: the codes are the digits of a number.

    Attributes:
        count: how many numbers there are, for each code of a part without end if there is one.
        endless: how many parts are without end; numbers are for one at most.
    """

    def __init__(self, parts: Iterable[Part], sizes: Mapping[str, int]) -> None:
        # First what has no end, for then there is no end to the numbers only. What words have is put together by word.
        digits = sorted(dict.fromkeys(parts), key=lambda part: (sizes[part[0]] != ENDLESS, part[0] not in WORDS))
        self._digits = [(part, sizes[part[0]]) for part in digits]
        of_words = [part[0] in WORDS for part in digits]
        self._by_word = of_words.index(False) if False in of_words else len(digits)
        self.count = prod(size for _, size in self._digits if size != ENDLESS)
        self.endless = sum(size == ENDLESS for _, size in self._digits)

    def numbers(self, look: Look) -> Codes:
        """The number of the combination at each character."""
        if not self._digits:
            return np.zeros(look.length, np.int32)
        words, rest = self._digits[: self._by_word], self._digits[self._by_word :]
        number: Codes | None = None
        for part, size in words:
            code = look.at_words(part)
            number = code if number is None else number * np.int32(size) + code
        if number is not None:
            number = look.spread(number)
        for part, size in rest:
            code = look.at(part)
            number = code if number is None else number * np.int32(size) + code
        assert number is not None
        return number

    def look(self, numbers: Codes) -> Given:
        """A look at characters with these combinations."""
        codes, length = {}, len(numbers)
        for part, size in reversed(self._digits):
            codes[part] = numbers if size == ENDLESS else numbers % np.int32(size)
            numbers = numbers if size == ENDLESS else numbers // np.int32(size)
        return Given(codes, length)
