"""`guanxi timeline`"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from ..graph.query.results import Timeline
from ..graph.query.timeline import UNITS
from ..graph.query.view import View
from ..graph.within import open_within
from .output import note, print_json, print_table
from .questions import graph_argument, json_option, since_option, until_option

WIDTH = 40  # characters of the longest bar


@contextmanager
def open_part(graph: str, since: str | None, until: str | None) -> Iterator[View]:
    """The graph of a time, with a word about the documents that are in none."""
    with open_within(graph, since=since, until=until) as part:
        if since or until:
            with View.open(graph) as whole:
                undated = whole.undated()
            if undated:
                note(f"documents left out because they have no date: {undated}")
        yield part


@click.command()
@graph_argument
@click.argument("a")
@click.argument("b", required=False)
@click.option("--by", type=click.Choice(tuple(UNITS)), default="month", show_default=True, help="Length of a period.")
@since_option
@until_option
@json_option
def timeline(graph: str, a: str, b: str | None, by: str, since: str | None, until: str | None, as_json: bool) -> None:
    """When A was named, or A and B together, and when much more than usual (bursts)."""
    with View.open(graph) as view:
        found = view.timeline(a, b, by=by, since=since, until=until)
        window = view.window
    if found.undated:
        note(f"{found.undated} {window}s stand in documents without a date and are left out")
    if as_json:
        print_json(found)
    elif found.periods:
        _show(found, window)
    else:
        note(
            "nothing dated names "
            + (found.a.name if found.b is None else f"{found.a.name} and {found.b.name} together")
        )


def _show(found: Timeline, window: str) -> None:
    most = max(when.windows for when in found.periods)
    rows = ((w.period, w.windows, w.documents, "█" * round(WIDTH * w.windows / most)) for w in found.periods)
    print_table((found.by, f"{window}s", "documents", ""), rows)
    for burst in found.bursts:
        until = "" if burst.first == burst.last else f" to {burst.last}"
        click.echo(f"burst: {burst.first}{until} (weight {burst.weight:g})")


COMMANDS = {"timeline": timeline}
