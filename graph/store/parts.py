"""Tables of the counting run in parts, each of which can be read without going through the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import duckdb
import numpy as np
import pyarrow as pa

from .pairs import LINKED, Numbers
from .tables import fetched, store, streamed, taken

_NEIGHBORS = 64  # documents that are always in one part
_SIZES = f"SELECT document // {_NEIGHBORS}, count(*) FROM linked GROUP BY 1 ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Parts:
    """Tables name_0, name_1 and so on: the first has the rows from the first to the second of the edges."""

    db: duckdb.DuckDBPyConnection
    name: str
    edges: Numbers

    @classmethod
    def made(cls, db: duckdb.DuckDBPyConnection, name: str, edges: Sequence[int], schema: pa.Schema) -> Parts:
        """Empty ones."""
        parts = cls(db, name, np.array(edges, np.int64))
        for part in parts.names():
            store(db, part, schema.empty_table())
        return parts

    def names(self) -> list[str]:
        """Of the tables."""
        return [f"{self.name}_{number}" for number in range(len(self.edges) - 1)]

    def tables(self) -> Iterator[pa.Table]:
        """Each part."""
        return (taken(self.db, f"SELECT * FROM {part}") for part in self.names())

    def add(self, rows: pa.Table, places: Numbers) -> None:
        """Add to the first part the rows from the first to the second of these places, and so on."""
        for part, (begin, end) in zip(self.names(), pairwise(places.tolist()), strict=True):
            if begin < end:
                store(self.db, part, rows.slice(begin, end - begin), more=True)

    def drop(self) -> None:
        """Remove the tables."""
        for part in self.names():
            self.db.execute(f"DROP TABLE {part}")


def by_document(db: duckdb.DuckDBPyConnection, mentions: int) -> Parts:
    """The table `linked` as `LINKED`, in parts of whole documents and at most so many mentions where that is possible.

    It needs the table `moments`.
    """
    parts = Parts.made(db, "linked", list(_edges(db, mentions)), LINKED)
    moments = taken(db, "SELECT moment FROM moments ORDER BY document")["moment"].to_numpy()
    for some in streamed(db, "SELECT document, number, entity FROM linked", rows=2 * mentions):
        part = np.searchsorted(parts.edges, some["document"].to_numpy(), side="right").astype(np.uint16)
        order = np.argsort(part, kind="stable")
        document, number, entity = (some[name].to_numpy()[order] for name in LINKED.names)
        rows = pa.table([moments[document], number, entity], schema=LINKED)
        parts.add(rows, np.searchsorted(part[order], np.arange(1, len(parts.edges) + 1)))
    return parts


def _edges(db: duckdb.DuckDBPyConnection, mentions: int) -> Iterator[int]:
    size = end = 0
    yield 0
    for group, more in fetched(db, _SIZES):
        if size and size + more > mentions:
            yield group * _NEIGHBORS
            size = 0
        size, end = size + more, (group + 1) * _NEIGHBORS
    yield end


def alike(windows: Numbers, *, most: int) -> list[int]:
    """Where ranges of entities begin and end that are source of about as many pairs each: those of `most` windows.

    It takes the windows of each entity.

    An entity is source of the more pairs, the more windows name it, and the more name those behind it.
    """
    behind = windows.sum() - windows.cumsum()
    share = np.cumsum(windows * (behind / max(int(windows.sum()), 1)))
    parts = 1 + int(windows.sum()) // most
    inner = np.searchsorted(share, share[-1:] * np.arange(1, parts) / parts)
    return [0, *np.unique(inner[inner > 0]).tolist(), len(windows)]
