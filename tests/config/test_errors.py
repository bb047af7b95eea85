"""Errors travel between processes as they are."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from guanxi.config import errors

# Of each class with arguments of its own, one.
ERRORS = [
    errors.ConfigError("is wrong", file="a.yaml", line=3),
    errors.MissingDependency("engine daft needs Daft", extra="cluster"),
    errors.UnknownName("平按", ["平安"]),
    errors.AmbiguousName("平安", [("company:平安", "平安", "company"), ("person:平安", "平安", "person")]),
]


def _all(kind: type[errors.GuanxiError]) -> Iterator[type[errors.GuanxiError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from _all(below)


def _one_of_each() -> list[errors.GuanxiError]:
    made = {type(error) for error in ERRORS}
    return [*ERRORS, *(kind("told") for kind in _all(errors.GuanxiError) if kind not in made)]


@pytest.mark.parametrize("error", _one_of_each(), ids=lambda error: type(error).__name__)
def test_an_error_travels_as_it_is(error: errors.GuanxiError) -> None:
    there = pickle.loads(pickle.dumps(error))
    assert type(there) is type(error)
    assert str(there) == str(error)
    assert vars(there) == vars(error)
