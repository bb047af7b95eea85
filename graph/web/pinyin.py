"""How names are typed in Latin letters, for the search of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...corpus.fold import lower, simplify

LONGEST = 40  # Nobody types more; a name of ten thousand characters must not make the page larger.
_HAN = re.compile("[\u3400-\u9fff]")


def syllables(names: Sequence[str]) -> list[str]:
    """Of each name its syllables without tones, ü as v, with blanks between; empty where a name has no Chinese.

    What is not Chinese stands as it is, in small letters.

    >>> syllables(["重庆长安", "A股", "Nvidia"])
    ['chong qing chang an', 'a gu', '']
    """
    # Its table of phrases takes half a second to load.
    from pypinyin import lazy_pinyin

    found = []
    for name in names:
        plain = lower(simplify(name[:LONGEST]))
        spelled = lazy_pinyin(plain) if _HAN.search(plain) else []
        found.append(" ".join(re.findall(r"\w+", " ".join(spelled))))
    return found
