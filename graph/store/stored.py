"""The documents that shards hold, and shards without some of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .folder import Shard
from .shards import SCHEMAS, number_of, put_shard, shard_files


class StoredDocument(NamedTuple):
    """A document in a shard: where it stands, and what says whether it is the same (see `shards`)."""

    stem: str
    doc: int
    id: str
    content: str
    source: str
    origin: str
    digest: str

    @property
    def named(self) -> bool:
        """Whether its id was given with it, and is not made of its text."""
        return self.id != self.content


def stored_documents(folder: Path, shards: Sequence[Shard]) -> Iterator[StoredDocument]:
    """All documents of the shards, in reading order."""
    columns = list(StoredDocument._fields[1:])
    for shard in shards:
        (file,) = shard_files(folder, [shard.stem], "documents")
        table = pq.read_table(file, columns=columns)
        for row in zip(*(table[name].to_pylist() for name in columns), strict=True):
            yield StoredDocument(shard.stem, *row)


def without(folder: Path, shards: Sequence[Shard], gone: Collection[StoredDocument]) -> list[Shard]:
    """The shards without some documents: those that held them are written anew, the others stay as they are.

    A shard of which nothing is left goes, unless it is the last.
    """
    leaving: dict[str, set[int]] = {}
    for document in gone:
        leaving.setdefault(document.stem, set()).add(document.doc)
    kept = [shard for shard in shards if len(leaving.get(shard.stem, ())) < shard.documents]
    return [_without(folder, shard, leaving) for shard in kept or shards[-1:]]


def _without(folder: Path, shard: Shard, leaving: Mapping[str, set[int]]) -> Shard:
    if shard.stem not in leaving:
        return shard
    docs = sorted(leaving[shard.stem])
    stem = hashlib.sha256(f"{shard.stem} without {docs}".encode()).hexdigest()[:24]
    tables = {}
    for name in SCHEMAS:
        (file,) = shard_files(folder, [shard.stem], name)
        table = pq.read_table(file)
        table = table.filter(pc.invert(pc.is_in(table["doc"], pa.array(docs, pa.int32()))))
        number = pa.array([number_of(stem)] * len(table), pa.int64())
        tables[name] = table.set_column(0, "shard", number)
    return put_shard(folder, stem, tables)
