"""From the number of a feature to its row of weights, for many numbers at once."""

from __future__ import annotations

from itertools import accumulate, repeat

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
# Rounds that place nearly every table; the few that have two features of one bucket and one home need another mix.
_ROUNDS = 100
_MIX, _NEXT_MIX = 0x9E3779B1, 0x85EBCA6B


class Lookup:
    """A perfect hash table by displacement (Belazzougui, Botelho and Dietzfelbinger 2009): no number is probed twice.

    A feature has a home slot and a bucket, and all features of a bucket are moved from home by the same way, chosen
    so that each ends in a slot of its own. A slot holds the number of its feature and, in the lower half, its row.
    """

    def __init__(self, features: Numbers) -> None:
        """Rows are counted from 1, in the order of `features`, which are all different."""
        bits = max((4 * len(features)).bit_length(), 4)
        self._home, self._last = np.uint32(32 - bits), np.uint32((1 << bits) - 1)
        self._bucket = np.uint32((1 << bits - 3) - 1)
        # Each mix is far from the last: two features near each other have one home under many that are near, too.
        for self._mix in map(np.uint32, accumulate(repeat(_NEXT_MIX), _product, initial=_MIX)):
            self._moves = np.zeros(int(self._bucket) + 1, np.uint32)
            self._slots = np.zeros(int(self._last) + 1, np.uint64)
            if self._place(features):
                break

    def _place(self, features: Numbers) -> bool:
        rows = np.arange(1, len(features) + 1, dtype=np.uint64)
        content = features.astype(np.uint64) << np.uint64(32) | rows
        left, moves = np.arange(len(features)), np.arange(len(self._moves), dtype=np.uint32)
        for _ in range(_ROUNDS):
            # Every bucket without places tries the next of a row of moves of its own; most buckets find room at once.
            moves = moves * np.uint32(0x85EBCA6B) + np.uint32(0xC2B2AE35)
            bucket = features[left] & self._bucket
            slot = (self._homes(features[left]) + moves[bucket]) & self._last
            meets = (self._slots[slot] > 0) | (np.bincount(slot)[slot] > 1)
            fails = np.zeros(len(moves), bool)
            fails[bucket[meets]] = True
            settled = ~fails[bucket]
            self._slots[slot[settled]] = content[left[settled]]
            self._moves[bucket[settled]] = moves[bucket[settled]]
            left = left[~settled]
            if not len(left):
                return True
        return False

    def _homes(self, numbers: Numbers) -> Numbers:
        return (numbers * self._mix) >> self._home

    def find(self, numbers: Numbers) -> NDArray[np.intp]:
        """For each number the row of its feature, 0 where it is none."""
        slot = self._homes(numbers)
        slot += self._moves.take(numbers & self._bucket)
        slot &= self._last
        content = self._slots.take(slot)
        rows = (content & np.uint64(0xFFFFFFFF)).view(np.intp)
        rows *= (content >> np.uint64(32)) == numbers
        return rows


def _product(mix: int, factor: int) -> int:
    return mix * factor % 2**32
