"""Who belongs together: the communities of the strongest part of a graph, as the page colours them."""

from __future__ import annotations

from collections import Counter

from ..query.view import View
from .answers import Communities, Community, Tie
from .part import Line, check_types, lines, strongest
from .questions import CommunitiesQuestion


def communities(view: View, asked: CommunitiesQuestion) -> Communities:
    """The communities among the strongest entities, the largest first, each called by its strongest member.

    Raises:
        QueryError: an unknown type.
    """
    from ..web import layout  # what it draws with takes a while to load

    check_types(view, asked.type)
    chosen = strongest(view.connection, asked)
    kept = lines(view.connection, chosen, asked)
    place = {entity: number for number, entity in enumerate(chosen)}
    groups = layout.communities(len(chosen), [(place[n.source], place[n.target], n.weight) for n in kept])
    home = {chosen[node]: number for number, group in enumerate(groups) for node in group}
    inside, between = _shared(kept, home)
    found = (_told(view, number, group, chosen, inside, asked.members) for number, group in enumerate(groups))
    ties = (Tie(a, b, weight) for (a, b), weight in sorted(between.items(), key=lambda tie: (-tie[1], tie[0])))
    return Communities(tuple(found), tuple(ties), len(chosen), view.info().entities)


def _shared(kept: list[Line], home: dict[int, int]) -> tuple[Counter[int], Counter[tuple[int, int]]]:
    """Windows of links within each community, and between each two of them."""
    inside: Counter[int] = Counter()
    between: Counter[tuple[int, int]] = Counter()
    for line in kept:
        a, b = sorted((home[line.source], home[line.target]))
        if a == b:
            inside[a] += line.weight
        else:
            between[a, b] += line.weight
    return inside, between


def _told(
    view: View, number: int, group: list[int], chosen: list[int], inside: Counter[int], members: int
) -> Community:
    # Places are by strength, so the smallest is the strongest.
    refs = [view.ref(chosen[node]) for node in sorted(group)]
    types = dict(sorted(Counter(ref.type for ref in refs).items()))
    return Community(number, refs[0].name, len(refs), types, inside[number], tuple(refs[:members]))
