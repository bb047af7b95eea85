"""What questions to a graph are answered with. `dataclasses.asdict` of each is its JSON form."""

from __future__ import annotations

from dataclasses import dataclass


def citation(*, title: str | None, document: str, source: str) -> str:
    """How people are told of a document: its title, its id and its file.

    >>> citation(title="合肥出台新政", document="d1", source="news.jsonl")
    '合肥出台新政 · d1 · news.jsonl'
    """
    return " · ".join(dict.fromkeys(filter(None, (title, document, source))))


@dataclass(frozen=True, slots=True)
class EntityRef:
    """An entity as answers name it."""

    id: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An entity one of whose names matches; `alias` is that name as written, `documents` those that name it."""

    id: str
    name: str
    type: str
    alias: str
    documents: int


@dataclass(frozen=True, slots=True)
class NameOf:
    """A name of an entity, how often it stands in the documents, and why it is one (`extract.linking.reasons`).

    `document`, `source` and `title` are the id, file and title of the document that shows it, where one does.
    """

    name: str
    mentions: int
    reason: str
    document: str | None
    source: str | None
    title: str | None

    def shown_by(self) -> str | None:
        """How people are told of the document that shows it, where one does."""
        if self.document is None or self.source is None:
            return None
        return citation(title=self.title, document=self.document, source=self.source)


@dataclass(frozen=True, slots=True)
class Neighbor:
    """An entity named together with the asked one in `sentences` windows of `documents` documents.

    `score` is the measure the answer is ranked by; `first` and `last` are the dates of the earliest and latest
    dated document, as YYYY-MM-DD.
    """

    id: str
    name: str
    type: str
    sentences: int
    documents: int
    score: float
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Common:
    """An entity named together with each of those asked for: in how many windows and documents, in their order."""

    id: str
    name: str
    type: str
    sentences: tuple[int, ...]
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document in which a sentence stands, too."""

    document: str
    source: str
    title: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One window that names both: `text` is the window, `spans` are (start, end) in it, those of A first, then B's.

    The first `of_a` of the spans are A's. Of a long window `text` may be only a part, see `View.open`.
    `also_in` are the first of the documents that reprint it, where it is not counted again, `also_in_total` counts all.
    """

    document: str
    source: str
    title: str | None
    date: str | None
    sentence: int
    text: str
    spans: tuple[tuple[int, int], ...]
    of_a: int
    also_in: tuple[Printed, ...] = ()
    also_in_total: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A window that backs one hop of a path, with spans as in `Evidence`."""

    document: str
    source: str
    title: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    of_a: int


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: ids of both ends, number of windows naming both, some of them quoted."""

    source: str
    target: str
    sentences: int
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of entities, each named together with the next."""

    nodes: tuple[EntityRef, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class GraphInfo:
    """What a graph holds. `windows` is how many were read, also those naming nothing.

    `reposts` of the documents are copies of others; what they reprint is not among the sentences and windows.

    `dated` documents have a date, the earliest `first` and the latest `last`, as YYYY-MM-DD. `dates` counts documents
    by how their date is known (`corpus.document.Document`), most first, those without one as "unknown".

    `bounds` are those of the configuration, `dropped` is what they kept out (docs/statistics.md). PageRank, betweenness
    and communities are those of pairs with a weight of at least `standing_weight`.
    """

    documents: int
    reposts: int
    dated: int
    sentences: int
    windows: int
    window: str
    entities: int
    edges: int
    communities: int
    standing_weight: int
    mentions: int
    types: dict[str, int]
    first: str | None
    last: str | None
    dates: dict[str, int]
    bounds: dict[str, float | None]
    dropped: dict[str, int]
    guanxi: str


@dataclass(frozen=True, slots=True)
class RankedEntity:
    """An entity and where it stands in the whole graph, over all documents; see `graph.centrality`.

    `degree` counts those it is named together with, `strength` sums up how often. `community` is the number of its
    community, None if it is named with no other.
    """

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    degree: int
    strength: int
    pagerank: float
    betweenness: float
    community: int | None


@dataclass(frozen=True, slots=True)
class CommunityInfo:
    """Entities that are named with each other more than with the rest, called by the three most tied to the others.

    `size` counts them, `types` those of each type; `inside` sums up the weights of links among them, `outside` of those
    that lead to others. `members` are the ones most tied to the others.
    """

    number: int
    name: str
    size: int
    inside: int
    outside: int
    types: dict[str, int]
    members: tuple[EntityRef, ...]


@dataclass(frozen=True, slots=True)
class WhenNamed:
    """A day (2024-03-01), month or year: windows and documents naming the thing then, and windows `read` in all."""

    period: str
    windows: int
    documents: int
    read: int


@dataclass(frozen=True, slots=True)
class BurstSpan:
    """A time, from one period to another, of being named much more than usual; see `graph.bursts`."""

    first: str
    last: str
    weight: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """When an entity was named, or two of them together: every period from the first to the last, and the bursts.

    `undated` windows lie in no period.
    """

    a: EntityRef
    b: EntityRef | None
    by: str
    periods: tuple[WhenNamed, ...]
    bursts: tuple[BurstSpan, ...]
    undated: int
