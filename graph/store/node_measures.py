"""Where entities stand in the whole graph: PageRank, betweenness and communities, worked out once the links are in."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from ..centrality import Links, Numbers, Values, betweenness, pagerank, sources_of
from ..communities import communities, inside
from .arrays import Arrays

_DIGITS = 9  # more of them differ between machines
_ENTITIES = 1 << 16  # whose links are summed up at a time
_PAIRS = 3_000_000  # that these measures see at most: they take 200 bytes of memory each, nearly all of it Leiden's
_TURN = 1 << 22  # links looked at at a time
_HEAVIEST = 1 << 16  # weights from here on are not told apart where weak links are left out
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
    for first in range(0, len(arrays.starts) - 1, _ENTITIES):
        starts = arrays.starts[first : first + _ENTITIES + 1]
        weights = arrays.weights[starts[0] : starts[-1]]
        degrees, linked = np.diff(starts), np.flatnonzero(np.diff(starts))
        strengths = np.add.reduceat(weights, starts[linked] - starts[0], dtype=np.int64) if len(linked) else linked
        db.executemany(
            _DEGREES, zip(degrees[linked].tolist(), strengths.tolist(), (first + linked).tolist(), strict=True)
        )
    db.execute(_STRENGTH)


def store_node_measures(db: sqlite3.Connection, arrays: Arrays) -> None:
    """Fill the columns of `entities` and the table `communities` that follow from all links, and say so in `meta`.

    Where links are too many, those seen least often are left out, all that are seen as often alike.
    """
    entities = np.array([entity for (entity,) in db.execute("SELECT entity FROM entities ORDER BY entity")], np.int64)
    least = _least_weight(arrays, most=2 * _PAIRS)
    links = _dense(arrays, entities, least)
    sources = sources_of(links)
    with ThreadPoolExecutor(1) as beside:  # Leiden's algorithm is no Python, and works while that does
        found = beside.submit(communities, links)
        ranks, between = pagerank(links), betweenness(links, sources)
        community = found.result()
    columns = (
        _rounded(ranks),
        _rounded(between),
        [None if number < 0 else number + 1 for number in community.tolist()],
        inside(links, community).tolist(),
        entities.tolist(),
    )
    db.executemany(_STANDS, zip(*columns, strict=True))
    db.execute(_COMMUNITIES)
    db.execute(_NAMES)
    facts = {"communities": int(community.max(initial=-1)) + 1, "betweenness_sources": len(sources)}
    facts["standing_weight"] = least
    db.executemany("INSERT INTO meta VALUES (?, ?)", ((key, str(value)) for key, value in facts.items()))


def _least_weight(arrays: Arrays, *, most: int) -> int:
    """The smallest weight that no more than so many links have or exceed."""
    if len(arrays.weights) <= most:
        return 1
    counts = np.zeros(_HEAVIEST + 1, dtype=np.int64)
    for first in range(0, len(arrays.weights), _TURN):
        weights = np.minimum(arrays.weights[first : first + _TURN], _HEAVIEST)
        counts += np.bincount(weights, minlength=_HEAVIEST + 1)
    as_heavy = counts[::-1].cumsum()[::-1]
    return int(np.argmax(as_heavy <= most)) if as_heavy[-1] <= most else _HEAVIEST


def _dense(arrays: Arrays, entities: Numbers, least: int) -> Links:
    """The links of such weights, with entities numbered by their place."""
    place = np.zeros(len(arrays.starts), dtype=np.int32)
    place[entities] = np.arange(len(entities), dtype=np.int32)
    starts = arrays.starts[np.append(entities, len(arrays.starts) - 1)]
    if least <= 1:
        return Links(starts, place[arrays.targets], arrays.weights.astype(np.float64))
    turns = range(0, len(arrays.weights), _TURN)
    heavy = np.concatenate([first + np.flatnonzero(arrays.weights[first : first + _TURN] >= least) for first in turns])
    weights = arrays.weights[heavy].astype(np.float64)
    return Links(np.searchsorted(heavy, starts), place[arrays.targets[heavy]], weights)


def _rounded(values: Values) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]
