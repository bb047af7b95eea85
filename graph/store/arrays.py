"""All co-mentions as arrays, for what walks over many of them: 12 bytes for each direction of each.

They stand in graph.sqlite behind the database. SQLite goes by the number of pages in its header and never looks behind
them, so that both are put in place as one file, at once, and no reader gets the arrays of another graph.
"""

from __future__ import annotations

import hashlib
import mmap
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Starts = NDArray[np.int64]
Column = NDArray[np.int32]

_START, _NUMBER = np.dtype("<i8"), np.dtype("<i4")
# Where the header of a database tells them, in how many bytes, big-endian; changes are how often it was written into.
_PAGE_SIZE, _CHANGES, _PAGES = (16, 2), (24, 4), (28, 4)
_TURN = 10_000  # links taken in at a time
_DIGEST = 32  # bytes before the arrays that say which they are; then come the numbers of changes, starts and links
_HEAD = _DIGEST + 3 * 8


@dataclass(frozen=True, slots=True)
class Arrays:
    """The links of entity i (row number) stand from `starts[i]` to `starts[i + 1]`, by target: windows and documents
    that name both. Numbers that no entity has are without links."""

    starts: Starts
    targets: Column
    weights: Column
    documents: Column

    def links(self, entity: int) -> slice:
        """Where the links of an entity stand."""
        first, last = self.starts[entity : entity + 2].tolist()
        return slice(first, last)


class Spool:
    """Takes in links as they come, in files that nobody sees."""

    def __init__(self, folder: Path, *, numbers: int) -> None:
        """Of entities with row numbers below `numbers`."""
        self._degrees = np.zeros(numbers, dtype=np.int64)
        # Where files cannot be without a name, it is one that the next writer clears away.
        self._files = [tempfile.TemporaryFile(prefix=".", suffix=".new", dir=folder) for _ in range(3)]  # noqa: SIM115
        self._hashes = [hashlib.sha256() for _ in self._files]
        self._last = -1

    def passing(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """The same rows; of each it keeps (source, target, weight, documents). They come in the order of both ends."""
        return chain.from_iterable(self._turns(iter(rows)))

    def _turns(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
        while turn := list(islice(rows, _TURN)):
            self._add(*list(zip(*turn, strict=True))[:4])
            yield turn

    def _add(self, sources: tuple[int, ...], *columns: tuple[int, ...]) -> None:
        ends = np.array(sources, dtype=np.int64)
        order = np.concatenate([[self._last], ends * len(self._degrees) + np.array(columns[0], dtype=np.int64)])
        if (np.diff(order) <= 0).any():
            raise ValueError("links have to come in the order of their ends")
        self._last = order[-1]
        self._degrees += np.bincount(ends, minlength=len(self._degrees))
        for file, hashed, values in zip(self._files, self._hashes, columns, strict=True):
            data = np.array(values, dtype=_NUMBER).tobytes()
            file.write(data)
            hashed.update(data)

    def arrays(self) -> Arrays:
        """All that came, mapped and not in memory."""
        starts = np.zeros(len(self._degrees) + 1, dtype=_START)
        np.cumsum(self._degrees, out=starts[1:])
        return Arrays(starts, *map(_mapped, self._files))

    def digest(self) -> str:
        """What tells these arrays from others, in hexadecimal."""
        parts = (self._degrees.astype(_START).tobytes(), *(hashed.digest() for hashed in self._hashes))
        return hashlib.sha256(b"".join(parts)).hexdigest()

    def append_to(self, database: Path) -> None:
        """Put the arrays behind a database that nobody has open."""
        arrays = self.arrays()
        with database.open("rb") as file:
            changes = _number(file, *_CHANGES)
        with database.open("ab") as file:
            file.write(bytes.fromhex(self.digest()))
            numbers = changes, len(arrays.starts), len(arrays.targets)
            file.writelines(number.to_bytes(8, "little") for number in numbers)
            for column in (arrays.starts, arrays.targets, arrays.weights, arrays.documents):
                file.write(column.data)

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()


def read_arrays(database: Path, digest: str) -> Arrays | None:
    """The arrays behind a database, mapped and not read; None where others stand there, or none, or not all."""
    with database.open("rb") as file:
        page, changes, pages = (_number(file, *where) for where in (_PAGE_SIZE, _CHANGES, _PAGES))
        place = (65536 if page == 1 else page) * pages  # 1 stands for what two bytes cannot hold
        head = _at(file, place, _HEAD)
        told, count, links = (int.from_bytes(head[end - 8 : end], "little") for end in range(_DIGEST + 8, _HEAD + 1, 8))
        if not digest or head[:_DIGEST].hex() != digest or told != changes:
            return None
        place += _HEAD
        if file.seek(0, 2) < place + count * _START.itemsize + 3 * links * _NUMBER.itemsize:
            return None
        try:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError:  # not every file system can map; most questions need no arrays
            return None
    starts = np.frombuffer(mapped, _START, count, place)
    place += starts.nbytes
    columns = (np.frombuffer(mapped, _NUMBER, links, place + nth * links * _NUMBER.itemsize) for nth in range(3))
    return Arrays(starts, *columns)


def _number(file: IO[bytes], place: int, size: int) -> int:
    return int.from_bytes(_at(file, place, size), "big")


def _at(file: IO[bytes], place: int, size: int) -> bytes:
    # Not out of the mapped file: who copies another one over it while we look there ends this process.
    file.seek(place)
    return file.read(size)


def _mapped(file: IO[bytes]) -> Column:
    file.flush()
    if not file.tell():
        return np.zeros(0, dtype=_NUMBER)  # nothing cannot be mapped
    return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), dtype=_NUMBER)
