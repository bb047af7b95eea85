"""Entity types that questions ask for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...config.errors import QueryError


def of_types(asked: Sequence[str] | str, known: Collection[str]) -> tuple[str, ...]:
    """The types asked for, one or several.

    Raises:
        QueryError: the graph has no such type.
    """
    types = (asked,) if isinstance(asked, str) else tuple(asked)
    for kind in types:
        if kind not in known:
            raise QueryError(f"no entity type is named {kind!r}; there are: {', '.join(known)}")
    return types
