"""GraphML, which networkx, igraph, Gephi, yEd and Cytoscape read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..query.view import View
from . import rows
from .columns import EDGES, NODES, Column
from .files import write_file
from .xmltext import attributes, content, identifier, joined

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
_TYPES = {"whole": "long", "real": "double"}
# Programs show what is called so.
_NAMES = {"name": "label"}


def write(view: View, path: Path) -> None:
    """One undirected graph with the columns of entities and co-mentions as data; what is not known is left out."""
    write_file(path, _pieces(view))


def _pieces(view: View) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", NODES[1:])
    yield from _keys("edge", EDGES[2:])
    yield '<graph edgedefault="undirected">\n'
    for id_, *values in rows.nodes(view):
        yield f"<node{attributes(id=identifier(id_))}>{_data('node', NODES[1:], values)}</node>\n"
    for source, target, *values in rows.edges(view):
        ends = attributes(source=identifier(source), target=identifier(target))
        yield f"<edge{ends}>{_data('edge', EDGES[2:], values)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(of: str, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        named = {"attr.name": _NAMES.get(column.name, column.name), "attr.type": _TYPES.get(column.kind, "string")}
        yield f"<key{attributes(id=f'{of}-{column.name}', **{'for': of}, **named)}/>\n"


def _data(of: str, columns: Sequence[Column], values: Iterable[Any]) -> str:
    pieces = []
    for column, value in zip(columns, values, strict=True):
        if value is not None:
            text = joined(value) if column.kind == "texts" else value
            pieces.append(f'<data key="{of}-{column.name}">{content(text)}</data>')
    return "".join(pieces)
