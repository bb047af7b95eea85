"""Legal forms of firms and funds, which are aliases of the name without them."""

from __future__ import annotations

import re

_FORMS = (
    "集团股份有限公司|\\(集团\\)股份有限公司|\\(集团\\)有限公司|集团有限公司|集团有限责任公司|控股集团有限公司|控股有限公司|"
    "股份有限公司|有限责任公司|有限公司|股份公司|集团公司|控股集团|控股公司|集团|公司|"
    "\\(有限合伙\\)|合伙企业\\(有限合伙\\)|有限合伙"
)
_LATIN_FORMS = r"[ ,]*(?:co\.?,? ?ltd\.?|inc\.?|corp\.?|corporation|ltd\.?|limited|llc|plc|ag|group|holdings?)"
_LEGAL = re.compile(rf"(?:{_FORMS})$|(?<=\w){_LATIN_FORMS}$", re.I)


def strip_legal_form(name: str) -> str:
    """The name without its legal forms; the name itself where nothing would remain.

    >>> strip_legal_form("宇树科技股份有限公司")
    '宇树科技'
    """
    while True:
        shorter = _LEGAL.sub("", name)
        if shorter == name or len(shorter) < 2:
            return name
        name = shorter


def has_legal_form(name: str) -> bool:
    """Whether a name ends with a legal form."""
    return strip_legal_form(name) != name
