"""Whether a short name can stand for a long one, by its characters: 浙大 for 浙江大学."""

from __future__ import annotations

import re
from functools import lru_cache

from ...corpus.fold import name_key
from .. import segment

_HAN = re.compile("[\u4e00-\u9fa5]+")
# Words at the head of a full name that its abbreviation may leave out.
_LEFT_OUT = frozenset("中国 国家 中华人民共和国 全国 中华".split())


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of characters of `full` in order, from one of its first four on: 浙大, 浙江大学."""
    a, b = name_key(short), name_key(full)
    if not 2 <= len(a) < len(b) or a[0] not in b[:4]:
        return False
    rest = iter(b)
    return all(character in rest for character in a)


def shortens(short: str, full: str, *, head: int = 0) -> bool:
    """Whether `short` has the first character or more of every word of `full` from `head` on, as abbreviations do.

    Stricter than `abbreviates`, for names that no document declares: each word gives its first characters, the last
    one may give its last instead. Both are folded.

    >>> shortens("中科院", "中国科学院"), shortens("上大", "上海交通大学"), shortens("交大", "上海交通大学", head=2)
    (True, False, True)
    """
    if len(full) - head < len(short) + 2 or not _HAN.fullmatch(short) or not _HAN.fullmatch(full):
        return False
    words = _words(full[head:])
    return _covers(short, words) or (words[0] in _LEFT_OUT and _covers(short, words[1:]))


def _covers(short: str, words: tuple[str, ...]) -> bool:
    """Whether `short` is made of the beginnings of all words in turn; the last may give just its last character."""
    if not words:
        return not short
    word, is_last = words[0], len(words) == 1
    if is_last and short == word[-1]:
        return True
    return any(
        short[:length] == word[:length] and _covers(short[length:], words[1:])
        for length in range(min(len(word), len(short)), 0, -1)
    )


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    """Words of a name, none longer than three characters: 交通大学 → 交通, 大学; 科学院 is one."""
    pieces = []
    for word in segment.cut(name):
        size = 2 if len(word) > 3 else 3
        pieces += [word[i : i + size] for i in range(0, len(word), size)]
    return tuple(pieces)
