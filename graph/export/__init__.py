"""Handing a graph on to other programs. The order of rows and the digits of numbers are fixed, so exports compare."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from ...config.errors import GraphError, QueryError
from ..query.view import View

# The module that writes each format, imported when it is asked for. What is said of it stands in the help.
FORMATS = {
    "jsonl": "jsonl",
    "csv": "spreadsheet",
    "graphml": "graphml",
    "gexf": "gexf",
    "neo4j": "neo4j",
    "jsonld": "jsonld",
    "turtle": "turtle",
    "parquet": "parquet",
}


def export(view: View, path: Path, *, format: str = "jsonl") -> None:
    """Write the graph to `path`, a folder or a file, in one of `FORMATS`. The same graph gives the same bytes.

    Raises:
        QueryError: unknown format.
        GraphError: the path cannot be written; what was there is as it was.
    """
    if format not in FORMATS:
        raise QueryError(f"no export format is named {format!r}; there are: {', '.join(FORMATS)}")
    try:
        import_module(f".{FORMATS[format]}", __name__).write(view, path)
    except OSError as error:
        raise GraphError(f"{path} cannot be written: {error.strerror or error}") from error
