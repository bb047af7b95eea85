"""A graph that is about to be changed: what it was made of, held for one writer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..config.errors import GraphError
from ..config.settings import Settings
from ..config.stored import settings_of
from ..corpus.document import Document
from ..extract.ledger import Ledger, read_ledger, write_ledger
from ..extract.linking.link import Linked
from .assembly import Assembled, Recipe, assemble, failing_clearly
from .engine import LOCAL, Engine, engine_named
from .extraction import ExtractionRun, Progress, is_fingerprint_of
from .store.folder import GraphFolder, Manifest, Shard, replace_atomically
from .store.shards import find_shard

_TOTALS = ("documents", "sentences", "windows", "mentions", "entities", "edges")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a graph was made of."""

    folder: GraphFolder
    scratch: Path
    settings: Settings
    manifest: Manifest
    shards: list[Shard]
    ledger: Ledger
    progress: Callable[[Progress], None]
    engine: Engine

    def reading(self, documents: Iterable[Document]) -> ExtractionRun:
        """How documents for it are read.

        Raises:
            GraphError: an engine or a library reads otherwise than when it was built.
        """
        run = ExtractionRun(self.folder.path, self.settings, self.progress, engine=self.engine, documents=documents)
        if run.fingerprint != self.manifest.fingerprint:
            raise GraphError(f"{self.folder.path} was made with other engines or libraries; build it again")
        return run

    def become(
        self,
        *,
        shards: Sequence[Shard] | None = None,
        settings: Settings | None = None,
        ledger: Ledger | None = None,
        check: Callable[[Linked], None] = lambda _: None,
    ) -> Assembled:
        """Make it the graph of other shards, settings or decisions; `check` as in `assemble`."""
        recipe = Recipe(
            self.shards if shards is None else shards,
            settings or self.settings,
            self.manifest.fingerprint,
            self.ledger if ledger is None else ledger,
        )
        if ledger is None and recipe.manifest() == self.manifest and (totals := self._totals()):
            return Assembled(totals)
        keep = (lambda: None) if ledger is None else self._keeping(ledger)
        graph = str(self.folder.path)
        return assemble(
            self.folder, self.scratch, recipe, tell=self._tell, check=check, keep=keep, engine=self.engine, graph=graph
        )

    def _tell(self, stage: str) -> None:
        self.progress(Progress(stage, 0, 0))

    def _totals(self) -> dict[str, int]:
        """What graph.sqlite holds, if it was made of what is here now."""
        try:
            with closing(sqlite3.connect(f"{self.folder.sqlite.absolute().as_uri()}?mode=ro", uri=True)) as db:
                meta = {key: json.loads(value) for key, value in db.execute("SELECT key, value FROM meta")}
        except (sqlite3.Error, ValueError):
            return {}
        made_of = meta.get("manifest"), meta.get("ledger")
        same = made_of == (self.manifest.checksum(), self.ledger.checksum())
        return {name: meta[name] for name in _TOTALS} if same else {}

    def _keeping(self, ledger: Ledger) -> Callable[[], None]:
        """What writes a new ledger, unless somebody edits it meanwhile."""
        path = self.folder.ledger

        def keep() -> None:
            if read_ledger(path) != self.ledger:
                raise GraphError(f"{path} was edited meanwhile; nothing was decided: do it again")
            replace_atomically(path, lambda beside: write_ledger(beside, ledger))

        return keep


@contextmanager
def standing(
    graph: str | Path,
    *,
    workers: int | None = 1,
    memory: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Iterator[Standing]:
    """Hold a graph for one writer, with so many processes, who may count in so many bytes of memory.

    Raises:
        GraphError: there is no such graph, it is damaged, has a writer, or another version or other files made it.
        ConfigError: a file of its settings is gone, or its ledger cannot be read.
    """
    folder = GraphFolder(graph)
    if not folder.path.exists():
        raise GraphError(f"{folder.path} does not exist; make one with: guanxi build INPUT... -o {folder.path}")
    folder.read_manifest()  # what is no graph is not locked
    with folder.writing() as scratch, failing_clearly(folder):
        manifest = folder.read_manifest()
        settings = replace(settings_of(manifest.settings), memory=memory or manifest.memory)
        if not is_fingerprint_of(manifest.fingerprint, settings):
            raise GraphError(f"{folder.path}: a lexicon of its settings or the code has changed since; build it again")
        ledger, shards = read_ledger(folder.ledger), _shards(folder, manifest)
        with closing(engine_named(LOCAL, workers=workers)) as engine:
            yield Standing(folder, scratch, settings, manifest, shards, ledger, progress, engine)


def _shards(folder: GraphFolder, manifest: Manifest) -> list[Shard]:
    checksums = dict(manifest.shards)
    found = {stem: find_shard(folder.shards, stem, checksums) for stem in checksums}
    for stem, shard in found.items():
        if shard is None:
            raise GraphError(f"{folder.shards / stem}* is damaged; build the graph again")
    return [shard for shard in found.values() if shard is not None]
