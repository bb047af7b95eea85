"""The vote: where engines disagree on extent or type, keep the reading that covers most text with most trust."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from .lexicon import IGNORE, OWN
from .mention import Mention

_Span = tuple[int, int]
_END = itemgetter(1)
# How much readings are worth together; of as much the fewer pieces, which count below zero.
_Worth = tuple[float, int]
_rounded = lru_cache(maxsize=1 << 12)(round)  # few sums of weights and scores are different


def vote(votes: Iterable[tuple[float, Mention]]) -> list[Mention]:
    """Mentions that do not overlap, in order of position.

    `votes` are (weight of the engine, mention) of one document. Votes for one span and type add up to at most 1.
    The readings kept are those with the greatest sum of trust times length (weighted interval scheduling), so that
    浙江大学 wins over 浙江 inside it, but two sure names win over one doubtful name across both. A reading of type
    `ignore` takes part and is then dropped. The score of what is kept is its trust.
    """
    by_span: defaultdict[_Span, list[tuple[float, Mention]]] = defaultdict(list)
    for weight, mention in votes:
        by_span[mention.start, mention.end].append((weight * mention.score, mention))
    won = {}
    for span, rivals in by_span.items():
        trust, mention = rivals[0] if len(rivals) == 1 else _winner(rivals)
        # Agreement makes a reading sure, not longer: two engines on a short name do not beat a long sure one.
        won[span] = (trust if trust < 1 else 1.0), mention
    return [
        mention.scored(_rounded(trust, 6))
        for trust, mention in map(won.__getitem__, _kept(won))
        if mention.type != IGNORE
    ]


def _winner(rivals: Iterable[tuple[float, Mention]]) -> tuple[float, Mention]:
    """The sum of the votes for the type most trusted, and the heaviest of them."""
    trust: dict[str, float] = {}
    best: dict[str, tuple[float, Mention]] = {}
    for worth, mention in rivals:
        kind = mention.type
        if kind not in trust:
            trust[kind] = worth
            best[kind] = worth, mention
        else:
            trust[kind] += worth
            if _rank(worth, mention) > _rank(*best[kind]):
                best[kind] = worth, mention
    if len(trust) > 1:
        kind = max(sorted(trust), key=lambda k: (best[k][1].extractor == OWN, trust[k]))
    return trust[kind], best[kind][1]


def _rank(worth: float, mention: Mention) -> tuple[bool, float, str]:
    return mention.extractor == OWN, worth, mention.extractor


def _kept(won: Mapping[_Span, tuple[float, Mention]]) -> list[_Span]:
    """Spans whose readings are kept, in order of position."""
    kept: list[_Span] = []
    worth: _Worth = (0.0, 0)
    for cluster in _clusters(sorted(won)):
        if len(cluster) > 1:
            cluster.sort(key=_END)
        if len(cluster) > 2:
            worth = _schedule(cluster, won, worth, kept)
            continue
        # Of two that overlap one is kept: where both are worth as much, that which ends first.
        best, chosen = worth, cluster[:0]
        for span in cluster:
            more = _with(worth, span, won[span][0])
            if more > best:
                best, chosen = more, [span]
        worth = best
        kept += chosen
    return kept


def _clusters(spans: Iterable[_Span]) -> list[list[_Span]]:
    """Sorted spans in groups of which none overlaps another: most stand alone."""
    clusters: list[list[_Span]] = []
    reach = -1
    for span in spans:
        start, end = span
        if start >= reach:
            clusters.append([span])
            reach = end
        else:
            clusters[-1].append(span)
            reach = max(reach, end)
    return clusters


def _with(worth: _Worth, span: _Span, trust: float) -> _Worth:
    return worth[0] + trust * (span[1] - span[0]), worth[1] - 1


def _schedule(
    cluster: Sequence[_Span], won: Mapping[_Span, tuple[float, Mention]], before: _Worth, kept: list[_Span]
) -> _Worth:
    """Add to `kept` what is kept of spans sorted by their ends; what that is worth together with all before it."""
    ends = [end for _, end in cluster]
    best = [before]  # of the first i spans at place i
    previous = []
    for i, span in enumerate(cluster):
        previous.append(bisect_right(ends, span[0], 0, i))
        best.append(max(best[i], _with(best[previous[i]], span, won[span][0])))
    i, at = len(cluster), len(kept)
    while i:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            kept.insert(at, cluster[i - 1])
            i = previous[i - 1]
    return best[-1]
