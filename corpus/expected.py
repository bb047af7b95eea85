"""How much text to expect in files, before they are read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from .formats import suffix_of
from .walk import STDIN, Found, Unreadable, find_files

# Characters of text in a byte of a file, by kind: rough, for sharing out work and telling how much is left.
_DENSITY = {".html": 0.05, ".htm": 0.05, ".pdf": 0.02, ".docx": 0.05}
_TEXT, _PACKED = 0.35, 3


def expected_characters(inputs: Sequence[str | Path]) -> float | None:
    """About how many characters of text files and folders hold; None where standard input is among them.

    Raises:
        InputError: an input does not exist.
    """
    if any(str(item) == STDIN for item in inputs):
        return None
    return sum(map(characters_in, find_files(inputs)))


def characters_in(file: Found | Unreadable) -> float:
    """About how many characters a file has."""
    if isinstance(file, Unreadable):
        return 0
    kind = suffix_of(file.path)
    try:
        size = os.path.getsize(file.path) if file.size is None else file.size
    except OSError:  # who reads it will tell
        return 0
    return size * _DENSITY.get(kind.removesuffix(".gz"), _TEXT) * (_PACKED if kind.endswith(".gz") else 1)
