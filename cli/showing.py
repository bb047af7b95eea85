"""`guanxi view`"""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import click

from ..graph.web.page import Options
from ..graph.web.page import write as write_page
from .questions import graph_argument, since_option, until_option
from .timing import open_part


@click.command()
@graph_argument
@click.option("-o", "--output", required=True, type=click.Path(), help="HTML file to write.")
@click.option("--focus", metavar="NAME", help="Show only what is around this entity.")
@click.option("--depth", type=click.IntRange(1, 5), default=1, show_default=True, help="Hops around the focus.")
@click.option("--max-nodes", type=click.IntRange(min=1), default=1500, show_default=True, help="Entities shown.")
@click.option("--min-weight", type=click.IntRange(min=1), default=1, help="Only pairs named together this often.")
@click.option("--pin", "pinned", metavar="NAME", multiple=True, help="Show this entity in any case; may be repeated.")
@since_option
@until_option
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="Language of the page.")
def view(graph: str, output: str, since: str | None, until: str | None, **options: Unpack[Options]) -> None:
    """Write the graph as one interactive HTML page that needs no network."""
    with open_part(graph, since, until) as opened:
        write_page(opened, Path(output), **options)
    click.echo(f"{output} (open it in a browser)")


COMMANDS = {"view": view}
