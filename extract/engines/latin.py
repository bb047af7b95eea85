"""Firms, funds and bodies with Latin names, by the word that says what they are: Woven Capital, Kent Law School."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage

NAME = "latin"
SCORE = 0.8

_WORD = r"(?:[A-Z][A-Za-z0-9'’-]*(?:\.[A-Z]\.?)?|[A-Z]\.|\d{1,3}|of|the|for|and|&)"
_FORM = r"(?:(?:, ?| )(?:Inc|Ltd|Limited|LLC|LLP|LP|L\.P|Corp|Corporation|PLC|plc|GmbH|AG|Co)(?![A-Za-z])\.?)"
_LAST = {
    "fund": "Capital|Ventures?|Fund|Partners|Equity|Investments?|Asset Management|Venture Capital",
    "company": (
        "Group|Holdings?|Technolog(?:y|ies)|Systems|Labs|Pharma|Pharmaceuticals?|Therapeutics|Biosciences?|Motors?|Energy"
        "|Bank|Airlines|Semiconductors?|Robotics|Networks|Software|Studios?|Entertainment|Industries|Foods?|Electronics"
        "|Materials|Medical|Securities|Insurance|Logistics|Solutions|Cafe|Restaurants?"
    ),
    "organization": (
        "University|Institute|College|School|Association|Foundation|Council|Commission|Agency|Times|News|Journal|Daily"
        "|Post|Cent(?:er|re)|Hospital|Academy|Society|Ministry|Department|Committee|Exchange|Museum|Research"
    ),
}
_TYPED = "|".join(f"(?P<{kind}>{words})" for kind, words in _LAST.items())
# At most five words before the last: names are short, and the search stays linear.
_NAME = re.compile(
    rf"(?<![A-Za-z0-9.])(?<!\) )(?:[A-Z][A-Za-z0-9'’-]*)(?: {_WORD}){{0,5}}?"
    rf"(?: (?:{_TYPED})(?![A-Za-z])(?: (?:[IVX]+|\d{{1,2}})(?![A-Za-z\d]))?{_FORM}{{0,2}}|{_FORM}{{1,2}})(?![A-Za-z])"
)


class LatinExtractor:
    """Reads Latin words with capitals up to one that says what they name."""

    def extract(self, passage: Passage) -> Iterator[Mention]:
        """Funds, companies and organizations; a bare legal form says company."""
        for match in _NAME.finditer(passage.folded):
            kind = next((name for name in _LAST if match[name]), "company")
            yield passage.mention(*match.span(), kind, extractor=NAME, score=SCORE)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options(NAME, options)
    return LatinExtractor()
