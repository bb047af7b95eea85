"""The model at work on passages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..extractor import HINT
from ..lexicon import IGNORE
from ..mention import Mention
from ..passage import Passage
from . import labels
from .belief import believed
from .columns import Readings, observe
from .lookup import Numbers
from .model import Model
from .scope import Scope
from .templates import TEMPLATES, hashes

NAME = "model"


def features(passage: Passage, readings: Readings, scope: Scope) -> Numbers:
    """Numbers of the features of a passage: templates by characters."""
    return hashes(observe(passage, readings, scope), TEMPLATES)


class Tagger:
    """Decides with a model what the names in a passage are, after the engines have said what they found.

    Attributes:
        version: names the weights of the model.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self.version = f"{NAME} {model.version}"

    def tag(self, passage: Passage, votes: Sequence[Mention], chosen: Sequence[Mention]) -> list[Mention]:
        """Mentions of the passage, in order, none over another.

        Args:
            passage: the text.
            votes: all that the engines found in it.
            chosen: what the vote made of it, sorted.

        What lexicons or the user say is no name is none. What the model could not learn stays as the vote chose it:
        names of types and by engines that it was not trained with. A mention is the model's own where no engine found
        the same.
        """
        scope = self._model.scope
        kept = [m for m in chosen if m.type not in scope.types or m.extractor not in scope.engines]
        surest_last = sorted((m for m in votes if m.score >= HINT), key=lambda m: m.score)
        finder = {(m.start, m.end, m.type): m.extractor for m in surest_last}
        numbers = features(passage, Readings.of(passage, votes, chosen), scope)
        best, sureness = self._model.labels(numbers, passage.ranges)
        shields = [(m.start, m.end) for m in votes if m.type == IGNORE and m.score >= HINT]
        tagged: list[Mention] = []
        for start, end, kind in labels.to_spans(best.tolist(), scope.types):
            engine = finder.get((passage.start + start, passage.start + end, kind), NAME)
            extent = believed(passage, start, end, kind) if engine == NAME else (start, end)
            if extent is None or (tagged and passage.start + extent[0] < tagged[-1].end):
                continue
            score = max(round(float(sureness[start:end].min()), 6), 1e-6)
            mention = passage.mention(*extent, kind, extractor=engine, score=score)
            if not any(first <= mention.start and mention.end <= last for first, last in shields):
                tagged.append(mention)
        return merged(tagged, kept)


def merged(mentions: Sequence[Mention], kept: Sequence[Mention]) -> list[Mention]:
    """Mentions with those of `kept` in the place of what they overlap. Both are sorted and free of overlaps."""
    starts = [m.start for m in kept]
    free = []
    for mention in mentions:
        rival = bisect_left(starts, mention.end) - 1
        if rival < 0 or kept[rival].end <= mention.start:
            free.append(mention)
    return sorted([*free, *kept], key=lambda m: m.start)
