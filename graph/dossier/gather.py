"""What a dossier holds, gathered from a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...version import __version__
from ..query.counts import GREATEST, at_least_one
from ..query.results import GraphInfo, NameOf, Neighbor, Timeline
from ..query.view import View
from .quotes import LOOK, Citation, Citations, Quoted, best

LIMIT = 10
QUOTES = 2
_CARD = "SELECT mentions, documents, windows, neighbors FROM entities WHERE entity = ?"
_DATED = """
SELECT min(d.date), max(d.date) FROM mentions AS m JOIN windows AS w USING (window) JOIN documents AS d USING (document)
WHERE m.entity = ?
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A neighbour, its measures, and quotes that name it together with the entity of the dossier."""

    neighbor: Neighbor
    log_likelihood: float
    jaccard: float
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The strongest neighbours of one type, of `total`."""

    type: str
    total: int
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All about an entity. Counts `mentions`, `documents`, `windows` and `neighbors`, and the dates `first` and `last`,
    are of all time; groups, timeline and `in_period` (windows naming it) of the time from `since` to `until`."""

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    windows: int
    neighbors: int
    first: str | None
    last: str | None
    names: tuple[NameOf, ...]
    groups: tuple[Group, ...]
    timeline: Timeline
    in_period: int
    citations: tuple[Citation, ...]
    graph: str
    window: str
    read: GraphInfo
    undated: int
    since: str | None
    until: str | None
    version: str


def gather(
    view: View,
    name: str,
    *,
    limit: int = LIMIT,
    quotes: int = QUOTES,
    since: str | None = None,
    until: str | None = None,
    graph: str = "",
) -> Dossier:
    """The dossier of the entity that a name stands for.

    Args:
        limit: neighbours of each type.
        quotes: sentences for each neighbour.
        since, until: count only documents dated within, as `View.neighbors` does.
        graph: what the graph is called.

    Raises:
        UnknownName, AmbiguousName, QueryError: as `View.neighbors`.
    """
    at_least_one("limit", limit), at_least_one("quotes", quotes)
    ref, number = view.resolve(name), view.number_of(name)
    mentions, documents, windows, neighbors = view.connection.execute(_CARD, (number,)).fetchone()
    first, last = view.connection.execute(_DATED, (number,)).fetchone()
    timeline = view.timeline(ref.id, since=since, until=until)
    citations = Citations()
    groups = tuple(_groups(view, ref.id, citations, limit=limit, quotes=quotes, since=since, until=until))
    return Dossier(
        id=ref.id,
        name=ref.name,
        type=ref.type,
        mentions=mentions,
        documents=documents,
        windows=windows,
        neighbors=neighbors,
        first=first,
        last=last,
        names=tuple(view.names(ref.id)),
        groups=groups,
        timeline=timeline,
        in_period=sum(when.windows for when in timeline.periods),
        citations=citations.all(),
        graph=graph,
        window=view.window,
        read=view.info(),
        undated=view.undated(),
        since=since,
        until=until,
        version=__version__,
    )


def _groups(
    view: View,
    entity: str,
    citations: Citations,
    *,
    limit: int,
    quotes: int,
    since: str | None,
    until: str | None,
) -> Iterable[Group]:
    """By type, the one with the strongest neighbour first."""
    every: dict[str, list[Neighbor]] = {}
    for neighbor in view.neighbors(entity, limit=GREATEST, since=since, until=until):
        every.setdefault(neighbor.type, []).append(neighbor)
    likelihood, jaccard = (
        {n.id: n.score for n in view.neighbors(entity, limit=GREATEST, rank=rank, since=since, until=until)}
        for rank in ("log_likelihood", "jaccard")
    )
    for kind, found in every.items():
        shown = []
        for neighbor in found[:limit]:
            windows = view.evidence(entity, neighbor.id, limit=LOOK, since=since, until=until, also=0)
            own = tuple(citations.quote(window) for window in best(windows, quotes))
            shown.append(Shown(neighbor, likelihood[neighbor.id], jaccard[neighbor.id], own))
        yield Group(kind, len(found), tuple(shown))
