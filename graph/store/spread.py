"""Counting pairs as stages (see `engine`): parts of the corpus form pairs, and all of a pair are counted together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ..engine import Scatter, Stage
from .pairs import FORMED, Bound, count_pairs, form_pairs, left_out

# Mentions of a part and, about, of those that a bucket holds the pairs of; and so many of each where there are enough.
_MENTIONS, _BUCKETS = 1_000_000, 16


def most_of(mentions: int) -> int:
    """How many of so many mentions make a part."""
    return min(_MENTIONS, mentions // _BUCKETS + 1)


def buckets_of(mentions: int) -> int:
    """How many buckets the pairs of so many mentions need."""
    return max(_BUCKETS, mentions // _MENTIONS)


@dataclass(frozen=True, slots=True)
class Forming:
    """Makes what forms the pairs of a part of the corpus, in buckets by their first entity.

    Bucket -1 holds who forms none.
    """

    bound: Bound
    at_once: int
    buckets: int

    def __call__(self) -> Scatter:
        return self._form

    def _form(self, linked: pa.Table) -> Iterator[tuple[int, pa.Table]]:
        yield -1, left_out(linked, self.bound)
        for formed in form_pairs(linked, self.bound, at_once=self.at_once):
            bucket = formed["source"].to_numpy() % self.buckets
            order = np.argsort(bucket, kind="stable")
            begins = np.flatnonzero(np.diff(bucket[order], prepend=-1))
            by_bucket = formed.take(order)
            for begin, end in zip(begins, [*begins[1:], len(order)], strict=True):
                yield int(bucket[order[begin]]), by_bucket.slice(begin, end - begin)


@dataclass(frozen=True, slots=True)
class Counting:
    """Makes the stage that counts the pairs of a bucket; who forms none it leaves as it is."""

    undated: int

    def __call__(self) -> Stage:
        return self._count

    def _count(self, bucket: pa.Table) -> pa.Table:
        return count_pairs(bucket, undated=self.undated) if bucket.schema.equals(FORMED) else bucket
