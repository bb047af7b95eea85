"""The words and characters that were met, each under a small number of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...corpus.fold import lower
from .. import segment, wordclass
from .context import text_id

Codes = NDArray[np.int32]
Numbers = NDArray[np.uint32]
# Each mark that tells something has a class of its own.
_MARKS = "、,。《》“”()\n :·-;.!?%/&"
# What features know shapes by: none; Chinese, digit, capital, small letter; other characters, below and above; marks.
SHAPE_VALUES = np.array([0, 1, 2, 3, 4, 24, 25, *range(30, 30 + len(_MARKS))], np.uint32)
_HAN, _LOW, _HIGH, _FIRST_MARK = 1, 5, 6, 7
_LETTERS = "PCNzBKuednvSsLGIiFfODMRwt()-."
# Those of jieba's dictionary, and of Latin words (eng) and marks (w).
_TAGS = """a ad ag an b c d df dg e eng f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr rz s t tg u ud ug
uj ul uv uz v vd vg vi vn vq w x y z zg""".split()


class Vocabulary:
    """Words and characters that were met, and how many more there is room for."""

    def __init__(self) -> None:
        self.words, self.characters = Words(), Characters()


class Words(dict[str, int]):
    """Number of each word, given when it is first met; 0 stands for no word.

    Attributes:
        text_ids: what features know each word by.
        tags, letters: code of its part of speech and of its class; 0 for no word.
        lengths: its characters.
        is_text: whether it begins with a letter of any script.
        chances: logarithm of how often it stands in ordinary text.
        tag_values, letter_values: what features know tags and letters by, by their code.
    """

    def __init__(self) -> None:
        self[""] = 0
        self._tag_codes = {name: code for code, name in enumerate(_TAGS, 1)}
        self._letter_codes = {letter: code for code, letter in enumerate(_LETTERS, 1)}
        self.tag_values = np.array([0, *map(text_id, _TAGS)], np.uint32)
        self.letter_values = np.array([0, *map(ord, _LETTERS)], np.uint32)
        self.text_ids = np.zeros(1, np.uint32)
        self.tags, self.letters, self.lengths = (np.zeros(1, np.int32) for _ in range(3))
        self.is_text, self.chances = np.zeros(1, bool), np.zeros(1)
        self._new: list[str] = []

    def of(self, words: Sequence[str]) -> Codes:
        """Numbers of words; "" is no word."""
        numbers = np.fromiter(map(self.__getitem__, words), np.int32, len(words))
        if self._new:
            self._describe(self._new)
            self._new = []
        return numbers

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        self._new.append(word)
        return number

    def _describe(self, words: Sequence[str]) -> None:
        letters = map(self._letter_codes.__getitem__, wordclass.letters(words))
        self.text_ids = np.append(self.text_ids, np.array([text_id(word) for word in words], np.uint32))
        self.tags = np.append(self.tags, np.array([self._tag_codes[_tag(word)] for word in words], np.int32))
        self.letters = np.append(self.letters, np.array(list(letters), np.int32))
        self.lengths = np.append(self.lengths, np.array(list(map(len, words)), np.int32))
        self.is_text = np.append(self.is_text, [word[0].isalpha() for word in words])
        self.chances = np.append(self.chances, [segment.chance(word) for word in words])


def _tag(word: str) -> str:
    if word.isascii():
        return "m" if word[0].isdigit() else "eng" if word[0].isalpha() else "w"
    return segment.tag(word) or "x"


class Characters:
    """Number of each character, given when it is first met; 0 stands for no character.

    Attributes:
        values: what features know each character by: capitals are as small letters, digits all one.
        shapes: what kind of character each is.
    """

    def __init__(self) -> None:
        self._numbers = np.zeros(0x110000, np.int32)
        self.values = np.zeros(1, np.uint32)
        self.shapes = np.zeros(1, np.int32)

    def of(self, text: str) -> Codes:
        """Numbers of the characters of a text."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = self._numbers.take(points)
        if not numbers.all():
            new = np.unique(points[numbers == 0])
            self._numbers[new] = np.arange(len(new)) + len(self.values)
            self.values = np.concatenate([self.values, _folded(new)])
            self.shapes = np.concatenate([self.shapes, _SHAPES[np.minimum(new, len(_SHAPES) - 1)]])
            numbers = self._numbers.take(points)
        return numbers


def _folded(points: Numbers) -> Numbers:
    text = lower("".join(map(chr, points.tolist())))
    folded = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where((folded >= ord("0")) & (folded <= ord("9")), np.uint32(ord("0")), folded)


def _shapes() -> Codes:
    table = np.full(0xA001, _HIGH, np.int32)  # the last number stands for all characters after it too
    table[:0x3000] = _LOW
    table[0x4E00:0xA000] = _HAN
    for first, last, value in (("0", "9", 2), ("A", "Z", 3), ("a", "z", 4)):
        table[ord(first) : ord(last) + 1] = value
    for value, mark in enumerate(_MARKS, _FIRST_MARK):
        table[ord(mark)] = value
    return table


_SHAPES = _shapes()
