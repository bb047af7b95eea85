"""What a question asks, from its pieces. A link has no direction, so the order of the pieces hardly matters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from .pieces import Piece
from .results import Asked, Unclear, Understood
from .words import Words

# What each piece is for `_WHAT_IS`.
_LETTERS = {"name": "N", "time": "P", "limit": "Z", "unknown": "X"}
_GROUP_LETTERS = {
    "who": "W", "which": "W", "is": "I", "type": "T", "relation": "R", "link": "L", "card": "C", "evidence": "E",
    "when": "Q", "most": "Q", "first": "Q", "how": "H", "common": "S", "count": "Z", "and": "A",
}  # fmt: skip
_WHAT_IS = re.compile("N|NIW?T?|WIN|N?C+N?|NIC")  # 宇树科技是什么公司; 谁是马斯克; 介绍一下合肥
_ASKING = ("type", "relation", "which", "who", "link", "evidence", "when", "most", "first", "how", "count")
_MOST_WORDS = 4  # unknown words that a question may have
_IDLE = frozenset({("filler", ""), ("particle", "")})
# What has to do with time, but is none that can be looked up: 去年 of a graph without dates, 2024年底, 2024年13月.
_NO_TIME = re.compile(
    "[0-9]|[今去前]年|[年月][初底]|[一二三四五六七八九十]月|昨天|今天|明天|前天|后天|[上这本下]个?(?:[周月]|星期|季度)"
)
_ANYBODY = ("person", "company", "organization", "fund", "region", "city")  # who does or suffers something


def understand(
    pieces: Sequence[Piece], words: Words, *, named: Mapping[str, Asked], types: Collection[str]
) -> Understood | Unclear:
    """What the pieces of a question ask for; `named` has the entity of each name (by its text), `types` are all."""
    reading = _Reading(pieces, words, named, types)
    why = reading.trouble()
    if why:
        return reading.unclear(why)
    kind = reading.kind()
    return reading.unclear(reading.no_kind()) if kind is None else reading.understood(kind)


class _Reading:
    """One question, its pieces sorted by what they do."""

    def __init__(
        self, pieces: Sequence[Piece], words: Words, named: Mapping[str, Asked], types: Collection[str]
    ) -> None:
        self._pieces, self._words, self._named = pieces, words, named
        self._topics: dict[str, None] = {}
        self._finer: dict[str, None] = {}
        self._entities = tuple({entity.id: entity for entity in self._asked()}.values())
        unknown = dict.fromkeys(piece.text for piece in pieces if piece.kind == "unknown")
        self._topics |= {text: None for text in unknown if len(text) > 1}
        self._aside = [text for text in unknown if len(text) == 1]
        self._relations = self._values("relation")
        self._types = self._wanted() or self._whoever(types)

    def _neighbours(self) -> Iterator[tuple[Piece | None, Piece, Piece | None]]:
        """Each piece with that before and that behind it."""
        return zip([None, *self._pieces], self._pieces, [*self._pieces[1:], None], strict=False)

    def _asked(self) -> Iterator[Asked]:
        """Entities of the question; a name that only says what kind is sought (合肥有哪些新能源车公司) is a topic."""
        names = [piece for piece in self._pieces if piece.kind == "name"]
        for before, piece, after in self._neighbours():
            kind = after is not None and after.start == piece.end and self._is_a(piece, after)
            behind = before is not None and (before.text == "的" or before.has("which"))
            if piece.kind == "name" and kind and behind and len(names) > 1 and self._has("which"):
                self._topics[piece.text] = None
            elif piece.kind == "name":
                yield self._named[piece.text]

    def _is_a(self, name: Piece, kind: Piece) -> bool:
        """Whether a name is that of an entity of the type that a word means."""
        return name.kind == "name" and ("type", self._named[name.text].type) in kind.roles

    def _wanted(self) -> tuple[str, ...]:
        """Entity types asked for; of types in a row (大模型公司) the last, the others are topics.

        A type behind a name of that type (华为公司) belongs to the name.
        """
        wanted: dict[str, None] = {}
        for before, piece, after in self._neighbours():
            if not piece.has("type"):
                continue
            own = before is not None and before.end == piece.start and self._is_a(before, piece)
            if after is not None and after.start == piece.end and after.has("type"):
                self._topics[piece.text] = None
            elif not own or (before is not None and before.text in self._topics):
                wanted |= dict.fromkeys(value for what, value in sorted(piece.roles) if what == "type")
                self._finer |= {piece.text: None} if piece.has("finer") else {}
        return tuple(wanted)

    def _whoever(self, types: Collection[str]) -> tuple[str, ...]:
        """Types that 谁 means: a person, or where there is a relation anybody that can act."""
        meant = (_ANYBODY if self._relations else _ANYBODY[:1]) if self._has("who") else ()
        return tuple(kind for kind in meant if kind in types)

    def trouble(self) -> str:
        """Why there can be no answer, in words; empty if there may be one."""
        if not self._entities:
            return "it has no name of this graph"
        if self._has("not"):
            return "it asks for what is not, and sentences tell only what is"
        if sum(piece.kind == "time" for piece in self._pieces) > 1:
            return "it speaks of more than one time"
        relations = [piece.text for piece in self._pieces if piece.has("relation")]
        if len(set(relations)) < len(relations):
            return "it asks two things at once; ask one after the other"
        if misread := self._unread():
            return f"{misread} is not known"
        return "too many of its words are not known" if len(self._topics) > _MOST_WORDS else ""

    def _unread(self) -> str:
        """An unknown word where a name or a time has to be, or where nothing else says what is asked."""
        asks = any(map(self._has, _ASKING))
        for before, piece, after in self._neighbours():
            joined = any(other is not None and other.has("and") for other in (before, after))
            timed = before is not None and before.kind == "time" and before.end == piece.start and len(piece.text) == 1
            if piece.kind == "unknown" and (joined or timed or not asks or _NO_TIME.search(piece.text)):
                return piece.text
        return ""

    def kind(self) -> str | None:
        """What kind of question it is; None if it is none."""
        several, few = len(self._entities) > 1, len(self._entities) < 3
        if not several and not self._topics and _WHAT_IS.fullmatch("".join(map(_letter, self._pieces))):
            return "entity"
        if few and self._has("evidence") and not self._types:
            return "evidence"
        if few and any(map(self._has, ("when", "most", "first"))) and not self._types:
            return "when"
        if several and (self._types or self._has("common") or self._has("who")):
            return "common"
        if several:
            return "pair" if few else None
        sought = self._types or self._relations or self._has("link") or self._has("who")
        return "neighbors" if sought and not self._has("common") else None

    def no_kind(self) -> str:
        """Why it is of no kind, in words."""
        if len(self._entities) > 2:
            return "it names more than two; ask about two, or for what all have in common"
        return "it does not say what kind of thing it looks for, or how things should be linked"

    def understood(self, kind: str) -> Understood:
        """The question as one of a kind."""
        words = tuple(dict.fromkeys(w for name in self._relations for w in self._words.relations[name]))
        time = next((piece.when for piece in self._pieces if piece.when), None)
        limit = next((piece.limit for piece in self._pieces if piece.limit), None)
        vague = dict.fromkeys(piece.text for piece in self._pieces if piece.has("vague"))
        taken = [time.taken] if time and time.taken else []
        taken += [f"{text} names no time that can be looked up: left aside" for text in vague]
        taken += [f"{text} is not known: left aside" for text in self._aside]
        return Understood(
            kind,
            self._entities,
            () if kind == "entity" else self._types,
            tuple(self._finer),
            self._relations,
            tuple(word for word in words if not word.startswith("!")),
            tuple(word[1:] for word in words if word.startswith("!")),
            tuple(self._topics),
            time.since if time else None,
            time.until if time else None,
            limit,
            self._has("count"),
            tuple(taken),
        )

    def unclear(self, why: str) -> Unclear:
        """The question as one without an answer. An unknown word with a name before it may be a misspelled name."""
        known = (piece.text for piece in self._pieces if piece.kind != "unknown" and not piece.roles & _IDLE)
        unknown = (
            before.text + piece.text
            if before is not None and before.kind == "name" and before.end == piece.start
            else piece.text
            for before, piece, _ in self._neighbours()
            if piece.kind == "unknown"
        )
        return Unclear(why, tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown)), self._entities)

    def _values(self, role: str) -> tuple[str, ...]:
        values = (value for piece in self._pieces for what, value in sorted(piece.roles) if what == role)
        return tuple(dict.fromkeys(values))

    def _has(self, role: str) -> bool:
        return any(piece.has(role) for piece in self._pieces)


def _letter(piece: Piece) -> str:
    if piece.kind in _LETTERS:
        return _LETTERS[piece.kind]
    return next((letter for role, letter in _GROUP_LETTERS.items() if piece.has(role)), "")
