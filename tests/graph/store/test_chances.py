"""Adjusted chances of different values and their numbers are those of all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from guanxi.graph.measures import adjusted, chance
from guanxi.graph.store import chances as chances_module
from guanxi.graph.store.chances import Chances


@pytest.mark.parametrize("block", [1, 50, 10**6])
def test_different_values_are_enough(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chances_module, "_BLOCK", block)
    random = np.random.default_rng(3)
    likelihoods = np.concatenate([random.integers(0, 40, 300) / 4, random.random(200) * 30, [2000.0, 3000.0, -1e-12]])
    found = Chances(*np.unique(likelihoods, return_counts=True))
    expected = adjusted(chance(likelihoods))
    assert found.of(likelihoods).tolist() == expected.tolist()
    assert found.of(likelihoods[::-3]).tolist() == expected[::-3].tolist()
    assert len(set(expected.tolist())) > 100


def test_without_pairs_there_are_no_chances() -> None:
    assert Chances(np.zeros(0), np.zeros(0, np.int64)).of(np.zeros(0)).tolist() == []
