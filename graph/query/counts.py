"""Counts that questions ask for."""

from __future__ import annotations

from ...config.errors import QueryError

GREATEST = 2**63 - 1  # what SQLite can hold


def at_least_one(what: str, value: int) -> int:
    """The value, if a count can have it.

    Raises:
        QueryError: it is below 1, or greater than any number in a graph.
    """
    if value < 1:
        raise QueryError(f"{what} must be at least 1, not {value}")
    if value > GREATEST:
        raise QueryError(f"{what} must be at most {GREATEST}, not {value}")
    return value
