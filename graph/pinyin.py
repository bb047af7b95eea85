"""How names are typed in Latin letters."""

from __future__ import annotations

import gc
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from types import ModuleType

from ..corpus.fold import each, fold

LONGEST = 40  # Nobody types more; a name of ten thousand characters must not make a page or a graph larger.
_HAN = re.compile("[\u3400-\u9fff]+")
_SYLLABLE = re.compile(r"\w+")
_PIECES = re.compile("[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


def syllables(names: Sequence[str]) -> list[str]:
    """Of each name its syllables without tones, ü as v, with blanks between; empty where a name has no Chinese.

    What is not Chinese stands as it is, in small letters.

    >>> syllables(["重庆长安", "A股", "Nvidia"])
    ['chong qing chang an', 'a gu', '']
    """
    plain = each(fold, [name[:LONGEST] for name in names])
    spelled = (" ".join(map(_spelled, _words(name))) if _HAN.search(name) else "" for name in plain)
    return [" ".join(_SYLLABLE.findall(name)) for name in spelled]


def _words(text: str) -> Iterator[str]:
    """Chinese cut where pypinyin cuts it itself, and what stands between."""
    for piece in _PIECES.findall(text):
        yield from _pypinyin().contrib.mmseg.seg.cut(piece) if _HAN.match(piece) else (piece,)


# Names are made of the same words again and again.
@lru_cache(1 << 16)
def _spelled(word: str) -> str:
    library = _pypinyin()
    # What `lazy_pinyin` does, in a tenth of the time.
    if phrase := library.phrases_dict.phrases_dict.get(word):
        return _plain(" ".join(readings[0] for readings in phrase))
    if len(word) == 1 and (readings := library.pinyin_dict.pinyin_dict.get(ord(word))):
        return _plain(readings.partition(",")[0])
    return " ".join(library.lazy_pinyin(word))


def _plain(marked: str) -> str:
    """Without marks of tone, ü as v."""
    parts = unicodedata.normalize("NFD", marked).replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))


@cache
def _pypinyin() -> ModuleType:
    """The library, which takes its time to load a table of phrases."""
    collecting = gc.isenabled()
    gc.disable()  # It would look through the lists of all phrases several times, and there is nothing to collect.
    try:
        import pypinyin.contrib.mmseg
    finally:
        if collecting:
            gc.enable()
    return pypinyin
