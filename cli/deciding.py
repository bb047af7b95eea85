"""Commands that decide about names: merge, split, rename, retype, ignore, undo, decisions."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence

import click

from ..extract.ledger import Decision
from ..graph.decide import DecisionReport, decide, follow, ledger_of
from ..graph.decide import undo as take_back
from ..graph.query.view import View
from ..graph.verdicts import ignoring, merging, renaming, retyping, setting_apart, splitting
from .building import progress_bar
from .output import note, print_json, print_table, safe
from .questions import graph_argument, json_option


def _by_whom(command: Callable[..., None]) -> Callable[..., None]:
    who = click.option("--who", metavar="NAME", help="Who decides (default: the user of this computer).")
    return who(click.option("--why", metavar="TEXT", default="", help="What says so.")(command))


@click.command()
@graph_argument
@click.argument("names", nargs=-1, required=True, metavar="A B...")
@_by_whom
def merge(graph: str, names: Sequence[str], who: str | None, why: str) -> None:
    """A and B are one: join them (and more), under the name and type of A. A alone: it is one wherever it stands."""
    _decide(graph, lambda view: merging(view, names), who, why)


@click.command()
@graph_argument
@click.argument("name")
@click.argument("away", nargs=-1, metavar="[ALIAS]...")
@click.option("--as", "to", metavar="NEW", help="What it is in some documents, told by one of the next two.")
@click.option("--document", "documents", metavar="D", multiple=True, help="In this document (id or file name).")
@click.option("--beside", metavar="B", multiple=True, help="In all documents that name B too, also those to come.")
@_by_whom
def split(
    graph: str,
    name: str,
    away: Sequence[str],
    to: str | None,
    documents: Sequence[str],
    beside: Sequence[str],
    who: str | None,
    why: str,
) -> None:
    """NAME stands for two: take some of its names from it, or some of its documents.

    \b
    guanxi split G 宇树科技 宇树       宇树 is something else than 宇树科技, everywhere, and stays so
    guanxi split G 张伟 --as 张伟（阿里） --beside 阿里巴巴
                                       where 阿里巴巴 is named too, 张伟 is another person
    """
    if bool(away) == bool(to):
        raise click.UsageError("give either names that leave it, or --as with --document or --beside")
    if away and (documents or beside):
        raise click.UsageError("--document and --beside go with --as, not with names")

    def decision(view: View) -> Decision:
        return setting_apart(view, name, to, documents=documents, beside=beside) if to else splitting(view, name, away)

    _decide(graph, decision, who, why)


@click.command()
@graph_argument
@click.argument("name")
@click.argument("new")
@_by_whom
def rename(graph: str, name: str, new: str, who: str | None, why: str) -> None:
    """NAME goes by the name NEW from now on; its other names stay."""
    _decide(graph, lambda view: renaming(view, name, new), who, why)


@click.command()
@graph_argument
@click.argument("name")
@click.argument("type_", metavar="TYPE")
@_by_whom
def retype(graph: str, name: str, type_: str, who: str | None, why: str) -> None:
    """NAME is of another entity TYPE, e.g. organization and not company."""
    _decide(graph, lambda view: retyping(view, name, type_), who, why)


@click.command()
@graph_argument
@click.argument("name")
@_by_whom
def ignore(graph: str, name: str, who: str | None, why: str) -> None:
    """NAME, and what else the entity is called, names nothing: leave it out."""
    _decide(graph, lambda view: ignoring(view, name), who, why)


@click.command()
@graph_argument
@click.argument("numbers", type=int, nargs=-1, metavar="[NUMBER]...")
@click.option("--who", metavar="NAME", help="Who takes it back (default: the user of this computer).")
def undo(graph: str, numbers: Sequence[int], who: str | None) -> None:
    """Take decisions back by NUMBER (default: the last): the graph is as if they had never been made."""
    with progress_bar(()) as show:
        report = take_back(graph, *numbers, who=user(who), progress=show)
    taken = ", ".join(str(decision.number) for decision in report.decisions)
    click.echo(f"{report.path}: decision{'s' * (len(report.decisions) > 1)} {taken} taken back; {holds(report)}")
    if report.idle:
        note(f"decisions that touch nothing now: {', '.join(map(str, report.idle))} (guanxi decisions {report.path})")


@click.command()
@graph_argument
@click.option("--apply", is_flag=True, help="Make the graph follow a ledger that was edited by hand.")
@json_option
def decisions(graph: str, apply: bool, as_json: bool) -> None:
    """What people decided about names: the ledger of the graph, GRAPH/ledger.yaml."""
    if apply:
        with progress_bar(()) as show:
            report = follow(graph, progress=show)
        note(f"{report.path} follows its ledger: {holds(report)}")
    with View.open(graph) as view:
        told = ledger_of(graph, view)
    if as_json:
        print_json(told)
    elif told:
        rows = [
            (
                t.decision.number,
                t.decision.decision,
                _about(t.decision),
                t.decision.who,
                t.decision.when,
                t.decision.why,
                f"undone {t.decision.undone}" if t.decision.undone else "idle" if t.idle else "",
            )
            for t in told
        ]
        print_table(("number", "decision", "about", "who", "when", "why", ""), rows)
    else:
        note("nothing was decided; guanxi review proposes what could be")


def _decide(graph: str, decision: Callable[[View], Decision], who: str | None, why: str) -> None:
    with View.open(graph) as view:
        made = decision(view)
    with progress_bar(()) as show:
        report = decide(graph, [made], who=user(who), why=why, progress=show)
    for told in report.decisions:
        click.echo(safe(f"{report.path}: decision {told.number}: {_about(told)}; {holds(report)}"))


def _about(decision: Decision) -> str:
    """What a decision says, in one line."""
    first, others = decision.names[0], ", ".join(decision.names[1:])
    where = [f"in document {id_}" for id_ in decision.documents] + [f"beside {name}" for name in decision.beside]
    said = {
        "same": f"{first} is also {others}",
        "different": f"{first} is not {others}",
        "rename": f"{first} is called {decision.to}",
        "retype": f"{first} is of the type {decision.to}",
        "ignore": f"{first} is no name",
        "one": f"{first} is one entity",
        "apart": f"{first} is {decision.to} {', '.join(where)}",
    }
    return said[decision.decision]


def holds(report: DecisionReport) -> str:
    """What a graph holds after it."""
    return f"{report.entities} entities, {report.edges} pairs named together"


def user(who: str | None) -> str:
    """Who decides: the one given, else the user of this computer."""
    if who is not None:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user here
        return ""


COMMANDS = {command.name: command for command in (merge, split, rename, retype, ignore, undo, decisions)}
