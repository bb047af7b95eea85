"""What the served page draws: communities and surroundings of entities, as they were opened one after another.

The answer follows from the question alone, and what was opened earlier stands where it stood: so a page can be sent as
the list of what is open in it, and grows without moving.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from ...config.errors import QueryError, UnknownName
from ..query.view import View
from .answers import Picture
from .communities import grouping
from .drawing import drawn_lines, drawn_nodes
from .limits import AROUND, MEMBERS, NODES
from .part import lines
from .problems import LimitExceeded
from .questions import CommunitiesQuestion, PictureQuestion, SubgraphQuestion

_RULE = SubgraphQuestion()  # how many links each entity keeps
_NEAREST = "SELECT target FROM edges WHERE source = ? ORDER BY weight DESC, target"
_TIES = """
SELECT target, weight FROM json_each(?) AS fresh CROSS JOIN edges ON source = fresh.value
WHERE target IN (SELECT value FROM json_each(?))
"""
_SIZES = "SELECT documents, mentions, neighbors, strength FROM entities WHERE entity = ?"

Place = tuple[int, int]


def picture(view: View, asked: PictureQuestion) -> Picture:
    """What is open, with places.

    Raises:
        QueryError: something asked for is neither a community nor an entity.
        AmbiguousName: several entities have a name.
        LimitExceeded: that is too much for a picture.
    """
    from ..web.layout import communities  # what it draws with takes a while to load

    found = _opened(view, asked.open)
    chosen = list(chain.from_iterable(found.steps))
    if len(chosen) > NODES:
        raise LimitExceeded(f"a picture holds at most {NODES} entities, and this would be {len(chosen)}; open less")
    db = view.connection
    kept = lines(db, chosen, _RULE, whole=found.named)
    places = _places(view, found.steps)
    number = {entity: place for place, entity in enumerate(chosen)}
    groups = communities(len(chosen), [(number[n.source], number[n.target], float(n.weight)) for n in kept])
    return Picture(
        drawn_nodes(db, chosen, places),
        drawn_lines(view, kept, number),
        tuple(map(tuple, groups)),
        tuple(found.unknown),
    )


@dataclass(slots=True)
class _Opened:
    """Row numbers of entities: in `steps` those each token brings, without those there before; in `named` those asked
    for by name, all of whose lines are shown."""

    steps: list[list[int]] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _opened(view: View, tokens: Sequence[str]) -> _Opened:
    opened = _Opened()
    there: set[int] = set()
    for token in tokens:
        try:
            found = _behind(view, token, there)
        except UnknownName:
            opened.unknown.append(token)
            continue
        if not token.startswith("community:"):
            opened.named.append(found[0])
        opened.steps.append([entity for entity in found if entity not in there])
        there.update(found)
    return opened


def _behind(view: View, token: str, there: set[int]) -> list[int]:
    kind, _, name = token.partition(":")
    if kind not in ("community", "around", "only") or not name:
        raise QueryError(f"open must be community:NAME, around:NAME or only:NAME, not {token!r}")
    entity = view.number_of(name)
    if kind == "only":
        return [entity]
    if kind == "around":
        nearest = (other for (other,) in view.connection.execute(_NEAREST, (entity,)))
        return [entity, *islice((other for other in nearest if other not in there), AROUND)]
    groups = grouping(view, CommunitiesQuestion()).groups
    # After a change of the graph another may be the strongest of it.
    return next((group[:MEMBERS] for group in groups if entity in group), [entity])


def _places(view: View, steps: Sequence[Sequence[int]]) -> list[Place]:
    """Where everything stands: what comes later, beside what it has most in common with."""
    from ..web import growth, layout

    db, most = view.connection, [1.0] * 4
    places: dict[int, Place] = {}
    radii: dict[int, float] = {}
    for step in steps:
        sizes = [db.execute(_SIZES, (entity,)).fetchone() for entity in step]
        if not places:
            most = [max(1.0, *of) for of in zip(*sizes, strict=True)] if sizes else most
        own = [layout.radius(*(min(1.0, size / of) for size, of in zip(each, most, strict=True))) for each in sizes]
        number = {entity: place for place, entity in enumerate(step)}
        links = [(number[n.source], number[n.target], float(n.weight)) for n in lines(db, step, _RULE)]
        inside = layout.place(own, links, layout.communities(len(step), links))
        if places:
            standing = [(*places[entity], radii[entity]) for entity in places]
            group = [(x, y, radius) for (x, y), radius in zip(inside, own, strict=True)]
            inside = growth.join(standing, group, _wanted(db, step, places)) if step else []
        places |= zip(step, inside, strict=True)
        radii |= zip(step, own, strict=True)
    return [places[entity] for entity in chain.from_iterable(steps)]


def _wanted(db: sqlite3.Connection, step: Sequence[int], places: dict[int, Place]) -> tuple[float, float]:
    """The middle of those there, each with the weight of its links to the newcomers."""
    x, y, total = 0, 0, 0
    for there, weight in db.execute(_TIES, (json.dumps(step), json.dumps(list(places)))):
        u, v = places[there]
        x, y, total = x + u * weight, y + v * weight, total + weight
    return (x / total, y / total) if total else (0.0, 0.0)
