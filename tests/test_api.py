"""The public API: sorted, complete, importable."""

import guanxi


def test_all_is_sorted_and_importable() -> None:
    assert guanxi.__all__ == sorted(guanxi.__all__)
    for name in guanxi.__all__:
        assert getattr(guanxi, name) is not None


def test_homes_are_those_of_all() -> None:
    assert sorted([*guanxi._HOME, "__version__"]) == guanxi.__all__
