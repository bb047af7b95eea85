"""Commands about the whole graph: entities, communities."""

from __future__ import annotations

import click

from ..graph.query.centrality import RANK, RANKS, communities, ranking, sampled
from ..graph.query.results import EntityRef, RankedEntity
from ..graph.query.view import View
from .output import note, print_json, print_table
from .questions import graph_argument, json_option

_HEAD = ("name", "type", *RANKS, "community", "id")


@click.command()
@graph_argument
@click.option("--type", "types", metavar="T", multiple=True, help="Only this entity type; may be given several times.")
@click.option("--rank", metavar="MEASURE", default=RANK, show_default=True, help=f"One of {', '.join(RANKS)}.")
@click.option("--community", metavar="NUMBER", type=int, help="Only members of this community.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Answers.")
@json_option
def entities(graph: str, types: tuple[str, ...], rank: str, community: int | None, limit: int, as_json: bool) -> None:
    """The entities that matter most in the whole graph, over all documents.

    \b
    documents    documents that name it
    mentions     how often it is named
    degree       how many others it is named together with
    strength     how often it is named together with others, each of them counted
    pagerank     of a walk along links, strong ones more often, the share of time spent at it
    betweenness  of the shortest ways between any two others, the share that goes through it
    """
    with View.open(graph) as view:
        found = ranking(view, types=types, rank=rank, community=community, limit=limit)
        estimate = sampled(view) if rank == "betweenness" else None
    if estimate:
        note("betweenness is estimated from {:,} of {:,} entities".format(*estimate))
    if not found:
        note("no entity of this graph fits the question")
    if as_json:
        print_json(found)
    elif found:
        print_table(_HEAD, [(e.name, e.type, *_measures(e), e.community, e.id) for e in found])


def _measures(entity: RankedEntity) -> list[str]:
    return [f"{getattr(entity, rank):.9g}" for rank in RANKS]


@click.command(name="communities")
@graph_argument
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Answers.")
@click.option("--members", type=click.IntRange(min=1), default=10, show_default=True, help="Members told of each.")
@json_option
def communities_(graph: str, limit: int, members: int, as_json: bool) -> None:
    """Who belongs together: entities named with each other more than with the rest, over all documents.

    Communities are numbered by the strength of their members, and called by the three most tied to the others.
    """
    with View.open(graph) as view:
        found, window = communities(view, limit=limit, members=members), view.window
    if not found:
        note(f"this graph has no communities: no {window} names two entities")
    if as_json:
        print_json(found)
    elif found:
        print_table(
            ("community", "entities", f"{window}s within", f"{window}s out", "types", "members"),
            [(c.number, c.size, c.inside, c.outside, _types(c.types), _names(c.members)) for c in found],
        )


def _types(types: dict[str, int]) -> str:
    return ", ".join(f"{kind} {types[kind]}" for kind in sorted(types, key=lambda kind: (-types[kind], kind)))


def _names(members: tuple[EntityRef, ...]) -> str:
    return " · ".join(member.name for member in members)


COMMANDS = {"entities": entities, "communities": communities_}
