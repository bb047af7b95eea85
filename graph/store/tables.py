"""Rows and tables between Python and the counting run's DuckDB."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import pyarrow as pa

BATCH = 20_000
_A_THREAD = 125_000_000  # bytes of memory
_FILE = "tables.duckdb"


def connect(memory: int, scratch: str) -> duckdb.DuckDBPyConnection:
    """A DuckDB in so many bytes of memory, that puts the rest into the folder `scratch`.

    Its tables are in a file there: what is read of them can be let go at any time, unlike tables made in memory.
    """
    # Each thread holds what it works on, which cannot be put on disk.
    threads = max(1, min(os.cpu_count() or 1, memory // _A_THREAD))
    config: dict[str, Any] = {"memory_limit": f"{memory}B", "temp_directory": scratch, "threads": threads}
    file = str(Path(mkdtemp(dir=scratch)).absolute() / _FILE)
    # Beside a file whose path has a question mark DuckDB does not find its own log.
    db = duckdb.connect(":memory:" if "?" in file else file, config=config)
    db.execute("SET enable_progress_bar = false")
    db.execute("SET force_compression = 'uncompressed'")  # what is read once or twice is not worth it
    return db


def fetched(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, never more than a batch of them in memory."""
    return chain.from_iterable(batches(db, query, values))  # for a million rows, half the time of a loop


def batches(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, a batch at a time."""
    cursor = db.cursor()
    cursor.execute(query, values)
    while rows := cursor.fetchmany(BATCH):
        yield rows
    cursor.close()


def taken(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> pa.Table:
    """All that a query gives."""
    return db.sql(query, params=values).to_arrow_table()


def streamed(db: duckdb.DuckDBPyConnection, query: str, *, rows: int = BATCH) -> Iterator[pa.Table]:
    """What a query gives, about so many rows at a time."""
    cursor, some, size = db.cursor(), list[pa.RecordBatch](), 0
    for batch in cursor.sql(query).to_arrow_reader(rows):
        some, size = [*some, batch], size + batch.num_rows
        if size >= rows:
            yield pa.Table.from_batches(some)
            some, size = [], 0
    if some:
        yield pa.Table.from_batches(some)
    cursor.close()


def table_of(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """Rows, of which there may be none, as a table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(column, f.type) for column, f in zip(columns, schema, strict=True)], schema=schema)


def store(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table, *, more: bool = False) -> None:
    """Make the table `name` of an Arrow table, in the place of one that is there; with `more`, add its rows to it."""
    into = f"INSERT INTO {name}" if more else f"CREATE OR REPLACE TABLE {name} AS"
    db.register("rows_to_store", table)
    db.execute(f"{into} SELECT * FROM rows_to_store")
    db.unregister("rows_to_store")
