"""From shards to the graph: recall, link, count, store. Building, adding, removing and deciding all end here."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa

from ..config.errors import ConfigError, GraphError
from ..config.settings import Settings
from ..config.stored import plain
from ..extract.garbage import NO_COLLECTION
from ..extract.ledger import RETYPE, Ledger
from ..extract.lexicon import Lexicon
from ..extract.linking.link import Linked, link
from ..version import __version__
from .engine import Engine
from .store.count import Counter
from .store.folder import FORMAT, GraphFolder, Manifest, Shard
from .store.writer import Writer


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what a graph is.

    Attributes:
        shards: in reading order.
        fingerprint: of how the shards were read (`ExtractionRun.fingerprint`).
    """

    shards: Sequence[Shard]
    settings: Settings
    fingerprint: str
    ledger: Ledger

    def manifest(self) -> Manifest:
        """What the graph keeps of it besides the ledger."""
        return Manifest.of(self.fingerprint, plain(self.settings), self.shards, memory=self.settings.memory)


@dataclass(frozen=True, slots=True)
class Assembled:
    """What came out: numbers of documents, sentences, windows, mentions, entities and edges; seconds of each stage."""

    totals: dict[str, int]
    seconds: dict[str, float] = field(default_factory=dict)


def assemble(
    folder: GraphFolder,
    scratch: Path,
    recipe: Recipe,
    *,
    tell: Callable[[str], None],
    check: Callable[[Linked], None] = lambda _: None,
    keep: Callable[[], None] = lambda: None,
    engine: Engine,
    graph: str,
) -> Assembled:
    """Put the graph that a recipe makes in the place of the one in the folder.

    Args:
        scratch: a folder for passing files, as `GraphFolder.writing` gives it.
        tell: called with the name of each stage as it begins.
        check: may refuse the names by raising, before anything is changed.
        keep: called when all is worked out: writes a new ledger.
        engine: runs what can be done part by part.
        graph: how it calls the graph: a path, or an address in object storage.

    Raises:
        GraphError, and what `failing_clearly` makes clear: the old graph still stands.
    """
    lexicon, clock = Lexicon.of(recipe.settings), Clock()
    _check_types(folder, recipe)
    tell("reposts")
    keep_reposts, memory = recipe.settings.keep_reposts, recipe.settings.memory
    with Counter(folder.shards, recipe.shards, scratch=scratch, keep_reposts=keep_reposts, memory=memory) as counter:
        clock.stop("reposts")
        tell("recall")
        counter.recall(ignored=lexicon.ignored, engine=engine, graph=graph)
        engine.close()  # what its processes hold is wanted for counting
        clock.stop("recall")
        tell("link")
        linked = link(counter.names(), counter.aliases(), lexicon, counter.document_names, recipe.ledger)
        check(linked)
        clock.stop("link")
        tell("count")
        counter.count(linked, window=recipe.settings.window, bounds=recipe.settings.bounds, engine=engine)
        clock.stop("count")
        tell("store")
        manifest = recipe.manifest()
        keep()
        folder.write_manifest(manifest)
        totals = _store(folder, counter, linked, recipe, manifest)
        folder.drop_other_shards({shard.stem for shard in recipe.shards})
    clock.stop("store")
    return Assembled(totals, clock.seconds)


def _check_types(folder: GraphFolder, recipe: Recipe) -> None:
    for decision in recipe.ledger.holding:
        if decision.decision == RETYPE and decision.to not in recipe.settings.types:
            known = ", ".join(recipe.settings.types)
            where = f"{folder.ledger}: decision {decision.number}"
            raise ConfigError(f"{where}: no entity type is named {decision.to!r}; there are: {known}")


@contextmanager
def failing_clearly(folder: GraphFolder) -> Iterator[None]:
    """What the libraries below raise when the disk is full or a file is damaged, in one line."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        reason = "counting needs more memory than it may have; give it more with --memory"
        raise GraphError(f"{folder.path}: {reason}; what was stored before is untouched") from error
    except (duckdb.Error, sqlite3.Error, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        mend = f"if a file is damaged, remove {folder.shards} and build again"
        raise GraphError(f"{folder.path}: it failed ({reason}); what was stored before is untouched; {mend}") from error


def _store(folder: GraphFolder, counter: Counter, linked: Linked, recipe: Recipe, manifest: Manifest) -> dict[str, int]:
    totals, settings, entities = counter.totals(), recipe.settings, linked.entities
    with NO_COLLECTION, Writer(folder.sqlite) as writer:
        writer.documents(counter.documents())
        writer.windows(counter.windows())
        writer.reprints(counter.reprints())
        writer.entities((i, (e := entities[i]).id, e.name, e.type, *row) for i, *row in counter.entities())
        writer.names((i, text, mentions, *linked.reason(i, text)) for i, text, mentions in _names(counter, linked))
        writer.mentions(counter.mentions())
        writer.copied_mentions(counter.copied_mentions())
        writer.meta(
            **totals,
            window=settings.window,
            bounds=asdict(settings.bounds),
            dropped=counter.dropped(),
            types={name: [t.color, t.zh, t.en] for name, t in settings.types.items()},
            guanxi=__version__,
            format=FORMAT,
            manifest=manifest.checksum(),
            ledger=recipe.ledger.checksum(),
            decisions=len(recipe.ledger.holding),
            idle=sorted(linked.idle),
        )
        writer.edges(counter.edges())
    return totals


def _names(counter: Counter, linked: Linked) -> Iterator[tuple[int, str, int]]:
    """(entity, name as written, mentions) of all that are named, in order; also names that no document has."""
    # A name that stands for something else in every document that has it leaves an entity without mentions.
    named = {entity for entity, *_ in counter.entities()}
    known = {(entity, linked.entities[entity].name) for entity in named}
    known.update((entity, name) for entity, name in linked.known if entity in named)
    rows = merge(((*name, 0) for name in sorted(known)), counter.entity_names())
    return ((*name, max(mentions for *_, mentions in same)) for name, same in groupby(rows, key=itemgetter(0, 1)))


class Clock:
    """How long each stage of a job took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Count the time since the last stop for this stage."""
        now = time.perf_counter()
        self.seconds[stage], self._last = round(now - self._last, 3), now
