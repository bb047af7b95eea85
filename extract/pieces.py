"""A stream in pieces of about as much text as is good to read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def pieces(items: Iterable[_T], length: Callable[[_T], int], *, characters: int) -> Iterator[list[_T]]:
    """A stream cut behind the item with which a piece has so many characters; none is empty."""
    piece: list[_T] = []
    total = 0
    for item in items:
        piece.append(item)
        total += length(item)
        if total >= characters:
            yield piece
            piece, total = [], 0
    if piece:
        yield piece
