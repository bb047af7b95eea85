"""Commands that ask a graph: info, search, neighbors, path, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click
from click.decorators import FC

from ..graph.query.ranks import DEFAULT, MEASURES
from ..graph.query.results import GraphInfo, citation
from ..graph.query.view import View
from .output import also_in, note, print_json, print_table, print_types, quoted, safe

graph_argument = click.argument("graph", type=click.Path())
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
since_option = click.option(
    "--since", metavar="DATE", help="Count documents dated from here on: YYYY, YYYY-MM or YYYY-MM-DD."
)
until_option = click.option(
    "--until", metavar="DATE", help="Count documents dated up to here. Either leaves out those without a date."
)


def limit_option(default: int) -> Callable[[FC], FC]:
    return click.option("--limit", type=click.IntRange(min=1), default=default, show_default=True, help="Answers.")


def explain(view: View, nothing: str, since: str | None, until: str | None) -> None:
    """One line on stderr about what is not in the answer: why there is `nothing`, and which documents were left out."""
    parts = [nothing] if nothing else []
    if since or until:
        undated = view.undated()
        parts += [f"documents left out because they have no date: {undated}"] if undated else []
    if parts:
        note("; ".join(parts))


@click.command()
@graph_argument
@json_option
def info(graph: str, as_json: bool) -> None:
    """What the graph holds."""
    with View.open(graph) as view:
        answer = view.info()
    if as_json:
        print_json(answer)
        return
    dated = f"{answer.dated} with a date, {answer.first} to {answer.last}" if answer.dated else "none with a date"
    reposts = f", {answer.reposts} of them reposts" if answer.reposts else ""
    click.echo(f"{answer.documents} documents ({dated}){reposts}, {answer.sentences} sentences")
    click.echo("dates: " + (", ".join(f"{how} {count}" for how, count in answer.dates.items()) or "none"))
    click.echo(f"{answer.entities} entities with {answer.mentions} mentions:")
    print_types(answer.types)
    click.echo(f"{answer.edges} pairs named together in one {answer.window}, in {answer.communities} communities")
    for line in _dropped(answer):
        click.echo(f"left out: {line}")


def _dropped(answer: GraphInfo) -> Iterator[str]:
    """What each bound kept out of the pairs, where it did."""
    bounds, dropped, window = answer.bounds, answer.dropped, answer.window
    if dropped.get("full_windows"):
        most = f"{dropped['full_windows']} {window}s name more than {bounds['entities_per_window']} entities"
        yield f"{most}, which would have formed {dropped['full_pairs']} more pairs"
    if dropped.get("hubs"):
        share = f"{dropped['hubs']} entities in more than {bounds['hub_share']:.4g} of all documents"
        yield f"{share}, which would have formed {dropped['hub_pairs']} more pairs"
    if dropped.get("rare_pairs"):
        yield f"{dropped['rare_pairs']} pairs named together in fewer than {bounds['min_support']} {window}s"
    if answer.standing_weight > 1:
        yield f"of PageRank, betweenness and communities, pairs in fewer than {answer.standing_weight} {window}s"


@click.command()
@graph_argument
@click.argument("text")
@limit_option(20)
@json_option
def search(graph: str, text: str, limit: int, as_json: bool) -> None:
    """Entities with a name that holds TEXT, in either script and any case.

    Pinyin (yushukeji), initials (yskj) and their beginnings (yushuk) find names too.
    """
    with View.open(graph) as view:
        hits = view.search(text, limit=limit)
    if not hits:
        note(f"no entity of this graph has a name with {text!r} in it, or typed so")
    if as_json:
        print_json(hits)
    elif hits:
        print_table(
            ("name", "type", "found as", "documents", "id"),
            [(h.name, h.type, h.alias, h.documents, h.id) for h in hits],
        )


@click.command()
@graph_argument
@click.argument("name")
@click.option("--type", "types", metavar="T", multiple=True, help="Only this entity type; may be given several times.")
@limit_option(50)
@click.option("--min-weight", type=click.IntRange(min=1), default=1, help="Only those named together this often.")
@click.option("--rank", metavar="MEASURE", default=DEFAULT, show_default=True, help=f"One of {', '.join(MEASURES)}.")
@since_option
@until_option
@json_option
def neighbors(
    graph: str,
    name: str,
    types: tuple[str, ...],
    limit: int,
    min_weight: int,
    rank: str,
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Entities that are named together with NAME, most often first.

    \b
    Measures to rank by:
    weight          sentences (or other windows) that name both
    documents       documents with such a sentence
    jaccard         of the sentences naming either, the share naming both; pairs seen once come last
    log_likelihood  G², how badly chance explains the pair; negative where chance expects more
    above_noise     of all time: noise-corrected score less 1.64 deviations; pairs seen once come last
    """
    with View.open(graph) as view:
        found = view.neighbors(
            name, types=types, limit=limit, min_weight=min_weight, rank=rank, since=since, until=until
        )
        window = view.window
        why = "" if found else f"no {window} names {name} together with another entity that fits the question"
        explain(view, why, since, until)
    if as_json:
        print_json(found)
    elif found:
        print_table(
            ("name", "type", f"{window}s", "documents", rank, "first", "last"),
            [(n.name, n.type, n.sentences, n.documents, f"{n.score:.6g}", n.first, n.last) for n in found],
        )


@click.command()
@graph_argument
@click.argument("a")
@click.argument("b")
@click.option("--paths", type=click.IntRange(min=1), default=1, show_default=True, help="How many chains.")
@click.option("--max-hops", type=click.IntRange(min=1), default=6, show_default=True, help="Longest chain.")
@click.option("--avoid", metavar="NAME", multiple=True, help="Go by no such entity; may be given several times.")
@since_option
@until_option
@json_option
def path(
    graph: str,
    a: str,
    b: str,
    paths: int,
    max_hops: int,
    avoid: tuple[str, ...],
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """How A and B are connected: chains of entities, each named together with the next."""
    with View.open(graph) as view:
        found = view.path(a, b, paths=paths, max_hops=max_hops, avoid=avoid, since=since, until=until)
        explain(view, "" if found else _no_path(view, a, b, max_hops, avoid, since, until), since, until)
    if as_json:
        print_json(found)
        return
    for number, chain in enumerate(found, 1):
        names = {node.id: node.name for node in chain.nodes}
        click.echo(safe(f"{number}. " + " — ".join(names.values())))
        for hop in chain.hops:
            click.echo(safe(f"   {names[hop.source]} — {names[hop.target]} ({hop.sentences} together)"))
            for quote in hop.evidence[:1]:
                shown_by = citation(title=quote.title, document=quote.document, source=quote.source)
                click.echo(f"      {quoted(quote)}  [{safe(shown_by)}]")


def _no_path(
    view: View, a: str, b: str, max_hops: int, avoid: tuple[str, ...], since: str | None, until: str | None
) -> str:
    hops = view.distance(a, b, avoid=avoid, since=since, until=until)
    names = f"{view.resolve(a).name} and {view.resolve(b).name}"
    if hops:
        return f"{names} are {hops} hops apart; ask with --max-hops {hops} (now {max_hops})"
    if avoid:
        left_out = ", ".join(view.resolve(name).name for name in avoid)
        return f"no chain of {view.window}s connects {names} without {left_out}; leave out --avoid"
    if since or until:
        return f"no chain of {view.window}s of that time connects {names}; try without --since and --until"
    wider = {"sentence": "paragraph or --window document", "paragraph": "document"}.get(view.window)
    advice = f"; build the graph with a wider window to see looser links: --window {wider}" if wider else ""
    return f"no chain of {view.window}s connects {names}{advice}"


@click.command()
@graph_argument
@click.argument("a")
@click.argument("b")
@limit_option(20)
@since_option
@until_option
@json_option
def evidence(graph: str, a: str, b: str, limit: int, since: str | None, until: str | None, as_json: bool) -> None:
    """The sentences that name A and B together, earliest first.

    In a graph built with a wider window: one sentence of each that stand near each other; --json has the whole window.
    """
    with View.open(graph) as view:
        found = view.evidence(a, b, limit=limit, since=since, until=until)
        names = f"{view.resolve(a).name} and {view.resolve(b).name}"
        why = f"no {view.window} names {names} together; `guanxi path` shows how they are connected otherwise"
        explain(view, "" if found else why, since, until)
    if as_json:
        print_json(found)
        return
    for quote in found:
        shown_by = citation(title=quote.title, document=quote.document, source=quote.source)
        click.echo(quoted(quote))
        click.echo(safe(f"   {quote.date or 'undated'} · {shown_by} · {view.window} {quote.sentence}"))
        if quote.also_in:
            click.echo(safe(f"   also in {also_in(quote)}"))


COMMANDS = {command.name: command for command in (info, search, neighbors, path, evidence)}
