"""GEXF for Gephi: with the colours of the types, and days for its timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..query.view import View
from . import rows
from .columns import EDGES, NODES, Column
from .files import write_file
from .xmltext import attributes, identifier, joined

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>Guanxi</creator></meta>
"""
_TYPES = {"whole": "long", "real": "double"}
_DYNAMIC = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
_DATED = "SELECT EXISTS (SELECT 1 FROM documents WHERE date IS NOT NULL)"
_OF_NODES, _OF_EDGES = NODES[2:], EDGES[3:]  # those before them have attributes of their own


def write(view: View, path: Path) -> None:
    """One undirected graph. Whatever has dates begins with the first and ends with the last of them, both included."""
    write_file(path, _pieces(view))


def _pieces(view: View) -> Iterator[str]:
    (dated,) = view.connection.execute(_DATED).fetchone()
    colors = {name: _color(kind.color) for name, kind in view.types().items()}
    yield _HEAD
    yield f"<graph{attributes(defaultedgetype='undirected', **_DYNAMIC if dated else {'mode': 'static'})}>\n"
    yield from _declared("node", _OF_NODES)
    yield from _declared("edge", _OF_EDGES)
    yield "<nodes>\n"
    yield from (_node(row, colors) for row in rows.nodes(view))
    yield "</nodes>\n<edges>\n"
    yield from (_edge(number, row) for number, row in enumerate(rows.edges(view)))
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(of: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for column in columns:
        yield f"<attribute{attributes(id=column.name, title=column.name, type=_TYPES.get(column.kind, 'string'))}/>\n"
    yield "</attributes>\n"


def _node(row: rows.Row, colors: Mapping[str, str]) -> str:
    id_, name, *values = row
    own = attributes(id=identifier(id_), label=name, start=row[-2], end=row[-1])
    return f"<node{own}>{_values(_OF_NODES, values)}{colors.get(values[0], '')}</node>\n"


def _edge(number: int, row: rows.Row) -> str:
    source, target, weight, *values = row
    known = dict(zip((column.name for column in _OF_EDGES), values, strict=True))
    ends = {"source": identifier(source), "target": identifier(target)}
    own = attributes(id=number, **ends, weight=weight, start=known["first"], end=known["last"])
    return f"<edge{own}>{_values(_OF_EDGES, values)}</edge>\n"


def _values(columns: Sequence[Column], values: Iterable[Any]) -> str:
    pieces = []
    for column, value in zip(columns, values, strict=True):
        if value is not None:
            text = joined(value) if column.kind == "texts" else value
            pieces.append(f"<attvalue{attributes(**{'for': column.name}, value=text)}/>")
    return f"<attvalues>{''.join(pieces)}</attvalues>"


def _color(color: str) -> str:
    """The element for a colour like #3b76c4."""
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"<viz:color{attributes(r=red, g=green, b=blue)}/>"
