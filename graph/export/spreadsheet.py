"""Comma-separated values for Gephi and for spreadsheets: nodes.csv and edges.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from ..query.view import View
from . import rows
from .columns import EDGES, NODES
from .files import text, write_folder

# Gephi goes by these names of columns.
_GEPHI = {
    "id": "Id", "name": "Label", "type": "Type", "source": "Source", "target": "Target", "weight": "Weight"
}  # fmt: skip
_ENCODING = "utf-8-sig"  # without the mark spreadsheets take Chinese for something else; Gephi and pandas know it
_FORMULA = re.compile("[=+\\-@＝＋－＠|%]")
_CUTS = frozenset(";\t\r\n")


def write(view: View, folder: Path) -> None:
    """nodes.csv and edges.csv, which Gephi's "Import spreadsheet" and spreadsheets open."""
    nodes, edges = ([_GEPHI.get(column.name, column.name) for column in columns] for columns in (NODES, EDGES))
    tables = {
        "nodes.csv": _lines(nodes, map(_cells, rows.nodes(view))),
        "edges.csv": _lines([*edges, "Type"], ([*_cells(row), "Undirected"] for row in rows.edges(view))),
    }
    write_folder(folder, {name: text(lines, encoding=_ENCODING) for name, lines in tables.items()})


class _Lines:
    """What csv writes to, handing each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(head: list[str], table: Iterable[list[Any]]) -> Iterator[str]:
    return map(csv.writer(_Lines()).writerow, chain([head], table))


def _cells(row: rows.Row) -> list[Any]:
    joined = ("; ".join(value) if isinstance(value, list) else value for value in row)
    return [harmless(value) if isinstance(value, str) else value for value in joined]


def harmless(text: str) -> str:
    """The text with an apostrophe before all that a spreadsheet would run as a formula.

    It would run what begins like one, behind blanks and characters that are not seen too, and so would those that
    part cells at a semicolon, tab or line end.

    >>> harmless("=1+1"), harmless("a; @b"), harmless("A-B")
    ("'=1+1", "a;' @b", 'A-B')
    """
    if not _FORMULA.search(text):
        return text
    marks = []
    beginning: int | None = 0
    for place, character in enumerate(text):
        if beginning is not None and _FORMULA.match(character):
            marks.append(beginning)
            beginning = None
        elif character in _CUTS:
            beginning = place + 1 if beginning is None else beginning
        elif not character.isspace() and unicodedata.category(character)[0] != "C":
            beginning = None
    return "'".join(text[start:end] for start, end in zip([0, *marks], [*marks, len(text)], strict=True))
