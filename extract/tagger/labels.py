"""Labels of characters: outside, or the begin or inside of a name of one type (IOB2, Ramshaw and Marcus 1995)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

OUTSIDE = 0
FORBIDDEN = -1e4

Span = tuple[int, int, str]  # start, end, type


def count(types: Sequence[str]) -> int:
    """Number of labels: one for outside, two for each type."""
    return 1 + 2 * len(types)


def of_spans(spans: Iterable[Span], length: int, types: Sequence[str]) -> NDArray[np.intp]:
    """Label of each of `length` characters; spans of other types are left out."""
    labels = np.zeros(length, np.intp)
    for start, end, kind in spans:
        if kind in types:
            begin = 1 + 2 * types.index(kind)
            labels[start:end] = begin + 1
            labels[start] = begin
    return labels


def to_spans(labels: NDArray[np.intp], types: Sequence[str]) -> list[Span]:
    """Spans that a row of labels says, no inside of a name among them but after its begin."""
    is_inside = (labels != OUTSIDE) & (labels % 2 == 0)
    starts = np.flatnonzero(labels % 2)
    others = np.flatnonzero(np.append(~is_inside, True))
    ends = others[np.searchsorted(others, starts, side="right")]
    kinds = [types[label // 2] for label in labels[starts].tolist()]
    return list(zip(starts.tolist(), ends.tolist(), kinds, strict=True))


def forbidden(types: Sequence[str]) -> NDArray[np.bool_]:
    """Which steps between labels cannot be: into the inside of a name from anything but that name."""
    labels = np.arange(count(types))
    into_inside = np.asarray((labels % 2 == 0) & (labels != OUTSIDE))
    before, after = labels[:, None], labels[None, :]
    result: NDArray[np.bool_] = into_inside[None, :] & (before != after) & (before != after - 1)
    return result
