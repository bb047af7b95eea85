"""More to learn from: an annotated article once more, with other names in it.

Whoever reads 184 articles learns their names by heart. With names exchanged for others of the same type, what is
left to learn is what stands around them (replacement of mentions, as in Dai and Adel 2020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from .annotations import Annotated
from .names import Names

# Places and bodies say by their form what they are; the names of these do not.
TYPES = ("company", "fund", "person", "product")
SHARE = 0.6
_LONGEST = 8


def usable(names: Names) -> dict[str, list[str]]:
    """By type, the heard names that an article can be given: short Chinese ones that are hardly ever anything else."""
    return {
        kind: [
            heard.name
            for heard in names.heard
            if heard.type == kind and heard.is_sure and len(heard.name) <= _LONGEST and not heard.name.isascii()
        ]
        for kind in TYPES
    }


def varied(article: Annotated, names: Mapping[str, Sequence[str]]) -> Annotated:
    """The article with other names in the place of most of its names; each by the same one wherever it stands.

    The same article and names give the same text.
    """
    text, random = article.document.text, Random(article.document.id)
    instead: dict[tuple[str, str], str] = {}
    pieces, spans, position, length = [], [], 0, 0
    for start, end, kind in article.spans:
        name = text[start:end]
        if (name, kind) not in instead:
            is_fit = names.get(kind) and len(name) <= _LONGEST and not name.isascii() and random.random() < SHARE
            instead[name, kind] = random.choice(names[kind]) if is_fit else name
        new = instead[name, kind]
        pieces += [text[position:start], new]
        length += start - position
        spans.append((length, length + len(new), kind))
        position, length = end, length + len(new)
    document = replace(article.document, text="".join([*pieces, text[position:]]))
    return Annotated(document, tuple(spans))
