"""Who stands in the middle of a graph, and who belongs together: what the build worked out over all links."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...config.errors import QueryError
from .counts import at_least_one
from .kinds import of_types
from .results import CommunityInfo, EntityRef, RankedEntity
from .view import View

# What entities are ranked by, and the column it stands in.
RANKS = {
    "documents": "documents",
    "mentions": "mentions",
    "degree": "neighbors",
    "strength": "strength",
    "pagerank": "pagerank",
    "betweenness": "betweenness",
}
RANK = "pagerank"
_RANKED = """
SELECT id, name, type, mentions, documents, neighbors, strength, pagerank, betweenness, community FROM entities
WHERE (:all_types OR type IN (SELECT value FROM json_each(:types))) AND (:community IS NULL OR community = :community)
ORDER BY {column} DESC, entity LIMIT :limit
"""
_COMMUNITIES = "SELECT community, name, size, inside, outside FROM communities ORDER BY community LIMIT ?"
_MEMBERS = "SELECT id, name, type FROM entities WHERE community = ? ORDER BY inside DESC, entity LIMIT ?"
_TYPES = "SELECT type, count(*) FROM entities WHERE community = ? GROUP BY type ORDER BY type"


def ranking(
    view: View, *, types: Sequence[str] | str = (), rank: str = RANK, community: int | None = None, limit: int = 50
) -> list[RankedEntity]:
    """The entities that rank highest, over all documents; equal ones in the order of their ids.

    Args:
        types: only this entity type, or these; all if empty.
        rank: one of `RANKS`.
        community: only members of the community of this number.

    Raises:
        QueryError: an unknown type, measure or community.
    """
    if rank not in RANKS:
        raise QueryError(f"no measure of entities is named {rank!r}; there are: {', '.join(RANKS)}")
    if community is not None:
        _check(view, community)
    kinds = of_types(types, view.types())
    asked = {
        "all_types": not kinds,
        "types": json.dumps(kinds),
        "community": community,
        "limit": at_least_one("limit", limit),
    }
    return [RankedEntity(*row) for row in view.connection.execute(_RANKED.format(column=RANKS[rank]), asked)]


def communities(view: View, *, limit: int = 20, members: int = 10) -> list[CommunityInfo]:
    """The communities of the whole graph, the strongest first, with their strongest members.

    Raises:
        QueryError: a number that is none.
    """
    shown = at_least_one("members", members)
    told = []
    for number, name, size, inside, outside in view.connection.execute(_COMMUNITIES, (at_least_one("limit", limit),)):
        types = dict(view.connection.execute(_TYPES, (number,)))
        strongest = (EntityRef(*row) for row in view.connection.execute(_MEMBERS, (number, shown)))
        told.append(CommunityInfo(number, name, size, inside, outside, types, tuple(strongest)))
    return told


def sampled(view: View) -> tuple[int, int] | None:
    """From how many entities betweenness was estimated, of how many that have links; None where it is exact."""
    (linked,) = view.connection.execute("SELECT count(*) FROM entities WHERE community IS NOT NULL").fetchone()
    (sources,) = view.connection.execute("SELECT value FROM meta WHERE key = 'betweenness_sources'").fetchone()
    return (int(sources), linked) if int(sources) < linked else None


def _check(view: View, community: int) -> None:
    (there,) = view.connection.execute("SELECT count(*) FROM communities").fetchone()
    if not 1 <= community <= there:
        raise QueryError(f"there is no community {community}; this graph has {there}, which `guanxi communities` lists")
