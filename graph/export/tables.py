"""Entities and co-mentions as Arrow tables and pandas frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa

from ...config.errors import MissingDependency
from ..query.view import View
from . import rows
from .columns import EDGES, NODES, Column

if TYPE_CHECKING:
    import pandas as pd

_BATCH = 50_000  # rows
_TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "whole": pa.int64(),
    "real": pa.float64(),
    "day": pa.date32(),
}


def to_arrow(view: View) -> tuple[pa.Table, pa.Table]:
    """The entities and the co-mentions of a graph, typed, with the columns that exports have."""
    return (
        pa.Table.from_batches(batches(NODES, rows.nodes(view)), schema(NODES)),
        pa.Table.from_batches(batches(EDGES, rows.edges(view)), schema(EDGES)),
    )


def to_pandas(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of `to_arrow` as frames, days as datetime64.

    Raises:
        MissingDependency: pandas is not installed.
    """
    try:
        import pandas  # noqa: F401 - Arrow asks for it in words of its own
    except ImportError as error:
        raise MissingDependency("to_pandas needs pandas", extra="pandas") from error
    nodes, edges = (table.to_pandas(date_as_object=False) for table in to_arrow(view))
    return nodes, edges


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow types of some columns."""
    return pa.schema([(column.name, _TYPES[column.kind]) for column in columns])


def batches(columns: Sequence[Column], table: Iterator[rows.Row]) -> Iterator[pa.RecordBatch]:
    """Rows in batches, as they come."""
    while some := list(islice(table, _BATCH)):
        values = zip(*some, strict=True)
        arrays = [_array(column, list(cells)) for column, cells in zip(columns, values, strict=True)]
        yield pa.record_batch(arrays, schema=schema(columns))


def _array(column: Column, cells: list[object]) -> pa.Array:
    if column.kind == "day":
        return pa.array(cells, pa.string()).cast(pa.date32())
    return pa.array(cells, _TYPES[column.kind])
