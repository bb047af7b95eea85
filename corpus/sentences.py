"""Sentences with offsets: cut at 。！？!? and line ends, never inside a URL; closing quotes stay with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .document import Document, Sentence

SENTENCE_ENDS = "。！？!?"
_CLOSERS = "”’」』）)】》〉］]"
_LINE_ENDS = r"\r\n\x0b\x0c\x85\u2028\u2029"
# A URL may hold ? and !; it ends where blanks, Chinese characters or Chinese marks begin.
_URL = r"(?:https?://|www\.)[!-~]+"


@cache
def _pattern(ends: str) -> re.Pattern[str]:
    stop = f"[{re.escape(ends)}]+" if ends else r"(?!)"
    return re.compile(rf"(?P<url>{_URL})|(?P<stop>{stop}[{re.escape(_CLOSERS)}]*)|(?P<line>[{_LINE_ENDS}]+)")


def split_sentences(document: Document, *, ends: str = SENTENCE_ENDS) -> list[Sentence]:
    """Sentences of a document in order, without blank ones.

    They never overlap, and what stands between them is only white space. `ends` are the characters that end a
    sentence besides a line end; a mark that is doubled (！！, ？！) ends it once.
    """
    sentences: list[Sentence] = []
    paragraph, used = 0, False
    for start, end, closes_line in _pieces(document.text, ends):
        piece = document.text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            sentences.append(Sentence(document.id, len(sentences), left, right, paragraph))
            used = True
        if closes_line and used:
            paragraph, used = paragraph + 1, False
    return sentences


def _pieces(text: str, ends: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for match in _pattern(ends).finditer(text):
        if match.lastgroup == "url":
            continue
        end = match.end()
        if match.lastgroup == "stop" and text[end : end + 1] == '"' and text.count('"', start, end) % 2:
            end += 1  # a straight quote that was opened in this sentence closes here
        if end > start:
            yield start, end, match.lastgroup == "line"
        start = max(start, end)
    yield start, len(text), True
