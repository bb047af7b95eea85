"""What to ask people of a graph, and what their answers mean for what is still to be asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from itertools import combinations

from ...corpus.fold import name_key
from ...extract.ledger import APART, DIFFERENT, ONE, SAME, Decision, Ledger
from ..query.view import View
from .facts import Facts
from .homonyms import likely_homonyms
from .joins import likely_joins
from .proposals import HOMONYM, JOIN, Proposal

_KNOWN = "SELECT n.entity FROM names AS n JOIN entities AS e USING (entity) WHERE n.key = ? AND e.type = ?"


def review(view: View, ledger: Ledger, *, kinds: Collection[str] = (JOIN, HOMONYM), limit: int = 20) -> list[Proposal]:
    """What people should decide, likeliest first.

    What the ledger says anything of is not proposed, also where it was taken back.
    """
    facts, found = Facts(view.connection), []
    if JOIN in kinds:
        found += likely_joins(view.connection, facts, _pairs(view.connection, ledger), limit=limit)
    if HOMONYM in kinds:
        found += likely_homonyms(view, facts, _names(view.connection, ledger), limit=limit)
    return sorted(found, key=lambda proposal: -proposal.score)[:limit]


def _pairs(connection: sqlite3.Connection, ledger: Ledger) -> frozenset[frozenset[int]]:
    """The entities of which somebody said that they are one, or that they are two."""
    return frozenset(
        frozenset((a, b))
        for decision in ledger.decisions
        if decision.decision in (SAME, DIFFERENT)
        for one, other in combinations([_entities(connection, name) for name in decision.names], 2)
        for a in one
        for b in other
    )


def _names(connection: sqlite3.Connection, ledger: Ledger) -> frozenset[int]:
    """The entities of which somebody said that they are one, or several."""
    told = (decision.names for decision in ledger.decisions if decision.decision in (ONE, APART))
    return frozenset(entity for names in told for name in names for entity in _entities(connection, name))


def _entities(connection: sqlite3.Connection, name: str) -> Iterable[int]:
    kind, _, text = name.partition(":")
    return [entity for (entity,) in connection.execute(_KNOWN, (name_key(text), kind))]


class Answers:
    """The answers of one sitting, and what follows from them."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self._one: list[set[str]] = []
        self._two: list[frozenset[str]] = []

    def say(self, proposal: Proposal, yes: bool) -> None:
        """Take an answer."""
        self.decisions.append(proposal.yes if yes else proposal.no)
        if proposal.kind == JOIN:
            pair = frozenset(side.entity.id for side in proposal.sides)
            if yes:
                joined = set().union(*(self._with(id_) for id_ in pair))
                self._one = [group for group in self._one if not group & joined] + [joined]
            else:
                self._two.append(pair)

    def is_open(self, proposal: Proposal) -> bool:
        """Whether the answers so far do not tell already: who is one with two others joins them."""
        if proposal.kind != JOIN:
            return True
        a, b = (self._with(side.entity.id) for side in proposal.sides)
        return a.isdisjoint(b) and not any(len(pair & a) == len(pair & b) == 1 for pair in self._two)

    def _with(self, id_: str) -> set[str]:
        return next((group for group in self._one if id_ in group), {id_})
