"""People's decisions about names: made, told and taken back. The graph follows each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..config.errors import QueryError
from ..extract.ledger import APART, Decision, Ledger, read_ledger
from ..extract.linking.link import Linked
from .extraction import Progress
from .query.view import View
from .standing import Standing, standing
from .store.folder import GraphFolder

Show = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """What became of a graph: the decisions that were made or taken back, and what it holds now.

    `idle` are the numbers of all decisions that touch nothing in it as it is.
    """

    path: Path
    decisions: tuple[Decision, ...]
    idle: tuple[int, ...]
    documents: int
    entities: int
    edges: int


@dataclass(frozen=True, slots=True)
class Told:
    """A decision, and whether it touches nothing in the graph as it is."""

    decision: Decision
    idle: bool


def decide(
    graph: str | Path,
    decisions: Sequence[Decision],
    *,
    who: str = "",
    why: str = "",
    when: str | None = None,
    strict: bool = True,
    progress: Show = lambda _: None,
) -> DecisionReport:
    """Write decisions into the ledger of a graph and make the graph follow.

    Args:
        decisions: from `verdicts`; their numbers are given here.
        who, why: kept with those that bring none of their own. `when`: a day; today if None.
        strict: refuse those that change nothing; else they are made, and idle.

    Raises:
        QueryError: a decision would change nothing (`strict`); then none of them is made.
        GraphError, ConfigError: as `standing`.
    """
    with standing(graph, progress=progress) as old:
        ledger = old.ledger
        for decision in decisions:
            told = replace(
                decision,
                who=_line(decision.who or who),
                why=_line(decision.why or why),
                when=decision.when or when or date.today().isoformat(),
            )
            ledger = ledger.with_one(told)
        news = ledger.decisions[len(old.ledger.decisions) :]
        return _report(old, ledger, news, check={decision.number for decision in news} if strict else ())


def undo(graph: str | Path, *numbers: int, who: str = "", progress: Show = lambda _: None) -> DecisionReport:
    """Take decisions back, the last that holds if none is named: the graph is as if they had never been made.

    Raises:
        ConfigError: there is no such decision; as `standing`. Then none is taken back.
        QueryError: no decision holds.
    """
    with standing(graph, progress=progress) as old:
        if not old.ledger.holding:
            raise QueryError(f"{old.folder.path}: nothing to undo, no decision holds")
        ledger, when = old.ledger, f"{_line(who)} {date.today().isoformat()}".strip()
        taken = dict.fromkeys(numbers or [old.ledger.holding[-1].number])
        for number in taken:
            ledger = ledger.without(number, when)
        return _report(old, ledger, [decision for decision in ledger.decisions if decision.number in taken])


def follow(graph: str | Path, *, progress: Show = lambda _: None) -> DecisionReport:
    """Make the graph follow a ledger that was edited by hand; raises as `standing`."""
    with standing(graph, progress=progress) as old:
        return _report(old, None, ())


def ledger_of(graph: str | Path, view: View) -> list[Told]:
    """All decisions in the ledger beside a graph that `view` shows.

    Raises:
        ConfigError: the ledger cannot be read.
    """
    (idle,) = view.connection.execute("SELECT coalesce(max(value), '[]') FROM meta WHERE key = 'idle'").fetchone()
    untouched = set(json.loads(idle))
    return [Told(found, found.number in untouched) for found in read_ledger(GraphFolder(graph).ledger).decisions]


def _report(
    old: Standing, ledger: Ledger | None, told: Sequence[Decision], *, check: Collection[int] = ()
) -> DecisionReport:
    idle: list[int] = []

    def touches(linked: Linked) -> None:
        for decision in told:
            if decision.number in check and decision.number in linked.idle:
                raise QueryError(f"that changes nothing: {_why_idle(decision)}")
        idle.extend(sorted(linked.idle))

    made = old.become(ledger=ledger, check=touches).totals
    return DecisionReport(old.folder.path, tuple(told), tuple(idle), made["documents"], made["entities"], made["edges"])


def _why_idle(decision: Decision) -> str:
    if decision.decision != APART:
        return f"it is so already ({decision.decision} {', '.join(decision.names)})"
    where = ", ".join((*decision.documents, *decision.beside))
    return f"no document names {decision.names[0]} where it is to be {decision.to} ({where})"


def _line(text: str) -> str:
    """Free text as one line that YAML can hold."""
    return "".join(c if c.isprintable() else " " for c in text).strip()
