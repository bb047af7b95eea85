"""The model at work on passages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ..lexicon import IGNORE
from ..mention import Mention
from ..passage import Passage
from ..pieces import pieces
from ..vote import HINT
from . import alphabet, labels
from .belief import believed
from .columns import Readings, observe
from .labels import Span
from .lookup import Numbers
from .model import Model
from .scope import Scope
from .scorer import Scorer
from .templates import TEMPLATES, hashes
from .viterbi import Scores
from .vocabulary import Vocabulary

NAME = "model"
# A passage, what all engines found in it, and what the vote made of that, sorted.
Read = tuple[Passage, Sequence[Mention], Sequence[Mention]]
# Passages of about so many characters are looked at together, for each call of numpy costs as much as hundreds of them.
_TOGETHER = 50_000
# Words and characters that were met are forgotten when there are so many: numbers and Latin words are without end.
_MOST_MET = 100_000
# Servers ask from several threads; what was met is written down by one at a time.
_LOCK = Lock()


def features(passage: Passage, readings: Readings, scope: Scope) -> Numbers:
    """Numbers of the features of a passage: templates by characters."""
    vocabulary = Vocabulary()
    seen = observe([passage], [readings], scope, vocabulary)
    return hashes(alphabet.columns(seen, vocabulary), TEMPLATES)


class Tagger:
    """Decides with a model what the names in a passage are, after the engines have said what they found.

    Attributes:
        version: names the weights of the model.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._scorer = Scorer(model)
        self.version = f"{NAME} {model.version}"

    def tag(self, passage: Passage, votes: Sequence[Mention], chosen: Sequence[Mention]) -> list[Mention]:
        """Mentions of the passage, in order, none over another; arguments as in `tag_many`."""
        return next(self.tag_many([(passage, votes, chosen)]))

    def tag_many(self, read: Iterable[Read]) -> Iterator[list[Mention]]:
        """Mentions of each passage, in order, none over another.

        What a passage holds does not depend on the others; many are read in half the time of one by one.

        Args:
            read: passages with all that the engines found in them and what the vote made of it, sorted.

        What lexicons or the user say is no name is none. What the model could not learn stays as the vote chose it:
        names of types and by engines that it was not trained with. A mention is the model's own where no engine found
        the same.
        """
        for together in pieces(read, lambda each: len(each[0].text), characters=_TOGETHER):
            yield from self._tag(together)

    def _tag(self, read: Sequence[Read]) -> Iterator[list[Mention]]:
        with _LOCK:
            if self._scorer.met > _MOST_MET:
                self._scorer = Scorer(self._model)
            readings = [Readings.of(*each) for each in read]
            starts, scores = self._scorer.scores([passage for passage, _, _ in read], readings)
        ranges = [
            (start + first, start + end)
            for start, (passage, _, _) in zip(starts, read, strict=True)
            for first, end in passage.ranges
        ]
        best = self._model.labels(scores, ranges)
        spans, sureness = self._spans(scores, best)
        at = 0
        for start, (passage, votes, chosen) in zip(starts, read, strict=True):
            end = bisect_left(spans, (start + len(passage.text),), at)
            found = [(first - start, last - start, kind) for first, last, kind in spans[at:end]]
            yield self._mentions(passage, votes, chosen, found, sureness[at:end])
            at = end

    def _spans(self, scores: Scores, best: NDArray[np.intp]) -> tuple[list[Span], list[float]]:
        """What the labels say, and how sure each of it is: as sure as its least sure character."""
        where = np.flatnonzero(best)
        spans = labels.to_spans(best, self._model.scope.types)
        if not spans:
            return [], []
        sureness = self._model.sureness(scores, best, where)
        firsts = np.searchsorted(where, [start for start, _, _ in spans])
        return spans, np.minimum.reduceat(sureness, firsts).astype(float).tolist()

    def _mentions(
        self,
        passage: Passage,
        votes: Sequence[Mention],
        chosen: Sequence[Mention],
        spans: Sequence[Span],
        sureness: Sequence[float],
    ) -> list[Mention]:
        scope, at = self._model.scope, passage.start
        kept = [m for m in chosen if m.type not in scope.types or m.extractor not in scope.engines]
        surest_last = sorted((m for m in votes if m.score >= HINT), key=attrgetter("score"))
        finder = {(m.start - at, m.end - at, m.type): m.extractor for m in surest_last}
        shields = [(m.start - at, m.end - at) for m in surest_last if m.type == IGNORE]
        tagged: list[tuple[int, int, str, str, float]] = []
        for (start, end, kind), sure in zip(spans, sureness, strict=True):
            engine = finder.get((start, end, kind), NAME)
            extent = believed(passage, start, end, kind) if engine == NAME else (start, end)
            if extent is None or (tagged and extent[0] < tagged[-1][1]):
                continue
            if not any(first <= extent[0] and extent[1] <= last for first, last in shields):
                tagged.append((*extent, kind, engine, max(round(sure, 6), 1e-6)))
        mentions = passage.mentions(tagged)
        return merged(mentions, kept) if kept else mentions


def merged(mentions: Sequence[Mention], kept: Sequence[Mention]) -> list[Mention]:
    """Mentions with those of `kept` in the place of what they overlap. Both are sorted and free of overlaps."""
    starts = [m.start for m in kept]
    free = []
    for mention in mentions:
        rival = bisect_left(starts, mention.end) - 1
        if rival < 0 or kept[rival].end <= mention.start:
            free.append(mention)
    return sorted([*free, *kept], key=lambda m: m.start)
