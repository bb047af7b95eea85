"""Firms, funds and bodies with Latin names, by the word that says what they are: Woven Capital, Kent Law School."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage
from ..signs import Signs

NAME = "latin"
SCORE = 0.8

_WORD = r"(?:[A-Z][A-Za-z0-9'’-]*(?:\.[A-Z]\.?)?|[A-Z]\.|\d{1,3}|of|the|for|and|&)"
_FORMS = "Inc Ltd Limited LLC LLP LP L.P Corp Corporation PLC plc GmbH AG Co".split()
_FORM = rf"(?:(?:, ?| )(?:{'|'.join(map(re.escape, _FORMS))})(?![A-Za-z])\.?)"
_LAST = {
    "fund": [
        *"Capital Venture Ventures Fund Partners Equity Investment Investments".split(),
        "Asset Management",
        "Venture Capital",
    ],
    "company": """Group Holding Holdings Technology Technologies Systems Labs Pharma Pharmaceutical Pharmaceuticals
        Therapeutics Bioscience Biosciences Motor Motors Energy Bank Airlines Semiconductor Semiconductors Robotics
        Networks Software Studio Studios Entertainment Industries Food Foods Electronics Materials Medical Securities
        Insurance Logistics Solutions Cafe Restaurant Restaurants""".split(),
    "organization": """University Institute College School Association Foundation Council Commission Agency Times News
        Journal Daily Post Center Centre Hospital Academy Society Ministry Department Committee Exchange Museum
        Research""".split(),
}
# What a name ends with begins with a blank or, if it is a legal form, with a comma.
_ENDS = Signs(
    [*(f" {word}" for words in _LAST.values() for word in words), *(mark + form for form in _FORMS for mark in " ,")]
)
_TYPED = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _LAST.items())
# At most five words before the last: names are short, and the search stays linear. A first character class instead of a
# look-behind keeps it fast.
_NAME = re.compile(
    rf"[A-Z](?<![A-Za-z0-9.][A-Z])(?<!\) [A-Z])[A-Za-z0-9'’-]*(?: {_WORD}){{0,5}}?"
    rf"(?: (?:{_TYPED})(?![A-Za-z])(?: (?:[IVX]+|\d{{1,2}})(?![A-Za-z\d]))?{_FORM}{{0,2}}|{_FORM}{{1,2}})(?![A-Za-z])"
)


class LatinExtractor:
    """Reads Latin words with capitals up to one that says what they name."""

    def extract(self, passage: Passage) -> list[Mention]:
        """Funds, companies and organizations; a bare legal form says company."""
        found = _NAME.finditer(passage.folded) if _ENDS.starts(passage) else ()
        return passage.mentions(
            (*match.span(), next((name for name in _LAST if match[name]), "company"), NAME, SCORE) for match in found
        )


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options(NAME, options)
    return LatinExtractor()
