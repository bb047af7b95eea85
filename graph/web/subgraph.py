"""The part of a graph that a page shows, with all it says about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ...config.errors import QueryError
from ..query.counts import at_least_one
from ..query.names import names_of
from ..query.results import NameOf, citation
from ..query.timeline import MonthlyBursts
from ..query.view import View
from .choice import Pairs, Weights, around, most_mentioned, pairs_among, strongest
from .places import Numbers, Places, common
from .quotes import Quote, Sentence, Source, Sources, quote
from .scores import scores

ALIASES = 200
REASONS = 20  # Of so many of its aliases, those used most, a page says why they are.
DOCUMENTS = 12  # Documents listed for an entity, the latest.


@dataclass(frozen=True, slots=True)
class Node:
    """An entity on the page; its place in `Subgraph.nodes` is its number there.

    `because` says of the first aliases why they are: the reason and the title and file of a document that shows it,
    if any.
    `neighbors` counts whom it is named together with in the whole graph, `strength` how often; `first` and `last` are
    the earliest and latest date of that, as YYYY-MM-DD. `sources` are places of its latest documents. `bursts` are
    first and last months (YYYY-MM) of being named much more than usual, see `graph.bursts`.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    because: tuple[tuple[str, str | None], ...]
    mentions: int
    documents: int
    neighbors: int
    strength: int
    first: str | None
    last: str | None
    sources: tuple[int, ...]
    bursts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A co-mention of two nodes: `source` and `target` are places in `Subgraph.nodes`.

    `months` are (month, windows, documents) of dated documents, see `Places`, `bursts` as of a node. `jaccard`,
    `log_likelihood` (signed) and `above_noise` are explained in `graph.measures`; they are of all time.
    """

    source: int
    target: int
    weight: int
    documents: int
    first: str | None
    last: str | None
    jaccard: float
    log_likelihood: float
    above_noise: float
    months: tuple[tuple[int, int, int], ...]
    quotes: tuple[Quote, ...]
    bursts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes (strongest first, or the focus and then the nearest), edges (strongest first) and their sentences.

    `edges` are drawn as lines, `others` are not: of these only the strongest of each node are told, `unknown` counts
    what is missing between the nodes. `entities` and `comentions` count what the whole graph holds.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sentences: tuple[Sentence, ...]
    sources: tuple[Source, ...]
    entities: int
    comentions: int
    others: tuple[Edge, ...] = ()
    unknown: int = 0


def select(
    view: View,
    *,
    focus: str | None = None,
    depth: int = 1,
    max_nodes: int = 1500,
    min_weight: int = 1,
    pinned: Sequence[str] = (),
) -> Subgraph:
    """The strongest entities of the graph and those `pinned`, or with `focus` those at most `depth` steps from it.

    Only co-mentions of at least `min_weight` windows count. Entities without any are shown only when the graph
    has no co-mention at all, or when they are pinned. The rules stand in `choice`; ties are broken by id.

    Raises:
        UnknownName, AmbiguousName: `focus` or a pinned name stands for none or several entities.
        QueryError: a number is below 1 or too great, or more is pinned than can be shown.
    """
    for name, number in (("depth", depth), ("max-nodes", max_nodes), ("min-weight", min_weight)):
        at_least_one(name, number)
    db, whole = view.connection, view.info()
    centre, pins = _asked_for(view, focus, pinned, max_nodes)
    weights = Weights(db, min_weight)
    if centre is not None:
        ring = around(db, centre, depth, max_nodes, min_weight)
        chosen = _nearest(ring, [centre, *pins], max_nodes)
    else:
        chosen = strongest(db, weights, max_nodes, pins) if whole.edges else most_mentioned(db, max_nodes)
    pairs = pairs_among(db, chosen, weights, min_weight, centre=centre)
    return _described(db, chosen, pairs, (whole.entities, whole.edges))


def _asked_for(view: View, focus: str | None, pinned: Sequence[str], max_nodes: int) -> tuple[int | None, list[int]]:
    """The focus and those pinned."""
    centre = None if focus is None else view.number_of(focus)
    pins = [view.number_of(name) for name in pinned]
    asked = {*pins, *([] if centre is None else [centre])}
    if len(asked) > max_nodes:
        raise QueryError(f"{len(asked)} entities are asked for by name, but max-nodes is {max_nodes}; make it larger")
    return centre, pins


def _nearest(ring: Sequence[int], named: Sequence[int], limit: int) -> list[int]:
    """Up to `limit` of those around a focus and the named ones, who all have room, in the order of the ring."""
    turn = {entity: place for place, entity in enumerate(ring)}
    chosen = list(dict.fromkeys([*named, *ring]))[:limit]
    return sorted(chosen, key=lambda entity: turn.get(entity, len(turn)))


def _described(db: sqlite3.Connection, chosen: Sequence[int], known: Pairs, totals: tuple[int, int]) -> Subgraph:
    entities, comentions = totals
    places, sources = Places(db), Sources(db)
    pairs = [*known.drawn, *known.others]
    of = {entity: places.of(db, entity) for entity in chosen}
    together = [common(of[a], of[b]) for a, b in pairs]
    quotes, sentences = quote(db, pairs, together, places, sources, drawn=len(known.drawn))
    number = {entity: place for place, entity in enumerate(chosen)}
    lines = _lines(db, pairs)
    measures = scores(db, pairs, [weight for weight, *_ in lines])
    when = _When(MonthlyBursts(db), places)
    edges = tuple(
        Edge(number[a], number[b], *line, *measured, months, quoted, when.bursts(months))
        for (a, b), line, measured, months, quoted in zip(
            pairs, lines, measures, map(when.months, together), quotes, strict=True
        )
    )
    return Subgraph(
        nodes=tuple(_node(db, entity, of[entity], when, sources) for entity in chosen),
        edges=edges[: len(known.drawn)],
        sentences=sentences,
        sources=sources.all(),
        entities=entities,
        comentions=comentions,
        others=edges[len(known.drawn) :],
        unknown=known.unknown,
    )


@dataclass(frozen=True, slots=True)
class _When:
    monthly: MonthlyBursts
    places: Places

    def months(self, found: Numbers) -> tuple[tuple[int, int, int], ...]:
        return tuple(self.places.months(found))

    def bursts(self, months: Sequence[tuple[int, int, int]]) -> tuple[tuple[str, str], ...]:
        return self.monthly.of({f"{month // 12:04}-{month % 12 + 1:02}": windows for month, windows, _ in months})


_Line = tuple[int, int, str | None, str | None]


def _lines(db: sqlite3.Connection, pairs: Sequence[tuple[int, int]]) -> list[_Line]:
    """(weight, documents, first, last) of each pair."""
    row = "SELECT weight, documents, first, last FROM edges WHERE source = ? AND target = ?"
    return [db.execute(row, pair).fetchone() for pair in pairs]


def _node(db: sqlite3.Connection, entity: int, where: Numbers, when: _When, sources: Sources) -> Node:
    row = "SELECT id, name, type, mentions, documents, neighbors, strength FROM entities WHERE entity = ?"
    id_, name, type_, *counts = db.execute(row, (entity,)).fetchone()
    others = [other for other in names_of(db, entity, limit=ALIASES + 1) if other.name != name][:ALIASES]
    dates = "SELECT min(first), max(last) FROM edges WHERE source = ?"
    aliases = tuple(other.name for other in others)
    because = tuple((other.reason, _where(other)) for other in others[:REASONS])
    latest = tuple(sources.number(document) for document in when.places.latest(where, DOCUMENTS))
    first_last = db.execute(dates, (entity,)).fetchone()
    return Node(*[id_, name, type_, aliases, because, *counts, *first_last, latest, when.bursts(when.months(where))])


def _where(name: NameOf) -> str | None:
    return name.document and citation(title=name.title, document=name.document, source=name.source or "")
