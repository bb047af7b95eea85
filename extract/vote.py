"""The vote: where engines disagree on extent or type, keep the reading that covers most text with most trust."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from .lexicon import IGNORE, OWN
from .mention import Mention

# A mention with a score below this takes no part in the vote: it only tells the model what could be.
HINT = 0.1
_Span = tuple[int, int]
_Vote = tuple[float, Mention]  # how much it is trusted
_END = itemgetter(1)
# How much readings are worth together; of as much the fewer pieces, which count below zero.
_Worth = tuple[float, int]
_rounded = lru_cache(maxsize=1 << 12)(round)  # few sums of weights and scores are different


def vote(found: Iterable[tuple[float, Iterable[Mention]]]) -> list[Mention]:
    """Mentions that do not overlap, in order of position.

    `found` are weights of engines, each with what the engine found in one passage. Votes for one span and type add up
    to at most 1. The readings kept are those with the greatest sum of trust times length (weighted interval
    scheduling), so that 浙江大学 wins over 浙江 inside it, but two sure names win over one doubtful name across both. A
    reading of type `ignore` takes part and is then dropped. The score of what is kept is its trust.
    """
    won = _won(found)
    return [
        mention.scored(_rounded(trust, 6))
        for trust, mention in map(won.__getitem__, _kept(won))
        if mention.type != IGNORE
    ]


def _won(found: Iterable[tuple[float, Iterable[Mention]]]) -> dict[_Span, _Vote]:
    """The most trusted reading of each span."""
    won: dict[_Span, _Vote] = {}
    further: defaultdict[_Span, list[_Vote]] = defaultdict(list)
    for weight, mentions in found:
        for mention in mentions:
            _, _, start, end, _, _, _, score = mention
            if score >= HINT:
                said = weight * score, mention
                if won.setdefault((start, end), said) is not said:
                    further[start, end].append(said)
                elif weight > 1:
                    further[start, end] = []
    for span, votes in further.items():
        trust, mention = _winner(won[span], votes)
        # Agreement makes a reading sure, not longer: two engines on a short name do not beat a long sure one.
        won[span] = (trust if trust < 1 else 1.0), mention
    return won


def _winner(first: _Vote, others: Iterable[_Vote]) -> _Vote:
    """The sum of the votes for the type most trusted, and the heaviest of them."""
    kind = first[1].type
    won, trust = {kind: first}, {kind: first[0]}
    for vote in others:
        kind = vote[1].type
        trust[kind] = trust.get(kind, 0.0) + vote[0]
        if kind not in won or _rank(vote) > _rank(won[kind]):
            won[kind] = vote
    if len(trust) > 1:
        kind = max(sorted(trust), key=lambda k: (won[k][1].extractor == OWN, trust[k]))
    return trust[kind], won[kind][1]


def _rank(vote: _Vote) -> tuple[bool, float, str]:
    return vote[1].extractor == OWN, vote[0], vote[1].extractor


def _kept(won: Mapping[_Span, _Vote]) -> Iterator[_Span]:
    """Spans whose readings are kept, in order of position."""
    spans = [*sorted(won), (sys.maxsize, 0)]  # the last one ends the last group
    first, reach = 0, -1
    for i, (start, end) in enumerate(spans):
        if start >= reach:  # none from here on overlaps one before
            if i - first == 1:
                yield spans[first]  # as most do, it stands alone
            elif i:
                yield from _best(sorted(spans[first:i], key=_END), won)
            first, reach = i, end
        elif end > reach:
            reach = end


def _best(group: Sequence[_Span], won: Mapping[_Span, _Vote]) -> list[_Span]:
    """What is kept of spans that overlap, sorted by their ends."""
    ends = [end for _, end in group]
    best: list[_Worth] = [(0.0, 0)]  # of the first i spans at place i
    previous = []
    for i, (start, end) in enumerate(group):
        at = bisect_right(ends, start, 0, i)
        previous.append(at)
        worth, pieces = best[at]
        best.append(max(best[i], (worth + won[start, end][0] * (end - start), pieces - 1)))
    i, kept = len(group), []
    while i:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            kept.append(group[i - 1])
            i = previous[i - 1]
    return kept[::-1]
