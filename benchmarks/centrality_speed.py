"""How fast the measures of entities are, beside networkx over the same graph in the same run.

    python benchmarks/centrality_speed.py [GRAPH] [--pairs 100000] [--json FILE]

Without GRAPH it invents a graph of so many pairs. Making the graph of each side is not counted. Betweenness is of one
source: networkx does a few only. Its communities are Louvain's, since it has no Leiden of its own; modularity, at the
same resolution, says how good both are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from guanxi.benchmarks.harness.contest import contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.harness.graphs import invent
from guanxi.graph.centrality import Links, betweenness, pagerank, sources_of
from guanxi.graph.communities import communities, resolution
from guanxi.graph.query.view import View

SOURCES = 5  # of networkx's betweenness


def links_of(graph: Path) -> Links:
    """All links of a stored graph."""
    with View.open(graph) as view:
        rows = view.connection.execute("SELECT source, target, weight FROM edges").fetchall()
        (last,) = view.connection.execute("SELECT max(entity) FROM entities").fetchone()
    source, target, weight = np.array(rows, dtype=np.int64).T
    return Links.of(source, target, weight, nodes=last + 1)


def links_in(stored: Path) -> Links:
    """Links that wait in a file."""
    with np.load(stored) as held:
        return Links(held["starts"], held["targets"], held["weights"])


def to_networkx(links: Links) -> nx.Graph:
    """The same graph."""
    graph = nx.empty_graph(len(links.degrees))
    graph.add_weighted_edges_from(
        zip(links.sources.tolist(), links.targets.tolist(), links.weights.tolist(), strict=True)
    )
    return graph


def _betweenness(links: Links) -> Any:
    return betweenness(links, sources_of(links))


def _communities(links: Links) -> list[list[int]]:
    found = communities(links)
    groups: list[list[int]] = [np.flatnonzero(found == number).tolist() for number in range(found.max() + 1)]
    return groups + [[node] for node in np.flatnonzero(found < 0).tolist()]


def _pagerank_of_networkx(graph: nx.Graph, _: Links) -> Any:
    return nx.pagerank(graph, tol=1e-10, max_iter=1000)


def _betweenness_of_networkx(graph: nx.Graph, _: Links) -> Any:
    return nx.betweenness_centrality(graph, k=SOURCES, seed=1)


def _louvain(graph: nx.Graph, links: Links) -> list[list[int]]:
    return [list(group) for group in nx.community.louvain_communities(graph, resolution=resolution(links), seed=1)]


_OURS: dict[str, Callable[[Links], Any]] = {
    "PageRank": pagerank,
    "betweenness": _betweenness,
    "communities": _communities,
}
_THEIRS: dict[str, Callable[[nx.Graph, Links], Any]] = {
    "PageRank": _pagerank_of_networkx,
    "betweenness": _betweenness_of_networkx,
    "communities": _louvain,
}


def guanxi(what: str, stored: Path) -> Callable[[], Any]:
    """A measure as the build works it out."""
    return partial(_OURS[what], links_in(stored))


def with_networkx(what: str, stored: Path) -> Callable[[], Any]:
    """A measure as networkx works it out."""
    links = links_in(stored)
    return partial(_THEIRS[what], to_networkx(links), links)


def figure(links: Links) -> Figure:
    """Measure all of them."""
    with tempfile.TemporaryDirectory() as scratch:
        np.savez(
            stored := Path(scratch) / "links.npz", starts=links.starts, targets=links.targets, weights=links.weights
        )
        size = f"{len(links.targets) // 2:,} pairs of {np.count_nonzero(links.degrees):,} entities"
        rows = [row for what in _OURS for row in _rows(what, stored, links, size)]
    return Figure("centrality", rows)


def _rows(what: str, stored: Path, links: Links, size: str) -> Iterator[Row]:
    costs = contest({"guanxi": partial(guanxi, what, stored), "networkx": partial(with_networkx, what, stored)})
    sources = {"guanxi": len(sources_of(links)), "networkx": SOURCES} if what == "betweenness" else {}
    case = f"{what}{' from one entity' if sources else ''}, {size}"
    for who, cost in costs.items():
        share = sources.get(who, 1)
        measures = {"wall s": cost.wall / share, "CPU s": cost.cpu / share, "peak MB": cost.peak}
        if what == "communities":
            good = nx.community.modularity(to_networkx(links), cost.result, resolution=resolution(links))
            measures["modularity"] = good
        yield Row(case, who, measures)


def main() -> None:
    """Measure a stored graph or an invented one."""
    parser = arguments(__doc__)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--pairs", type=int, default=100_000)
    options = parser.parse_args()
    if options.graph:
        links = links_of(options.graph)
    else:
        made = invent(options.pairs)
        links = Links.of(made.source, made.target, made.weight, nodes=made.entities)
    figure(links).report(options.json)


if __name__ == "__main__":
    main()
