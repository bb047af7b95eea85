"""What the API answers with beside what the View does. `dataclasses.asdict` of each is its JSON form."""

from __future__ import annotations

from dataclasses import dataclass

from ..decide import Told
from ..query.results import EntityRef, NameOf, SearchHit
from .recount import Recount


@dataclass(frozen=True, slots=True)
class EntityCard:
    """All about one entity. `sentences` are the windows naming it, `neighbors` how many it is named together with.

    `first` and `last` are the earliest and latest date of those links. `names` are the most used of its names,
    `also_named` other entities that documents call by the name asked for.
    """

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    sentences: int
    neighbors: int
    first: str | None
    last: str | None
    names: tuple[NameOf, ...]
    also_named: tuple[EntityRef, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, and how many of its windows name the entity asked for, or anything.

    `date_from` tells how its date is known, see `corpus.document.Document`.
    """

    id: str
    source: str
    title: str | None
    date: str | None
    date_from: str | None
    sentences: int


@dataclass(frozen=True, slots=True)
class Named:
    """A window of a document: which entities (ids) it names, and where (start, end) in `text`."""

    number: int
    text: str
    entities: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as the graph knows it: how many `windows` of it name something, some of them, and whom they name.

    `repost_of` is the id of the document that it reprints; what it reprints is not among its windows.
    """

    id: str
    source: str
    title: str | None
    date: str | None
    date_from: str | None
    repost_of: str | None
    windows: int
    sentences: tuple[Named, ...]
    entities: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """How an entity type is shown."""

    color: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of a subgraph.

    `neighbors` counts those in the whole graph, `hidden` those of them without a line to it here.
    """

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    neighbors: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a subgraph between two entities (ids), `sentences` windows of `documents` documents naming both."""

    source: str
    target: str
    sentences: int
    documents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes (the strongest first, or the focus and then ring after ring) and their links, the strongest first.

    `entities` and `edges` count the whole graph.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    entities: int
    edges: int


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that are named together more than with others, called by its strongest; those are told in `members`.

    `size` counts all of its entities, `types` those of each type, `sentences` the windows of links within it. On a map
    of the communities its disc stands at `x`, `y` and has this `radius`.
    """

    number: int
    name: str
    size: int
    types: dict[str, int]
    sentences: int
    members: tuple[EntityRef, ...]
    x: int
    y: int
    radius: float


@dataclass(frozen=True, slots=True)
class Tie:
    """What two communities (their numbers) have in common: windows of links between them."""

    source: int
    target: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities among the `shown` strongest of all `entities`, the largest first, and what ties them."""

    communities: tuple[Community, ...]
    ties: tuple[Tie, ...]
    shown: int
    entities: int


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An entity of a picture and where its disc stands.

    `neighbors` and `strength` count whom it is named together with in the whole graph and how often, `first` and `last`
    are the dates of that.
    """

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    neighbors: int
    strength: int
    first: str | None
    last: str | None
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of a picture between two places in `Picture.nodes`, with its measures (see `graph.measures`).

    `months` are (month, windows, documents) of dated documents; a month is twelve times the year plus 0 to 11.
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


@dataclass(frozen=True, slots=True)
class Picture:
    """What was opened, in the order in which it was, lines strongest first, and its communities (places in `nodes`).

    `unknown` are those asked for that are not, or no longer, in the graph.
    """

    nodes: tuple[DrawnNode, ...]
    lines: tuple[DrawnLine, ...]
    communities: tuple[tuple[int, ...], ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided, oldest first; whether more can be decided here; how this server's last recount stands."""

    decisions: tuple[Told, ...]
    writable: bool
    recount: Recount
