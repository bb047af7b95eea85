"""Whom several entities are each named together with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...config.errors import QueryError
from ..store.arrays import Arrays
from .counts import GREATEST
from .neighbors import Question, neighbors
from .opening import Opened
from .period import Period
from .ranks import DEFAULT
from .results import Common

_TURN = 100  # entities whose names are read before asking for more; twice as many in each next turn
_NAMES = """
SELECT e.id, e.name, e.type, f.key FROM json_each(:found) AS f CROSS JOIN entities AS e ON e.entity = f.value
WHERE :all_types OR e.type IN (SELECT value FROM json_each(:types))
"""


def common(
    graph: Opened, entities: Sequence[int], *, types: tuple[str, ...], limit: int, period: Period | None
) -> list[Common]:
    """Whom all of some entities (row numbers) are named with.

    First come those that are named most often even with the one they are named with least, then those named most often
    in all, then by documents, name and id.

    Raises:
        QueryError: fewer than two entities, or one of them twice.
        GraphError: as `Opened.links`.
    """
    if len(set(entities)) < max(len(entities), 2):
        raise QueryError("what entities have in common is asked of two or more, each named once")
    if period is None:
        found = _ever(graph, entities, types, limit)
    else:
        found = _within(graph.connection, entities, types, period)
    return sorted(found, key=_rank)[:limit]


def _ever(graph: Opened, entities: Sequence[int], types: tuple[str, ...], limit: int) -> list[Common]:
    """The best, and those that may be equal to them."""
    found, sentences, documents = _together(graph.links(), entities)
    keys = np.stack([documents.min(axis=0), sentences.sum(axis=0), sentences.min(axis=0)])
    order = np.lexsort(-keys)
    fitting: list[Common] = []
    for turn in _turns(keys[:, order], max(_TURN, limit)):
        rows = order[turn]
        values = {"found": json.dumps(found[rows].tolist()), "all_types": not types, "types": json.dumps(types)}
        for id_, name, kind, place in graph.connection.execute(_NAMES, values):
            counts = (tuple(count[:, rows[place]].tolist()) for count in (sentences, documents))
            fitting.append(Common(id_, name, kind, *counts))
        if len(fitting) >= limit:
            break
    return fitting


def _within(
    connection: sqlite3.Connection, entities: Sequence[int], types: tuple[str, ...], period: Period
) -> list[Common]:
    every = []
    for entity in entities:
        near = neighbors(connection, Question(entity, types, GREATEST, 1, DEFAULT, period))
        every.append({n.id: n for n in near})
    found = []
    for id_ in set.intersection(*map(set, every)):
        of = [near[id_] for near in every]
        found.append(
            Common(id_, of[0].name, of[0].type, tuple(n.sentences for n in of), tuple(n.documents for n in of))
        )
    return found


def _rank(found: Common) -> tuple[int, int, int, str, str]:
    return -min(found.sentences), -sum(found.sentences), -min(found.documents), found.name, found.id


def _together(
    arrays: Arrays, entities: Sequence[int]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Who is named with all, and in how many windows and documents with each: a row for each of the entities."""
    own = [arrays.links(entity) for entity in entities]
    found = arrays.targets[min(own, key=lambda links: links.stop - links.start)]
    near = np.zeros(len(arrays.starts), dtype=np.bool_)
    for links in own:
        near[:] = False
        near[arrays.targets[links]] = True
        found = found[near[found]]
    near[:] = False
    near[found] = True
    places = np.stack([links.start + np.flatnonzero(near[arrays.targets[links]]) for links in own])
    return found, arrays.weights[places], arrays.documents[places]


def _turns(keys: NDArray[np.int32], turn: int) -> Iterator[slice]:
    """Parts of what is in order, of growing length; none ends between equal ones."""
    differs = np.flatnonzero((np.diff(keys) != 0).any(axis=0)) + 1
    start = 0
    while start < keys.shape[1]:
        later = differs[differs >= start + turn]
        end = int(later[0]) if len(later) else keys.shape[1]
        yield slice(start, end)
        start, turn = end, turn * 2
