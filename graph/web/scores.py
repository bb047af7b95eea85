"""The measures of pairs that a page tells, of all time, as the View ranks by them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from ..measures import above_noise, jaccard, log_likelihood, signed

_DIGITS = 4
_ENDS = """
SELECT entity, windows, strength FROM json_each(?) AS asked CROSS JOIN entities ON entity = asked.value
"""
_WHOLE = "SELECT value FROM meta WHERE key IN ('strength', 'windows') ORDER BY key"


def scores(
    db: sqlite3.Connection, pairs: Sequence[tuple[int, int]], both: Sequence[int]
) -> list[tuple[float, float, float]]:
    """Jaccard, signed log-likelihood and the score above noise of pairs (row numbers), to four digits.

    `both` counts the windows that name each pair.
    """
    if not pairs:
        return []
    ends = json.dumps(sorted({end for pair in pairs for end in pair}))
    facts = {entity: counts for entity, *counts in db.execute(_ENDS, (ends,))}
    a, of_a = np.array([facts[end] for end, _ in pairs]).T
    b, of_b = np.array([facts[end] for _, end in pairs]).T
    ((strength,), (windows,)) = db.execute(_WHOLE)
    counts = np.array(both), a, b
    columns = (
        jaccard(*counts),
        signed(log_likelihood(*counts, int(windows)), *counts, int(windows)),
        above_noise(counts[0], of_a, of_b, int(strength)),
    )
    return list(zip(*([float(f"{value:.{_DIGITS}g}") for value in column] for column in columns), strict=True))
