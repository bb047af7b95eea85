"""Titles of plain texts."""

from __future__ import annotations

import re

_LONGEST = 60
_HEAD = 4096
_FIRST_LINE = re.compile(r"\s*(\S[^\r\n]*)[\r\n]\s*\S")
_END_OF_SENTENCE = re.compile(r"[。；;，,：:][”’」』)）]?$")


def find_title(text: str) -> str | None:
    """The first line, if it is short, does not end like a sentence and more lines follow; else None.

    >>> find_title("合肥出台人工智能新政\\n\\n合肥市政府……")
    '合肥出台人工智能新政'
    """
    match = _FIRST_LINE.match(text, 0, _HEAD)
    line = " ".join(match[1].split()) if match else ""
    return line if line and len(line) <= _LONGEST and not _END_OF_SENTENCE.search(line) else None
