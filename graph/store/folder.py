"""A graph on disk: the folder NAME.guanxi/ and its manifest.

    NAME.guanxi/
    ├── manifest.json    what the graph was made of: its shards with their checksums, its settings
    ├── shards/          documents, sentences, mentions and aliases as Parquet, never changed once written
    ├── ledger.yaml      what people decided about names, where they did
    └── graph.sqlite     what is served; can be made again from the others

Every file is written beside its place, synced and renamed, so that a reader finds the old or the new one and a kill
at any point loses nothing: first the shards, then the manifest and the ledger, then graph.sqlite, and only then old
shards go.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from filelock import BaseFileLock, FileLock, Timeout

from ...config.errors import GraphError
from ...config.limits import MEMORY
from ...version import __version__

FORMAT = 8
LOCK = ".guanxi.lock"
# Only files named like this are ever removed from the folder of shards.
SHARD_FILE = re.compile(r"([0-9a-f]{24})\.[a-z]+\.parquet")


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard: the stem of its files, the checksum over all of them, and its number of documents."""

    stem: str
    checksum: str
    documents: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph was made of.

    Attributes:
        fingerprint: of all that decides what is found in a document: same fingerprint, same shards.
        settings: as `config.stored.plain` gives them.
        shards: (file stem, checksum) pairs in reading order.
        memory: in which it was counted, and is counted again, in bytes. It decides nothing.
    """

    format: int
    guanxi: str
    fingerprint: str
    settings: Mapping[str, Any]
    shards: tuple[tuple[str, str], ...]
    memory: int = field(default=MEMORY, compare=False)

    @classmethod
    def of(
        cls, fingerprint: str, settings: Mapping[str, Any], shards: Iterable[Shard], *, memory: int = MEMORY
    ) -> Manifest:
        """The manifest of a graph made of these shards by this version."""
        return cls(FORMAT, __version__, fingerprint, settings, tuple((s.stem, s.checksum) for s in shards), memory)

    def checksum(self) -> str:
        """SHA-256 of the canonical JSON of the manifest, without what says nothing of the graph."""
        content = {f.name: getattr(self, f.name) for f in fields(self) if f.compare}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class GraphFolder:
    """Paths of one graph and the atomic steps on them. Nothing is touched until a method writes.

    Raises:
        GraphError: the path is an address in object storage.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if remote := re.match("s3:/+(?=.)", os.fspath(path)):
            url = f"s3://{os.fspath(path)[remote.end() :]}"
            raise GraphError(f"{url}: a graph in object storage is only built there; copy its folder to this machine")
        self.path = Path(path)
        self.shards = self.path / "shards"
        self.manifest = self.path / "manifest.json"
        self.ledger = self.path / "ledger.yaml"
        self.sqlite = self.path / "graph.sqlite"

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Make the folder and hold it for one writer; gives a scratch folder that goes with the writer.

        Raises:
            GraphError: the path holds something that is not a graph, cannot be written, or has a writer already.
        """
        if self.path.exists() and not self._ours():
            raise GraphError(f"{self.path} exists and is not a graph; choose another name for the output")
        lock = self._locked(make=True)
        try:
            # Nobody else writes here now: what other builds left when they were killed can go.
            for leftover in (*self.path.glob(".*.new"), *self.path.glob(".scratch-*"), *self.shards.glob(".*.new")):
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
            with tempfile.TemporaryDirectory(prefix=".scratch-", dir=self.path) as scratch:
                yield Path(scratch)
        finally:
            lock.release()

    def check_free(self) -> None:
        """See that nobody writes here; raises as `writing`."""
        if not self.manifest.is_file():
            raise GraphError(f"{self.path} is not a graph: no manifest.json")
        self._locked().release()

    def _locked(self, *, make: bool = False) -> BaseFileLock:
        try:
            if make:
                self.shards.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / LOCK, blocking=False)
            lock.acquire()
        except Timeout:
            raise GraphError(f"{self.path} is being written by another guanxi; wait for it to end") from None
        except OSError as error:
            raise GraphError(f"{self.path} cannot be written: {error.strerror or error}") from error
        return lock

    def _ours(self) -> bool:
        """Whether the folder is empty, a graph, or what a first build left when it was interrupted."""
        if not self.path.is_dir():
            return False
        names = {path.name for path in self.path.iterdir()}
        return not names or "manifest.json" in names or LOCK in names

    def read_manifest(self) -> Manifest:
        """The manifest.

        Raises:
            GraphError: there is none, it is damaged, or another version wrote it.
        """
        try:
            stored = json.loads(self.manifest.read_text(encoding="utf-8"))
            checksum = stored.pop("checksum")
            if stored["format"] != FORMAT:
                raise GraphError(f"{self.path} was made by another version of guanxi; build the graph again")
            manifest = Manifest(**{**stored, "shards": tuple((a, b) for a, b in stored["shards"])})
        except OSError as error:
            raise GraphError(f"{self.path} is not a graph: no manifest.json") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GraphError(f"{self.manifest} is damaged; build the graph again") from error
        if manifest.checksum() != checksum:
            raise GraphError(f"{self.manifest} is damaged (checksum); build the graph again")
        return manifest

    def checksums(self) -> dict[str, str]:
        """Checksum of each shard that the manifest names; empty where there is no sound manifest."""
        try:
            return dict(self.read_manifest().shards)
        except GraphError:
            return {}

    def write_manifest(self, manifest: Manifest) -> None:
        """Put the manifest in place atomically."""
        content = {**asdict(manifest), "checksum": manifest.checksum()}
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        replace_atomically(self.manifest, lambda path: path.write_text(text, encoding="utf-8"))

    def drop_other_shards(self, keep: set[str]) -> None:
        """Remove shards whose stem is not in `keep`."""
        for path in self.shards.iterdir():
            match = SHARD_FILE.fullmatch(path.name)
            if match and match[1] not in keep:
                path.unlink(missing_ok=True)


def replace_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then put it in place: synced, renamed, folder synced."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        write(beside)
        sync(beside)
        os.replace(beside, path)
        sync(path.parent)
    finally:
        if beside.is_dir():
            shutil.rmtree(beside)
        else:
            beside.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
