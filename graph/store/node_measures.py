"""Where entities stand in the whole graph: PageRank, betweenness and communities, worked out once the links are in."""

from __future__ import annotations

import sqlite3

import numpy as np

from ..centrality import Links, Values, betweenness, pagerank, sources_of
from ..communities import communities, inside

_DIGITS = 9  # more of them differ between machines
_NAMED = 3  # members that give a community its name
_LINKS = "SELECT source, target, weight FROM edges ORDER BY source, target"
_ROW = np.dtype([("source", np.int64), ("target", np.int64), ("weight", np.int64)])
_STANDS = "UPDATE entities SET pagerank = ?, betweenness = ?, community = ?, inside = ? WHERE entity = ?"
_COMMUNITIES = """
INSERT INTO communities
SELECT community, '', count(*), sum(inside) / 2, sum(strength) - sum(inside) FROM entities
WHERE community IS NOT NULL GROUP BY community ORDER BY community
"""
_NAMES = f"""
UPDATE communities SET name = found.name FROM (
    SELECT community, group_concat(name, ' · ') AS name FROM (
        SELECT community, name, row_number() OVER (PARTITION BY community ORDER BY inside DESC, entity) AS place
        FROM entities WHERE community IS NOT NULL ORDER BY community, place)
    WHERE place <= {_NAMED} GROUP BY community) AS found
WHERE found.community = communities.community
"""


def store_node_measures(db: sqlite3.Connection) -> None:
    """Fill the columns of `entities` and the table `communities` that follow from all `edges`, and say so in `meta`."""
    entities = np.array([entity for (entity,) in db.execute("SELECT entity FROM entities ORDER BY entity")], np.int64)
    rows = np.fromiter(db.execute(_LINKS), dtype=_ROW)
    source, target = (np.searchsorted(entities, rows[end]) for end in ("source", "target"))
    links = Links.of(source, target, rows["weight"], nodes=len(entities))
    sources, community = sources_of(links), communities(links)
    columns = (
        _rounded(pagerank(links)),
        _rounded(betweenness(links, sources)),
        [None if number < 0 else number + 1 for number in community.tolist()],
        inside(links, community).tolist(),
        entities.tolist(),
    )
    db.executemany(_STANDS, zip(*columns, strict=True))
    db.execute(_COMMUNITIES)
    db.execute(_NAMES)
    facts = {"communities": int(community.max(initial=-1)) + 1, "betweenness_sources": len(sources)}
    db.executemany("INSERT INTO meta VALUES (?, ?)", ((key, str(value)) for key, value in facts.items()))


def _rounded(values: Values) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]
