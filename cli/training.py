"""`guanxi train`"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ..config.errors import InputError
from ..config.settings import load_settings
from ..extract.tagger.annotations import read_annotations
from ..extract.tagger.check import Figure, cross_check
from ..extract.tagger.examples import examples_of
from ..extract.tagger.scope import Scope
from ..extract.tagger.training import card_of, library
from ..extract.tagger.training import train as train_model
from .output import print_table

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("annotations", nargs=-1, required=True, type=_PATH, metavar="ANNOTATIONS...")
@click.option("--texts", required=True, type=_PATH, help="Folder of the annotated texts.")
@click.option("-o", "--output", required=True, type=_PATH, help="The model, e.g. my-model.npz.")
@click.option("--config", type=click.Path(), help="YAML file over the defaults.")
@click.option("--folds", type=click.IntRange(min=2), help="Judge by so many more models on what they have not seen.")
def train(
    annotations: Sequence[Path],
    texts: Path,
    output: Path,
    config: str | None,
    folds: int | None,
) -> None:
    """Train the sequence model on annotated articles.

    ANNOTATIONS are folders of YAML files, one an article, that list the names in it (docs/quality.md shows one). To
    use the model, write `model: my-model.npz` into a configuration. Needs `pip install 'guanxi[train]'`.
    """
    library()  # what would fail after minutes of training is told before
    if output.is_dir() or not output.parent.is_dir():
        raise InputError(f"{output}: a folder; name a file" if output.is_dir() else f"{output.parent}: no such folder")
    settings = load_settings(config)
    scope = Scope(tuple(sorted(settings.types)), tuple(sorted(settings.extractors)))
    articles = [article for folder in annotations for article in read_annotations(folder, texts, types=scope.types)]
    twice = [name for name, times in Counter(a.document.id for a in articles).items() if times > 1]
    if twice:
        sources = sorted({a.document.source for a in articles if a.document.id == twice[0]})
        raise InputError(f"{', '.join(sources)}: annotated twice; keep one annotation of a text")
    if len(articles) < (folds or 2):
        raise InputError(f"{len(articles)} annotated articles are too few; give at least {folds or 2}")
    with _progress() as step:
        examples = list(examples_of(articles, settings, scope))
        model = train_model(examples, scope, card=card_of(articles), progress=step)
        figures = cross_check(examples, scope, folds=folds, progress=step) if folds else {}
    model.save(output)
    names = sum(len(article.spans) for article in articles)
    click.echo(f"{output}: {len(articles)} articles, {names} names, {os.path.getsize(output) / 1e6:.1f} MB")
    _print_figures(figures)


def _print_figures(figures: Mapping[str, Figure]) -> None:
    if figures:
        rows = [(kind, f.wanted, *(f"{x:.3f}" for x in (f.precision, f.recall, f.f1))) for kind, f in figures.items()]
        print_table(("type", "names", "precision", "recall", "f1"), rows)


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """A spinner and the number of steps on stderr where somebody watches; nothing when piped."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("training"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("training", total=None)
        yield lambda _: bar.advance(task)


COMMANDS = {"train": train}
