"""Rows in order that are too many to be sorted in memory, with texts that DuckDB would have to hold.

They go into files by ranges of a number, each of which is then small enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from tempfile import TemporaryFile
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from .tables import fetched, store, streamed

_FILES = 256  # no more: a process may have so many open everywhere


def in_order(
    db: duckdb.DuckDBPyConnection, query: str, by: str, *, of: str, size: int, room: int, ordered: str
) -> Iterator[tuple[Any, ...]]:
    """The rows that `ordered` gives of the table `part`, for one range of the rows of `query` after the other.

    Args:
        by: a column of `query` with numbers, those of the table `of`; rows with one number are in one range.
        size: bytes of all the rows, about.
        room: bytes that a range may have.
    """
    ((last,),) = fetched(db, f'SELECT coalesce(max("{by}"), 0) FROM {of}')
    ranges = min(size // room + 1, _FILES)
    for part in _ranges(db, query, by, [(last + 1) * i // ranges for i in range(ranges + 1)]):
        store(db, "part", part)
        yield from fetched(db, ordered)
    db.execute("DROP TABLE part")


def _ranges(db: duckdb.DuckDBPyConnection, query: str, by: str, edges: list[int]) -> Iterator[pa.Table]:
    """Rows with numbers from the first to the second of the edges, and so on; each range is in a file till its turn."""
    ((folder,),) = fetched(db, "SELECT current_setting('temp_directory')")
    schema = db.sql(f"{query} LIMIT 0").to_arrow_table().schema
    with ExitStack() as stack:
        files = [stack.enter_context(TemporaryFile(dir=folder)) for _ in edges[1:]]
        with ExitStack() as open_ones:
            writers = [open_ones.enter_context(pa.ipc.new_stream(file, schema)) for file in files]
            for some in streamed(db, query):
                order = np.argsort(some[by].to_numpy(), kind="stable")
                some = some.take(pa.array(order))
                places = np.searchsorted(some[by].to_numpy(), edges)
                for writer, (begin, end) in zip(writers, pairwise(places.tolist()), strict=True):
                    if begin < end:
                        writer.write_table(some.slice(begin, end - begin))
        for file in files:
            file.seek(0)
            yield pa.ipc.open_stream(file).read_all()
