"""Names of the graph that stand in a question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ...config.errors import AmbiguousName
from ..query.view import View
from .results import Asked
from .words import fold

LONGEST = 300  # characters of a question
_LONGEST_NAME = 60
# What `corpus.fold.name_key` takes off the ends of a name: names are looked for without.
_MARKS = "《》“”\"'‘’「」『』<>〈〉"
_KNOWN = """
SELECT key, max(e.documents) FROM names AS n JOIN entities AS e USING (entity)
WHERE key IN (SELECT value FROM json_each(?)) GROUP BY key
"""
_IDS = "SELECT id FROM entities WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name from the character `start` of a question to before `end`; `documents` name what is called so.

    In quotation marks it is `quoted`, as is one that holds some (“星际之门”计划); `bare`: it is known without them.
    """

    start: int
    end: int
    documents: int
    quoted: bool
    bare: bool = False


def mentioned(view: View, text: str) -> list[Mentioned]:
    """All names and ids of entities in a composed (NFC) text, also those inside others."""
    folded = fold(text)
    places = [place for place, character in enumerate(folded) if not character.isspace()]
    keys = {span: _key(folded, span) for span in _spans(folded, places)}
    bare = {span: unmarked(key) for span, key in keys.items() if unmarked(key) != key}
    rows = view.connection.execute(_KNOWN, (json.dumps(sorted({*keys.values(), *bare.values()})),))
    known = dict(rows.fetchall())
    quoted = {span: span in bare or _quoted(text, *span) for span in keys}
    found = [Mentioned(*span, known[key], quoted[span]) for span, key in keys.items() if key in known]
    found += [Mentioned(*span, known[key], quoted=True, bare=True) for span, key in bare.items() if key in known]
    return [*found, *_ids(view, text)]


def unmarked(text: str) -> str:
    """A text without quotation marks.

    >>> unmarked("星际之门”计划")
    '星际之门计划'
    """
    return "".join(character for character in text if character not in _MARKS)


def _key(folded: str, span: tuple[int, int]) -> str:
    return "".join(folded[slice(*span)].split())


def _spans(folded: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Where a name may stand: no marks at its ends, no half Latin word, a single character only alone or quoted."""
    for number, start in enumerate(places):
        if folded[start] in _MARKS or inside_word(folded, start):
            continue
        for last in places[number : number + _LONGEST_NAME]:
            end = last + 1
            alone = len(places) == 1 or _quoted(folded, start, end)
            if folded[last] not in _MARKS and not inside_word(folded, end) and (end - start > 1 or alone):
                yield start, end


def inside_word(text: str, place: int) -> bool:
    """Whether letters or digits of one Latin word stand on both sides of a place."""
    return 0 < place < len(text) and all(c.isascii() and c.isalnum() for c in text[place - 1 : place + 1])


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1] in _MARKS and text[end] in _MARKS


def _ids(view: View, text: str) -> Iterator[Mentioned]:
    colons = [place for place, character in enumerate(text) if character == ":"][:5]
    spans = {
        (start, end)
        for colon in colons
        for start in range(max(colon - _LONGEST_NAME, 0), colon)
        for end in range(colon + 2, min(colon + _LONGEST_NAME, len(text)) + 1)
    }
    ids = {row[0] for row in view.connection.execute(_IDS, (json.dumps(sorted({text[a:b] for a, b in spans})),))}
    return (Mentioned(a, b, 0, True) for a, b in sorted(spans) if text[a:b] in ids)


def resolved(view: View, text: str) -> Asked:
    """The entity a known name stands for, as questions take it; of several with equal right the best known one."""
    try:
        ref = view.resolve(text)
        others = view.also_named(text)
    except AmbiguousName as error:
        first, *rest = (view.resolve(id_) for id_, _, _ in error.choices)
        ref, others = first, rest
    return Asked(text, ref.id, ref.name, ref.type, tuple(others))
