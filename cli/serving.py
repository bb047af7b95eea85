"""`guanxi serve`"""

from __future__ import annotations

import os
import sys
import webbrowser

import click

from ..graph.serve.server import serve as serve_graph
from .deciding import user
from .questions import graph_argument


@click.command()
@graph_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh", show_default=True, help="Language of the page.")
@click.option("--read-only", is_flag=True, help="Let nobody decide about names on the page.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def serve(graph: str, host: str, port: int, lang: str, read_only: bool, no_browser: bool) -> None:
    """Show a graph of any size in the browser, and answer programs over HTTP, until interrupted with Ctrl-C.

    Who can ask can also decide about names (guanxi merge, split, review), unless it is --read-only.

    Only this machine can ask. With another --host, others can too, if they have the token in the address that is
    printed; what is sent is not encrypted. Then no browser is opened: others could read the address from the list of
    processes.
    """

    def ready(address: str, secret: bool) -> None:
        click.echo(f"{graph}: {address} ({'open this yourself: it holds the token; ' if secret else ''}Ctrl-C ends)")
        sys.stdout.flush()
        if not no_browser and not secret and _somebody_watches():
            webbrowser.open(address)

    serve_graph(graph, host=host, port=port, lang=lang, read_only=read_only, who=user(None), ready=ready)


def _somebody_watches() -> bool:
    """Whether a person sits there with a screen: a browser in the terminal would take it over."""
    screen = sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return screen and sys.stdout.isatty()


COMMANDS = {"serve": serve}
