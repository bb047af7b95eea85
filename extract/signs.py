"""Words that engines look for, found for all of them in one pass over a passage.

Most patterns of the engines can only match where one of some words stands. To try them at each character takes most of
an engine's time; one automaton tells where the words of all engines stand, and the patterns are tried there alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

if TYPE_CHECKING:
    from .passage import Passage

_wanted: list[frozenset[str]] = []


class Signs:
    """Words that something looks for. Make them when a module is loaded: they are wanted from then on."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._number = len(_wanted)
        _wanted.append(self.words)

    def starts(self, passage: Passage, *, back: Collection[int] = ()) -> Sequence[int]:
        """Where any of the words begins in the folded text, or so many characters before, in order, each place once."""
        if self._number >= len(passage.signs):  # read before these words were wanted
            passage.signs = find(passage.folded)
        found = passage.signs[self._number]
        if not found:
            return found
        if back:
            return sorted({start - before for start in found for before in back if start >= before})
        return sorted(set(found)) if len(found) > 1 else found


def find(text: str) -> list[list[int]]:
    """Where the words of each `Signs` begin, in the order in which the `Signs` were made."""
    automaton, wanted_by = _automaton(len(_wanted))
    found: list[list[int]] = [[] for _ in _wanted]
    for word, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        for number in wanted_by[word]:
            found[number].append(start)
    return found


@lru_cache(maxsize=1)
def _automaton(_: int) -> tuple[AhoCorasick, list[list[int]]]:
    """The automaton of all words, and the numbers of the `Signs` that each word belongs to."""
    wanted_by: dict[str, list[int]] = {}
    for number, words in enumerate(_wanted):
        for word in sorted(words):
            wanted_by.setdefault(word, []).append(number)
    texts = list(wanted_by) or ["\0"]
    automaton = AhoCorasick(texts, matchkind=MatchKind.Standard, implementation=Implementation.DFA)
    return automaton, list(wanted_by.values())


def matches(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> list[re.Match[str]]:
    """What `pattern.finditer(text)` gives, if each of its matches begins at one of `starts`, which are in order."""
    found, end = [], 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            end = match.end()
            found.append(match)
    return found
