"""Who invented news is about: names of our lexicons first, then names made of parts without end.

The n-th most named entity of a type is named in proportion to (n + 2) ** -slope, as in real news.
"""

from __future__ import annotations

import string
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from guanxi.config.settings import SHIPPED, load_settings
from guanxi.extract.lexicon import IGNORE, read_lexicon

from .words import common, one, words


@dataclass(frozen=True, slots=True)
class Name:
    """What an entity is called: mostly `short`, sometimes `full`."""

    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Cast:
    """How many entities of a type there are, and how steeply their frequency falls."""

    entities: int
    slope: float


# Fitted to the ranks of 650,000 names of real news.
CASTS = {
    "city": Cast(1_500, 1.1),
    "region": Cast(3_000, 1.4),
    "company": Cast(120_000, 1.12),
    "fund": Cast(8_000, 1.1),
    "policy": Cast(30_000, 1.02),
    "organization": Cast(60_000, 1.15),
    "person": Cast(120_000, 1.06),
    "product": Cast(30_000, 1.0),
}
_BEHIND = 2


class People:
    """All entities of all types. Nothing is kept but the lexicons: a name beyond them is made anew from its rank."""

    def __init__(self) -> None:
        self._known = known_names()
        self._make: Mapping[str, Callable[[Random], Name]] = {
            "company": self._company,
            "fund": self._fund,
            "organization": self._organization,
            "person": _person,
            "policy": self._policy,
            "product": _product,
            "city": self._town,
            "region": self._town,
        }
        self.name = lru_cache(50_000)(self._name)

    def draw(self, kind: str, random: Random) -> int:
        """The rank of an entity of a type, the first more often than the last."""
        cast, chance = CASTS[kind], random.random()
        if cast.slope == 1:
            rank = _BEHIND * ((cast.entities + _BEHIND) / _BEHIND) ** chance
        else:
            power = 1 - cast.slope
            first, last = _BEHIND**power, (cast.entities + _BEHIND) ** power
            rank = (first + chance * (last - first)) ** (1 / power)
        return int(rank - _BEHIND)

    def _name(self, kind: str, rank: int) -> Name:
        known = self._known[kind]
        # Every other one beyond the first hundreds is nobody that a lexicon knows.
        place = rank if rank < 400 else 400 + (rank - 400) // 2
        if place < len(known) and (rank < 400 or rank % 2):
            return known[place]
        return self._make[kind](Random(f"{kind} {rank}"))

    def _town(self, random: Random) -> Name:
        name = _brand(random) + one("城镇村港岭山", random)
        return Name(name, name)

    def _place(self, random: Random) -> str:
        return self.name("city", self.draw("city", random)).short

    def _company(self, random: Random) -> Name:
        brand, place = _brand(random), self._place(random)
        short = brand + one(words("trades"), random) if random.random() < 0.6 else brand + "集团"
        return Name(short, f"{place}{short.removesuffix('集团')}{one(words('forms'), random)}")

    def _fund(self, random: Random) -> Name:
        short = _brand(random) + one(words("houses"), random)
        return Name(short, f"{self._place(random)}{short}合伙企业（有限合伙）")

    def _organization(self, random: Random) -> Name:
        body, place = one(words("bodies"), random), self._place(random)
        return Name(
            place + one(words("industry"), random) + body,
            f"{place}{_brand(random)}{one(words('industry'), random)}{body}",
        )

    def _policy(self, random: Random) -> Name:
        doing, industry, paper = (one(words(kind), random) for kind in ("doing", "industry", "papers"))
        name = f"《{self._place(random)}关于{doing}{industry}发展的{paper}》"
        return Name(name, name)


def known_names() -> dict[str, list[Name]]:
    """Names of the shipped lexicons by type, but for those that are ambiguous as plain text.

    Those that the news is full of come first; the order of the others means nothing.
    """
    settings = load_settings()
    found: dict[str, list[Name]] = {kind: [] for kind in CASTS}
    for path in sorted((SHIPPED / "lexicons").glob("*.tsv")):
        for entry in read_lexicon(path, kinds=(*settings.types, IGNORE)):
            plain = [name for name in (entry.name, *entry.aliases) if not name.startswith("?") and len(name) > 1]
            if plain and entry.type in found:
                found[entry.type].append(Name(plain[0], plain[-1]))
    first = {name: place for kind in found for place, name in enumerate(words(f"most named: {kind}"))}
    for names in found.values():
        names.sort(key=lambda name: (first.get(name.short, len(first)), zlib.crc32(name.short.encode()), name.short))
    return found


def _letters(kind: str, count: int, random: Random) -> str:
    return "".join(one(words(kind), random) for _ in range(count))


def _brand(random: Random) -> str:
    return _letters("letters of brands", 3 if random.random() < 0.3 else 2, random)


def _person(random: Random) -> Name:
    if random.random() < 0.25:
        parts = [_letters("syllables", 2 + int(random.random() * 3), random) for _ in range(2)]
        return Name(parts[1], "·".join(parts))
    given = _letters("letters of given names", 1 if random.random() < 0.2 else 2, random)
    name = common(words("surnames"), random) + given
    return Name(name, name)


def _product(random: Random) -> Name:
    latin = "".join(one(string.ascii_uppercase, random) for _ in range(1 + int(2 * random.random())))
    number = 1 + int(random.random() * 99)
    short = (
        f"{_brand(random)}{one(words('wares'), random)}"
        if random.random() < 0.6
        else f"{_brand(random)}{latin}{number}"
    )
    return Name(short, short)
