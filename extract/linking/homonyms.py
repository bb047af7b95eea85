"""Names that several things of the lexicon have: which one a document means, as far as its other names tell.

Where the lexicon marks the name as doubtful for all of them (中大: 中山大学, 香港中文大学), it is none of theirs until
a document decides. Where it is sure of one (鼓楼区, 证监会), it is that one's until a document decides for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from ...corpus.fold import lower, name_key
from ..lexicon import Lexicon, plain
from .joins import Key

# 全球央行, 各国央行 are nobody's.
_ALL_OF_THEM = "(?:全球|各国|各地|各大|其他|多国|多家|主要|新兴市场|发达国家|非美|海外|世界|两国|多数)"
# Things that only share a name are told apart by a place in brackets: 鼓楼区（南京）.
_SEAT = re.compile(r"\((?P<seat>[^()]+)\)$")
_UNIT = "[市省区县州]?"
_BESIDE = 9  # the worth of a place right before the name


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The names of one document.

    Attributes:
        document: its id.
        names: all its names.
        said: the folded sentences in which names that the lexicon cannot tell apart stand.
    """

    document: str
    names: frozenset[Key]
    said: Mapping[Key, str] = field(default_factory=dict)


class Homonyms:
    """The names that several entries share.

    Attributes:
        entries: all entries that have a name.
        owner: the entry that goes by such a name, which it is taken for where nothing else decides.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        fold = cache(name_key)  # many entries have the same cues
        rows: defaultdict[Key, list[int]] = defaultdict(list)
        for i, entry in enumerate(lexicon.entries):
            rows[fold(plain(entry.name)), entry.type].append(i)
        # A thing may stand in several files, with other names and cues; the row that is sure of its name is the thing.
        same = {i: min(found, key=lambda j: (_is_marked(lexicon, j), j)) for found in rows.values() for i in found}
        self._seats = [_seat(fold(entry.name)) for entry in lexicon.entries]
        self._cues: defaultdict[int, set[str]] = defaultdict(set)
        for i, entry in enumerate(lexicon.entries):
            self._cues[same[i]].update(map(fold, entry.cues))
        named: defaultdict[Key, set[int]] = defaultdict(set)
        sure: defaultdict[Key, set[int]] = defaultdict(set)
        self._common: dict[Key, int] = {}
        for known in lexicon.names:
            key, thing = (fold(known.text), lexicon.entries[known.entry].type), same[known.entry]
            named[key].add(thing)
            if not known.ambiguous:
                sure[key].add(thing)
            elif key[1] == "organization":
                self._common[key] = thing
        self.entries = {key: sorted(found) for key, found in named.items()}
        self._alone = {key: found[0] for key, found in self.entries.items() if len(found) == 1}
        self._shared = {key: found for key, found in self.entries.items() if len(found) > 1}
        self.owner = {key: min(sure[key]) for key in self._shared if len(sure[key]) == 1}

    @property
    def unclear(self) -> Collection[Key]:
        """Names whose meaning depends on the sentences they stand in."""
        return {*self._shared, *self._common}

    def is_common(self, key: Key, document: DocumentNames) -> bool:
        """Whether other bodies have a body's name too (发改委), and the document does not speak for the known one."""
        entry = self._common.get(key)
        if entry is None or key in self._shared:
            return False
        named = any(self._alone.get(other) == entry for other in document.names if other != key)
        said = lower(document.said.get(key, ""))
        return not named and not any(cue in said for cue in self._cues[entry])

    def choices(self, document: DocumentNames) -> Iterator[tuple[Key, int]]:
        """Names of a document that it decides, each with the entry that it means."""
        shared = sorted(key for key in document.names if key in self._shared)
        if not shared:
            return
        named = {self._alone[key] for key in document.names if key in self._alone}
        texts = {name for name, _ in document.names}
        for key in shared:
            entry = self._choice(key, named, texts, lower(document.said.get(key, "")))
            if entry is not None:
                yield key, entry

    def _choice(self, key: Key, named: Collection[int], texts: Set[str], said: str) -> int | None:
        entries = self._shared[key]
        if re.search(_ALL_OF_THEM + re.escape(key[0]), said):
            return self.owner.get(key)
        if any(self._seats[i] for i in entries):
            # The entry without a place stands for all of them together.
            entries = [i for i in entries if self._seats[i]]
        worth = {i: self._worth(i, key, named, texts, said) for i in entries}
        best = max(worth.values())
        chosen = [i for i in entries if worth[i] == best]
        owner = self.owner.get(key)
        is_owners = owner is not None and best < _BESIDE and worth.get(owner, 0) > 0
        return chosen[0] if best and len(chosen) == 1 and not is_owners else owner

    def _worth(self, entry: int, key: Key, named: Collection[int], texts: Set[str], said: str) -> int:
        """How much speaks for an entry: the place right before the name, another name of it, its place, its cues."""
        name, seat, cues = key[0], self._seats[entry], self._cues[entry]
        if any(re.search(re.escape(cue) + _UNIT + re.escape(name), said) for cue in cues):
            return _BESIDE
        worth = 2 * (entry in named) + 2 * any(cue in said for cue in cues)
        if seat and (seat in said or not texts.isdisjoint((seat, seat + "市", seat + "省"))):
            worth += 2
        # Elsewhere in the document a cue speaks only for what the name is taken for anyway, or for nothing else.
        is_taken = self.owner.get(key) in (None, entry)
        return worth or int(is_taken and not texts.isdisjoint(cues))


def _seat(name: str) -> str | None:
    match = _SEAT.search(name)
    return match["seat"] if match else None


def _is_marked(lexicon: Lexicon, entry: int) -> bool:
    return lexicon.entries[entry].name.startswith("?")
