"""Where shards are: in a folder of this machine (or one that all machines share), or in object storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from ...corpus.remote import is_remote
from ...extract.pipeline import Extraction
from .bucket import BucketShards
from .folder import Shard
from .shards import find_shard, read_shard, write_shard


class Home(Protocol):
    """What finds and writes shards."""

    def find(self, stem: str, checksums: Mapping[str, str]) -> Shard | None:
        """The finished shard of that name, if it is there and whole; `checksums` are those the manifest knows."""
        ...

    def write(self, stem: str, extractions: Iterable[Extraction]) -> Shard:
        """Write what was extracted as a shard."""
        ...

    def read(self, stem: str, table: str, columns: Sequence[str]) -> pa.Table:
        """Columns of one table of a finished shard, in the order asked for.

        Raises:
            GraphError: it cannot be read.
        """
        ...


class FolderShards:
    """Shards in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, stem: str, checksums: Mapping[str, str]) -> Shard | None:
        """See `Home`."""
        return find_shard(self._folder, stem, checksums)

    def write(self, stem: str, extractions: Iterable[Extraction]) -> Shard:
        """See `Home`."""
        return write_shard(self._folder, stem, extractions)

    def read(self, stem: str, table: str, columns: Sequence[str]) -> pa.Table:
        """See `Home`."""
        return read_shard(self._folder, stem, table, columns)


def home_of(graph: str) -> Home:
    """The home of the shards of a graph: a path, or an address in object storage."""
    return BucketShards(graph) if is_remote(graph) else FolderShards(Path(graph) / "shards")
