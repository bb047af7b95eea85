"""The part of a graph that a page shows: chosen in SQL, so that memory is bounded by the page, not by the graph."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...config.errors import QueryError
from ..query.names import names_of
from ..query.results import NameOf, citation
from ..query.view import View
from .quotes import Quote, Sentence, Source, quote

ALIASES = 20
# More lines than this per entity make a drawing that nobody can read, and a page that is slow to move.
EDGES_PER_NODE = 4


@dataclass(frozen=True, slots=True)
class Node:
    """An entity on the page; its place in `Subgraph.nodes` is its number there.

    `because` says of each alias why it is one: the reason and the title and file of a document that shows it, if any.
    `neighbors` counts whom it is named together with in the whole graph, `first` and `last` are the earliest and
    latest date of that, as YYYY-MM-DD.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    because: tuple[tuple[str, str | None], ...]
    mentions: int
    documents: int
    neighbors: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A co-mention of two nodes: `source` and `target` are places in `Subgraph.nodes`, the former the smaller."""

    source: int
    target: int
    weight: int
    documents: int
    first: str | None
    last: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes (strongest first, or the focus and then the nearest), edges (strongest first) and their sentences.

    `entities` and `comentions` count what the whole graph holds.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    entities: int
    comentions: int


@dataclass(frozen=True, slots=True)
class _Line:
    source: int
    target: int
    weight: int
    documents: int
    first: str | None
    last: str | None


def select(
    view: View, *, focus: str | None = None, depth: int = 1, max_nodes: int = 1500, min_weight: int = 1
) -> Subgraph:
    """The strongest entities of the graph, or with `focus` those at most `depth` steps from that entity.

    Only co-mentions of at least `min_weight` windows count. Entities without any are shown only when the graph
    has no co-mention at all. Ties are broken by id.

    Raises:
        UnknownName, AmbiguousName: `focus` names none or several entities.
        QueryError: a number is below 1.
    """
    for name, number in (("depth", depth), ("max-nodes", max_nodes), ("min-weight", min_weight)):
        if number < 1:
            raise QueryError(f"{name} must be at least 1, not {number}")
    db = view.connection
    whole = view.info()
    if focus is not None:
        chosen = _ego(db, view.number_of(focus), depth, max_nodes, min_weight)
    else:
        chosen = _strongest(db, max_nodes, min_weight) if whole.edges else _most_mentioned(db, max_nodes)
    lines = _lines(db, chosen, min_weight, centre=chosen[0] if focus is not None else None)
    quotes, sentences, sources = quote(db, [(line.source, line.target) for line in lines])
    place = {entity: number for number, entity in enumerate(chosen)}
    return Subgraph(
        nodes=tuple(_node(db, entity) for entity in chosen),
        edges=tuple(_edge(line, place, found) for line, found in zip(lines, quotes, strict=True)),
        sentences=sentences,
        sources=sources,
        entities=whole.entities,
        comentions=whole.edges,
    )


def _strongest(db: sqlite3.Connection, limit: int, min_weight: int) -> list[int]:
    rows = db.execute(
        "SELECT source FROM edges WHERE weight >= ? GROUP BY source ORDER BY SUM(weight) DESC, source LIMIT ?",
        (min_weight, limit),
    )
    return [entity for (entity,) in rows]


def _most_mentioned(db: sqlite3.Connection, limit: int) -> list[int]:
    rows = db.execute("SELECT entity FROM entities ORDER BY mentions DESC, entity LIMIT ?", (limit,))
    return [entity for (entity,) in rows]


def _ego(db: sqlite3.Connection, start: int, depth: int, limit: int, min_weight: int) -> list[int]:
    """Ring after ring around `start`; in each ring those most tied to the ring before come first."""
    chosen = [start]
    ring = [start]
    for _ in range(depth):
        rows = db.execute(
            "SELECT target FROM edges WHERE weight >= ? AND source IN (SELECT value FROM json_each(?)) "
            "AND target NOT IN (SELECT value FROM json_each(?)) "
            "GROUP BY target ORDER BY SUM(weight) DESC, target LIMIT ?",
            (min_weight, json.dumps(ring), json.dumps(chosen), limit - len(chosen)),
        )
        ring = [entity for (entity,) in rows]
        chosen += ring
    return chosen


def _lines(db: sqlite3.Connection, chosen: Sequence[int], min_weight: int, *, centre: int | None) -> list[_Line]:
    """The strongest co-mentions among the chosen; each entity keeps its strongest, the centre all of its own."""
    keep: dict[tuple[int, int], _Line] = {}
    best: dict[int, _Line] = {}

    def notice(lines: Iterable[_Line]) -> Iterator[_Line]:
        for line in lines:
            if centre in (line.source, line.target):
                keep[line.source, line.target] = line
            for end in (line.source, line.target):
                if end not in best or _rank(line) < _rank(best[end]):
                    best[end] = line
            yield line

    among = "(SELECT value FROM json_each(?))"
    rows = db.execute(
        "SELECT source, target, weight, documents, first, last FROM edges "
        f"WHERE weight >= ? AND source < target AND source IN {among} AND target IN {among}",
        (min_weight, json.dumps(chosen), json.dumps(chosen)),
    )
    strongest = heapq.nsmallest(EDGES_PER_NODE * len(chosen), notice(_Line(*row) for row in rows), key=_rank)
    keep |= {(line.source, line.target): line for line in (*best.values(), *strongest)}
    return sorted(keep.values(), key=_rank)


def _rank(line: _Line) -> tuple[int, int, int]:
    return -line.weight, line.source, line.target


def _node(db: sqlite3.Connection, entity: int) -> Node:
    row = "SELECT id, name, type, mentions, documents FROM entities WHERE entity = ?"
    id_, name, type_, mentions, documents = db.execute(row, (entity,)).fetchone()
    others = [other for other in names_of(db, entity, limit=ALIASES + 1) if other.name != name][:ALIASES]
    ties = "SELECT COUNT(*), MIN(first), MAX(last) FROM edges WHERE source = ?"
    neighbors, first, last = db.execute(ties, (entity,)).fetchone()
    aliases = tuple(other.name for other in others)
    because = tuple((other.reason, _where(other)) for other in others)
    return Node(id_, name, type_, aliases, because, mentions, documents, neighbors, first, last)


def _where(name: NameOf) -> str | None:
    return name.document and citation(title=name.title, document=name.document, source=name.source or "")


def _edge(line: _Line, place: dict[int, int], quotes: tuple[Quote, ...]) -> Edge:
    source, target = sorted((place[line.source], place[line.target]))
    return Edge(source, target, line.weight, line.documents, line.first, line.last, quotes)
