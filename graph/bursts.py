"""When something was named much more than usual."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RATE = 2.0  # In a burst things are named so many times as often as over all of the time.
RISE = 1.0  # Beginning a burst costs so many times the logarithm of the number of periods.


@dataclass(frozen=True, slots=True)
class Burst:
    """From the place `first` to the place `last` in a row of periods; `weight` is how much better it explains them."""

    first: int
    last: int
    weight: float


def bursts(named: Sequence[int], read: Sequence[int], *, rate: float = RATE, rise: float = RISE) -> list[Burst]:
    """Bursts in a row of periods, of which `read` windows were read and `named` of them name the thing.

    The cheapest way through two states: usual, where a window names it with the chance p over all of the time, and
    burst, with the chance `rate` · p (never so much that not naming it were less than 1 / `rate` as likely). A state
    costs −ln of the binomial likelihood of a period, going from usual to burst costs `rise` · ln n for n periods, going
    back nothing. Kleinberg (2002), "Bursty and Hierarchical Structure in Streams", the automaton of two states for
    events in batches. The weight of a burst is what it saves against the usual state.

    >>> bursts([1, 1, 30, 20, 1, 1], [100] * 6)
    [Burst(first=2, last=3, weight=19.04)]
    """
    usual = sum(named) / max(sum(read), 1)
    dear = rise * math.log(max(len(named), 1))
    if not 0 < usual < 1 or sum(named) * math.log(rate) <= dear:  # no burst could save what it costs
        return []
    high = min(rate * usual, 1 - (1 - usual) / rate)
    saved = [
        of * math.log(high / usual) + (all_ - of) * math.log((1 - high) / (1 - usual))
        for of, all_ in zip(named, read, strict=True)
    ]
    return _stretches(_in_burst(saved, dear), saved)


def _in_burst(saved: Sequence[float], cost: float) -> list[bool]:
    """For each period, whether the cheapest way is in a burst there, which saves `saved`. Viterbi's search."""
    usual, burst = 0.0, cost  # costs of the cheapest ways that end in a state
    before: list[tuple[bool, bool]] = []  # whether the way to the usual state, and to the burst, came from a burst
    for gain in saved:
        before.append((burst < usual, burst <= usual + cost))
        usual, burst = min(usual, burst), min(burst, usual + cost) - gain
    state = burst < usual
    states = []
    for from_usual, from_burst in reversed(before):
        states.append(state)
        state = from_burst if state else from_usual
    return states[::-1]


def _stretches(states: Sequence[bool], saved: Sequence[float]) -> list[Burst]:
    found: list[Burst] = []
    first = 0
    for place, (state, after) in enumerate(zip(states, [*states[1:], False], strict=True)):
        if state and not (place and states[place - 1]):
            first = place
        if state and not after:
            found.append(Burst(first, place, round(sum(saved[first : place + 1]), 2)))
    return found
