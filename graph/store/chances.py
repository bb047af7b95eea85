"""How probable pairs are by chance, allowed for how many there are, without holding them all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..measures import Values, chance

Counts = NDArray[np.uint32]

_BLOCK = 100_000  # values whose chance is worked out at once
_MOST_WAITING = 500_000


class Different:
    """Which values there are, and how often each: of as many as come, some after the other."""

    def __init__(self) -> None:
        self._values, self._counts = [np.zeros(0)], [np.zeros(0, np.uint32)]  # the first ones are merged

    def add(self, values: Values) -> None:
        """Count more of them."""
        if not len(values):
            return
        some, counts = np.unique(values, return_counts=True)
        self._values.append(some)
        self._counts.append(counts.astype(np.uint32))
        # Merged seldom enough to cost little, and often enough to take little room.
        merged, *waiting = map(len, self._values)
        if sum(waiting) > max(merged // 4, _MOST_WAITING):
            self.counted()

    def counted(self) -> tuple[Values, Counts]:
        """The different ones in order, and how many there are of each."""
        (values, *more), (counts, *of_more) = self._values, self._counts
        if more:
            self._values, self._counts = [], []  # there may be many: no more copies of them than needed at any moment
            some, counted = _summed(np.concatenate(more), np.concatenate(of_more))
            at = np.searchsorted(values, some)
            is_new = np.ones(len(some), bool)
            inside = at < len(values)
            is_new[inside] = values[at[inside]] != some[inside]
            counts[at[~is_new]] += counted[~is_new]
            values = np.insert(values, at[is_new], some[is_new])
            counts = np.insert(counts, at[is_new], counted[is_new])
            self._values, self._counts = [values], [counts]
        return values, counts


def _summed(values: Values, counts: Counts) -> tuple[Values, Counts]:
    """Each value once, in order, with the sum of its counts."""
    order = np.argsort(values, kind="stable")
    values, counts = values[order], counts[order]
    begins = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    return values[begins], np.add.reduceat(counts, begins)


class Chances:
    """What Benjamini and Hochberg (1995) make of the chances of m pairs that are named together: that of the k-th least
    probable one becomes the least m p / k from there on, so that of all pairs up to some level only that share is
    expected to be chance.

    It follows from G². Few values of that are different, as most pairs are seen once, and of names seen seldom.

    Args:
        likelihoods: the different values of G² of all pairs, in order.
        counts: how many pairs have each.
    """

    def __init__(self, likelihoods: Values, counts: NDArray[np.integer[Any]]) -> None:
        self._likelihoods, self._adjusted = likelihoods, np.empty_like(likelihoods)
        for begin in range(0, len(likelihoods), _BLOCK):
            self._adjusted[begin : begin + _BLOCK] = chance(likelihoods[begin : begin + _BLOCK])
        # The greater G², the less probable: ranks count from the end.
        ranks = counts[::-1].cumsum(dtype=np.int64)[::-1]
        self._adjusted *= counts.sum(dtype=np.int64)
        self._adjusted /= ranks
        np.minimum.accumulate(self._adjusted, out=self._adjusted)
        np.minimum(self._adjusted, 1, out=self._adjusted)

    def of(self, likelihoods: Values) -> Values:
        """The adjusted chances of pairs with these values of G²."""
        order = np.argsort(likelihoods)  # what is looked up in order is found much sooner
        found = np.empty(len(likelihoods))
        found[order] = self._adjusted[np.searchsorted(self._likelihoods, likelihoods[order])]
        return found
