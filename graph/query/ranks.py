"""The measures by which neighbors are ranked, and what they are worked out from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..measures import Values, above_noise, association_strength, jaccard, log_likelihood, npmi, pmi, salton, signed

DEFAULT = "weight"
FLOOR = 2  # windows below which a link comes after all others, by the measures that ask for it


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of the one asked about and of all: windows that name it, windows read, and sums of weights."""

    windows: int
    all_windows: int
    strength: int
    all_strength: int


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a neighbor matters.

    `score` takes of some links the windows naming both and the `other` number, and what is known as a whole. `most`
    takes windows naming both and tells the highest score they allow: weaker links need no look. Measures that put pairs
    first that were seen once and never apart have a `floor`.
    """

    other: str
    score: Callable[[Values, Values, Whole], Values]
    most: Callable[[int, Whole], float]
    floor: int = 0


# What measures look at beside the windows naming both: documents naming both, or of the other end the windows that name
# it, or the sum of its weights. Counting windows in a period takes its time; for strengths it would take too much.
_DOCUMENTS, WINDOWS, STRENGTH = "documents", "windows", "strength"


def _likelihood(both: Values, windows: Values, whole: Whole) -> Values:
    counts = both, whole.windows, windows, whole.all_windows
    return signed(log_likelihood(*counts), *counts)


def _above_noise(both: Values, strength: Values, whole: Whole) -> Values:
    return above_noise(both, whole.strength, strength, whole.all_strength)


MEASURES = {
    "weight": Measure(_DOCUMENTS, lambda both, _, __: both, lambda both, _: both),
    "documents": Measure(_DOCUMENTS, lambda _, documents, __: documents, lambda both, _: both),
    "jaccard": Measure(
        WINDOWS,
        lambda both, windows, whole: jaccard(both, whole.windows, windows),
        lambda both, whole: both / whole.windows,
        floor=FLOOR,
    ),
    "salton": Measure(
        WINDOWS,
        lambda both, windows, whole: salton(both, whole.windows, windows),
        lambda both, whole: math.sqrt(both / whole.windows),
        floor=FLOOR,
    ),
    "association_strength": Measure(
        WINDOWS,
        lambda both, windows, whole: association_strength(both, whole.windows, windows, whole.all_windows),
        lambda both, whole: whole.all_windows / whole.windows,
        floor=FLOOR,
    ),
    "pmi": Measure(
        WINDOWS,
        lambda both, windows, whole: pmi(both, whole.windows, windows, whole.all_windows),
        lambda both, whole: math.log2(whole.all_windows / whole.windows),
        floor=FLOOR,
    ),
    "npmi": Measure(
        WINDOWS,
        lambda both, windows, whole: npmi(both, whole.windows, windows, whole.all_windows),
        lambda both, whole: 1.0,
        floor=FLOOR,
    ),
    # Nothing speaks more for a pair than that one of the two is never named alone.
    "log_likelihood": Measure(
        WINDOWS, _likelihood, lambda both, whole: float(_likelihood(np.array(both), np.array(both), whole))
    ),
    "above_noise": Measure(STRENGTH, _above_noise, lambda both, _: 1.0, floor=FLOOR),
}
