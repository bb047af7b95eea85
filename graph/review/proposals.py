"""What is proposed to people: a question about entities, what speaks for it, and the decision of either answer."""

from __future__ import annotations

from dataclasses import dataclass

from ...extract.ledger import Decision
from ..query.results import EntityRef, Evidence

JOIN = "join"  # two entities that are likely one
HOMONYM = "homonym"  # an entity that is likely two with the same name
KINDS = {"joins": (JOIN,), "homonyms": (HOMONYM,), "all": (JOIN, HOMONYM)}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things a proposal is about.

    Attributes:
        entity: in a homonym the same on both sides.
        documents: how many name it.
        beside: whom it is named with: of a join what both are, of a homonym what only this one is; the rarest first.
        quotes: windows that name it, with spans of it first.
    """

    entity: EntityRef
    documents: int
    beside: tuple[EntityRef, ...]
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question to people.

    Attributes:
        kind: `JOIN` or `HOMONYM`.
        score: how likely the answer is yes, 0 to 1; a rule of thumb, good for ordering.
        why: what suggests it, a key of `REASONS`.
        names: the name on each side that suggests it.
        together: windows that name both sides.
        sides: the two things.
        yes, no: the decisions of both answers.
    """

    kind: str
    score: float
    why: str
    names: tuple[str, str]
    together: int
    sides: tuple[Side, Side]
    yes: Decision
    no: Decision


# What suggests that two are one, and how much it does: log odds, to which their company adds.
WEIGHTS = {
    "marks": 2.0,
    "translated": 1.5,
    "sound": 1.0,
    "part": 1.0,
    "type": 1.0,
    "home": 0.5,
    "short": 0.0,
    "place": 0.0,
    "form": 0.0,
}
REASONS = {
    "marks": "the names differ in marks only",
    "translated": "one stands in brackets behind the other, in another script",
    "sound": "the names sound alike",
    "part": "one name is a part of the other",
    "type": "one name, taken for two types of things",
    "home": "one name has the country before it",
    "short": "one name is made of the beginnings of the words of the other",
    "place": "one name has a place before it",
    "form": "one name has a legal form or a line of business behind it",
    "employers": "the documents fall into groups that share nothing, each with an employer of its own",
}
