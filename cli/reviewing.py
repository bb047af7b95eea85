"""`guanxi review`"""

from __future__ import annotations

import shlex
import sys
import unicodedata
from collections.abc import Iterator, Sequence

import click

from ..extract.ledger import read_ledger
from ..graph.decide import decide
from ..graph.query.view import View
from ..graph.review.asking import Answers, review
from ..graph.review.proposals import HOMONYM, KINDS, REASONS, Proposal, Side
from ..graph.store.folder import GraphFolder
from .building import progress_bar
from .deciding import holds, user
from .output import note, print_json, quoted, safe
from .questions import graph_argument, json_option

_YES, _NO, _SKIP, _QUIT = "yes", "no", "skip", "quit"
_KEYS = {
    **dict.fromkeys(("y", "yes", "是"), _YES),
    **dict.fromkeys(("n", "no", "否", "不是"), _NO),
    **dict.fromkeys(("s", "skip", "跳过"), _SKIP),
    **dict.fromkeys(("q", "quit", "退出"), _QUIT),
}


@click.command("review")
@graph_argument
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most proposals.")
@click.option("--kind", type=click.Choice(tuple(KINDS)), default="all", show_default=True, help="Of what.")
@click.option("--who", metavar="NAME", help="Who decides (default: the user of this computer).")
@json_option
def review_(graph: str, limit: int, kind: str, who: str | None, as_json: bool) -> None:
    """Names that are likely one thing, and persons that are likely two: answer, and the graph follows.

    Each proposal comes with sentences of both sides. Answer y (yes, 是), n (no, 否; it is not proposed again),
    s (skip, 跳过) or q (quit, 退出). The graph is recounted once, after the last answer; q, Ctrl-C and Ctrl-D keep
    what was answered. Where nobody sits at a terminal the proposals are printed with the commands that answer
    them.
    """
    with View.open(graph) as view:
        found = review(view, read_ledger(GraphFolder(graph).ledger), kinds=KINDS[kind], limit=limit)
    if as_json:
        print_json(found)
    elif not found:
        note("nothing to propose")
    elif not _somebody_sits():
        _print(graph, found)
    else:
        _sit(graph, found, who)


def _somebody_sits() -> bool:
    return sys.stdin.isatty()


def _sit(graph: str, found: Sequence[Proposal], who: str | None) -> None:
    answers = Answers()
    try:
        _ask(found, answers)
    except (KeyboardInterrupt, click.Abort):
        click.echo()
    if not answers.decisions:
        note("nothing was answered; the graph is as it was")
        return
    note(f"{len(answers.decisions)} answered; the graph is recounted")
    with progress_bar(()) as show:
        report = decide(graph, answers.decisions, who=user(who), why="review", strict=False, progress=show)
    numbers = [str(decision.number) for decision in report.decisions]
    told = numbers[0] if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"
    click.echo(f"{report.path}: decision {told}; {holds(report)}; take one back with: guanxi undo GRAPH NUMBER")


def _ask(found: Sequence[Proposal], answers: Answers) -> None:
    for number, proposal in enumerate(found, 1):
        if not answers.is_open(proposal):
            continue
        click.echo("\n".join(("", *_lines(proposal, f"{number}/{len(found)}"))))
        key = click.prompt("y/n/s/q", value_proc=_key)
        if key == _QUIT:
            return
        if key != _SKIP:
            answers.say(proposal, key == _YES)


def _key(text: str) -> str:
    """What was answered, in upper or lower case, of full or half width."""
    try:
        return _KEYS[unicodedata.normalize("NFKC", text).strip().lower()]
    except KeyError:
        raise click.UsageError("answer y (yes, 是), n (no, 否), s (skip, 跳过) or q (quit, 退出)") from None


def _print(graph: str, found: Sequence[Proposal]) -> None:
    for number, proposal in enumerate(found, 1):
        click.echo("\n".join((*_lines(proposal, str(number)), *_commands(graph, proposal), "")))
    note("answer with these commands, or run guanxi review in a terminal")


def _lines(proposal: Proposal, number: str) -> Iterator[str]:
    """A proposal for people."""
    a, b = proposal.sides
    because = f"{REASONS[proposal.why]} ({proposal.score:.2f})"
    if proposal.kind == HOMONYM:
        yield safe(f"[{number}] Is {a.entity.id} two? {because}")
    else:
        yield safe(f"[{number}] Are {a.entity.id} and {b.entity.id} one? {because}")
        if proposal.names != (a.entity.name, b.entity.name):
            yield safe(f"    by {' and '.join(proposal.names)}")
        if a.beside:
            yield safe(f"    both named with {', '.join(other.name for other in a.beside)}")
        if proposal.together:
            yield f"    together in {proposal.together} sentences"
    for side, name in zip(proposal.sides, proposal.names, strict=True):
        yield from _side(proposal, side, name)


def _side(proposal: Proposal, side: Side, name: str) -> Iterator[str]:
    called = name if proposal.kind == HOMONYM else side.entity.name
    beside = f", beside {', '.join(other.name for other in side.beside)}" if proposal.kind == HOMONYM else ""
    yield safe(f"  {called}, {side.documents} {'document' if side.documents == 1 else 'documents'}{beside}")
    yield from (f"    {quoted(quote)} [{safe(quote.title or quote.document)}]" for quote in side.quotes)


def _commands(graph: str, proposal: Proposal) -> Iterator[str]:
    """The commands that say yes and no."""
    yes, no = proposal.yes, proposal.no
    if proposal.kind == HOMONYM:
        where = [part for document in yes.documents for part in ("--document", document)]
        where += [part for other in yes.beside for part in ("--beside", other)]
        said = (["split", graph, *yes.names[:1], "--as", yes.to, *where], ["merge", graph, *no.names])
    else:
        said = (["merge", graph, *yes.names], ["split", graph, *no.names])
    for word, command in zip(("yes", "no"), said, strict=True):
        yield safe(f"  {word + ':':4} guanxi {shlex.join(command)}")


COMMANDS = {"review": review_}
