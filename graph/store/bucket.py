"""A graph in object storage: its shards, and the copy of it on this machine in which it is put together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from ...config.errors import GraphError
from ...corpus.remote import key_of, reason_of, storage
from ...extract.pipeline import Extraction
from .folder import LOCK, SHARD_FILE, GraphFolder, Shard
from .shards import find_shard, read_shard, shard_files, write_shard

_AT_ONCE = 16
_CHUNK = 8 << 20
_MOST_COPIED = 5_000_000_000  # bytes


class Bucket:
    """A folder of object storage. An object is there as a whole or not at all.

    Every method raises GraphError if the storage cannot be used.
    """

    def __init__(self, url: str) -> None:
        self.url = f"s3://{url.removeprefix('s3://').rstrip('/')}"

    def names(self) -> list[str]:
        """Names of all objects in the folder, from the folder on."""
        from pyarrow.fs import FileSelector, FileType

        with self._clearly():
            root = key_of(self.url)
            found = storage().get_file_info(FileSelector(root, recursive=True, allow_not_found=True))
        return [info.path.removeprefix(root + "/") for info in found if info.type == FileType.File]

    def fetch(self, name: str, path: Path) -> bool:
        """Copy an object into a file; whether there is one."""
        from pyarrow.fs import FileType

        with self._clearly():
            if storage().get_file_info(self._key(name)).type != FileType.File:
                return False
            with storage().open_input_stream(self._key(name)) as source, path.open("wb") as file:
                while data := source.read(_CHUNK):
                    file.write(data)
        return True

    def replace(self, path: Path, name: str) -> None:
        """Put a file in the place of an object, as a whole or not at all.

        An upload that is broken off leaves an object of what came: so it goes beside, and is copied over there. What
        the storage does not copy in one go (5 GB and more) is put in place directly.
        """
        if path.stat().st_size >= _MOST_COPIED:
            self.put(path, name)
            return
        beside = f"{name}.new"
        try:
            self.put(path, beside)
            with self._clearly():
                storage().copy_file(self._key(beside), self._key(name))
        finally:
            self.remove({beside}.intersection(self.names()))

    def put(self, path: Path, name: str) -> None:
        """Copy a file into a new object."""
        with self._clearly(), path.open("rb") as file, storage().open_output_stream(self._key(name)) as target:
            while data := file.read(_CHUNK):
                target.write(data)

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects."""
        with self._clearly():
            for name in names:
                storage().delete_file(self._key(name))

    def _key(self, name: str) -> str:
        return f"{key_of(self.url)}/{name}"

    @contextmanager
    def _clearly(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError) as error:
            raise GraphError(f"{self.url}: the storage cannot be used: {reason_of(error)}") from error


class BucketShards:
    """Shards in object storage, for whoever writes them (see `home.Home`).

    Args:
        copy: a folder in which those that are found stay.
    """

    def __init__(self, url: str, *, copy: Path | None = None) -> None:
        self._bucket, self._copy = Bucket(url), copy

    def find(self, stem: str, checksums: Mapping[str, str]) -> Shard | None:
        """The finished shard of that name, if it is there and whole."""
        with tempfile.TemporaryDirectory(prefix="guanxi-", dir=self._copy) as scratch:
            files = _files(Path(scratch), stem)
            whole = all(self._bucket.fetch(f"shards/{path.name}", path) for path in files)
            shard = find_shard(Path(scratch), stem, checksums) if whole else None
            if shard is not None and self._copy is not None:
                for path in files:
                    path.replace(self._copy / path.name)
            return shard

    def write(self, stem: str, extractions: Iterable[Extraction]) -> Shard:
        """Write what was extracted as a shard; the file last put says that all are there."""
        with tempfile.TemporaryDirectory(prefix="guanxi-") as scratch:
            shard = write_shard(Path(scratch), stem, extractions)
            for path in reversed(_files(Path(scratch), stem)):
                self._bucket.put(path, f"shards/{path.name}")
            return shard

    def read(self, stem: str, table: str, columns: Sequence[str]) -> pa.Table:
        """Columns of one table of a finished shard, in the order asked for."""
        with tempfile.TemporaryDirectory(prefix="guanxi-") as scratch:
            (file,) = shard_files(Path(scratch), [stem], table)
            if not self._bucket.fetch(f"shards/{Path(file).name}", Path(file)):
                raise GraphError(f"{self._bucket.url}/shards/{Path(file).name} is gone; build the graph again")
            return read_shard(Path(scratch), stem, table, columns)


class Mirror:
    """A graph in object storage and its copy on this machine.

    Attributes:
        graph, path: its address.
        folder: the copy, with the manifest and the ledger that the graph has.
        home: where this process finds its shards.

    Raises:
        GraphError: the storage cannot be used, or there is something else than a graph.
    """

    def __init__(self, url: str, scratch: Path) -> None:
        self._bucket = Bucket(url)
        self.graph = self.path = self._bucket.url
        names = self._bucket.names()
        if names and not {name.partition("/")[0] for name in names} & {"manifest.json", "shards", LOCK}:
            raise GraphError(f"{url} exists and is not a graph; choose another name for the output")
        self.folder = GraphFolder(scratch / "graph")
        self.folder.shards.mkdir(parents=True)
        (self.folder.path / LOCK).touch()  # that is how a folder is known that is to become a graph
        self._bucket.put(self.folder.path / LOCK, LOCK)  # where nothing can be written, that is told here
        self._bucket.remove([LOCK])
        for path in (self.folder.manifest, self.folder.ledger):
            if path.name in names:
                self._bucket.fetch(path.name, path)
        self.home = BucketShards(self.graph, copy=self.folder.shards)

    def bring(self, shards: Sequence[Shard]) -> None:
        """See `place.Place`: shards that are not in the copy are fetched."""
        paths = [path for shard in shards for path in _files(self.folder.shards, shard.stem) if not path.exists()]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for path, found in zip(paths, pool.map(self._fetch, paths), strict=True):
                if not found:
                    raise GraphError(f"{self._bucket.url}/shards/{path.name} is gone; build the graph again")

    def send(self) -> None:
        """See `place.Place`, in the order in which a folder on disk is written."""
        for path in (self.folder.manifest, self.folder.sqlite):
            self._bucket.replace(path, path.name)
        stands = {f"shards/{path.name}" for path in self.folder.shards.iterdir()}
        shards = [name for name in self._bucket.names() if SHARD_FILE.fullmatch(name.removeprefix("shards/"))]
        self._bucket.remove(name for name in shards if name not in stands)

    def _fetch(self, path: Path) -> bool:
        return self._bucket.fetch(f"shards/{path.name}", path)


def _files(folder: Path, stem: str) -> list[Path]:
    """The files of a shard; the first of them is written last."""
    return [
        Path(file)
        for table in ("documents", "sentences", "mentions", "aliases")
        for file in shard_files(folder, [stem], table)
    ]
