"""Every feature finds its row, and nothing else finds one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract.tagger.lookup import Lookup

NUMBERS = st.integers(0, 2**32 - 1)


@given(st.lists(NUMBERS, unique=True, max_size=60), st.lists(NUMBERS, max_size=20))
def test_rows_of_features_and_of_others(features: list[int], others: list[int]) -> None:
    lookup = Lookup(np.array(features, np.uint32))
    wanted = {feature: row for row, feature in enumerate(features, 1)}
    asked = features + others
    assert lookup.find(np.array(asked, np.uint32)).tolist() == [wanted.get(number, 0) for number in asked]


@pytest.mark.parametrize("step", [2**power for power in range(1, 31)])
def test_two_features_of_one_bucket_find_homes_under_some_mix(step: int) -> None:
    features = np.array([1, 1 + step, 1 + 2 * step], np.uint32)
    assert Lookup(features).find(features).tolist() == [1, 2, 3]


@pytest.mark.parametrize("shift", [0, 7, 16])
def test_features_that_look_alike(shift: int) -> None:
    features = np.arange(50_000, dtype=np.uint32) << np.uint32(shift)
    features = np.unique(features)
    rows = Lookup(features).find(np.stack([features, features + np.uint32(1)]))
    assert np.array_equal(rows[0], np.arange(1, len(features) + 1))
    assert np.array_equal(rows[1] > 0, np.isin(features + np.uint32(1), features))
