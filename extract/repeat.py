"""A name found surely at one place stands at other places too, where nothing around it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from .mention import Mention
from .passage import Passage

_DISCOUNT = 0.9


def repeats(
    passage: Passage,
    mentions: Sequence[Mention],
    *,
    extractor: str,
    short: Callable[[str], str | None] | None = None,
) -> list[Mention]:
    """Other places of the passage where names of `mentions` stand as whole words, outside of `mentions`.

    `short` gives a shorter name that is looked for as well. Scores are a little lower than the best of the name.
    """
    if not mentions:
        return []
    text, offset = passage.folded, passage.start
    best: dict[str, Mention] = {}
    for mention in mentions:
        name = text[mention.start - offset : mention.end - offset]
        for key in (name, short(name)) if short else (name,):
            if key and (key not in best or best[key].score < mention.score):
                best[key] = mention
    several = [name for name in best if text.count(name) > 1]
    spans = sorted((m.start - offset, m.end - offset) for m in mentions) if several else []
    return passage.mentions(
        (start, end, best[name].type, extractor, best[name].score * _DISCOUNT)
        for name in several
        for start, end in _elsewhere(passage, name, spans)
    )


def _elsewhere(passage: Passage, name: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words, outside of all `spans`."""
    text, cuts = passage.folded, passage.boundaries
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if at in cuts and end in cuts:
            rival = bisect_right(spans, (end,)) - 1  # the last that begins before the end
            if rival < 0 or spans[rival][1] <= at:
                yield at, end
        at = text.find(name, end)
