"""The best row of labels is the one that trying all of them finds."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.tagger.viterbi import decode

COUNT = 3
FIRST = np.array([True, True, False])


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_it_finds_the_best_row_of_every_sentence(seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(lengths) + 1, COUNT)).astype(np.float32)
    steps = random.normal(size=(COUNT, COUNT)).astype(np.float32)
    ends = np.cumsum(lengths).tolist()
    ranges = [(end - length, end) for end, length in zip(ends, lengths, strict=True)]
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
