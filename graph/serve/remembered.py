"""What is worked out once of a graph, however often its file is opened: large graphs take a second for some of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from ..query.view import View

_KEPT = 4
_known: OrderedDict[Hashable, Any] = OrderedDict()  # what was asked for last stands last
_lock = Lock()
# All that a graph follows from: what was read, and what people decided.
_GRAPH = """
SELECT m.value, l.value FROM meta AS m LEFT JOIN meta AS l ON l.key = 'ledger' WHERE m.key = 'manifest'
"""

Found = TypeVar("Found")


def once(view: View, question: Hashable, work: Callable[[View], Found]) -> Found:
    """What `work` finds in the graph of a View; remembered for the last few graphs and questions.

    What is remembered must not hold on to the View, which belongs to one thread.
    """
    row = view.connection.execute(_GRAPH).fetchone()
    if row is None:
        return work(view)
    key = (*row, question)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            remembered: Found = _known[key]
            return remembered
    found = work(view)  # Nobody waits for it: two threads may work out the same.
    with _lock:
        _known[key] = found
        _known.move_to_end(key)
        if len(_known) > _KEPT:
            _known.popitem(last=False)
    return found
