"""Tables and errors between the processes of a cluster, and patience with lost workers."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pyarrow as pa
import pytest

from guanxi.config.errors import AmbiguousName, ConfigError, GuanxiError, MissingDependency, UnknownName
from guanxi.graph.engine import Scatter, Stage
from guanxi.graph.engine.carried import Results, packed, patiently, pieces, result, unpacked

PART = pa.table({"a": [1, 2]})
ERRORS = [
    ConfigError("no such type", file="a.yaml", line=3),
    MissingDependency("engine daft needs Daft", extra="cluster"),
    UnknownName("蔚来", ["蔚来汽车"]),
    AmbiguousName("鼓楼区", [("city:鼓楼区", "鼓楼区", "city")]),
]


def _raising(part: pa.Table) -> pa.Table:
    raise ERRORS[part["a"][0].as_py()]


def _raise() -> Stage:
    return _raising


def _halves() -> Scatter:
    return lambda part: ((i, part.slice(i, 1)) for i in range(2))


def _same() -> Stage:
    return lambda part: part


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_errors_arrive_as_they_were_raised(number: int) -> None:
    part, expected = packed(pa.table({"a": [number]})), ERRORS[number]
    told = result(pickle.dumps(_raise), [part])
    ((_, also),) = pieces(pickle.dumps(_raise), part)
    for data in (told, also):
        with pytest.raises(type(expected)) as caught:
            unpacked(data)
        assert (str(caught.value), vars(caught.value)) == (str(expected), vars(expected))


def test_what_is_scattered_is_gathered() -> None:
    scattered = pieces(pickle.dumps(_halves), packed(PART))
    assert [(bucket, unpacked(piece).num_rows) for bucket, piece in scattered] == [(0, 1), (1, 1)]
    assert unpacked(result(pickle.dumps(_same), [piece for _, piece in scattered])) == PART


def test_what_could_not_be_scattered_is_told_by_whoever_gathers() -> None:
    broken = pieces(pickle.dumps(_raise), packed(PART))
    with pytest.raises(MissingDependency):
        unpacked(result(pickle.dumps(_same), [piece for _, piece in broken]))


def test_lost_workers_cost_nothing_that_is_done() -> None:
    asked: list[set[int]] = []

    def attempt(done: set[int]) -> Results:
        asked.append(set(done))
        for number in sorted({0, 1, 2, 3, 4, 5} - done)[:1]:
            yield number, packed(pa.table({"a": [number]}))
        if len(done) < 6:
            raise ConnectionError("gone")

    assert [table["a"][0].as_py() for table in patiently(attempt)] == [0, 1, 2, 3, 4, 5]
    assert asked == [set(range(n)) for n in range(6)]


def test_what_gets_no_further_is_told() -> None:
    tries: list[int] = []

    def attempt(done: set[int]) -> Results:
        tries.append(1)
        if not done:
            yield 0, packed(PART)
        raise ConnectionError("gone\nfor ever")

    with pytest.raises(GuanxiError, match=r"^workers failed 3 times in a row \(gone for ever\); run it again$"):
        list(patiently(attempt))
    assert len(tries) == 3


def test_what_a_stage_refuses_is_not_tried_again() -> None:
    def attempt(done: set[int]) -> Iterator[tuple[int, bytes]]:
        assert not done
        yield 0, result(pickle.dumps(_raise), [packed(PART)])

    with pytest.raises(MissingDependency):
        list(patiently(attempt))
