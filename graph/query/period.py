"""A span of days that questions can be limited to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...config.errors import QueryError
from ...corpus.fold import simplify

_DAY = re.compile("([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included, as text that sorts like dates. Undated documents lie in no period."""

    first: str
    last: str

    @classmethod
    def of(cls, since: str | None, until: str | None) -> Period | None:
        """The period between two days, months or years; None where neither is given.

        >>> Period.of("2024", "2024-06")
        Period(first='2024', last='2024-06~')

        Raises:
            QueryError: not a date, or the end before the beginning.
        """
        if since is None and until is None:
            return None
        first = "" if since is None else _checked("since", since)
        # "~" sorts behind every digit and dash: 2024-06~ includes all days of June.
        period = cls(first, "~" if until is None else _checked("until", until) + "~")
        if period.first > period.last:
            raise QueryError(f"since {since} is after until {until}; swap them")
        return period


def _checked(name: str, text: str) -> str:
    day = simplify(text)  # Full-width digits are digits.
    match = _DAY.fullmatch(day)
    try:
        if match is None:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        raise QueryError(f"{name} must be YYYY, YYYY-MM or YYYY-MM-DD, not {text!r}") from None
    return day
