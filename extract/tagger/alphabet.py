"""The codes of columns: how many there are, and what features know them by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from . import context
from .columns import NEIGHBORS, Observed
from .lookup import Numbers
from .scope import Scope
from .vocabulary import SHAPE_VALUES, Codes, Vocabulary

# Columns with one code for each word, and the two kinds of columns whose codes are without end.
WORDS = frozenset(
    [f"{name}{at:+d}" for name in ("word", "tag", "letter") for at in NEIGHBORS]
    + ["length", "often", "glued_before", "glued_after"]
)
ENDLESS = 0


def sizes(scope: Scope, vocabulary: Vocabulary) -> Mapping[str, int]:
    """How many codes each column can have, or ENDLESS."""
    kinds = len(scope.types) + 2  # those that are told apart, none and what is ignored
    names = (*scope.engines, "hint", "chosen", "recurring")
    return {
        **dict.fromkeys((f"word{at:+d}" for at in NEIGHBORS), ENDLESS),
        **dict.fromkeys((f"tag{at:+d}" for at in NEIGHBORS), len(vocabulary.words.tag_values)),
        **dict.fromkeys((f"letter{at:+d}" for at in NEIGHBORS), len(vocabulary.words.letter_values)),
        **dict.fromkeys(names, 4 * kinds),
        "character": ENDLESS,
        "shape": len(SHAPE_VALUES),
        "place": 5,
        "length": 6,
        "often": 10,
        "glued_before": 25,
        "glued_after": 25,
        "list_kind": 1 + 3 * kinds,
        "list_noun": len(context.NOUN_VALUES),
        "list_place": 4,
        "quotes": 21,
        "brackets": 4,
        "line": 5,
    }


def quiet(scope: Scope) -> frozenset[str]:
    """Columns that have nothing to say of most characters."""
    return frozenset(
        (*scope.engines, "hint", "chosen", "recurring", "list_kind", "list_noun", "list_place", "quotes", "brackets")
    )


def values(column: str, codes: Codes, vocabulary: Vocabulary) -> Numbers:
    """What features know these codes of a column by."""
    words = vocabulary.words
    columns: dict[str, Numbers] = {
        "character": vocabulary.characters.values,
        "shape": SHAPE_VALUES,
        "list_noun": context.NOUN_VALUES,
        "word": words.text_ids,
        "tag": words.tag_values,
        "letter": words.letter_values,
    }
    known = columns.get(column.rstrip("+-012"))
    return codes.astype(np.uint32) if known is None else known.take(codes)


def columns(seen: Observed, vocabulary: Vocabulary) -> dict[str, Numbers]:
    """All columns of one passage as features know them, each as long as its text."""
    inside = slice(seen.starts[0], -seen.starts[0])
    found = dict(seen.characters)
    found.update((name, column.take(seen.index)) for name, column in seen.words.items())
    return {name: values(name, column[inside], vocabulary) for name, column in found.items()}
