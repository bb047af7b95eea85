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
    sentence besides a line end; a mark that is doubled (！！, ？！) ends it once.
    """
    sentences: list[Sentence] = []
    paragraph, used, text = 0, False, document.text
    for start, end, closes_line in _pieces(text, ends):
        piece = text[start:end]
        if bare := piece.strip():
            left = start if len(bare) == len(piece) else start + piece.index(bare[0])
            sentences.append(Sentence(document.id, len(sentences), left, left + len(bare), paragraph))
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
        if end > start:
            yield start, end, kind == "line"
            start = end
    yield start, len(text), True
