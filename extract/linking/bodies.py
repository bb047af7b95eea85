"""Bodies that many countries and cities have (财政部, 最高法院): whose a document means by the bare name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from .document import DocumentNames
from .joins import Key

BODY = "organization"
HOME = ("中国", "我国")
# 亚洲央行 are those of many countries.
_MANY = ("亚洲", "非洲", "美洲", "南美", "北美", "拉美", "亚太", "中东", "东南亚", "东盟", "北欧")
_LONGEST_PLACE = 6


class Bodies:
    """Names of bodies of all places.

    Attributes:
        shared: names that the lexicon also lists behind a place, as another body's: 财政部, for 日本财政部.
    """

    def __init__(self, entries: Mapping[Key, Sequence[int]]) -> None:
        self._entries = entries
        self._regions = {name for name, kind in entries if kind == "region"}.difference(HOME, _MANY)
        self._places = self._regions.union(name for name, kind in entries if kind == "city")
        self.shared = {
            (name[len(place) :], kind)
            for (name, kind), things in entries.items()
            if kind == BODY
            for place in self._heads(name)
            if set(entries.get((name[len(place) :], kind), things)).difference(things)
        }

    def place(self, name: str) -> str | None:
        """The place that a name begins with, if it is not home."""
        return next(self._heads(name), None)

    def _heads(self, name: str) -> Iterator[str]:
        heads = (name[:cut] for cut in range(2, min(_LONGEST_PLACE, len(name) - 2) + 1))
        return (head for head in heads if head in self._places)

    def meant(self, key: Key, document: DocumentNames, *, is_spoken_for: bool) -> Key | None:
        """The full name of what a document means by a shared name (日本财政部), if it is not what others mean by it.

        Args:
            is_spoken_for: whether the document speaks of what the name is taken for elsewhere.
        """
        if key not in self.shared:
            return None
        before, bare = self._before(key[0], document.text(key))
        if before and not bare:
            return self._one(key, before)
        if is_spoken_for or not bare:
            return None
        elsewhere = (name.removesuffix(key[0]) for name, kind in document.names if kind == key[1] and name != key[0])
        return self._one(key, before + Counter(place for place in elsewhere if place in self._places))

    def _before(self, name: str, said: str) -> tuple[Counter[str], int]:
        """Places right before a name, and how often it stands without one."""
        found: Counter[str] = Counter()
        bare = 0
        for text in said.split(name)[:-1]:
            tails = (text[-length:] for length in range(min(_LONGEST_PLACE, len(text)), 1, -1))
            place = next((tail for tail in tails if self._has(tail, name)), None)
            found.update([place] if place else ())
            bare += place is None
        return found, bare

    def _has(self, place: str, name: str) -> bool:
        """Whether a place before a name says whose it is: a city may also say where."""
        return place in self._regions or (place in self._places and (place + name, BODY) in self._entries)

    def _one(self, key: Key, places: Counter[str]) -> Key | None:
        """The full name that stands most often, names of one thing counted together; None if two do."""
        counts: Counter[str] = Counter()
        full: dict[str, Key] = {}
        for place, count in sorted(places.items()):
            name = (place + key[0], key[1])
            thing = str(self._entries.get(name, name))
            counts[thing] += count
            full.setdefault(thing, name)
        (best, most), *others = counts.most_common(2) or [("", 0)]
        return full[best] if best and all(count < most for _, count in others) else None
