"""`guanxi export`"""

from __future__ import annotations

from pathlib import Path

import click

from ..graph.export import FORMATS
from ..graph.export import export as export_graph
from .questions import graph_argument, since_option, until_option
from .timing import open_part


@click.command()
@graph_argument
@click.option("--format", "kind", type=click.Choice(tuple(FORMATS)), default="jsonl", show_default=True)
@click.option("-o", "--output", required=True, type=click.Path(), help="Where to write: a folder or a file.")
@since_option
@until_option
def export(graph: str, kind: str, output: str, since: str | None, until: str | None) -> None:
    """Write the graph for other programs.

    \b
    jsonl    folder  all of it: documents, mentions, nodes, edges with months, as JSON lines
    csv      folder  nodes and edges for Gephi and spreadsheets
    graphml  file    nodes and edges for networkx, igraph, yEd, Cytoscape
    gexf     file    the same for Gephi, with colours and a timeline
    neo4j    folder  for neo4j-admin database import, and a script for LOAD CSV
    jsonld   file    linked data: schema.org and PROV-O, with every sentence
    turtle   file    the same triples
    parquet  folder  what jsonl has but the joins of names, typed, for pandas, polars, DuckDB, R
    """
    with open_part(graph, since, until) as opened:
        export_graph(opened, Path(output), format=kind)
    click.echo(output)


COMMANDS = {"export": export}
