from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.graph.measures import (
    association_strength,
    chance,
    disparity,
    jaccard,
    log_likelihood,
    noise_corrected,
    npmi,
    pmi,
    salton,
    signed,
)

PAIRS = {"ab": 10, "ac": 1, "ad": 1, "bc": 2, "cd": 3}
STRENGTHS = {end: sum(weight for pair, weight in PAIRS.items() if end in pair) for end in "abcd"}
DEGREES = {end: sum(end in pair for pair in PAIRS) for end in "abcd"}


def of(table: dict[str, int], end: int) -> list[int]:
    return [table[pair[end]] for pair in PAIRS]


def test_jaccard() -> None:
    assert jaccard([10, 3], [20, 20], [30, 300]) == pytest.approx([0.25, 3 / 317])


def test_measures_of_how_often_chance_expects_a_pair() -> None:
    counts = [10, 3], [20, 20], [30, 300]
    assert salton(*counts) == pytest.approx([0.408248, 0.038730], abs=1e-6)
    assert association_strength(*counts, 1000) == pytest.approx([16.666667, 0.5], abs=1e-6)
    assert pmi(*counts, 1000) == pytest.approx([4.058894, -1], abs=1e-6)
    assert npmi(*counts, 1000) == pytest.approx([0.610924, -0.119320], abs=1e-6)
    assert npmi(7, 7, 7, 7) == 1, "every window names both"


def test_likelihoods_have_the_chance_of_their_distribution() -> None:
    # Table values of the chi-square distribution with one degree of freedom.
    assert chance([0, 2.7055, 3.8415, 6.6349, 10.8276]) == pytest.approx([1, 0.1, 0.05, 0.01, 0.001], abs=1e-5)
    assert signed(log_likelihood(3, 20, 300, 1000), 3, 20, 300, 1000) == pytest.approx(-2.486069, abs=1e-6)


def test_likelihood_and_pmi_are_those_of_nltk() -> None:
    metrics = pytest.importorskip("nltk.metrics").BigramAssocMeasures
    for both, a, b, total in ((10, 20, 30, 1000), (3, 20, 300, 1000), (1, 1, 900, 1000), (5, 9, 7, 60)):
        assert log_likelihood(both, a, b, total) == pytest.approx(metrics.likelihood_ratio(both, (a, b), total))
        assert pmi(both, a, b, total) == pytest.approx(metrics.pmi(both, (a, b), total))


def test_log_likelihood() -> None:
    assert log_likelihood([10, 3], [20, 20], [30, 300], 1000) == pytest.approx([46.496606, 2.486069], abs=1e-6)


def test_disparity_is_the_smaller_of_both_ends() -> None:
    weights = list(PAIRS.values())
    ends = [disparity(weights, of(STRENGTHS, end), of(DEGREES, end)) for end in (0, 1)]
    assert np.minimum(*ends) == pytest.approx([0.027778, 0.694444, 0.75, 0.444444, 0.25], abs=1e-6)


def test_noise_corrected() -> None:
    weights = list(PAIRS.values())
    score, deviation = noise_corrected(weights, of(STRENGTHS, 0), of(STRENGTHS, 1), 2 * sum(weights))
    assert score == pytest.approx([0.40496, -0.35849, -0.17073, -0.02857, 0.61905], abs=1e-5)
    assert deviation == pytest.approx([0.03286, 0.41627, 0.36229, 0.18794, 0.02097], abs=1e-5)


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 10_000))
def test_measures_are_symmetric_and_finite(both: int, more_a: int, more_b: int, others: int) -> None:
    a, b = both + more_a, both + more_b
    total = both + more_a + more_b + others
    for value, turned in (
        (jaccard(both, a, b), jaccard(both, b, a)),
        (log_likelihood(both, a, b, total), log_likelihood(both, b, a, total)),
    ):
        assert np.isfinite(value) and value == pytest.approx(float(turned), abs=1e-9)
    assert 0 <= jaccard(both, a, b) <= 1
    assert log_likelihood(both, a, b, total) >= -1e-9
