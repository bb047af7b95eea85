"""`guanxi build`"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from ..config.settings import WINDOWS, load_settings
from ..corpus.read import count_inputs
from ..graph.build import BuildReport
from ..graph.build import build as build_graph
from ..graph.extraction import Progress
from .output import complain


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
    summary(report)


def summary(report: BuildReport) -> None:
    """Print what a build made, in one line."""
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


COMMANDS = {"build": build}
