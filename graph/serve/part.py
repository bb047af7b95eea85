"""A part of the graph, small enough to draw: chosen in SQL, so that memory is bounded by it and not by the graph."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...config.errors import QueryError
from ..query.kinds import of_types
from ..query.view import View
from .answers import Link, Node, Subgraph
from .questions import PartQuestion, SubgraphQuestion

_STRONGEST = """
SELECT entity FROM entities AS e WHERE strength > 0 {fits} ORDER BY strength DESC, entity LIMIT :room
"""
_STRONGEST_OVER = """
SELECT source FROM edges {join} WHERE weight >= :min_weight {fits}
GROUP BY source ORDER BY sum(weight) DESC, source LIMIT :room
"""
_RING = """
SELECT target FROM json_each(:ring) AS inner CROSS JOIN edges ON source = inner.value {join}
WHERE weight >= :min_weight AND target NOT IN (SELECT value FROM json_each(:chosen)) {fits}
GROUP BY target ORDER BY sum(weight) DESC, target LIMIT :room
"""
_OF_TYPES = "AND e.type IN (SELECT value FROM json_each(:types))"
_LINES = """
SELECT target, weight, documents, first, last FROM edges WHERE source = ? AND weight >= ?
ORDER BY weight DESC, target
"""
_NODE = """
SELECT id, name, type, mentions, documents, neighbors FROM entities WHERE entity = ?
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A co-mention of two row numbers, the smaller first."""

    source: int
    target: int
    weight: int
    documents: int
    first: str | None
    last: str | None


def subgraph(view: View, asked: SubgraphQuestion) -> Subgraph:
    """The strongest entities, or what is at most `depth` hops around the focus, and their strongest links.

    Raises:
        UnknownName, AmbiguousName: of a focus.
        QueryError: an unknown type, or more focuses than entities to show.
    """
    of_types(asked.type, view.types())
    focus = list(dict.fromkeys(view.number_of(name) for name in asked.focus))
    if len(focus) > asked.max_nodes:
        raise QueryError(f"max_nodes must be at least the number of focuses, {len(focus)}, not {asked.max_nodes}")
    db = view.connection
    chosen = around(db, focus, asked) if focus else strongest(db, asked)
    kept = lines(db, chosen, asked, whole=focus)
    shown = Counter(end for line in kept for end in (line.source, line.target))
    ids: dict[int, str] = {}
    nodes = []
    for entity in chosen:
        id_, name, kind, mentions, documents, neighbors = db.execute(_NODE, (entity,)).fetchone()
        ids[entity] = id_
        nodes.append(Node(id_, name, kind, mentions, documents, neighbors, neighbors - shown[entity]))
    links = (Link(ids[n.source], ids[n.target], n.weight, n.documents, n.first, n.last) for n in kept)
    whole = view.info()
    return Subgraph(tuple(nodes), tuple(links), whole.entities, whole.edges)


def strongest(db: sqlite3.Connection, asked: PartQuestion) -> list[int]:
    """The entities with most windows in common with others; without any co-mention those mentioned most."""
    if asked.min_weight > 1:
        return _chosen(db, _STRONGEST_OVER, "source", asked, asked.max_nodes)
    if found := _chosen(db, _STRONGEST, "entity", asked, asked.max_nodes):
        return found
    rows = "SELECT entity FROM entities AS e WHERE TRUE {fits} ORDER BY mentions DESC, entity LIMIT :room"
    return _chosen(db, rows, "entity", asked, asked.max_nodes)


def around(db: sqlite3.Connection, focus: Sequence[int], asked: SubgraphQuestion) -> list[int]:
    """The focus and ring after ring around it; in each ring those most tied to the ring before come first."""
    chosen, ring = list(focus), list(focus)
    for _ in range(asked.depth):
        ring = _chosen(db, _RING, "target", asked, asked.max_nodes - len(chosen), ring=ring, chosen=chosen)
        chosen += ring
    return chosen


def _chosen(
    db: sqlite3.Connection, query: str, end: str, asked: PartQuestion, room: int, **sets: Sequence[int]
) -> list[int]:
    values = {"min_weight": asked.min_weight, "room": room, "types": json.dumps(asked.type)}
    values |= {name: json.dumps(rows) for name, rows in sets.items()}
    join = f"JOIN entities AS e ON e.entity = {end}" if asked.type else ""
    rows = db.execute(query.format(join=join, fits=_OF_TYPES if asked.type else ""), values)
    return [entity for (entity,) in rows]


def lines(
    db: sqlite3.Connection, chosen: Sequence[int], asked: PartQuestion, *, whole: Sequence[int] = ()
) -> list[Line]:
    """Of each entity its `links` strongest co-mentions with others of the chosen, of those in `whole` all of them."""
    among, all_of = set(chosen), set(whole)
    kept: set[Line] = set()
    for entity in chosen:
        left = len(among) if entity in all_of else asked.links
        # Rows are made as they are read: of a hub only as many as it takes to find its strongest links.
        for target, *facts in db.execute(_LINES, (entity, asked.min_weight)):
            if target in among:
                kept.add(Line(min(entity, target), max(entity, target), *facts))
                left -= 1
                if not left:
                    break
    return sorted(kept, key=lambda line: (-line.weight, line.source, line.target))
