"""The best row of labels for each sentence (Viterbi 1967), for many sentences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# Most sentences that are decoded together, and most characters they are padded to.
_TOGETHER, _LARGEST = 256, 50_000


def decode(
    scores: Scores, steps: Scores, ranges: Sequence[tuple[int, int]], *, first: NDArray[np.bool_]
) -> NDArray[np.intp]:
    """Labels of all characters; those outside of all ranges get label 0.

    Args:
        scores: characters by labels.
        steps: labels by labels, from row to column.
        ranges: start and end of each sentence.
        first: which labels a sentence can begin with.
    """
    begin = np.where(first, np.float32(0), np.float32(-np.inf))
    labels = np.zeros(len(scores), np.intp)
    longest_first = sorted(ranges, key=lambda r: (r[0] - r[1], r))
    chunk: list[tuple[int, int]] = []
    for start, end in longest_first:
        # Sentences of like length are padded to the longest one; a chunk ends before that takes much memory.
        if chunk and ((chunk[0][1] - chunk[0][0]) * (len(chunk) + 1) > _LARGEST or len(chunk) == _TOGETHER):
            _decode(scores, steps, begin, np.array(chunk), labels)
            chunk = []
        chunk.append((start, end))
    if chunk:
        _decode(scores, steps, begin, np.array(chunk), labels)
    return labels


def _decode(scores: Scores, steps: Scores, begin: Scores, ranges: NDArray[np.intp], labels: NDArray[np.intp]) -> None:
    """Labels of sentences that come longest first: those that go on beyond i characters are the first going[i]."""
    starts, lengths = ranges[:, 0], ranges[:, 1] - ranges[:, 0]
    longest = int(lengths[0])
    going = (len(ranges) - np.searchsorted(lengths[::-1], np.arange(longest + 1), side="right")).tolist()
    at = np.minimum(starts + np.arange(longest)[:, None], len(scores) - 1)
    # Labels lie before sentences: the greatest over labels is then a comparison of long rows. best[i] is worked out
    # in the place of the scores of the characters i.
    best = scores.take(at, axis=0).transpose(0, 2, 1).copy()
    best[0] += begin[:, None]
    into = steps[:, :, None]
    for i in range(1, longest):
        n = going[i]
        best[i, :, :n] += (best[i - 1, :, None, :n] + into).max(0)
    # On the way back each step is asked once more which label it came from: cheaper than to note it for all labels.
    label = np.zeros(0, np.intp)
    for i in range(longest - 1, -1, -1):
        n = len(label)
        goes_on = (best[i, :, :n] + steps.take(label, axis=1)).argmax(0)
        label = np.concatenate([goes_on, best[i, :, n : going[i]].argmax(0)]) if going[i] > n else goes_on
        labels[at[i, : going[i]]] = label
