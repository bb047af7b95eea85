"""Rows and tables between Python and the counting run's DuckDB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

BATCH = 50_000


def fetched(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, never more than a batch of them in memory."""
    for rows in batches(db, query, values):
        yield from rows


def batches(db: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, a batch at a time."""
    cursor = db.cursor()
    cursor.execute(query, values)
    while rows := cursor.fetchmany(BATCH):
        yield rows
    cursor.close()


def store(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table, *, more: bool = False) -> None:
    """Make the table `name` of an Arrow table, in the place of one that is there; with `more`, add its rows to it."""
    into = f"INSERT INTO {name}" if more else f"CREATE OR REPLACE TABLE {name} AS"
    db.register("rows_to_store", table)
    db.execute(f"{into} SELECT * FROM rows_to_store")
    db.unregister("rows_to_store")
