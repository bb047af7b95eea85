"""Building a graph: read, extract, and assemble."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ..config.errors import InputError
from ..config.settings import Settings, load_settings
from ..corpus.read import Unreadable, read_documents
from ..extract.ledger import read_ledger
from ..extract.lexicon import Lexicon
from .assembly import Clock, Recipe, assemble, failing_clearly
from .extraction import ExtractionRun, Progress
from .store.folder import GraphFolder


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `reused` of `shards` were there already; `seconds` says how long each stage took."""

    path: Path
    documents: int
    reposts: int
    sentences: int
    windows: int
    mentions: int
    entities: int
    edges: int
    characters: int
    unreadable: tuple[Unreadable, ...]
    shards: int
    reused: int
    seconds: dict[str, float] = field(default_factory=dict)


def build(
    inputs: Sequence[str | Path] | str | Path,
    output: str | Path,
    *,
    settings: Settings | None = None,
    encoding: str | None = None,
    strict: bool = False,
    workers: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> BuildReport:
    """Build the graph folder `output` from files and folders, in the place of the graph that stood there.

    What people decided about names (its ledger) stays.

    Args:
        inputs: a file or folder, or several; "-" reads JSON lines from standard input.
        settings: from `load_settings`; the defaults if None.
        encoding: of all text inputs; detected if None.
        strict: stop at the first file that cannot be read.
        workers: processes that extract. With more than one, call from under `if __name__ == "__main__"`.
        progress: called now and then.

    Raises:
        InputError: nothing could be read (or, with `strict`, a file could not).
        ConfigError: the settings name engines or files that cannot be used, or the ledger cannot be read.
        GraphError: `output` cannot be written or is not a graph.
    """
    settings = settings or load_settings()
    Lexicon.of(settings)  # what is wrong with it is told before anything is read
    unreadable: list[Unreadable] = []
    documents = read_documents(
        [inputs] if isinstance(inputs, (str, Path)) else inputs,
        encoding=encoding,
        max_bytes=settings.file_megabytes * 1_000_000,
        strict=strict,
        on_unreadable=unreadable.append,
    )
    first = next(documents, None)
    if first is None:
        raise InputError(nothing_read(unreadable))
    folder, clock = GraphFolder(output), Clock()
    run = ExtractionRun(folder, settings, workers, progress)
    with folder.writing() as scratch, failing_clearly(folder):
        ledger = read_ledger(folder.ledger)
        shards = run.shards(chain([first], documents))
        clock.stop("extract")
        made = assemble(folder, scratch, Recipe(shards, settings, run.fingerprint, ledger), tell=run.tell)
    return BuildReport(
        folder.path,
        **made.totals,
        characters=run.characters,
        unreadable=tuple(unreadable),
        shards=len(shards),
        reused=run.reused,
        seconds=clock.seconds | made.seconds,
    )


def nothing_read(unreadable: Sequence[Unreadable]) -> str:
    """Why inputs gave no document, for an InputError."""
    if not unreadable:
        return "nothing to read: the inputs hold no documents (.txt .md .html .json .jsonl .csv .docx .pdf)"
    first = unreadable[0]
    more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
    return f"nothing could be read: {first.source}: {first.reason}{more}"
