"""The map of a build: all documents become shards, wherever an engine runs that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import cast

import pyarrow as pa

from ..config.settings import Settings
from ..corpus.document import Document
from ..corpus.expected import characters_in
from ..corpus.remote import is_remote
from ..corpus.walk import Found, Unreadable
from ..extract.lexicon import Lexicon
from .engine import Engine
from .stages import (
    Extracting,
    Fingerprinting,
    Made,
    Reading,
    characters_of,
    documents_part,
    files_part,
    fingerprint_of,
    made_of,
    pipeline_of,
)
from .store.folder import Shard
from .store.home import Home, home_of
from .store.shards import BATCH_CHARACTERS, batches, code_fingerprint, cut, stem_of

# A part is as many files as make about so many batches.
_BATCHES = 3


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
    """One pass over all documents. Counts documents, characters and reused shards as it goes.

    What is wrong with the settings is told as it is made, before anything is written.

    Args:
        graph: where the shards are: a path, or an address in object storage.
        documents: what `shards` reads; none for `shards_of_files`.
        home: where this process finds shards, if not there.

    Attributes:
        fingerprint: by which settings, engines, libraries and code documents are read.
    """

    def __init__(
        self,
        graph: str | Path,
        settings: Settings,
        progress: Callable[[Progress], None],
        *,
        engine: Engine,
        documents: Iterable[Document] = (),
        home: Home | None = None,
    ) -> None:
        self.settings = settings
        self._graph, self._engine, self._progress = _address(graph), engine, progress
        self._home = home or home_of(self._graph)
        self._batches = batches(documents)
        self.fingerprint = self._asked()
        self.documents = self.characters = self.reused = 0

    def shards(self, checksums: Mapping[str, str]) -> list[Shard]:
        """Shards of all documents, in reading order, of which those found finished are not made again.

        Args:
            checksums: of the shards that the manifest names.
        """
        found: list[Made] = []
        extracting = Extracting(self.settings, self.fingerprint, self._graph, {})
        results = self._engine.map(extracting, self._unfinished(checksums, found))
        found += [self._counted(made) for table in results for made in made_of(table)]
        return _shards(_in_order(found))

    def shards_of_files(
        self,
        files: Iterable[Found | Unreadable],
        reading: Reading,
        checksums: Mapping[str, str],
        *,
        on_unreadable: Callable[[Unreadable], None],
    ) -> list[Shard]:
        """The same of files, which are read where the engine runs."""
        there = (replace(file, path=_address(file.path)) if isinstance(file, Found) else file for file in files)
        parts = (files_part(number, part) for number, part in enumerate(_shared_out(there)))
        extracting = Extracting(self.settings, self.fingerprint, self._graph, checksums, reading)
        results = self._engine.map(extracting, parts)
        found = _in_order(self._counted(made) for table in results for made in made_of(table))
        for made in found:
            if made.unreadable is not None:
                on_unreadable(made.unreadable)
        return _shards(found)

    def tell(self, stage: str) -> None:
        """Show that all documents are through and the next stage begins."""
        self._progress(Progress(stage, self.documents, self.characters))

    def _asked(self) -> str:
        """The fingerprint of who is going to extract: as many processes as there are batches for.

        They take seconds to begin, so this process does not make a pipeline as well, and reads on meanwhile.
        """
        first, ahead = next(self._batches, None), list[list[Document]]()
        if first is None:  # files, which are read elsewhere, or nothing
            return fingerprint_of(self.settings, pipeline_of(self.settings))

        def questions() -> Iterator[pa.Table]:
            for batch in islice(chain([first], self._batches), self._engine.workers):
                ahead.append(batch)
                yield pa.table({})
            Lexicon.of(self.settings)  # which this process needs as well, to link

        told, *_ = list(self._engine.map(Fingerprinting(self.settings), questions()))
        self._batches = chain(ahead, self._batches)
        return cast(str, told["fingerprint"][0].as_py())

    def _unfinished(self, checksums: Mapping[str, str], found: list[Made]) -> Iterator[pa.Table]:
        for number, batch in enumerate(self._batches):
            stem = stem_of(batch, self.fingerprint)
            shard = self._home.find(stem, checksums)
            if shard is None:
                yield documents_part(number, stem, batch)
            else:
                found.append(self._counted(Made(number, shard, characters_of(batch), reused=True)))

    def _counted(self, made: Made) -> Made:
        if made.shard is not None:
            self.documents += made.shard.documents
            self.characters += made.characters
            self.reused += made.reused
            self._progress(Progress("extract", self.documents, self.characters))
        return made


def _address(path: str | Path) -> str:
    """How a path is called by processes that work in another folder."""
    return str(path) if is_remote(path) else os.path.abspath(path)


def _in_order(found: Iterable[Made]) -> list[Made]:
    return sorted(found, key=lambda made: made.part)


def _shards(found: Iterable[Made]) -> list[Shard]:
    """Two batches of the same documents are one shard, which stands where it was read last."""
    shards = [made.shard for made in found if made.shard is not None]
    return list(reversed({shard.stem: shard for shard in reversed(shards)}.values()))


def _shared_out(files: Iterable[Found | Unreadable]) -> Iterator[list[Found | Unreadable]]:
    return cut(files, size=characters_in, key=lambda file: file.source, most=_BATCHES * BATCH_CHARACTERS)
