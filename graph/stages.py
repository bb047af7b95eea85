"""The map of a build as stages (see `engine`): documents, or files that hold them, become shards."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import pyarrow as pa

from ..config.errors import GraphError
from ..config.settings import Settings
from ..config.stored import plain, settings_of
from ..corpus.document import Document
from ..corpus.read import Unreadable, read_files
from ..corpus.walk import Found
from ..extract.pipeline import Pipeline
from .engine import Stage
from .store.folder import Shard
from .store.home import Home, home_of
from .store.shards import batches, code_fingerprint, stem_of

# What a shard holds of a document; and of files, those with a reason are known to be unreadable.
_DOCUMENT = ("id", "text", "source", "title", "date", "date_from", "origin")
_FILE = ("source", "reason", "path")
_DOCUMENTS = pa.schema([("part", pa.int64()), ("stem", pa.string()), *((name, pa.string()) for name in _DOCUMENT)])
# Names of files need not be text: their bytes travel.
_FILES = pa.schema([("part", pa.int64()), ("source", pa.string()), ("reason", pa.string()), ("path", pa.binary())])
_MADE = pa.schema(
    [
        ("part", pa.int64()),
        ("stem", pa.string()),
        ("checksum", pa.string()),
        ("documents", pa.int64()),
        ("characters", pa.int64()),
        ("reused", pa.bool_()),
        *((name, pa.string()) for name in _FILE),
    ]
)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a part: one shard of it with its characters, or something in it that cannot be read."""

    part: int
    shard: Shard | None
    characters: int = 0
    reused: bool = False
    unreadable: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: see `read_documents`."""

    encoding: str | None
    max_bytes: int
    strict: bool


_pipelines: WeakValueDictionary[tuple[str, str], Pipeline] = WeakValueDictionary()


def pipeline_of(settings: Settings) -> Pipeline:
    """A pipeline of these settings: the same one as long as a stage of this process has it.

    Raises:
        ConfigError: an engine cannot be made.
    """
    key = settings.fingerprint(), str(settings.model)
    pipeline = _pipelines.get(key)
    if pipeline is None:
        pipeline = _pipelines[key] = Pipeline(settings)
    return pipeline


def fingerprint_of(settings: Settings, pipeline: Pipeline) -> str:
    """What decides what is found in a document: settings, engines, libraries and code."""
    return f"{settings.fingerprint()} {pipeline.version} {code_fingerprint()}"


@dataclass(frozen=True, slots=True)
class Fingerprinting:
    """Makes the stage that tells, whatever it is given, by what fingerprint a process of this machine extracts.

    What is wrong with the settings is told there and then; and the process is ready to extract.
    """

    settings: Settings

    def __call__(self) -> Stage:
        pipeline = pipeline_of(self.settings)
        return lambda _: pa.table({"fingerprint": [fingerprint_of(self.settings, pipeline)]})


@dataclass(frozen=True)
class Extracting:
    """Makes the stages that extract, in whatever process they run.

    Attributes:
        graph: the graph whose shards they write: a path, or an address in object storage.
        checksums: of the shards that its manifest names.
        reading: how to read files; None if the parts are documents.
    """

    settings: Settings
    fingerprint: str
    graph: str
    checksums: Mapping[str, str]
    reading: Reading | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        if self.reading is None:  # documents are not sent to other machines
            return Extracting, (self.settings, self.fingerprint, self.graph, self.checksums)
        # Elsewhere the package may stand in another folder.
        return _extracting, (plain(self.settings), self.fingerprint, self.graph, self.checksums, self.reading)

    def __call__(self) -> Stage:
        pipeline, home = pipeline_of(self.settings), home_of(self.graph)
        if self.reading is None:
            return lambda documents: _extract(documents, pipeline, home)
        if fingerprint_of(self.settings, pipeline) != self.fingerprint:
            raise GraphError("a worker has another guanxi, libraries or lexicons than this machine: install the same")
        return _FilesToShards(self.reading, self.fingerprint, self.checksums, pipeline, home)


def _extracting(settings: Any, *others: Any) -> Extracting:
    return Extracting(settings_of(settings), *others)


def documents_part(part: int, stem: str, batch: Sequence[Document]) -> pa.Table:
    """A batch of documents as a part of the map."""
    columns = [[getattr(document, name) for document in batch] for name in _DOCUMENT]
    return pa.table([[part] * len(batch), [stem] * len(batch), *columns], schema=_DOCUMENTS)


def files_part(part: int, files: Sequence[Found | Unreadable]) -> pa.Table:
    """Files as a part of the map."""
    rows = [(part, file.source, getattr(file, "reason", None), os.fsencode(file.path)) for file in files]
    return pa.table(list(zip(*rows, strict=True)), schema=_FILES)


def made_of(table: pa.Table) -> Iterator[Made]:
    """The rows of what a stage made."""
    for part, stem, checksum, documents, characters, reused, *unread in _rows(table):
        if stem is None:
            yield Made(part, None, unreadable=Unreadable(*unread))
        else:
            yield Made(part, Shard(stem, checksum, documents), characters, reused)


def _made(rows: Iterable[Made]) -> pa.Table:
    found = [
        (m.part, m.shard.stem, m.shard.checksum, m.shard.documents, m.characters, m.reused, None, None, None)
        if m.shard
        else (m.part, None, None, 0, 0, False, *(getattr(m.unreadable, name) for name in _FILE))
        for m in rows
    ]
    columns = list(zip(*found, strict=True)) or [()] * len(_MADE)
    return pa.table([list(column) for column in columns], schema=_MADE)


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _extract(part: pa.Table, pipeline: Pipeline, home: Home) -> pa.Table:
    """The stage for documents: one shard of all of them."""
    number, stem = part["part"][0].as_py(), part["stem"][0].as_py()
    batch = [Document(**dict(zip(_DOCUMENT, row, strict=True))) for row in _rows(part.select(_DOCUMENT))]
    shard = home.write(stem, pipeline.extract_many(batch))
    return _made([Made(number, shard, characters_of(batch))])


@dataclass(frozen=True, slots=True)
class _FilesToShards:
    """The stage for files: they are read where it runs, and become as many shards as they have batches."""

    reading: Reading
    fingerprint: str
    checksums: Mapping[str, str]
    pipeline: Pipeline
    home: Home

    def __call__(self, part: pa.Table) -> pa.Table:
        number, unreadable = part["part"][0].as_py(), list[Unreadable]()
        files = (
            Found(os.fsdecode(path), source) if reason is None else Unreadable(source, reason, os.fsdecode(path))
            for source, reason, path in _rows(part.select(_FILE))
        )
        how = self.reading
        documents = read_files(
            files,
            encoding=how.encoding,
            max_bytes=how.max_bytes,
            strict=how.strict,
            on_unreadable=unreadable.append,
        )
        shards = [self._shard(number, batch) for batch in batches(documents)]
        return _made([*shards, *(Made(number, None, unreadable=item) for item in unreadable)])

    def _shard(self, number: int, batch: Sequence[Document]) -> Made:
        stem = stem_of(batch, self.fingerprint)
        found = self.home.find(stem, self.checksums)
        shard = found or self.home.write(stem, self.pipeline.extract_many(batch))
        return Made(number, shard, characters_of(batch), found is not None)


def characters_of(batch: Sequence[Document]) -> int:
    """Characters of all texts together."""
    return sum(len(document.text) for document in batch)
