"""Where entities stand in the whole graph: PageRank, betweenness and communities, worked out once the links are in."""

from __future__ import annotations

import sqlite3

import numpy as np

from ..centrality import Links, Numbers, Values, betweenness, pagerank, sources_of
from ..communities import communities, inside
from .arrays import Arrays

_DIGITS = 9  # more of them differ between machines
_NAMED = 3  # members that give a community its name
_DEGREES = "UPDATE entities SET neighbors = ?, strength = ? WHERE entity = ?"
_STRENGTH = "INSERT INTO meta SELECT 'strength', coalesce(sum(strength), 0) FROM entities"
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


def store_degrees(db: sqlite3.Connection, arrays: Arrays) -> None:
    """Fill the columns of `entities` that count their own links, and say in `meta` what all their weights sum up to."""
    summed = np.concatenate([[0], np.cumsum(arrays.weights, dtype=np.int64)])[arrays.starts]
    linked = np.flatnonzero(np.diff(arrays.starts))
    columns = (np.diff(values)[linked].tolist() for values in (arrays.starts, summed))
    db.executemany(_DEGREES, zip(*columns, linked.tolist(), strict=True))
    db.execute(_STRENGTH)


def store_node_measures(db: sqlite3.Connection, arrays: Arrays) -> None:
    """Fill the columns of `entities` and the table `communities` that follow from all links, and say so in `meta`."""
    entities = np.array([entity for (entity,) in db.execute("SELECT entity FROM entities ORDER BY entity")], np.int64)
    links = _dense(arrays, entities)
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


def _dense(arrays: Arrays, entities: Numbers) -> Links:
    """The links, with entities numbered by their place."""
    place = np.zeros(len(arrays.starts), dtype=np.int32)
    place[entities] = np.arange(len(entities), dtype=np.int32)
    starts = arrays.starts[np.append(entities, len(arrays.starts) - 1)]
    return Links(starts, place[arrays.targets], arrays.weights.astype(np.float64))


def _rounded(values: Values) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]
