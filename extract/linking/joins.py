"""Groups of names that are one thing, and the reason of every single join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from .reasons import DECIDED, LEXICON, STRENGTH

Key = tuple[str, str]  # (folded name, type)
Because = tuple[str, str | None]  # (reason, id of a document that shows it)
Where = tuple[str, str, str]  # (document, folded name, type)
Meanings = dict[Where, tuple[Key, str]]  # what a name means in a document: one of the names of that, and why
# What stands for an entry of the lexicon among the keys: no name begins so, and nothing sorts before it.
_ENTRY = "\0"


class Joins:
    """Union-find over names that remembers each join.

    Two entries of the lexicon are never joined, whatever is said. The representative of a group is its entry, else
    its smallest name, so that the order of joins does not matter to it.
    """

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}
        self._edges: defaultdict[Key, dict[Key, Because]] = defaultdict(dict)

    def find(self, key: Key) -> Key:
        """The representative of the group of a name."""
        root = key
        while (parent := self._parent.get(root)) is not None and parent != root:
            root = parent
        while key != root:
            self._parent[key], key = root, self._parent.get(key, key)
        return root

    def join(self, a: Key, b: Key, reason: str, document: str | None = None) -> bool:
        """Join the groups of two names; False, and nothing done, if both belong to different entries or types."""
        low, high = sorted((self.find(a), self.find(b)))
        if a[1] != b[1] or (low != high and high[0].startswith(_ENTRY)):
            return False
        self._parent[high] = low
        for one, other in ((a, b), (b, a)):
            known = self._edges[one].get(other)
            if known is None or _order((reason, document)) < _order(known):
                self._edges[one][other] = (reason, document)
        return True

    def know(self, key: Key, entry: int, reason: str = LEXICON) -> bool:
        """Join a name to an entry of the lexicon."""
        return self.join(_key_of(entry, key[1]), key, reason)

    def entry(self, key: Key) -> int | None:
        """The entry of the lexicon that a name belongs to."""
        root = self.find(key)[0]
        return int(root[1:]) if root.startswith(_ENTRY) else None

    def decide(self, a: Key, b: Key) -> None:
        """Remember that people joined two names. They are of one group only where that is carried out."""
        self._edges[a][b] = self._edges[b][a] = (DECIDED, None)

    def nearer(self, names: Collection[Key], ends: Collection[Key], main: Key) -> set[Key]:
        """Of one group's names those that fewer joins lead to from `ends` than from its entry and `main`."""
        root = self.find(main)
        start = {main, root} if root[0].startswith(_ENTRY) else {main}
        side = dict.fromkeys(start, False) | dict.fromkeys(ends, True)
        ring = sorted(side)
        while ring:
            # Whom both sides reach at once stays with the main name.
            reached = {
                other: side[key]
                for key in sorted(ring, key=side.__getitem__, reverse=True)
                for other in self._edges[key]
                if other not in side
            }
            side.update(reached)
            ring = list(reached)
        return {key for key in names if side.get(key, False)}

    def reasons(self, names: Iterable[Key], main: Key) -> dict[Key, Because]:
        """Why each name of one group is there: the last join on the shortest way to it from its entry, else `main`."""
        root = self.find(main)
        start = root if root[0].startswith(_ENTRY) else main
        if start not in self._edges:
            return {}
        found: dict[Key, Because] = {}
        seen, ring = {start}, [start]
        while ring:
            following: dict[Key, Because] = {}
            for key in sorted(ring):
                for other, because in self._edges[key].items():
                    if other not in seen and (other not in following or _order(because) < _order(following[other])):
                        following[other] = because
            seen.update(following)
            found |= following
            ring = list(following)
        return {key: found[key] for key in names if key in found}


def _key_of(entry: int, kind: str) -> Key:
    return f"{_ENTRY}{entry}", kind


def _order(because: Because) -> tuple[int, bool, str]:
    reason, document = because
    return STRENGTH[reason], document is None, document or ""
