"""Adjusted chances of different values and their numbers are those of all pairs."""

from __future__ import annotations

import numpy as np
import pytest

from guanxi.graph.measures import adjusted, chance
from guanxi.graph.store import chances as chances_module
from guanxi.graph.store.chances import Chances, Different


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


@pytest.mark.parametrize("waiting", [1, 40, 10**6])
def test_different_values_are_counted_some_after_the_other(waiting: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chances_module, "_MOST_WAITING", waiting)
    values = np.random.default_rng(4).integers(0, 60, 1000) / 7
    different = Different()
    different.add(values[:0])
    for begin in range(0, len(values), 90):
        different.add(values[begin : begin + 90])
    found, wanted = different.counted(), np.unique(values, return_counts=True)
    assert [column.tolist() for column in found] == [column.tolist() for column in wanted]
    assert [column.tolist() for column in Different().counted()] == [[], []]


def test_without_pairs_there_are_no_chances() -> None:
    assert Chances(np.zeros(0), np.zeros(0, np.int64)).of(np.zeros(0)).tolist() == []
