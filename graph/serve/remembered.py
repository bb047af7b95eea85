"""What is worked out once of a graph, however often its file is opened: large graphs take a second for some of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from ..query.view import View

_KEPT = 4
_known: dict[Hashable, Any] = {}
_MANIFEST = "SELECT value FROM meta WHERE key = 'manifest'"

Found = TypeVar("Found")


def once(view: View, question: Hashable, work: Callable[[View], Found]) -> Found:
    """What `work` finds in the graph of a View; remembered for the last few graphs and questions.

    What is remembered must not hold on to the View, which belongs to one thread.
    """
    row = view.connection.execute(_MANIFEST).fetchone()
    if row is None:
        return work(view)
    key = row[0], question
    if key not in _known:
        found = work(view)
        while len(_known) >= _KEPT:
            _known.pop(next(iter(_known)), None)
        _known[key] = found
    remembered: Found = _known[key]
    return remembered
