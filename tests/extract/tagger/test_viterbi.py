"""The best row of labels is the one that trying all of them finds."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.tagger.viterbi import decode

COUNT = 5
FIRST = np.array([True, True, False, True, False])
FORBIDDEN = np.array([[not FIRST[b] and a not in (b - 1, b) for b in range(COUNT)] for a in range(COUNT)])


@pytest.mark.parametrize("many", [1, 3, 64])
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_it_finds_the_best_row_of_every_sentence(many: int, seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(lengths) + 1, COUNT)).astype(np.float32)
    steps = np.where(FORBIDDEN, np.float32(-1e4), random.normal(size=(COUNT, COUNT)).astype(np.float32))
    ends = np.cumsum(lengths).tolist()
    ranges = [(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guanxi.extract.tagger.viterbi._MANY", many)
        found = decode(scores, steps, ranges, first=FIRST)
    for start, end in ranges:
        rows = [row for row in product(range(COUNT), repeat=end - start) if FIRST[row[0]]]
        best = max(rows, key=lambda row: _worth(row, scores[start:end], steps))
        assert tuple(found[start:end].tolist()) == best
    assert found[-1] == 0  # outside of all sentences


def _worth(row: tuple[int, ...], scores: np.ndarray, steps: np.ndarray) -> float:
    return float(sum(scores[i, label] for i, label in enumerate(row)) + sum(steps[a, b] for a, b in pairwise(row)))


def test_no_sentences_no_names() -> None:
    assert decode(np.ones((2, COUNT), np.float32), np.zeros((COUNT, COUNT), np.float32), [], first=FIRST).tolist() == [
        0,
        0,
    ]
