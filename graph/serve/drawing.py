"""Entities and lines of a picture with all that its filters and sizes need."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from ..query.view import View
from ..web.places import Places, common
from ..web.scores import scores
from .answers import DrawnLine, DrawnNode
from .part import Line
from .remembered import once

_NODE = """
SELECT id, name, type, mentions, documents, neighbors, strength,
       (SELECT min(first) FROM edges WHERE source = entity), (SELECT max(last) FROM edges WHERE source = entity)
FROM entities WHERE entity = ?
"""


def drawn_nodes(
    db: sqlite3.Connection, chosen: Sequence[int], places: Sequence[tuple[int, int]]
) -> tuple[DrawnNode, ...]:
    """Entities (row numbers) at their places."""
    facts = (db.execute(_NODE, (entity,)).fetchone() for entity in chosen)
    return tuple(DrawnNode(*[*row, x, y]) for row, (x, y) in zip(facts, places, strict=True))


def drawn_lines(view: View, kept: Sequence[Line], number: Mapping[int, int]) -> tuple[DrawnLine, ...]:
    """Links with their measures and months; `number` tells the place of each entity in the picture."""
    if not kept:
        return ()
    # To see where documents stand takes a walk over all of their windows.
    timing = once(view, Places, lambda of: Places(of.connection))
    places = {entity: timing.of(view.connection, entity) for entity in number}
    months = (timing.months(common(places[line.source], places[line.target])) for line in kept)
    facts = ((number[n.source], number[n.target], n.weight, n.documents, n.first, n.last) for n in kept)
    measures = scores(view.connection, [(n.source, n.target) for n in kept], [n.weight for n in kept])
    return tuple(
        DrawnLine(*fact, *measured, tuple(of)) for fact, measured, of in zip(facts, measures, months, strict=True)
    )
