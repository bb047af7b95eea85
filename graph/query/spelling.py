"""Finding names by how they are typed in Latin letters: pinyin, initials, or beginnings of syllables.

For 宇树科技 people type yushukeji, yskj, or part of it: yushuk, ysk, yushkj. The letters are cut in every way into
beginnings of syllables that names of the graph have; the initials of the cuts then lead to the names.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import merge

_TYPED = re.compile("[a-zü0-9'’]+")
_CUTS = 300  # beginnings of letters looked at, so that no text keeps the server busy

_SYLLABLES = "SELECT syllable FROM syllables WHERE syllable >= :text AND syllable < :text || char(0x10FFFF)"
_FIRST = "SELECT name FROM spellings WHERE first = :text ORDER BY name"
_SOME_INITIALS = "SELECT 1 FROM spellings WHERE initials >= :text AND initials < :text || char(0x10FFFF) LIMIT 1"
_WHOLE = """
SELECT name FROM spellings WHERE initials = :letters UNION
SELECT s.name FROM json_each(:cuts) AS cut CROSS JOIN spellings AS s ON s.initials = json_extract(cut.value, '$[0]')
WHERE replace(s.syllables, ' ', '') = :letters ORDER BY name
"""
# The pattern says the same as `begins`, but that its * may run over several syllables.
_BEGINNING = """
SELECT s.name, s.syllables FROM json_each(:cuts) AS cut CROSS JOIN spellings AS s
ON s.initials >= json_extract(cut.value, '$[0]') AND s.initials < json_extract(cut.value, '$[0]') || char(0x10FFFF)
AND s.syllables GLOB json_extract(cut.value, '$[1]') ORDER BY s.name
"""


def letters_of(key: str) -> str:
    """The letters of a folded text that may be typed pinyin, ü as v and without apostrophes; else nothing.

    >>> letters_of("xi'an"), letters_of("lüyou"), letters_of("宇树"), letters_of("a-b")
    ('xian', 'lvyou', '', '')
    """
    return re.sub("['’]", "", key).replace("ü", "v") if _TYPED.fullmatch(key) else ""


def spelled(connection: sqlite3.Connection, letters: str) -> tuple[Iterator[int], Iterator[int]]:
    """Numbers of names whose whole pinyin or initials the letters are, and of names that begin so, each in order."""
    if not letters:
        return iter(()), iter(())
    cuts = sorted(_cuts(connection, letters))
    return _whole(connection, letters, cuts), _begun(connection, letters, cuts)


def _whole(connection: sqlite3.Connection, letters: str, cuts: Sequence[tuple[str, str]]) -> Iterator[int]:
    rows = connection.execute(_WHOLE, {"letters": letters, "cuts": json.dumps(cuts)})
    return (name for (name,) in rows)


def _begun(connection: sqlite3.Connection, letters: str, cuts: Sequence[tuple[str, str]]) -> Iterator[int]:
    # A name of every tenth may begin with one letter: those are read in the order of their numbers, not sorted.
    alone = connection.execute(_SYLLABLES, {"text": letters}).fetchall()
    streams = [connection.execute(_FIRST, syllable) for syllable in alone]
    yield from (name for (name,) in merge(_longer(connection, letters, cuts), *streams))


def _longer(connection: sqlite3.Connection, letters: str, cuts: Sequence[tuple[str, str]]) -> Iterator[tuple[int]]:
    """Names that begin like letters which are beginnings of several syllables."""
    several = json.dumps([cut for cut in cuts if len(cut[0]) > 1])
    for name, syllables in connection.execute(_BEGINNING, {"cuts": several}):
        if begins(syllables.split(), letters):
            yield (name,)


def begins(syllables: Sequence[str], letters: str) -> bool:
    """Whether letters are beginnings of the first syllables, one of each, as yushuk and ysk are for yu shu ke ji."""
    reached = {0}
    for syllable in syllables:
        further = set()
        for start in reached:
            for length in range(1, len(syllable) + 1):
                if not letters.startswith(syllable[:length], start):
                    break
                if start + length == len(letters):
                    return True
                further.add(start + length)
        reached = further
    return False


def _cuts(connection: sqlite3.Connection, letters: str) -> set[tuple[str, str]]:
    """(initials, pattern of the syllables) of every way to cut letters so that a name may begin like that."""

    @cache
    def known(query: str, text: str) -> bool:
        return connection.execute(query, {"text": text}).fetchone() is not None

    found = {(letters, "*")} if known(_SOME_INITIALS, letters) else set()
    begun = [(0, "", "")]
    for _ in range(_CUTS):
        if not begun:
            break
        start, initials, pattern = begun.pop()
        initials += letters[start]
        if not known(_SOME_INITIALS, initials):
            continue
        for end in range(start + 1, len(letters) + 1):
            piece = letters[start:end]
            if not known(_SYLLABLES, piece):
                break
            cut = end, initials, f"{pattern} {piece}*".lstrip()
            if end < len(letters):
                begun.append(cut)
            elif initials != letters:
                found.add(cut[1:])
    return found
