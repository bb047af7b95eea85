"""A name found surely at one place stands at other places too, where nothing around it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from .mention import Mention
from .passage import Passage

_DISCOUNT = 0.9


def _no_short(name: str) -> str | None:
    return None


def repeats(
    passage: Passage,
    mentions: Sequence[Mention],
    *,
    extractor: str,
    short: Callable[[str], str | None] = _no_short,
) -> Iterator[Mention]:
    """Other places of the passage where names of `mentions` stand as whole words, outside of `mentions`.

    `short` gives a shorter name that is looked for as well. Scores are a little lower than the best of the name.
    """
    spans = sorted((m.start - passage.start, m.end - passage.start) for m in mentions)
    starts = [start for start, _ in spans]
    best: dict[str, Mention] = {}
    for mention in mentions:
        name = passage.folded[mention.start - passage.start : mention.end - passage.start]
        for key in filter(None, (name, short(name))):
            if key not in best or best[key].score < mention.score:
                best[key] = mention
    for name, found in best.items():
        at = passage.folded.find(name)
        while at >= 0:
            end = at + len(name)
            rival = bisect_right(starts, end - 1) - 1
            is_free = rival < 0 or spans[rival][1] <= at
            if is_free and at in passage.boundaries and end in passage.boundaries:
                yield passage.mention(at, end, found.type, extractor=extractor, score=found.score * _DISCOUNT)
            at = passage.folded.find(name, end)
