"""Who belongs together: the communities of the strongest part of a graph, as a map."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from ..query.kinds import of_types
from ..query.view import View
from .answers import Communities, Community, Tie
from .part import Line, lines, strongest
from .questions import CommunitiesQuestion
from .remembered import once

SMALLEST, WIDEST = 12.0, 80.0  # radius of a community on the map


@dataclass(frozen=True, slots=True)
class Grouping:
    """The strongest entities (row numbers), their links, and the entities by community, the strongest first."""

    chosen: list[int]
    kept: list[Line]
    groups: list[list[int]]


def grouping(view: View, asked: CommunitiesQuestion) -> Grouping:
    """The communities among the strongest entities, the largest first.

    Raises:
        QueryError: an unknown type.
    """
    question = asked.model_copy(update={"members": 1})
    return once(view, question, lambda of: _grouped(of, question))


def _grouped(view: View, asked: CommunitiesQuestion) -> Grouping:
    from ..web import layout  # what it draws with takes a while to load

    of_types(asked.type, view.types())
    chosen = strongest(view.connection, asked)
    kept = lines(view.connection, chosen, asked)
    place = {entity: number for number, entity in enumerate(chosen)}
    found = layout.communities(len(chosen), [(place[n.source], place[n.target], n.weight) for n in kept])
    # Places are by strength, so the smallest is the strongest.
    return Grouping(chosen, kept, [[chosen[node] for node in sorted(group)] for group in found])


def communities(view: View, asked: CommunitiesQuestion) -> Communities:
    """The communities among the strongest entities, the largest first, each called by its strongest member.

    Raises:
        QueryError: an unknown type.
    """
    from ..web import layout

    found = grouping(view, asked)
    inside, between = _shared(found)
    radii = _radii([len(group) for group in found.groups])
    shared = [(a, b, float(weight)) for (a, b), weight in between.items()]
    places = layout.place(radii, shared, [range(len(radii))] if radii else [])
    told = []
    for number, (group, radius, (x, y)) in enumerate(zip(found.groups, radii, places, strict=True)):
        refs = [view.ref(entity) for entity in group]
        types = dict(sorted(Counter(ref.type for ref in refs).items()))
        members = tuple(refs[: asked.members])
        told.append(Community(number, refs[0].name, len(refs), types, inside[number], members, x, y, radius))
    ties = (Tie(a, b, weight) for (a, b), weight in sorted(between.items(), key=lambda tie: (-tie[1], tie[0])))
    return Communities(tuple(told), tuple(ties), len(found.chosen), view.info().entities)


def _radii(sizes: list[int]) -> list[float]:
    """Areas of discs are as the sizes of communities."""
    return [round(max(SMALLEST, WIDEST * math.sqrt(size / max(sizes))), 1) for size in sizes]


def _shared(found: Grouping) -> tuple[Counter[int], Counter[tuple[int, int]]]:
    """Windows of links within each community, and between each two of them."""
    home = {entity: number for number, group in enumerate(found.groups) for entity in group}
    inside: Counter[int] = Counter()
    between: Counter[tuple[int, int]] = Counter()
    for line in found.kept:
        a, b = sorted((home[line.source], home[line.target]))
        if a == b:
            inside[a] += line.weight
        else:
            between[a, b] += line.weight
    return inside, between
