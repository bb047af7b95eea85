"""`guanxi common`"""

from __future__ import annotations

import click

from ..graph.query.view import View
from .output import print_json, print_table
from .questions import explain, graph_argument, json_option, limit_option, since_option, until_option


@click.command()
@graph_argument
@click.argument("names", metavar="NAME NAME...", nargs=-1, required=True)
@click.option("--type", "types", metavar="T", multiple=True, help="Only this entity type; may be given several times.")
@limit_option(50)
@since_option
@until_option
@json_option
def common(
    graph: str,
    names: tuple[str, ...],
    types: tuple[str, ...],
    limit: int,
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Entities that are named together with each of two or more NAMEs.

    First come those named most often with the one they are named least with.
    """
    with View.open(graph) as view:
        found = view.common(*names, types=types, limit=limit, since=since, until=until)
        asked = [view.resolve(name).name for name in names]
        why = "" if found else f"nothing that fits the question is named together with each of {', '.join(asked)}"
        explain(view, why, since, until)
    if as_json:
        print_json(found)
    elif found:
        rows = [(f.name, f.type, *f.sentences, f.id) for f in found]
        print_table(("name", "type", *(f"with {name}" for name in asked), "id"), rows)


COMMANDS = {"common": common}
