"""A name found surely at one place stands at other places too, where nothing around it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .mention import Mention
from .passage import Passage


def repeats(
    passage: Passage, mentions: Sequence[Mention], *, extractor: str, discount: float = 0.9
) -> Iterator[Mention]:
    """Other places of the passage where names of `mentions` stand as whole words, outside of `mentions`.

    The score is `discount` times the best score of the name.
    """
    spans = sorted((m.start - passage.start, m.end - passage.start) for m in mentions)
    starts = [start for start, _ in spans]
    best: dict[str, Mention] = {}
    for mention in mentions:
        name = passage.folded[mention.start - passage.start : mention.end - passage.start]
        if name not in best or best[name].score < mention.score:
            best[name] = mention
    for name, found in best.items():
        at = passage.folded.find(name)
        while at >= 0:
            end = at + len(name)
            rival = bisect_right(starts, end - 1) - 1
            is_free = rival < 0 or spans[rival][1] <= at
            if is_free and at in passage.boundaries and end in passage.boundaries:
                yield passage.mention(at, end, found.type, extractor=extractor, score=found.score * discount)
            at = passage.folded.find(name, end)
