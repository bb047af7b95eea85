from __future__ import annotations

import math
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from guanxi.graph.bursts import RATE, RISE, bursts

PERIODS = st.lists(st.integers(0, 30).flatmap(lambda read: st.tuples(st.integers(0, read), st.just(read))), max_size=8)


def cost(states: tuple[int, ...], periods: list[tuple[int, int]]) -> float:
    """Of a way through the states, as the paper writes it."""
    usual = sum(named for named, _ in periods) / sum(read for _, read in periods)
    chances = usual, min(RATE * usual, 1 - (1 - usual) / RATE)
    likelihood = sum(
        named * math.log(chances[state]) + (read - named) * math.log(1 - chances[state])
        for state, (named, read) in zip(states, periods, strict=True)
    )
    rises = sum(after > before for before, after in pairwise((0, *states)))
    return rises * RISE * math.log(len(states)) - likelihood


@given(PERIODS)
def test_no_other_way_is_cheaper(periods: list[tuple[int, int]]) -> None:
    named, read = sum(n for n, _ in periods), sum(n for _, n in periods)
    found = bursts([n for n, _ in periods], [n for _, n in periods])
    if not 0 < named < read:
        assert found == []
        return
    states = tuple(int(any(b.first <= place <= b.last for b in found)) for place in range(len(periods)))
    least = min(cost(way, periods) for way in product((0, 1), repeat=len(periods)))
    assert math.isclose(cost(states, periods), least, abs_tol=1e-9)


def test_bursts_are_apart_and_weigh_what_they_save() -> None:
    found = bursts([1, 30, 1, 1, 1, 40, 40, 1], [100] * 8)
    assert [(burst.first, burst.last) for burst in found] == [(1, 1), (5, 6)]
    assert found[1].weight > found[0].weight > 0


def test_a_few_mentions_in_a_long_time_are_no_burst() -> None:
    assert bursts([0] * 200 + [2] + [0] * 200, [1000] * 401) == []
