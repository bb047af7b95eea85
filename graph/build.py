"""Building a graph: read, extract, link, count, store."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa

from ..config.errors import GraphError, InputError
from ..config.settings import Settings, load_settings
from ..corpus.read import Unreadable, read_documents
from ..extract.lexicon import Lexicon
from ..extract.linking.link import Linked, link
from ..version import __version__
from .extraction import ExtractionRun, Progress
from .store.count import Counter
from .store.folder import FORMAT, GraphFolder, Manifest
from .store.writer import Writer


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `reused` of `shards` were there already; `seconds` says how long each stage took."""

    path: Path
    documents: int
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

    Args:
        inputs: a file or folder, or several; "-" reads JSON lines from standard input.
        settings: from `load_settings`; the defaults if None.
        encoding: of all text inputs; detected if None.
        strict: stop at the first file that cannot be read.
        workers: processes that extract. With more than one, call from under `if __name__ == "__main__"`.
        progress: called now and then.

    Raises:
        InputError: nothing could be read (or, with `strict`, a file could not).
        ConfigError: the settings name engines or files that cannot be used.
        GraphError: `output` cannot be written or is not a graph.
    """
    settings = settings or load_settings()
    lexicon = Lexicon.of(settings)
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
        raise InputError(_nothing_read(unreadable))
    folder, clock = GraphFolder(output), _Clock()
    run = ExtractionRun(folder, settings, workers, progress)
    with folder.writing() as scratch, _failing_clearly(folder):
        shards = run.shards(chain([first], documents))
        clock.stop("extract")
        with Counter(folder.shards, shards, scratch=scratch) as counter:
            progress(Progress("recall", run.documents, run.characters))
            counter.recall(ignored=lexicon.ignored)
            clock.stop("recall")
            progress(Progress("link", run.documents, run.characters))
            linked = link(counter.names(), counter.aliases(), lexicon, counter.document_names)
            clock.stop("link")
            progress(Progress("count", run.documents, run.characters))
            counter.count(linked, window=settings.window)
            clock.stop("count")
            progress(Progress("store", run.documents, run.characters))
            manifest = Manifest.of(run.fingerprint, settings.window, shards)
            folder.write_manifest(manifest)
            totals = _store(folder, counter, linked, settings, manifest)
        folder.drop_other_shards({shard.stem for shard in shards})
        clock.stop("store")
    return BuildReport(
        folder.path,
        **totals,
        characters=run.characters,
        unreadable=tuple(unreadable),
        shards=len(shards),
        reused=run.reused,
        seconds=clock.seconds,
    )


@contextmanager
def _failing_clearly(folder: GraphFolder) -> Iterator[None]:
    """What the libraries below raise when the disk is full or a file is damaged, in one line."""
    try:
        yield
    except (duckdb.Error, sqlite3.Error, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise GraphError(f"{folder.path}: the build failed ({reason}); what was stored before is untouched") from error


def _nothing_read(unreadable: Sequence[Unreadable]) -> str:
    if not unreadable:
        return "nothing to read: the inputs hold no documents (.txt .md .html .json .jsonl .csv .docx .pdf)"
    first = unreadable[0]
    more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
    return f"nothing could be read: {first.source}: {first.reason}{more}"


def _store(
    folder: GraphFolder, counter: Counter, linked: Linked, settings: Settings, manifest: Manifest
) -> dict[str, int]:
    counts = {entity: tuple(row) for entity, *row in counter.entities()}
    # A name that stands for something else in every document that has it leaves an entity without mentions.
    entities = [(i, entity) for i, entity in enumerate(linked.entities) if i in counts]
    names = {(i, entity.name): 0 for i, entity in entities}
    names |= {(i, name): 0 for i, name in linked.known if i in counts}
    names |= {(i, name): mentions for i, name, mentions in counter.entity_names()}
    totals = {**counter.totals(), "entities": len(entities)}
    with Writer(folder.sqlite) as writer:
        writer.documents(counter.documents())
        writer.windows(counter.windows())
        writer.entities((i, e.id, e.name, e.type, *counts[i]) for i, e in entities)
        writer.names((i, text, mentions, *linked.reason(i, text)) for (i, text), mentions in sorted(names.items()))
        writer.mentions(counter.mentions())
        writer.edges(counter.edges())
        writer.meta(
            **totals,
            window=settings.window,
            types={name: [t.color, t.zh, t.en] for name, t in settings.types.items()},
            guanxi=__version__,
            format=FORMAT,
            manifest=manifest.checksum(),
        )
    return totals


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage], self._last = round(now - self._last, 3), now
