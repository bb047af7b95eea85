"""Which observations make one feature together, and the number each feature is known by."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from zlib import crc32

import numpy as np

from .lookup import Numbers

# A part of a template: a column, and how many characters from here it is looked at.
Part = tuple[str, int]
Template = tuple[Part, ...]
REACH = 3


def parse(text: str) -> tuple[Template, ...]:
    """Templates from lines of `column` or `column@distance`.

    >>> parse("character@-1 character")
    ((('character', -1), ('character', 0)),)
    """
    return tuple(tuple(_part(word) for word in line.split()) for line in text.strip().splitlines())


def _part(word: str) -> tuple[str, int]:
    name, _, distance = word.partition("@")
    return name, int(distance or 0)


def hashes(columns: Mapping[str, Numbers], templates: Sequence[Template]) -> Numbers:
    """Number of each feature at each character: an array of templates by characters.

    Templates with a part that is not among the columns are left out: of an engine the model does not know.
    """
    padded = {name: np.pad(column, REACH) for name, column in columns.items()}
    length = len(next(iter(columns.values())))
    return np.array(
        [
            mixed(template, [padded[name][REACH + at : REACH + at + length] for name, at in template])
            for template in known(templates, columns)
        ]
    )


def known(templates: Iterable[Template], columns: Container[str]) -> list[Template]:
    """Templates with no part but of these columns."""
    return [template for template in templates if all(name in columns for name, _ in template)]


def mixed(template: Template, values: Iterable[Numbers]) -> Numbers:
    """Numbers of the features of a template, from the values of its parts.

    They are mixed by multiplication as in FNV-1a, and by a shift, because a product carries upwards only.
    """
    numbers = np.array([_seed(template)])
    for value in values:
        numbers = (numbers ^ value) * _PRIME
        numbers ^= numbers >> _SHIFT
    return numbers


@cache
def _seed(template: Template) -> np.uint32:
    return np.uint32(crc32(repr(template).encode()) | 1)


_PRIME, _SHIFT = np.uint32(0x9E3779B1), np.uint32(15)

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
