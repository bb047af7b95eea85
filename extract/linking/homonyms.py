"""Names that several things of the lexicon have: which one a document means, as far as its other names tell.

Where the lexicon marks the name as doubtful for all of them (中大: 中山大学, 香港中文大学), it is none of theirs until
a document decides. Where it is sure of one (鼓楼区, 证监会), it is that one's until a document decides for another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache

from ...corpus.fold import name_key, name_keys
from ..lexicon import Lexicon, plain
from .bodies import BODY, HOME, Bodies
from .document import DocumentNames
from .joins import Key

# 全球央行, 各国央行 are nobody's.
_ALL_OF_THEM = re.compile("全球|各国|各地|各大|其他|多国|多家|主要|新兴市场|发达国家|非美|海外|世界|两国|多数")
# Things that only share a name are told apart by a place in brackets: 鼓楼区（南京）.
_SEAT = re.compile(r"\((?P<seat>[^()]+)\)$")
_UNITS = ("", *"市省区县州")
_ACRONYM = re.compile("[A-Z]{2,5}")
_BESIDE = 9  # the worth of a place right before the name


class Homonyms:
    """The names that several entries share.

    Attributes:
        entries: all entries that have a name.
        owner: the entry that goes by such a name, which it is taken for where nothing else decides.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = name_keys([plain(entry.name) for entry in lexicon.entries])
        self._seats = [_seat(name) for name in self._names]
        same = self._things(lexicon)
        named: defaultdict[Key, set[int]] = defaultdict(set)
        sure: defaultdict[Key, set[int]] = defaultdict(set)
        self._common: dict[Key, int] = {}
        acronyms: set[Key] = set()
        for known in lexicon.names:
            key, thing = (known.key, lexicon.entries[known.entry].type), same[known.entry]
            named[key].add(thing)
            if not known.ambiguous:
                sure[key].add(thing)
                continue
            if key[1] == BODY:
                self._common[key] = thing
            if _ACRONYM.fullmatch(known.text):
                acronyms.add(key)
        self.entries = {key: sorted(found) for key, found in named.items()}
        self._bodies = Bodies(self.entries)
        # 统计局, which every city has too, is not Macao's where Macao is not spoken of.
        common = self._bodies.shared & self._common.keys()
        doubtful = {key for key in common if not sure[key] and self._place(self._common[key])}
        # TME is a tumour's environment too, EMA an average: unless something speaks for the firm or the body.
        unclear = doubtful | {key for key in acronyms if not sure[key]}
        self._shared = {key: found for key, found in self.entries.items() if len(found) > 1 or key in unclear}
        self._alone = {key: found[0] for key, found in self.entries.items() if key not in self._shared}
        self._doubted, self._several = frozenset(self._common), frozenset(self._shared)
        self.owner = {key: min(sure[key]) for key in self._shared if len(sure[key]) == 1}
        self._cues = self._speaking(lexicon, same)
        for key in doubtful:
            self._cues[key, self._common[key]].add(self._place(self._common[key]) or "")

    def _things(self, lexicon: Lexicon) -> Mapping[int, int]:
        """Entry → the entry that stands for its thing, which may have rows in several files."""
        rows: defaultdict[Key, list[int]] = defaultdict(list)
        for i, (name, entry) in enumerate(zip(self._names, lexicon.entries, strict=True)):
            rows[name, entry.type].append(i)
        # The row that is sure of its name is the thing.
        return {i: min(found, key=lambda j: (_is_marked(lexicon, j), j)) for found in rows.values() for i in found}

    def _speaking(self, lexicon: Lexicon, same: Mapping[int, int]) -> defaultdict[tuple[Key, int], set[str]]:
        """What speaks for an entry beside one of its unclear names: the cues of the rows that list this name."""
        fold = cache(name_key)  # many entries have the same cues
        cues: defaultdict[tuple[Key, int], set[str]] = defaultdict(set)
        unclear = self.unclear
        for known in lexicon.names:
            entry = lexicon.entries[known.entry]
            if entry.cues and (key := (known.key, entry.type)) in unclear:
                cues[key, same[known.entry]].update(map(fold, entry.cues))
        return cues

    def _place(self, entry: int) -> str | None:
        """The place that the name of a body begins with, if it is not home."""
        return self._bodies.place(self._names[entry])

    @property
    def unclear(self) -> Set[Key]:
        """Names whose meaning depends on the sentences they stand in."""
        return {*self._shared, *self._common, *self._bodies.shared}

    def taken_for(self, key: Key) -> int | None:
        """The entry that a name is taken for where no document decides."""
        return self._alone.get(key, self.owner.get(key))

    def common(self, document: DocumentNames) -> list[Key]:
        """Names of bodies that other bodies have too (发改委), where the document does not speak for the known one."""
        doubted = sorted((document.names & self._doubted) - self._several)
        return [key for key in doubted if not self._is_spoken_for(self._common[key], key, document)]

    def abroad(self, document: DocumentNames) -> Iterator[tuple[Key, Key]]:
        """Names of bodies by which a document means another place's, each with that one's full name: 日本财政部."""
        shared = sorted(document.names & self._bodies.shared)
        is_home = bool(shared) and any(name in HOME for name, _ in document.names)
        for key in shared:
            if _is_of_all(key[0], document.text(key)):
                continue
            entry = self.taken_for(key)
            at_home = [i for i in self.entries[key] if not self._place(i)]
            usual = at_home if entry is None else [entry]
            spoken = any((is_home and i in at_home) or self._is_spoken_for(i, key, document) for i in usual)
            full = self._bodies.meant(key, document, is_spoken_for=spoken)
            if full and entry not in self.entries.get(full, ()):
                yield key, full

    def _is_spoken_for(self, entry: int, key: Key, document: DocumentNames) -> bool:
        """Whether a document has another name of an entry, or a cue for it beside the name."""
        if any(self._alone.get(other) == entry for other in document.names if other != key):
            return True
        said = document.text(key)
        return any(cue in said for cue in (*self._cues[key, entry], *(() if self._place(entry) else HOME)))

    def choices(self, document: DocumentNames) -> Iterator[tuple[Key, int]]:
        """Names of a document that it decides, each with the entry of the lexicon that it means."""
        shared = sorted(document.names & self._several)
        if not shared:
            return
        named = {self._alone[key] for key in document.names if key in self._alone}
        texts = {name for name, _ in document.names}
        for key in shared:
            entry = self._choice(key, named, texts, document.text(key))
            if entry is not None:
                yield key, entry

    def _choice(self, key: Key, named: Collection[int], texts: Set[str], said: str) -> int | None:
        entries = self._shared[key]
        if _is_of_all(key[0], said):
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
        name, seat, cues = key[0], self._seats[entry], self._cues[key, entry]
        cues_here = [cue for cue in cues if cue in said]
        if any(cue + unit + name in said for cue in cues_here for unit in _UNITS):
            return _BESIDE
        worth = 2 * (entry in named) + 2 * bool(cues_here)
        if seat and (seat in said or not texts.isdisjoint((seat, seat + "市", seat + "省"))):
            worth += 2
        # Elsewhere in the document a cue speaks only for what the name is taken for anyway, or for nothing else.
        is_taken = self.owner.get(key) in (None, entry)
        return worth or int(is_taken and not texts.isdisjoint(cues))


def _is_of_all(name: str, said: str) -> bool:
    return any(said.startswith(name, match.end()) for match in _ALL_OF_THEM.finditer(said))


def _seat(name: str) -> str | None:
    match = _SEAT.search(name)
    return match["seat"] if match else None


def _is_marked(lexicon: Lexicon, entry: int) -> bool:
    return lexicon.entries[entry].name.startswith("?")
