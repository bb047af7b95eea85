"""The vote: where engines disagree on extent or type, keep the reading that covers most text with most trust."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .lexicon import IGNORE, OWN
from .mention import Mention


@dataclass(slots=True)
class _Ballot:
    """All votes for one span: per type the sum of weight times score, and the heaviest single vote."""

    start: int
    end: int
    trust: dict[str, float]
    best: dict[str, tuple[float, Mention]]

    def winner(self) -> tuple[float, Mention]:
        kind = max(sorted(self.trust), key=lambda k: (self.best[k][1].extractor == OWN, self.trust[k]))
        # Agreement makes a reading sure, not longer: two engines on a short name do not beat a long sure one.
        return min(self.trust[kind], 1.0), self.best[kind][1]


def vote(votes: Iterable[tuple[float, Mention]]) -> list[Mention]:
    """Mentions that do not overlap, in order of position.

    `votes` are (weight of the engine, mention) of one document. Votes for one span and type add up to at most 1.
    The readings kept are those with the greatest sum of trust times length (weighted interval scheduling), so that
    浙江大学 wins over 浙江 inside it, but two sure names win over one doubtful name across both. A reading of type
    `ignore` takes part and is then dropped. The score of what is kept is its trust.
    """
    ballots = sorted(_ballots(votes), key=lambda b: (b.end, b.start))
    ends = [ballot.end for ballot in ballots]
    won = [ballot.winner() for ballot in ballots]
    # best[i]: greatest worth of the first i ballots; of equal worth the reading with fewer pieces.
    best: list[tuple[float, int]] = [(0.0, 0)]
    before = []
    for i, ballot in enumerate(ballots):
        j = bisect_right(ends, ballot.start, 0, i)
        before.append(j)
        worth = (best[j][0] + won[i][0] * (ballot.end - ballot.start), best[j][1] - 1)
        best.append(max(best[i], worth))
    kept, i = [], len(ballots)
    while i:
        if best[i] == best[i - 1]:
            i -= 1
            continue
        trust, mention = won[i - 1]
        if mention.type != IGNORE:
            kept.append(replace(mention, score=round(trust, 6)))
        i = before[i - 1]
    return kept[::-1]


def _ballots(votes: Iterable[tuple[float, Mention]]) -> Iterable[_Ballot]:
    ballots: dict[tuple[int, int], _Ballot] = {}
    for weight, mention in votes:
        ballot = ballots.setdefault((mention.start, mention.end), _Ballot(mention.start, mention.end, {}, {}))
        worth = weight * mention.score
        ballot.trust[mention.type] = ballot.trust.get(mention.type, 0.0) + worth
        rival = ballot.best.get(mention.type)
        if rival is None or _rank(worth, mention) > _rank(*rival):
            ballot.best[mention.type] = (worth, mention)
    return ballots.values()


def _rank(worth: float, mention: Mention) -> tuple[bool, float, str]:
    return mention.extractor == OWN, worth, mention.extractor
