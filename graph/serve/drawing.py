"""Entities and lines of a picture with all that its filters and sizes need."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import numpy as np

from ..measures import above_noise, jaccard, log_likelihood, signed
from ..query.view import View
from ..web.places import Places, common
from .answers import DrawnLine, DrawnNode
from .part import Line
from .remembered import once

_NODE = """
SELECT id, name, type, mentions, documents, neighbors, strength,
       (SELECT min(first) FROM edges WHERE source = entity), (SELECT max(last) FROM edges WHERE source = entity)
FROM entities WHERE entity = ?
"""
_COUNTED = "SELECT windows, strength FROM entities WHERE entity = ?"


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
    timing = once(view, Places, lambda of: Places(of.connection)).over(view.connection)
    places = {entity: timing.of(entity) for entity in number}
    months = (timing.months(common(places[line.source], places[line.target])) for line in kept)
    facts = ((number[n.source], number[n.target], n.weight, n.documents, n.first, n.last) for n in kept)
    return tuple(
        DrawnLine(*fact, *measured, tuple(of))
        for fact, measured, of in zip(facts, _measures(view, kept), months, strict=True)
    )


def _measures(view: View, kept: Sequence[Line]) -> list[tuple[float, float, float]]:
    """Jaccard, signed log-likelihood and the score above noise of each link, of four digits as on the page."""
    ends = {entity for line in kept for entity in (line.source, line.target)}
    facts = {entity: view.connection.execute(_COUNTED, (entity,)).fetchone() for entity in ends}
    both = np.array([line.weight for line in kept])
    a, of_a = np.array([facts[line.source] for line in kept]).T
    b, of_b = np.array([facts[line.target] for line in kept]).T
    (strengths,) = view.connection.execute("SELECT sum(strength) FROM entities").fetchone()
    windows = view.info().windows
    g2 = signed(log_likelihood(both, a, b, windows), both, a, b, windows)
    columns = (jaccard(both, a, b), g2, above_noise(both, of_a, of_b, strengths))
    return list(zip(*([float(f"{value:.4g}") for value in column] for column in columns), strict=True))
