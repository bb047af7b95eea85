"""`guanxi build`, `guanxi add`, `guanxi remove`"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import click
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Column
from rich.text import Text

from ..config.limits import bytes_of
from ..config.settings import WINDOWS, load_settings
from ..corpus.expected import expected_characters
from ..corpus.read import Unreadable
from ..graph.build import BuildReport
from ..graph.build import build as build_graph
from ..graph.engine import ENGINES, LOCAL
from ..graph.extraction import Progress
from ..graph.update import UpdateReport
from ..graph.update import add as add_documents
from ..graph.update import remove as remove_documents
from .output import complain
from .questions import graph_argument

_workers = click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one for each core).")
_encoding = click.option("--encoding", metavar="NAME", help="Encoding of text files (default: detected).")
_strict = click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
_memory = click.option(
    "--memory",
    metavar="SIZE",
    callback=lambda _, __, size: None if size is None else bytes_of(size),
    help="For counting, e.g. 800MB or 2GiB (default: 1GB, or as before). What does not fit goes to disk.",
)
_keep = click.option("--keep-reposts", is_flag=True, help="Count every copy of a text, not each text once.")


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=click.Path(), help="Folder of the graph, e.g. my.guanxi.")
@click.option("--config", type=click.Path(), help="YAML file over the defaults.")
@click.option("--window", type=click.Choice(WINDOWS), help="What counts as named together (default: sentence).")
@click.option("--engine", type=click.Choice(list(ENGINES)), default=LOCAL, help="What runs it (default: local).")
@click.option("--ray", metavar="ADDRESS", help="Ray cluster for --engine daft (default: this machine).")
@_workers
@_memory
@_encoding
@_strict
@_keep
def build(
    inputs: Sequence[str],
    output: str,
    config: str | None,
    window: str | None,
    engine: str,
    ray: str | None,
    workers: int | None,
    memory: int | None,
    encoding: str | None,
    strict: bool,
    keep_reposts: bool,
) -> None:
    """Read documents and build a graph of what they name together.

    INPUT is a file or folder (.txt .md .html .json .jsonl .csv .docx .pdf, .gz of text), or "-" for JSON lines on
    standard input. A graph that stands at the output is replaced when all is done, never before; what people decided
    about its names stays. INPUT and output may be in object storage (s3://bucket/folder).
    """
    settings = load_settings(config, window=window)
    settings = replace(settings, keep_reposts=keep_reposts or settings.keep_reposts, memory=memory or settings.memory)
    with progress_bar(inputs) as show:
        report = build_graph(
            inputs,
            output,
            settings=settings,
            encoding=encoding,
            strict=strict,
            workers=workers,
            engine=engine,
            ray=ray,
            progress=show,
        )
    _tell_unread(report.unreadable)
    summary(report)


@click.command()
@graph_argument
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@_workers
@_memory
@_encoding
@_strict
@_keep
def add(
    graph: str,
    inputs: Sequence[str],
    workers: int | None,
    memory: int | None,
    encoding: str | None,
    strict: bool,
    keep_reposts: bool,
) -> None:
    """Add documents to a graph, or replace those that changed.

    INPUT is as for `guanxi build`. The graph becomes what a build of all its documents would give; only new and
    changed ones are read for names. A document with an id of its own replaces the one that has this id; a file that
    was read before replaces what was read from it then (documents with ids of their own stay).
    """
    with progress_bar(inputs) as show:
        report = add_documents(
            graph,
            inputs,
            encoding=encoding,
            strict=strict,
            keep_reposts=keep_reposts or None,
            workers=workers,
            memory=memory,
            progress=show,
        )
    _tell_unread(report.unreadable, "; what the graph has of it stays")
    _tell_change(report)


@click.command()
@graph_argument
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@_memory
def remove(graph: str, documents: Sequence[str], memory: int | None) -> None:
    """Take documents out of a graph.

    DOCUMENT is an id, or the name of a file that holds one document of the graph. The graph becomes what a build of
    the documents that are left would give.
    """
    with progress_bar(()) as show:
        _tell_change(remove_documents(graph, documents, memory=memory, progress=show))


def _tell_unread(unreadable: Sequence[Unreadable], more: str = "") -> None:
    for unread in unreadable:
        complain(f"not read: {unread.source}: {unread.reason}{more}")


def _tell_change(report: UpdateReport) -> None:
    changes = ((report.added, "added"), (report.removed, "removed"), (report.unchanged, "unchanged"))
    told = ", ".join(f"{number} {what}" for number, what in changes if number) or "nothing changed"
    click.echo(
        f"{report.path}: {told}; {report.documents} documents, {report.entities} entities, "
        f"{report.edges} pairs named together"
    )


def summary(report: BuildReport) -> None:
    """Print what a build made, in one line."""
    unread = f", {len(report.unreadable)} not read" if report.unreadable else ""
    click.echo(
        f"{report.path}: {report.documents} documents{unread}, {report.entities} entities, "
        f"{report.edges} pairs named together"
    )


@contextmanager
def progress_bar(inputs: Sequence[str]) -> Iterator[Callable[[Progress], None]]:
    """A bar on stderr where somebody watches; nothing when piped."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    done_column = TextColumn("{task.fields[done]}", table_column=Column(no_wrap=True))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), done_column, TimeElapsedColumn())
    with Bar(*columns, _Left(table_column=Column(no_wrap=True)), console=console, transient=True) as bar:
        expected = expected_characters(inputs) if inputs else None
        task = bar.add_task("extract", total=expected, done="")

        def show(now: Progress) -> None:
            bar.update(task, description=now.stage, completed=min(now.characters, expected or now.characters))
            speed = bar.tasks[task].speed if now.stage == "extract" else None
            done = f"{now.documents:,} documents, {now.characters / 1e6:.1f}M characters"
            bar.update(task, done=done + (f", {speed / 1e3:,.0f}k a second" if speed else ""))

        yield show


class _Left(TimeRemainingColumn):
    """About how long reading will go on; the stages behind it are short, and nobody knows how short."""

    def render(self, task: Task) -> Text:
        left = super().render(task)
        return Text("about ") + left + Text(" left") if task.speed and task.total and not task.finished else Text()


COMMANDS = {"build": build, "add": add, "remove": remove}
