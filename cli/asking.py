"""`guanxi ask`"""

from __future__ import annotations

import click

from ..graph.ask.answering import LIMIT
from ..graph.ask.asking import ask as answer_to
from ..graph.ask.results import Answer, Card, Found, Moments
from ..graph.ask.words import load_words
from ..graph.query.results import Evidence, Path, Quote, citation
from ..graph.query.view import View
from .output import note, print_json, quoted, safe
from .questions import graph_argument, json_option


@click.command()
@graph_argument
@click.argument("question")
@click.option(
    "--limit", type=click.IntRange(min=1), help=f"Answers (default: the number the question names, or {LIMIT})."
)
@click.option("--words", "file", type=click.Path(), help="YAML file with more words for types and relations.")
@json_option
def ask(graph: str, question: str, limit: int | None, file: str | None, as_json: bool) -> None:
    """Answer a QUESTION in Chinese by a grammar, and say how it was understood.

    \b
    合肥投资了哪些公司？
    2024年以来蔚来和哪些城市合作？
    哪些公司同时和英伟达、台积电有关？
    宇树科技和杭州有什么关系？
    宇树科技什么时候最受关注？
    谁是梁文锋？

    Links say that names stand together, not what is said of them. Where a question has a word for a relation, only
    sentences with such a word count; who did it to whom is not known. Nothing is guessed: a question that is not
    understood gets no answer but examples.
    """
    words = load_words(file)
    with View.open(graph) as view:
        answer = answer_to(view, question, limit=limit, words=words, graph=graph)
        window = view.window
    if as_json:
        print_json(answer)
    elif answer.answers:
        _show(answer, window)
    if not answer.answers:
        for line in _why(answer):
            note(line)


def _why(answer: Answer) -> list[str]:
    """Why there is no answer."""
    if answer.understood is None:
        return [answer.meaning, *answer.notes, *(f"try: {example}" for example in answer.examples)]
    return [*answer.notes, f"understood: {answer.meaning}", f"nearest command: {answer.query}"]


def _show(answer: Answer, window: str) -> None:
    click.echo(safe(f"understood: {answer.meaning}"))
    click.echo(safe(f"nearest command: {answer.query}"))
    if answer.understood and (answer.understood.count or answer.total > len(answer.answers)):
        click.echo(f"{answer.total} in all, {len(answer.answers)} shown")
    for number, row in enumerate(answer.answers, 1):
        click.echo()
        for line in _lines(row, window):
            click.echo(f"{number}. {line[0]}" if line[1] == 0 else "   " * line[1] + line[0])
    click.echo()
    for text in answer.notes:
        click.echo(safe(f"note: {text}"))


def _lines(row: Found | Evidence | Path | Moments | Card, window: str) -> list[tuple[str, int]]:
    """Lines of an answer, and how far each is indented."""
    if isinstance(row, Found):
        counted = f"{row.sentences} {window}s, {row.documents} documents"
        return [(safe(f"{row.name} ({row.id}): {counted}"), 0), *((_cited(quote), 1) for quote in row.quotes)]
    if isinstance(row, Evidence):
        return [(_cited(row), 0)]
    if isinstance(row, Path):
        names = {node.id: node.name for node in row.nodes}
        hops = (
            [(safe(f"{names[hop.source]} — {names[hop.target]} ({hop.sentences} together)"), 1), *_quotes(hop.evidence)]
            for hop in row.hops
        )
        return [(safe(" — ".join(names.values())), 0), *(line for hop in hops for line in hop)]
    return _moments(row, window) if isinstance(row, Moments) else _card(row, window)


def _quotes(quotes: tuple[Quote, ...]) -> list[tuple[str, int]]:
    return [(_cited(quote), 2) for quote in quotes[:1]]


def _cited(quote: Evidence | Quote) -> str:
    date = f"{quote.date or 'undated'} · " if isinstance(quote, Evidence) else ""
    shown_by = citation(title=quote.title, document=quote.document, source=quote.source)
    return f"{quoted(quote)}  [{date}{safe(shown_by)}]"


def _moments(row: Moments, window: str) -> list[tuple[str, int]]:
    first = _cited(row.first) if row.first else f"no {window} that fits has a date"
    lines = [(f"first: {first}", 0)]
    if row.timeline.periods:
        most = max(row.timeline.periods, key=lambda when: when.windows)
        lines.append((f"most: {most.period}, {most.windows} {window}s in {most.documents} documents", 1))
    for burst in row.timeline.bursts:
        until = "" if burst.first == burst.last else f" to {burst.last}"
        lines.append((f"much more than usual: {burst.first}{until} (weight {burst.weight:g})", 1))
    if row.timeline.undated:
        more = f"{row.timeline.undated} {'more ' * (row.first is not None)}{window}s that fit"
        lines.append((f"{more} stand in documents without a date and are left out", 1))
    return lines


def _card(row: Card, window: str) -> list[tuple[str, int]]:
    others = ", ".join(name.name for name in row.names if name.name != row.name)
    lines = [(safe(f"{row.name} ({row.type}, {row.id}): {row.mentions} mentions in {row.documents} documents"), 0)]
    lines += [(safe(f"also named: {others}"), 1)] if others else []
    near = (f"{n.name} ({n.type}, {n.sentences} {window}s)" for n in row.neighbors)
    return [*lines, (safe("named most with: " + (", ".join(near) or "nobody")), 1)]


COMMANDS = {"ask": ask}
