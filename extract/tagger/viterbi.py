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
    ordered = sorted(ranges, key=lambda r: (r[1] - r[0], r))
    chunk: list[tuple[int, int]] = []
    for start, end in ordered:
        # Sentences of like length are padded to the longest one; a chunk ends before that takes much memory.
        if chunk and ((end - start) * (len(chunk) + 1) > _LARGEST or len(chunk) == _TOGETHER):
            _decode(scores, steps, begin, np.array(chunk), labels)
            chunk = []
        chunk.append((start, end))
    if chunk:
        _decode(scores, steps, begin, np.array(chunk), labels)
    return labels


def _decode(scores: Scores, steps: Scores, begin: Scores, ranges: NDArray[np.intp], labels: NDArray[np.intp]) -> None:
    starts, lengths = ranges[:, 0], ranges[:, 1] - ranges[:, 0]
    longest = int(lengths.max())
    # Sentences come sorted by length: those that go on beyond i characters are the ones from going[i] on.
    going = np.searchsorted(lengths, np.arange(longest + 1), side="right").tolist()
    best = np.empty((longest, len(ranges), scores.shape[1]), np.float32)
    best[0] = scores[starts] + begin
    into = steps.T[None]
    for i in range(1, longest):
        first = going[i]
        best[i] = best[i - 1]
        best[i, first:] = (best[i - 1, first:, None, :] + into).max(2) + scores[starts[first:] + i]
    label = best[-1].argmax(1)
    # On the way back each step is asked once more which label it came from: cheaper than to note it for all labels.
    for i in range(longest - 1, -1, -1):
        before, first = going[i + 1], going[i]
        label[before:] = (best[i, before:] + steps[:, label[before:]].T).argmax(1)
        labels[starts[first:] + i] = label[first:]
