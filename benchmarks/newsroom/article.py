"""One invented article by its number: the same number and seed give the same article, whatever was made before."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from opencc import OpenCC

from .names import CASTS, Name, People
from .words import fillers, sections, words

GENRES = ("policy", "finance", "tech", "society", "world")
# Shares of articles: printed anew by another outlet; of these without their end; in Traditional characters.
REPOSTED, TRIMMED, TRADITIONAL = 0.06, 0.5, 0.22
# Half of all articles are shorter than so many characters, lengths being log-normal; the longest is cut off.
TYPICAL, _SPREAD, _LONGEST = 570, 0.97, 12_000
# Chances that a sentence names somebody, and that it is one who was named before.
_NAMING, _AGAIN = 0.545, 0.68
# That one more clause follows.
_GOING_ON = 0.52
# Of sentences that name somebody, those that name one.
_SINGLE = 0.45
_LISTS = {f"{kind}s": kind for kind in CASTS} | {"companies": "company", "cities": "city"}
# What may stand in brackets behind a name.
_BEHIND = {"company": "code"}
_SLOT = re.compile(r"\{([a-z ]+)\}")


@dataclass(frozen=True, slots=True)
class Named:
    """Where a name stands in the text of an article, and whose it is: the type, and the rank of the entity in it."""

    start: int
    end: int
    kind: str
    rank: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article as an outlet printed it; the first line of its text is the headline."""

    number: int
    text: str
    date: date
    source: str
    names: tuple[Named, ...]
    repost_of: int | None = None

    def record(self) -> dict[str, str]:
        """As a line of JSON."""
        title = self.text.partition("\n")[0]
        return {
            "id": f"n{self.number:08}",
            "title": title,
            "date": self.date.isoformat(),
            "source": self.source,
            "text": self.text,
        }


class Newsroom:
    """Makes articles; half of them have fewer than `typical` characters."""

    def __init__(self, seed: int = 1, *, typical: int = TYPICAL) -> None:
        self._seed, self._typical = seed, typical
        self._people, self._fillers, self._phrases = People(), fillers(), phrases()
        self._traditional = OpenCC("s2t")

    def articles(self, count: int, *, first: int = 0) -> Iterator[Article]:
        """So many articles, one after the other; none is kept."""
        return (self.article(number) for number in range(first, first + count))

    def article(self, number: int) -> Article:
        """The article of that number."""
        random = self._random("print", number)
        if not self._is_repost(number):
            return self._in_script(self._written(number), random)
        of = number - 1 - int(random.random() * min(number, 2_000))
        while self._is_repost(of):
            of -= 1
        original, outlet = self._written(of), self._fillers["outlet"](random)
        text, names = original.text, original.names
        if random.random() < TRIMMED:
            text, names = _trimmed(original, 0.6 + 0.3 * random.random())
        text += f"\n（来源：{outlet}）"
        day = original.date + timedelta(days=int(3 * random.random()))
        return self._in_script(Article(number, text, day, outlet, names, repost_of=of), random)

    def name(self, named: Named) -> Name:
        """What is written there, but for the script."""
        return self._people.name(named.kind, named.rank)

    def _random(self, what: str, number: int) -> Random:
        return Random(f"{self._seed} {what} {number}")

    def _is_repost(self, number: int) -> bool:
        return number > 0 and self._random("repost", number).random() < REPOSTED

    def _in_script(self, article: Article, random: Random) -> Article:
        if random.random() >= TRADITIONAL:
            return article
        text = self._traditional.convert(article.text)
        # Names stand where they stood: no word may have changed its length.
        return replace(article, text=text) if len(text) == len(article.text) else article

    def _written(self, number: int) -> Article:
        random = self._random("write", number)
        page = _Page(self._people, self._fillers, self._phrases, random)
        bell = math.sqrt(-2 * math.log(1 - random.random())) * math.cos(2 * math.pi * random.random())
        length = min(_LONGEST, self._typical * math.exp(_SPREAD * bell))
        genre = GENRES[int(random.random() * len(GENRES))]
        page.phrase("headlines")
        page.put("\n")
        if random.random() < 0.4:
            page.phrase("datelines")
        while page.length < length:
            page.sentence(genre)
            if random.random() < 0.42:
                page.put("\n")
                if random.random() < 0.25:
                    page.phrase("lines")
                    page.put("\n")
        day = date(2016, 1, 1) + timedelta(days=int(random.random() * 3_600))
        return Article(
            number, page.text().rstrip(), day, words("outlet")[number % len(words("outlet"))], tuple(page.names)
        )


class _Page:
    """An article while it is written. Who was named is likely to be named again."""

    def __init__(
        self,
        people: People,
        fillers: dict[str, Callable[[Random], str]],
        phrases: dict[str, list[list[tuple[str, str]]]],
        random: Random,
    ) -> None:
        self._people, self._fillers, self._phrases, self._random = people, fillers, phrases, random
        self._parts: list[str] = []
        self._cast: dict[str, list[int]] = {kind: [] for kind in CASTS}
        self._last: dict[str, int] = {}
        self.length = 0
        self.names: list[Named] = []

    def text(self) -> str:
        return "".join(self._parts)

    def put(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def sentence(self, genre: str) -> None:
        """A sentence of one to four clauses, with names in it or without."""
        chance = self._random.random
        if chance() < 0.35:
            self.phrase("openings")
            self.put("，")
        if chance() < _NAMING:
            self.phrase("introductions" if chance() < 0.003 else "single" if chance() < _SINGLE else genre)
        else:
            self.phrase("clauses")
        while chance() < _GOING_ON:
            self.put("，")
            self.phrase("clauses")
        self.put("。" if chance() < 0.97 else "；" if chance() < 0.7 else "！")

    def phrase(self, section: str) -> None:
        """One of the phrases of a section, its gaps filled."""
        choices = self._phrases[section]
        for literal, slot in choices[int(self._random.random() * len(choices))]:
            if literal:
                self.put(literal)
            if slot:
                self._fill(slot)

    def _fill(self, slot: str) -> None:
        if slot in CASTS:
            self._name(slot)
        elif slot in _LISTS:
            self._name(_LISTS[slot])
            for _ in range(1 + int(1 / (0.08 + self._random.random()))):
                self.put("、")
                self._name(_LISTS[slot])
        elif slot == "quoted":
            self.put("“")
            self.phrase("quotes")
            self.put("”")
        elif slot.startswith("full "):
            self._introduce(slot.removeprefix("full "))
        else:
            self.put(self._fillers[slot](self._random))

    def _introduce(self, kind: str) -> None:
        rank = self._somebody(kind)
        name = self._people.name(kind, rank)
        self._put_name(name.full, kind, rank)
        self.put("（以下简称“")
        self._put_name(name.short, kind, rank)
        self.put("”）")

    def _name(self, kind: str) -> None:
        rank = self._somebody(kind)
        name = self._people.name(kind, rank)
        self._put_name(name.full if self._random.random() < 0.08 else name.short, kind, rank)
        if kind in _BEHIND and self._random.random() < 0.1:
            self.put("（")
            self.put(self._fillers[_BEHIND[kind]](self._random))
            self.put("）")

    def _put_name(self, text: str, kind: str, rank: int) -> None:
        self.names.append(Named(self.length, self.length + len(text), kind, rank))
        self.put(text)

    def _somebody(self, kind: str) -> int:
        cast, last = self._cast[kind], self._last.get(kind, -1)
        rank = last
        if cast and self._random.random() < _AGAIN:
            rank = cast[int(self._random.random() ** 2 * len(cast))]
        if rank == last:
            # One name is not told twice in a row.
            while rank == last:
                rank = self._people.draw(kind, self._random)
            cast.append(rank)
        self._last[kind] = rank
        return rank


def _trimmed(article: Article, share: float) -> tuple[str, tuple[Named, ...]]:
    """The beginning of an article up to the end of a sentence, at least so much of it."""
    end = article.text.find("。", int(share * len(article.text))) + 1 or len(article.text)
    return article.text[:end], tuple(name for name in article.names if name.end <= end)


@cache
def phrases() -> dict[str, list[list[tuple[str, str]]]]:
    """Phrases by section, each as pairs of a text and the slot behind it."""
    return {section: [_cut(line) for line in lines] for section, lines in sections("phrases.txt").items()}


def _cut(line: str) -> list[tuple[str, str]]:
    parts = [*_SLOT.split(line), ""]
    return list(zip(parts[::2], parts[1::2], strict=True))
