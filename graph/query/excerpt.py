"""What to show of a long window: the sentences, or the surroundings, of the two names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from ...corpus.document import Document
from ...corpus.sentences import split_sentences

GAP = " … "

Span = tuple[int, int]
Place = TypeVar("Place", int, Span)


def excerpt(text: str, spans: Sequence[Span], *, of_a: int) -> tuple[str, tuple[Span, ...]]:
    """The sentences of A and B that stand nearest to each other, and where in them both are named.

    Args:
        text: a window.
        spans: (start, end) of the names in it, code points, those of A first, then those of B.
        of_a: how many of the spans are A's.

    Returns:
        One sentence if it names both, else two, with `GAP` for what was left out between them; and the spans that
        lie in them, in the order of the text, counted from the start of the excerpt.
    """
    sentences = _sentences(text)
    starts = [start for start, _ in sentences]
    places = [bisect_right(starts, start) - 1 for start, _ in spans]
    first, last = _nearest(places[:of_a], places[of_a:] or places[:of_a], lambda left, right: right - left)
    pieces = [_piece(sentences, place, spans, places) for place in dict.fromkeys((first, last))]
    if last - first == 1:
        pieces = [(pieces[0][0], pieces[1][1])]
    moved: list[Span] = []
    length = 0
    for start, end in pieces:
        moved += sorted((s - start + length, e - start + length) for s, e in spans if start <= s and e <= end)
        length += end - start + len(GAP)
    return GAP.join(text[start:end] for start, end in pieces), tuple(moved)


def surroundings(
    text: str, of_a: Sequence[Span], of_b: Sequence[Span], *, reach: int
) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The mentions of A and B that stand nearest to each other, with `reach` characters before and behind each.

    Args:
        text: a window.
        of_a, of_b: (start, end) of the names in it, code points.

    Returns:
        One or two pieces of the text, with `GAP` for what was left out before, between and behind them; and where in
        it A is named, and B.
    """

    nearest = _nearest(of_a, of_b, lambda left, right: right[0] - left[1])
    pieces = [(max(start - reach, 0), min(end + reach, len(text))) for start, end in nearest]
    if pieces[1][0] <= pieces[0][1]:
        pieces = [(pieces[0][0], max(pieces[0][1], pieces[1][1]))]
    short, moved = "", dict[Span, Span]()
    for start, end in pieces:
        short += GAP if short else GAP.lstrip() if start else ""
        by = len(short) - start
        moved |= {(s, e): (s + by, e + by) for s, e in nearest if start <= s and e <= end}
        short += text[start:end]
    short += GAP.rstrip() if pieces[-1][1] < len(text) else ""
    a, b = nearest if nearest[0] in of_a else nearest[::-1]
    return short, (moved[a],), (moved[b],)


@lru_cache(maxsize=8)  # a whole document is the window of many quotes
def _sentences(text: str) -> Sequence[Span]:
    return [(s.start, s.end) for s in split_sentences(Document("", text, ""))]


def _nearest(
    of_a: Sequence[Place], of_b: Sequence[Place], between: Callable[[Place, Place], int]
) -> tuple[Place, Place]:
    """The places of one of A and one of B with the least between them, the first such, in order."""
    both = sorted([(place, "a") for place in of_a] + [(place, "b") for place in of_b])
    pairs = ((left, right) for (left, who), (right, other) in pairwise(both) if who != other)
    return min(pairs, key=lambda pair: between(*pair))


def _piece(sentences: Sequence[Span], place: int, spans: Sequence[Span], places: Sequence[int]) -> Span:
    """A sentence; longer where a name goes on behind its end, since graphs may be built with other ends."""
    start, end = sentences[place]
    return start, max(end, *(e for (_, e), where in zip(spans, places, strict=True) if where == place))
