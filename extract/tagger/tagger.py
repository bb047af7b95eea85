"""The model at work on passages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..extractor import HINT
from ..lexicon import IGNORE
from ..mention import Mention
from ..passage import Passage
from . import labels
from .columns import Readings, observe
from .model import Model
from .scope import Scope
from .templates import TEMPLATES, hashes

NAME = "model"
_CODE = re.compile(r"[A-Z0-9]{1,6}[.:](?:US|HK|SH|SZ|BJ|SS|TW|KS|T|O|N|L)")
_LATIN = re.compile("[A-Za-z]")


def features(passage: Passage, readings: Readings, scope: Scope) -> NDArray[np.uint64]:
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
        tagged = []
        for start, end, kind in labels.to_spans(best.tolist(), scope.types):
            engine = finder.get((passage.start + start, passage.start + end, kind), NAME)
            score = max(round(float(sureness[start:end].min()), 6), 1e-6)
            mention = passage.mention(start, end, kind, extractor=engine, score=score)
            is_shielded = any(first <= mention.start and mention.end <= last for first, last in shields)
            if not is_shielded and (engine != NAME or _is_trusted(passage, start, end)):
                tagged.append(mention)
        return merged(tagged, kept)


def _is_trusted(passage: Passage, start: int, end: int) -> bool:
    """Whether the model can be believed where no engine says the same: not of stock codes, nor in English sentences,
    of which it has hardly seen any."""
    if not passage.folded[start:end].isascii():
        return True
    sentence = passage.sentence_at(start)
    around = passage.folded[sentence.start - passage.start : sentence.end - passage.start]
    return not _CODE.fullmatch(passage.folded, start, end) and len(_LATIN.findall(around)) * 2 < len(around)


def merged(mentions: Sequence[Mention], kept: Sequence[Mention]) -> list[Mention]:
    """Mentions with those of `kept` in the place of what they overlap. Both are sorted and free of overlaps."""
    starts = [m.start for m in kept]
    free = []
    for mention in mentions:
        rival = bisect_left(starts, mention.end) - 1
        if rival < 0 or kept[rival].end <= mention.start:
            free.append(mention)
    return sorted([*free, *kept], key=lambda m: m.start)
