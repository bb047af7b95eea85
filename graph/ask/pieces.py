"""Cutting a question into names, words it may be made of, times, numbers, and what is none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from .mentioned import Mentioned, inside_word, unmarked
from .times import When
from .words import Role

_NUMBER = "[1-9][0-9]{0,3}|[二两三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九]"
_UNIT = "家|个|名|位|只|项|座|种|款"
_LIMIT = re.compile(rf"(?:前|最[^\W\d_]{{1,4}}?的|top ?)({_NUMBER})(?:{_UNIT}|大|强)?|({_NUMBER})(?:{_UNIT})")
_FOLLOWS_VERB = re.compile("了|过|哪|什么|谁|多少|几|啥")
# What is cut off the ends of an unknown word though it is only one character long.
_LOOSE = frozenset({"particle", "and", "is", "which", "who", "not", "whether"})
_TEXT = re.compile(r"\w(?:[\w·+.&-]*\w)?|、")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a question. Of a name or an unknown word `roles` is empty."""

    kind: str  # name, word, time, limit or unknown
    start: int
    end: int
    text: str
    roles: frozenset[Role] = frozenset()
    when: When | None = None
    limit: int | None = None
    quoted: bool = False

    def has(self, role: str) -> bool:
        """Whether it is a word with this role."""
        return _does(role, self.roles)


def cut(
    text: str, *, folded: str, names: Sequence[Mentioned], roles: Mapping[str, frozenset[Role]], times: Sequence[When]
) -> list[Piece]:
    """The pieces of a question, in order; marks are left out.

    What is longest is taken first, of equals a word of the grammar before a name, and the name that more documents have
    before others. A name in quotes is one in any case.
    """
    candidates = [*_names(text, folded, names, roles), *_words(text, folded, roles), *_numbers(text, folded)]
    candidates += [(0, 0, Piece("time", t.start, t.end, text[t.start : t.end], when=t)) for t in times]
    taken: list[Piece] = []
    free = [True] * len(text)
    for _, _, piece in sorted(candidates, key=_longest_first):
        if all(free[piece.start : piece.end]):
            free[piece.start : piece.end] = [False] * (piece.end - piece.start)
            taken.append(piece)
    for rest in _TEXT.finditer("".join(c if open_ else "\0" for c, open_ in zip(folded, free, strict=True))):
        taken += _rest(text, folded, rest.start(), rest.end(), roles)
    return sorted(taken, key=attrgetter("start"))


_Candidate = tuple[int, int, Piece]  # 0 for the grammar's own and 1 for names, documents, what it would be


def _longest_first(candidate: _Candidate) -> tuple[bool, int, int, int, int]:
    order, documents, piece = candidate
    return not piece.quoted, piece.start - piece.end, order, -documents, piece.start


def _names(
    text: str, folded: str, names: Sequence[Mentioned], roles: Mapping[str, frozenset[Role]]
) -> Iterator[_Candidate]:
    spans = {(name.start, name.end) for name in names}
    for name in names:
        misread = _only_words(folded[name.start : name.end], roles) or _sentence(folded, name, spans, roles)
        if name.quoted or not misread:
            written = text[name.start : name.end]
            shown = unmarked(written) if name.bare else written
            yield 1, name.documents, Piece("name", name.start, name.end, shown, quoted=name.quoted)


def _only_words(folded: str, roles: Mapping[str, frozenset[Role]]) -> bool:
    """Whether a name is nothing but words of the grammar (有关部门): then it is read as these."""
    ends = {0}
    for start in range(len(folded)):
        if start in ends:
            ends |= {end for end in range(start + 1, len(folded) + 1) if folded[start:end] in roles}
    return len(folded) in ends


def _sentence(folded: str, name: Mentioned, spans: set[tuple[int, int]], roles: Mapping[str, frozenset[Role]]) -> bool:
    """Whether a name is rather a shorter one and what it does: 合肥投资 before 了哪些公司, or before a name."""
    if not _FOLLOWS_VERB.match(folded, name.end) and all(start != name.end for start, _ in spans):
        return False
    places = range(name.start + 1, name.end)
    verbs = (at for at in places if _does("relation", roles.get(folded[at : name.end])))
    return any((name.start, at) in spans for at in verbs)


def _words(text: str, folded: str, roles: Mapping[str, frozenset[Role]]) -> Iterator[_Candidate]:
    longest = max(map(len, roles), default=0)
    for start in range(len(folded)):
        for end in range(start + 2, min(start + longest, len(folded)) + 1):
            if folded[start:end] in roles and not _splits_latin(folded, start, end):
                yield 0, 0, Piece("word", start, end, text[start:end], roles[folded[start:end]])


def _splits_latin(text: str, start: int, end: int) -> bool:
    return inside_word(text, start) or inside_word(text, end)


def _numbers(text: str, folded: str) -> Iterator[_Candidate]:
    for found in _LIMIT.finditer(folded):
        number = _value(found[1] or found[2])
        yield 0, 0, Piece("limit", found.start(), found.end(), text[found.start() : found.end()], limit=number)


def _value(number: str) -> int:
    """A number that is at least 1.

    >>> _value("12"), _value("十"), _value("二十"), _value("两")
    (12, 10, 20, 2)
    """
    if number.isascii():
        return int(number)
    digits = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2}
    tens, ten, ones = number.rpartition("十")
    return max((digits.get(tens[-1:], 1) * 10 if ten else 0) + digits.get(ones[-1:], 0), 1)


def _rest(text: str, folded: str, start: int, end: int, roles: Mapping[str, frozenset[Role]]) -> Iterator[Piece]:
    """Words of one character, and the unknown: a stretch made of the former only, else what is left of their middle."""

    def word(at: int) -> Piece:
        return Piece("word", at, at + 1, text[at], roles[folded[at]])

    if all(character in roles for character in folded[start:end]):
        yield from (word(at) for at in range(start, end))
        return
    while start < end and _loose(folded[start], roles):
        yield word(start)
        start += 1
    behind = []
    while end > start and _loose(folded[end - 1], roles):
        end -= 1
        behind.append(word(end))
    if start < end:
        yield Piece("unknown", start, end, text[start:end])
    yield from reversed(behind)


def _loose(character: str, roles: Mapping[str, frozenset[Role]]) -> bool:
    return any(_does(role, roles.get(character)) for role in _LOOSE)


def _does(role: str, roles: frozenset[Role] | None) -> bool:
    return any(what == role for what, _ in roles or ())
