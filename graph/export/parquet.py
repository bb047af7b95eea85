"""Parquet, for pandas, polars, DuckDB, R and whatever else reads columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from ..query.view import View
from . import rows
from .columns import DOCUMENTS, EDGES, MENTIONS, MONTHS, NODES, Column
from .files import Write, write_folder
from .months import months
from .tables import batches, schema


def write(view: View, folder: Path) -> None:
    """nodes.parquet, edges.parquet, months.parquet (of the edges), documents.parquet and mentions.parquet."""
    tables = {
        "nodes": (NODES, rows.nodes(view)),
        "edges": (EDGES, rows.edges(view)),
        "months": (MONTHS, months(view)),
        "documents": (DOCUMENTS, rows.documents(view)),
        "mentions": (MENTIONS, rows.mentions(view)),
    }
    write_folder(folder, {f"{name}.parquet": _writer(*table) for name, table in tables.items()})


def _writer(columns: Sequence[Column], table: Iterator[rows.Row]) -> Write:
    def write(path: Path) -> None:
        with pq.ParquetWriter(path, schema(columns), compression="zstd") as writer:
            for batch in batches(columns, table):
                writer.write_batch(batch)

    return write
