"""How probable pairs are by chance, allowed for how many there are, without holding them all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..measures import Values, chance

_BLOCK = 100_000  # values whose chance is worked out at once


class Chances:
    """What Benjamini and Hochberg (1995) make of the chances of m pairs that are named together: that of the k-th least
    probable one becomes the least m p / k from there on, so that of all pairs up to some level only that share is
    expected to be chance.

    It follows from G². Few values of that are different, as most pairs are seen once, and of names seen seldom.

    Args:
        likelihoods: the different values of G² of all pairs, in order.
        counts: how many pairs have each.
    """

    def __init__(self, likelihoods: Values, counts: NDArray[np.int64]) -> None:
        self._likelihoods, self._adjusted = likelihoods, np.empty_like(likelihoods)
        for begin in range(0, len(likelihoods), _BLOCK):
            self._adjusted[begin : begin + _BLOCK] = chance(likelihoods[begin : begin + _BLOCK])
        order = np.argsort(self._adjusted, kind="stable")
        scaled = self._adjusted[order]
        ranks = counts[order]
        np.cumsum(ranks, out=ranks)
        scaled *= counts.sum()
        scaled /= ranks
        np.minimum.accumulate(scaled[::-1], out=scaled[::-1])
        self._adjusted[order] = np.minimum(scaled, 1)

    def of(self, likelihoods: Values) -> Values:
        """The adjusted chances of pairs with these values of G²."""
        order = np.argsort(likelihoods)  # what is looked up in order is found much sooner
        found = np.empty(len(likelihoods))
        found[order] = self._adjusted[np.searchsorted(self._likelihoods, likelihoods[order])]
        return found
