"""Rows in order that are too many to be sorted in memory.

They go into files by ranges of a number, each of which is then small enough. Tables would hold too much of them: what
DuckDB writes or sorts, texts above all, it cannot always put aside before it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from tempfile import TemporaryFile
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from .tables import fetched, store, streamed

MOST_RANGES = 256  # of which each has a file: a process may have so many open everywhere


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
    ranges = min(size // room + 1, MOST_RANGES)
    edges = [(last + 1) * i // ranges for i in range(ranges + 1)]
    schema = db.sql(f"{query} LIMIT 0").to_arrow_table().schema
    for part in in_ranges(db, streamed(db, query), by, edges, schema):
        store(db, "part", part)
        yield from fetched(db, ordered)
    db.execute("DROP TABLE part")


def in_ranges(
    db: duckdb.DuckDBPyConnection, tables: Iterable[pa.Table], by: str, edges: Sequence[int], schema: pa.Schema
) -> Iterator[pa.Table]:
    """The rows of tables in which the column `by` is from the first to the second of the edges, and so on.

    Each range is in a file in the scratch folder of the database till its turn.
    """
    ((folder,),) = fetched(db, "SELECT current_setting('temp_directory')")
    with ExitStack() as stack:
        files = [stack.enter_context(TemporaryFile(dir=folder)) for _ in edges[1:]]
        with ExitStack() as open_ones:
            writers = [open_ones.enter_context(pa.ipc.new_stream(file, schema)) for file in files]
            for table in tables:
                rows = table.take(pa.array(np.argsort(table[by].to_numpy(), kind="stable")))
                places = np.searchsorted(rows[by].to_numpy(), edges)
                for writer, (begin, end) in zip(writers, pairwise(places.tolist()), strict=True):
                    if begin < end:
                        writer.write_table(rows.slice(begin, end - begin))
        for file in files:
            file.seek(0)
            yield pa.ipc.open_stream(file).read_all()
