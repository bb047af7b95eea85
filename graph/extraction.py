"""The map of a build: batches of documents become shards, on this process or on several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from ..config.errors import GuanxiError
from ..config.settings import Settings
from ..corpus.document import Document
from ..extract.pipeline import Pipeline
from .store.folder import GraphFolder, Shard
from .store.shards import batches, code_fingerprint, find_shard, stem_of, write_shard


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: the stage (extract, reposts, recall, link, count, store), documents done, characters read."""

    stage: str
    documents: int
    characters: int


def is_fingerprint_of(fingerprint: str, settings: Settings) -> bool:
    """Whether an `ExtractionRun` with these settings and this code made it, as far as can be told without engines."""
    first, *_, last = fingerprint.split(" ")
    return (first, last) == (settings.fingerprint(), code_fingerprint())


class ExtractionRun:
    """One pass over all documents. Counts documents, characters and reused shards as it goes."""

    def __init__(
        self, folder: GraphFolder, settings: Settings, workers: int, progress: Callable[[Progress], None]
    ) -> None:
        self.settings = settings
        self._folder, self._workers, self._progress = folder, workers, progress
        # Made here even if only workers use it: what is wrong with the settings is told before anything is written.
        self._pipeline = Pipeline(settings)
        self.fingerprint = f"{settings.fingerprint()} {self._pipeline.version} {code_fingerprint()}"
        self.documents = self.characters = self.reused = 0

    def shards(self, documents: Iterable[Document]) -> list[Shard]:
        """Shards of all documents, in reading order, of which those found finished are not made again."""
        pending = self._pending(documents, self._folder.checksums())
        ahead = list(islice(pending, 2))
        # For a single batch the start of a process costs more than it gains.
        go = self._alone if self._workers <= 1 or len(ahead) < 2 else self._together
        # Two batches of the same documents are one shard, which stands where it was read last.
        shards = {shard.stem: shard for shard in reversed(list(go(chain(ahead, pending))))}
        return list(reversed(shards.values()))

    def tell(self, stage: str) -> None:
        """Show that all documents are through and the next stage begins."""
        self._progress(Progress(stage, self.documents, self.characters))

    def _pending(
        self, documents: Iterable[Document], checksums: Mapping[str, str]
    ) -> Iterator[tuple[str, list[Document], Shard | None]]:
        for batch in batches(documents):
            stem = stem_of(batch, self.fingerprint)
            yield stem, batch, find_shard(self._folder.shards, stem, checksums)

    def _done(self, batch: Sequence[Document], shard: Shard, *, reused: bool) -> Shard:
        self.documents += len(batch)
        self.characters += sum(len(document.text) for document in batch)
        self.reused += reused
        self._progress(Progress("extract", self.documents, self.characters))
        return shard

    def _alone(self, pending: Iterable[tuple[str, list[Document], Shard | None]]) -> Iterator[Shard]:
        for stem, batch, finished in pending:
            shard = finished or write_shard(self._folder.shards, stem, map(self._pipeline.extract, batch))
            yield self._done(batch, shard, reused=finished is not None)

    def _together(self, pending: Iterable[tuple[str, list[Document], Shard | None]]) -> Iterator[Shard]:
        # At most two batches a worker are in flight, so that memory stays bounded.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, context, _start_worker, (self.settings, os.getpid())) as pool:
            flight: list[tuple[list[Document], Shard | None, Future[Shard] | None]] = []
            for stem, batch, finished in pending:
                future = None if finished else pool.submit(_extract_batch, self._folder.shards, stem, batch)
                flight.append((batch, finished, future))
                while len(flight) > 2 * self._workers:
                    yield self._landed(*flight.pop(0))
            for item in flight:
                yield self._landed(*item)

    def _landed(self, batch: list[Document], finished: Shard | None, future: Future[Shard] | None) -> Shard:
        if finished is None:
            assert future is not None
            try:
                return self._done(batch, future.result(), reused=False)
            except BrokenProcessPool as error:
                raise GuanxiError("a worker was killed, perhaps for want of memory; try fewer --workers") from error
        return self._done(batch, finished, reused=True)


_worker: Pipeline


def _start_worker(settings: Settings, parent: int) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build that started this worker
    _worker = Pipeline(settings)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this worker when the build that started it is gone (killed): nobody would ever ask it again."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _extract_batch(shards: Path, stem: str, batch: Sequence[Document]) -> Shard:
    return write_shard(shards, stem, map(_worker.extract, batch))
