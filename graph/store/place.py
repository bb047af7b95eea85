"""Where a graph is put together and where it goes: a folder does for both, object storage needs a copy here."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ...config.errors import GuanxiError
from ...corpus.remote import is_remote
from .bucket import Mirror
from .folder import GraphFolder, Shard
from .home import FolderShards, Home


class Place(Protocol):
    """The place of a graph.

    Attributes:
        path: how the user calls it.
        graph: how workers on other machines call it.
        folder: where it is put together.
        home: where this process finds its shards.
    """

    @property
    def path(self) -> Path | str: ...
    @property
    def graph(self) -> str: ...
    @property
    def folder(self) -> GraphFolder: ...
    @property
    def home(self) -> Home: ...

    def bring(self, shards: Sequence[Shard]) -> None:
        """See that finished shards are in the folder."""
        ...

    def send(self) -> None:
        """Bring what was put together to its place."""
        ...


class _Here:
    """A folder of this machine: nothing needs to be carried."""

    def __init__(self, path: Path) -> None:
        self.path, self.graph, self.folder = path, os.path.abspath(path), GraphFolder(path)
        self.home = FolderShards(self.folder.shards)

    def bring(self, shards: Sequence[Shard]) -> None:
        """See `Place`."""

    def send(self) -> None:
        """See `Place`."""


@contextmanager
def place_of(output: str | Path) -> Iterator[Place]:
    """The place of a graph that is about to be built.

    Raises:
        GraphError: the storage cannot be used, or there is something else than a graph.
    """
    if not is_remote(output):
        yield _Here(Path(output))
        return
    with tempfile.TemporaryDirectory(prefix="guanxi-") as scratch:
        mirror = Mirror(str(output), Path(scratch))
        try:
            yield mirror
        except GuanxiError as error:  # nobody knows the copy by its name
            error.args = tuple(str(said).replace(str(mirror.folder.path), mirror.path) for said in error.args)
            raise
