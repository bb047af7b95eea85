"""Sentences with offsets: cut at 。！？!? and line ends, never inside a URL; closing quotes stay with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .document import Document, Sentence

SENTENCE_ENDS = "。！？!?"
LONGEST = 10_000  # code points; what goes on without an end is no text that somebody wrote
# Makes a named tuple of a tuple. What `Sentence(…)` does before that takes longer than all the rest.
_make = tuple.__new__
_PAUSES = "，、；,; \t\u3000"
_CLOSERS = "”’」』）)】》〉］]"
_LINE_ENDS = r"\r\n\x0b\x0c\x85\u2028\u2029"
# A URL may hold ? and !; it ends where blanks, Chinese characters or Chinese marks begin.
_URL = r"(?:(?<=h)ttps?://|(?<=w)ww\.)[!-~]+"


@cache
def _pattern(ends: str) -> re.Pattern[str]:
    # One class of characters at the front, and only then what they begin: so the text between is passed over fast.
    first = re.escape(ends)
    stop = f"(?<=[{first}])[{first}]*[{re.escape(_CLOSERS)}]*" if ends else r"(?!)"
    line = f"(?<=[{_LINE_ENDS}])[{_LINE_ENDS}]*"
    return re.compile(rf"[hw{first}{_LINE_ENDS}](?:(?P<url>{_URL})|(?P<stop>{stop})|(?P<line>{line}))")


def split_sentences(document: Document, *, ends: str = SENTENCE_ENDS) -> list[Sentence]:
    """Sentences of a document in order, without blank ones.

    They never overlap, and what stands between them is only white space. `ends` are the characters that end a
    sentence besides a line end; a mark that is doubled (！！, ？！) ends it once. What has no end for `LONGEST` code
    points is cut all the same.
    """
    sentences: list[Sentence] = []
    paragraph, used, text, id_ = 0, False, document.text, document.id
    for start, end, closes_line in _pieces(text, ends):
        piece = text[start:end]
        if bare := piece.strip():
            left = start if bare[0] == piece[0] else start + piece.index(bare[0])
            sentences.append(_make(Sentence, (id_, len(sentences), left, left + len(bare), paragraph)))
            used = True
        if closes_line and used:
            paragraph, used = paragraph + 1, False
    return sentences


def _pieces(text: str, ends: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for match in _pattern(ends).finditer(text):
        kind, end = match.lastgroup, match.end()
        if kind == "url":
            continue
        if kind == "stop" and text[end : end + 1] == '"' and text.count('"', start, end) % 2:
            end += 1  # a straight quote that was opened in this sentence closes here
        if end - start > LONGEST:
            yield from _bounded(text, start, end, closes_line=kind == "line")
        elif end > start:
            yield start, end, kind == "line"
        start = max(start, end)
    yield from _bounded(text, start, len(text), closes_line=True)


def _bounded(text: str, start: int, end: int, *, closes_line: bool) -> Iterator[tuple[int, int, bool]]:
    """A piece, cut behind a comma or blank where it is longer than any sentence is; what reads it holds all of it."""
    while end - start > LONGEST:
        half = start + LONGEST // 2
        cut = max(text.rfind(mark, half, start + LONGEST) for mark in _PAUSES) + 1 or start + LONGEST
        yield start, cut, False
        start = cut
    yield start, end, closes_line
