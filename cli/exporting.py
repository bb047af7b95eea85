"""`guanxi export`"""

from __future__ import annotations

from pathlib import Path

import click

from ..graph.export import FORMATS
from ..graph.export import export as export_graph
from ..graph.query.view import View
from .questions import graph_argument


@click.command()
@graph_argument
@click.option("--format", "kind", type=click.Choice(tuple(FORMATS)), default="jsonl", show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(), help="Where to write; a folder for jsonl.")
def export(graph: str, kind: str, output: str) -> None:
    """Write the graph for other programs.

    jsonl: a folder with documents.jsonl, mentions.jsonl, nodes.jsonl and edges.jsonl.
    """
    with View.open(graph) as opened:
        export_graph(opened, Path(output), format=kind)
    click.echo(output)


COMMANDS = {"export": export}
