"""Where entities that join a picture stand: together, near those they belong to. Nobody who stands there moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .layout import GAP, around

Disc = tuple[float, float, float]  # x, y, radius


def join(standing: Sequence[Disc], group: Sequence[Disc], wanted: tuple[float, float]) -> list[tuple[int, int]]:
    """Positions for the discs of a group, the picture they make among themselves kept.

    The group as a whole goes to the place nearest to `wanted` where it overlaps nothing.
    """
    x, y, radius = np.array(group, dtype=float).reshape(-1, 3).T
    width = float((np.hypot(x, y) + radius).max(initial=0.0))
    there = np.array(standing, dtype=float).reshape(-1, 3)
    for u, v in around(np.array(wanted), width / 2 + GAP):
        if (np.hypot(there[:, 0] - u, there[:, 1] - v) >= there[:, 2] + width + GAP).all():
            break
    return [(round(float(a + u)), round(float(b + v))) for a, b in zip(x, y, strict=True)]
