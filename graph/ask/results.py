"""How a question was understood, and what it is answered with. `dataclasses.asdict` of each is its JSON form."""

from __future__ import annotations

from dataclasses import dataclass

from ..query.results import EntityRef, Evidence, NameOf, Neighbor, Path, Timeline


@dataclass(frozen=True, slots=True)
class Asked:
    """An entity of a question: the name `text` that stands there, and the `others` which have that name too."""

    text: str
    id: str
    name: str
    type: str
    others: tuple[EntityRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the grammar reads it.

    `kind` is neighbors, common, pair, evidence, when or entity. Answers are of one of the `types` (any, if empty), even
    if the question asks for part of one in the words `finer`. If there are `relations`, a sentence counts only with one
    of their `words`, other than in one of `passed`; it also needs all of the `topics`, words of the question that stand
    for themselves. `since` and `until` are dates as other questions take them, `limit` is a number of answers that the
    question names, `count` whether it asks how many; `taken` says what was assumed.
    """

    kind: str
    entities: tuple[Asked, ...]
    types: tuple[str, ...] = ()
    finer: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    count: bool = False
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A question that the grammar cannot read: why, which of its words it knows, which not, and whom it names."""

    why: str
    recognised: tuple[str, ...]
    unknown: tuple[str, ...]
    entities: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An entity named together with those of the question, in `sentences` windows that fit, of `documents` documents.

    Of questions about several entities these count for the one it is named with least. `quotes` has one window for each
    entity of the question.
    """

    id: str
    name: str
    type: str
    sentences: int
    documents: int
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """When an entity was named, or two together: the earliest dated window that fits, and all that fit by month."""

    first: Evidence | None
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class Card:
    """An entity: how often and by which names it is named, and its strongest neighbours."""

    id: str
    name: str
    type: str
    mentions: int
    documents: int
    names: tuple[NameOf, ...]
    neighbors: tuple[Neighbor, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    `understood` is None where the question was not; `meaning` tells in words how it was understood, or why not. `query`
    is the command that comes nearest to it. `total` counts all answers, of which `answers` are the first. `notes` say
    what the answer does not mean, or what of the question was recognised and what not; `examples` are questions that
    work on this graph.
    """

    understood: Understood | None
    meaning: str
    query: str | None
    answers: tuple[Found | Evidence | Path | Moments | Card, ...]
    total: int
    notes: tuple[str, ...]
    examples: tuple[str, ...] = ()
