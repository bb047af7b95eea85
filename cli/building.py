"""Commands that make graphs: build, demo."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from ..config.settings import WINDOWS, load_settings
from ..corpus.read import count_inputs
from ..graph.build import BuildReport
from ..graph.build import build as build_graph
from ..graph.extraction import Progress
from ..graph.page import write as write_page
from ..graph.view import View
from .output import complain, marked, print_table, print_types

_EXAMPLES = Path(__file__).parent.parent / "examples"


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=click.Path(), help="Folder of the graph, e.g. my.guanxi.")
@click.option("--config", type=click.Path(), help="YAML file over the defaults.")
@click.option("--window", type=click.Choice(WINDOWS), help="What counts as named together (default: sentence).")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one for each core).")
@click.option("--encoding", metavar="NAME", help="Encoding of text files (default: detected).")
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
def build(
    inputs: Sequence[str],
    output: str,
    config: str | None,
    window: str | None,
    workers: int | None,
    encoding: str | None,
    strict: bool,
) -> None:
    """Read documents and build a graph of what they name together.

    INPUT is a file or folder (.txt .md .html .json .jsonl .csv .docx .pdf, .gz of text), or "-" for JSON lines on
    standard input. A graph that stands at the output is replaced when all is done, never before.
    """
    settings = load_settings(config, window=window)
    with _progress(inputs) as show:
        report = build_graph(
            inputs,
            output,
            settings=settings,
            encoding=encoding,
            strict=strict,
            workers=workers or os.cpu_count() or 1,
            progress=show,
        )
    for unread in report.unreadable:
        complain(f"not read: {unread.source}: {unread.reason}")
    _summary(report)


def _summary(report: BuildReport) -> None:
    unread = f", {len(report.unreadable)} not read" if report.unreadable else ""
    click.echo(
        f"{report.path}: {report.documents} documents{unread}, {report.entities} entities, "
        f"{report.edges} pairs named together"
    )


@contextmanager
def _progress(inputs: Sequence[str]) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr where somebody watches; nothing when piped."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
    with Bar(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("extract", total=count_inputs(inputs), done="")

        def show(now: Progress) -> None:
            done = f"{now.documents} documents, {now.characters / 1e6:.1f}M characters"
            bar.update(task, description=now.stage, completed=now.documents, done=done)

        yield show


@click.command()
@click.option("-o", "--output", default="guanxi-demo", show_default=True, help="Folder to write to.")
def demo(output: str) -> None:
    """Build a graph of the example articles that come with Guanxi, ask it, and write its page."""
    graph, page = Path(output) / "demo.guanxi", Path(output) / "demo.html"
    Path(output).mkdir(parents=True, exist_ok=True)
    _summary(build_graph([_EXAMPLES], graph))
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
        click.echo(f"{quote.date}  {marked(quote.text, quote.spans)}")
    click.echo("\nHow are 宇树科技 and 合肥建投 connected?   guanxi path … 宇树科技 合肥建投")
    for chain in view.path("宇树科技", "合肥建投"):
        click.echo(" — ".join(node.name for node in chain.nodes))


COMMANDS = (build, demo)
