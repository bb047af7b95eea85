"""`guanxi demo`"""

from __future__ import annotations

from pathlib import Path

import click

from ..graph.build import build as build_graph
from ..graph.query.view import View
from ..graph.web.page import write as write_page
from .building import summary
from .output import print_table, print_types, quoted

_EXAMPLES = Path(__file__).parent.parent / "examples"


@click.command()
@click.option("-o", "--output", default="guanxi-demo", show_default=True, help="Folder to write to.")
def demo(output: str) -> None:
    """Build a graph of the example articles that come with Guanxi, ask it, and write its page."""
    graph, page = Path(output) / "demo.guanxi", Path(output) / "demo.html"
    Path(output).mkdir(parents=True, exist_ok=True)
    summary(build_graph([_EXAMPLES], graph))
    with View.open(graph) as view:
        print_types(view.info().types)
        _ask_demo(view)
        write_page(view, page)
    click.echo(f"\nThe page: {page} (open it in a browser)\nAsk more: guanxi neighbors {graph} 深圳")


def _ask_demo(view: View) -> None:
    click.echo("\nWhich companies is 合肥 linked to?   guanxi neighbors … 合肥 --type company")
    found = view.neighbors("合肥", types=["company"], limit=5)
    print_table(("name", "sentences", "first", "last"), [(n.name, n.sentences, n.first, n.last) for n in found])
    click.echo("\nWhich sentences link 蔚来 and 合肥?   guanxi evidence … 蔚来 合肥")
    for quote in view.evidence("蔚来", "合肥", limit=2):
        click.echo(f"{quote.date}  {quoted(quote)}")
    click.echo("\nHow are 宇树科技 and 合肥建投 connected?   guanxi path … 宇树科技 合肥建投")
    for chain in view.path("宇树科技", "合肥建投"):
        click.echo(" — ".join(node.name for node in chain.nodes))


COMMANDS = {"demo": demo}
