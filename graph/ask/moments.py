"""When sentences that fit were written: the timeline of those only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..bursts import bursts
from ..query.period import Period
from ..query.results import BurstSpan, Timeline, WhenNamed
from ..query.view import View
from .results import Understood
from .sentences import Hit

_READ = """
SELECT substr(date, 1, 7), sum(windows) FROM documents WHERE date >= ? AND date <= ? GROUP BY 1 ORDER BY 1
"""


def timeline_of(view: View, asked: Understood, found: Sequence[Hit]) -> Timeline:
    """Month by month how many of some windows there are, as `View.timeline` tells it of all that name an entity."""
    within = Period.of(asked.since, asked.until) or Period("", "~")
    read = dict(view.connection.execute(_READ, (within.first, within.last)).fetchall())
    documents: defaultdict[str, list[int]] = defaultdict(list)
    for hit in found:
        if hit.date is not None and within.first <= hit.date <= within.last:
            documents[hit.date[:7]].append(hit.document)
    whole = _months(min(read), max(read)) if read else []
    spans = bursts([len(documents.get(month, ())) for month in whole], [read.get(month, 0) for month in whole])
    told = _months(min(documents), max(documents)) if documents else []
    a, b = asked.entities[0], asked.entities[-1]
    return Timeline(
        view.resolve(a.id),
        None if a.id == b.id else view.resolve(b.id),
        "month",
        tuple(_when(month, documents.get(month, ()), read.get(month, 0)) for month in told),
        tuple(BurstSpan(whole[span.first], whole[span.last], span.weight) for span in spans),
        sum(hit.date is None for hit in found),
    )


def _when(month: str, documents: Sequence[int], read: int) -> WhenNamed:
    return WhenNamed(month, len(documents), len(set(documents)), read)


def _months(first: str, last: str) -> list[str]:
    """All months from one to another.

    >>> _months("2023-11", "2024-02")
    ['2023-11', '2023-12', '2024-01', '2024-02']
    """
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]
