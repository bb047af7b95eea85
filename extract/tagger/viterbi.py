"""The best row of labels for each sentence (Viterbi 1967), for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# Sentences from which on it pays to leave out steps that cannot be.
_MANY = 64


def decode(
    scores: Scores, steps: Scores, ranges: Sequence[tuple[int, int]], *, first: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Labels of all characters; those outside of all ranges get label 0.

    Args:
        scores: characters by labels.
        steps: labels by labels, from row to column.
        ranges: start and end of each sentence, none of them empty.
        first: which labels a sentence can begin with; each of the others comes after itself or the one before only.
    """
    labels = np.zeros(len(scores), np.intp)
    if not len(ranges):
        return labels
    bounds = np.array(ranges)
    # Sentences that come longest first: those that go on beyond i characters are the first going[i].
    starts, ends = bounds[np.argsort(bounds[:, 0] - bounds[:, 1], kind="stable")].T
    lengths = ends - starts
    going = (len(ranges) - np.searchsorted(lengths[::-1], np.arange(lengths[0]), side="right")).tolist()
    best = _forward(scores, steps, starts, going, first)
    # On the way back each step is asked once more which label it came from: cheaper than to note it for all labels.
    label = np.zeros(0, np.intp)
    for i in range(len(best) - 1, -1, -1):
        n = len(label)
        goes_on = (best[i][:, :n] + steps.take(label, axis=1)).argmax(0)
        label = np.concatenate([goes_on, best[i][:, n:].argmax(0)]) if going[i] > n else goes_on
        labels[starts[: going[i]] + i] = label
    return labels


def _forward(
    scores: Scores, steps: Scores, starts: NDArray[np.intp], going: Sequence[int], first: NDArray[np.bool_]
) -> list[Scores]:
    """For each character of a sentence what the best row of labels up to there is worth: labels by sentences.

    Labels lie before sentences: the greatest over labels is then a comparison of long rows.
    """
    begins, insides = np.flatnonzero(first), np.flatnonzero(~first)
    into, into_begins = steps[:, :, None], steps[:, begins][:, :, None]
    from_begin, from_inside = steps[insides - 1, insides][:, None], steps[insides, insides][:, None]
    best = [scores.take(starts, axis=0).T.copy()]
    best[0][insides] = -np.inf
    for i, n in enumerate(going[1:], 1):
        before = best[-1][:, :n]
        if n < _MANY:
            worth = (before[:, None] + into).max(0)
        else:  # fewer sums, in more calls
            worth = np.empty_like(before)
            worth[begins] = (before[:, None] + into_begins).max(0)
            worth[insides] = np.maximum(before[insides - 1] + from_begin, before[insides] + from_inside)
        worth += scores.take(starts[:n] + i, axis=0).T
        best.append(worth)
    return best
