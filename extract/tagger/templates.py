"""Which observations make one feature together, and the number each feature is known by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .context import Column
from .lookup import Numbers

# A part of a template: a column, and how many characters from here it is looked at.
Template = tuple[tuple[str, int], ...]
_REACH = 3


def parse(text: str) -> tuple[Template, ...]:
    """Templates from lines of `column` or `column@distance`.

    >>> parse("character@-1 character")
    ((('character', -1), ('character', 0)),)
    """
    return tuple(tuple(_part(word) for word in line.split()) for line in text.strip().splitlines())


def _part(word: str) -> tuple[str, int]:
    name, _, distance = word.partition("@")
    return name, int(distance or 0)


def hashes(columns: Mapping[str, Column], templates: Sequence[Template]) -> Numbers:
    """Number of each feature at each character: an array of templates by characters.

    Templates with a part that is not among the columns are left out: of an engine the model does not know. The parts
    are mixed by multiplication as in FNV-1a, and by a shift, because a product carries upwards only.
    """
    plan = _plan(tuple(columns), tuple(templates))
    length = len(next(iter(columns.values())))
    padded = np.zeros((len(columns), length + 2 * _REACH), np.uint32)
    for row, column in zip(padded, columns.values(), strict=True):
        row[_REACH : _REACH + length] = column
    numbers = np.empty((len(plan.seeds), length), np.uint32)
    for start in range(0, length, _CACHED):
        end = min(start + _CACHED, length)
        seen = np.stack([padded[row, start + shift : end + shift] for row, shift in plan.parts])
        mixed = np.repeat(plan.seeds, end - start, axis=1)
        for rows in plan.rows:
            some = mixed[: len(rows)]
            some ^= seen.take(rows, axis=0)
            some *= _PRIME
            some ^= some >> _SHIFT
        numbers[plan.order, start:end] = mixed
    return numbers


@dataclass(frozen=True, slots=True)
class _Plan:
    """How features are worked out for all templates at once, those with most parts first.

    `rows[i]` are the i-th parts of all templates that have so many, as indexes of `parts`; `order` says where in the
    result each template belongs.
    """

    parts: tuple[tuple[int, int], ...]  # index of the column, shift to the right
    rows: tuple[NDArray[np.intp], ...]
    seeds: Numbers
    order: NDArray[np.intp]


@cache
def _plan(columns: tuple[str, ...], templates: tuple[Template, ...]) -> _Plan:
    index = {name: i for i, name in enumerate(columns)}
    known = [template for template in templates if all(name in index for name, _ in template)]
    order = sorted(range(len(known)), key=lambda i: -len(known[i]))
    ordered = [known[i] for i in order]
    parts = {part: i for i, part in enumerate(dict.fromkeys(part for template in ordered for part in template))}
    rows = (
        np.array([parts[template[i]] for template in ordered if len(template) > i], np.intp)
        for i in range(len(ordered[0]))
    )
    seeds = np.array([[crc32(repr(template).encode()) | 1] for template in ordered], np.uint32)
    shifts = tuple((index[name], _REACH + distance) for name, distance in parts)
    return _Plan(shifts, tuple(rows), seeds, np.array(order))


_PRIME, _SHIFT = np.uint32(0x9E3779B1), np.uint32(15)
_CACHED = 1_000  # characters at a time, so that what is worked out on the way stays in the processor's memory

TEMPLATES = parse(
    """character@-3
character@-2
character@-1
character
character@1
character@2
character@3
character@-2 character@-1
character@-1 character
character character@1
character@1 character@2
shape@-2
shape@-1
shape
shape@1
shape@2
shape@-1 shape shape@1
word-2 place
word-1 place
word+0 place
word+1 place
word+2 place
tag-2 place
tag-1 place
tag+0 place
tag+1 place
tag+2 place
tag-1 tag+0 place
tag+0 tag+1 place
glued_before place
glued_after place
glued_before glued_after place
glued_before glued_after chosen
letter+0 place
letter-1 letter+0 place
letter+0 letter+1 place
letter+0 letter+1 letter+2 place
length place often
lexicon@-1
lexicon
lexicon@1
lexicon character
hint@-1
hint
hint@1
hint character
chosen@-1
chosen
chosen@1
chosen character
recurring@-1
recurring
recurring@1
recurring character
chosen lexicon hint
chosen recurring place
chosen@-1 chosen chosen@1
policy
suffix
person
jieba
lists chosen
latin chosen
suffix jieba person product policy lexicon
chosen quotes
chosen list_kind
chosen list_noun place
chosen list_place list_kind place
chosen brackets
chosen line
quotes
quotes@-1 quotes quotes@1
list_kind tag+0 place
list_noun place shape@-1 shape@1
brackets shape
line shape
chosen word-1
chosen word+1
chosen tag-1 tag+1
chosen@1 chosen@2
chosen@-1 chosen@-2"""
)
# Changes with the templates: a model knows its features by numbers that other templates would not give.
VERSION = f"{crc32(repr(TEMPLATES).encode()):08x}"
