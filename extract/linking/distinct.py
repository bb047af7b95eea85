"""Names that everybody understands, and names that mean something only where they are introduced."""

from __future__ import annotations

import re

from .. import segment
from .legal import is_line

# Kinds of firms that every city has one of and the dictionary does not know.
_KINDS = re.compile("城投|建投|产投|交投|文投|科投|国投|金控")


def is_distinctive(alias: str) -> bool:
    """Whether an alias is no mere chain of everyday words (城投集团) and no bare Latin word, which others use too."""
    words = segment.cut(_KINDS.sub("", alias))
    is_everyday = all(len(word) > 1 and segment.tag(word) for word in words)
    return not (alias.isascii() or is_everyday or is_line(alias))
