"""Versions of one product, which are things of their own: iPhone 16 and iPhone 16 Pro."""

from __future__ import annotations

import re
from collections import Counter

from ...corpus.fold import lower

_MARK = re.compile(
    r"\d+(?:\.\d+)?|(?<![a-z])(?:pro|max|mini|ultra|plus|turbo|air|lite|flash|note|se|nano|edge|fold|flip|exp|preview)(?![a-z])"
)
_BETWEEN = re.compile(r"[\s\-_.+·]+")


def are_versions(a: str, b: str) -> bool:
    """Whether two names of products differ in nothing but numbers or words like Pro.

    >>> are_versions("iPhone 16", "iPhone 16 Pro"), are_versions("DeepSeek-R1", "DeepSeek R1"), are_versions("R1", "V3")
    (True, False, False)
    """
    one, other = _parts(a), _parts(b)
    return one[0] == other[0] and one[1] != other[1]


def _parts(name: str) -> tuple[str, Counter[str]]:
    folded = lower(name)
    return _BETWEEN.sub("", _MARK.sub("", folded)), Counter(_MARK.findall(folded))
