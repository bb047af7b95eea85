"""`guanxi dossier`"""

from __future__ import annotations

from pathlib import Path

import click

from ..graph.dossier.gather import LIMIT, QUOTES
from ..graph.dossier.write import checked, write_dossier
from ..graph.query.view import View
from .output import note, safe
from .questions import graph_argument, since_option, until_option


@click.command()
@graph_argument
@click.argument("name")
@click.option("-o", "--output", required=True, type=click.Path(), help="File to write: .html or .md.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, help="Neighbours of each entity type."
)
@click.option(
    "--quotes", type=click.IntRange(min=1), default=QUOTES, show_default=True, help="Sentences for each neighbour."
)
@since_option
@until_option
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="Language of its words.")
def dossier(
    graph: str, name: str, output: str, limit: int, quotes: int, since: str | None, until: str | None, lang: str
) -> None:
    """Write all about NAME as a document to hand in: HTML that prints well, or Markdown.

    Its names and why they are its names, its strongest neighbours by type with numbered quotes, its timeline, the
    sources of the quotes, and a note on method.
    """
    path = checked(output)
    with View.open(graph) as view:
        write_dossier(
            view,
            name,
            path,
            lang=lang,
            limit=limit,
            quotes=quotes,
            since=since,
            until=until,
            graph=Path(graph).resolve().name,
        )
        nothing = (since or until) and not view.timeline(name, by="year", since=since, until=until).periods
        undated = view.undated()
    click.echo(safe(output))
    if nothing:
        note(f"no document of this period names {name}; {undated} documents have no date and are in no period")


COMMANDS = {"dossier": dossier}
