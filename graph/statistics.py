"""All statistics of co-mentions, a column each, from what a graph counts. Formulas and sources stand in `measures`."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .measures import (
    Values,
    association_strength,
    disparity,
    jaccard,
    log_likelihood,
    noise_corrected,
    npmi,
    pmi,
    salton,
)

_ENTITIES = "SELECT entity, windows, strength, neighbors FROM entities"
_TOTALS = "SELECT value FROM meta WHERE key IN ('windows', 'strength') ORDER BY key"


class Statistics:
    """Statistics of any pairs of one graph. Holds three numbers of each entity."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = np.fromiter(connection.execute(_ENTITIES), dtype=np.dtype((np.int64, 4)))
        facts = np.zeros((3, rows[:, 0].max(initial=-1) + 1), dtype=np.int64)
        facts[:, rows[:, 0]] = rows[:, 1:].T
        self._windows, self._strength, self._neighbors = facts
        ((strength,), (windows,)) = connection.execute(_TOTALS)
        self._all_strength, self._all_windows = float(strength), float(windows)

    def of(self, a: NDArray[np.int64], b: NDArray[np.int64], both: ArrayLike) -> dict[str, Values]:
        """By name: of the pairs of entities `a` and `b` (row numbers) that `both` windows name together.

        disparity is the smaller of both ends, noise_corrected and noise_corrected_sd the score and its deviation.
        """
        counts = both, self._windows[a], self._windows[b]
        of_a, of_b = self._strength[a], self._strength[b]
        score, deviation = noise_corrected(both, of_a, of_b, self._all_strength)
        ends = (disparity(both, self._strength[end], self._neighbors[end]) for end in (a, b))
        return {
            "jaccard": jaccard(*counts),
            "salton": salton(*counts),
            "association_strength": association_strength(*counts, self._all_windows),
            "pmi": pmi(*counts, self._all_windows),
            "npmi": npmi(*counts, self._all_windows),
            "llr": log_likelihood(*counts, self._all_windows),
            "disparity": np.minimum(*ends),
            "noise_corrected": score,
            "noise_corrected_sd": deviation,
        }
