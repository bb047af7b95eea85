"""From shards to the graph: recall, link, count, store. Building, adding, removing and deciding all end here."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from ..config.errors import ConfigError, GraphError
from ..config.settings import Settings
from ..config.stored import plain
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
        return Manifest.of(self.fingerprint, plain(self.settings), self.shards)


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
    engine: Engine | None = None,
) -> Assembled:
    """Put the graph that a recipe makes in the place of the one in the folder.

    Args:
        scratch: a folder for passing files, as `GraphFolder.writing` gives it.
        tell: called with the name of each stage as it begins.
        check: may refuse the names by raising, before anything is changed.
        keep: called when all is worked out: writes a new ledger.
        engine: counts pairs where it runs; without one they are counted here.

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
        counter.recall(ignored=lexicon.ignored)
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
        raise GraphError(f"{folder.path}: it failed ({reason}); what was stored before is untouched") from error


def _store(folder: GraphFolder, counter: Counter, linked: Linked, recipe: Recipe, manifest: Manifest) -> dict[str, int]:
    counts = {entity: tuple(row) for entity, *row in counter.entities()}
    # A name that stands for something else in every document that has it leaves an entity without mentions.
    entities = [(i, entity) for i, entity in enumerate(linked.entities) if i in counts]
    names = {(i, entity.name): 0 for i, entity in entities}
    names |= {(i, name): 0 for i, name in linked.known if i in counts}
    names |= {(i, name): mentions for i, name, mentions in counter.entity_names()}
    totals = {**counter.totals(), "entities": len(entities)}
    settings = recipe.settings
    with Writer(folder.sqlite) as writer:
        writer.documents(counter.documents())
        writer.windows(counter.windows())
        writer.reprints(counter.reprints())
        writer.entities((i, e.id, e.name, e.type, *counts[i]) for i, e in entities)
        writer.names((i, text, mentions, *linked.reason(i, text)) for (i, text), mentions in sorted(names.items()))
        writer.mentions(counter.mentions())
        writer.copied_mentions(counter.copied_mentions())
        writer.edges(counter.edges())
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
    return totals


class Clock:
    """How long each stage of a job took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        """Count the time since the last stop for this stage."""
        now = time.perf_counter()
        self.seconds[stage], self._last = round(now - self._last, 3), now
