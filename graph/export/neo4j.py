"""CSV files for Neo4j, for `neo4j-admin database import` and, with load.cypher, for a database that runs.

In a quoted field Neo4j takes a backslash for an escape or for itself, by its settings; outside of quotes it is always
itself. So fields are quoted only where they must be, with all quotes and backslashes in them doubled: that is right for
LOAD CSV as it comes and for the importer with --legacy-style-quoting, and ends no field too early for either without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from ..query.view import View
from . import rows
from .columns import DOCUMENTS, EDGES, NODES, Column
from .cypher import script
from .files import text, write_folder

SEPARATOR = "\x1f"  # of the names in a list; made for that, so no name has it
_TYPES = {"whole": "long", "real": "double", "day": "date", "texts": "string[]", "text": "string"}
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$|^$')
_MENTIONED_IN = """
SELECT e.id, d.id, count(*)
FROM mentions AS m JOIN windows AS w USING (window)
JOIN entities AS e USING (entity) JOIN documents AS d USING (document)
GROUP BY m.entity, w.document ORDER BY m.entity, w.document
"""


def write(view: View, folder: Path) -> None:
    """entities.csv, documents.csv, co_mentions.csv, mentioned_in.csv, and load.cypher to load them."""
    tables = _tables(view)
    files = {name: text(_lines(head, table)) for name, (head, table) in tables.items()}
    types = [type_ for (type_,) in view.connection.execute("SELECT DISTINCT type FROM entities ORDER BY type")]
    heads = {name: head for name, (head, _) in tables.items()}
    write_folder(folder, {**files, "load.cypher": text([script(heads, {t: label(t) for t in types}, SEPARATOR)])})


def _tables(view: View) -> dict[str, tuple[list[str], Iterator[Sequence[Any]]]]:
    entities = ((*row, f"Entity{SEPARATOR}{label(row[2])}") for row in rows.nodes(view))
    documents = ((*row, "Document") for row in rows.documents(view))
    together = ((*row, "CO_MENTIONED_WITH") for row in rows.edges(view))
    mentioned = ((*row, "MENTIONED_IN") for row in view.connection.execute(_MENTIONED_IN))
    ends = [":START_ID(Entity)", ":END_ID(Entity)"]
    return {
        "entities.csv": (["id:ID(Entity)", *_typed(NODES[1:]), ":LABEL"], entities),
        "documents.csv": (["id:ID(Document)", *_typed(DOCUMENTS[1:]), ":LABEL"], documents),
        "co_mentions.csv": ([*ends, *_typed(EDGES[2:]), ":TYPE"], together),
        "mentioned_in.csv": ([ends[0], ":END_ID(Document)", "mentions:long", ":TYPE"], mentioned),
    }


def label(type_: str) -> str:
    """The label of a type, written as Neo4j's are.

    >>> label("company")
    'Company'
    """
    return type_[:1].upper() + type_[1:]


def _typed(columns: Sequence[Column]) -> list[str]:
    return [f"{column.name}:{_TYPES[column.kind]}" for column in columns]


def _lines(head: Sequence[str], table: Iterable[Sequence[Any]]) -> Iterator[str]:
    return (",".join(map(_cell, row)) + "\n" for row in chain([head], table))


def _cell(value: Any) -> str:
    """A field; nothing at all for None and for an empty list, which Neo4j takes for unknown."""
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        value = SEPARATOR.join(name.replace(SEPARATOR, " ") for name in value)
    field = str(value)
    return '"' + field.replace("\\", "\\\\").replace('"', '""') + '"' if _QUOTED.search(field) else field
