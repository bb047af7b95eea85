"""How fast the measures of entities are, against networkx over the same graph in the same run.

    python benchmarks/centrality_speed.py [GRAPH] [--pairs 100000]

Prints CPU seconds and ratios. Without GRAPH it invents a graph of so many pairs. Of betweenness networkx does a few
sources only, and seconds are of one source. Its communities are Louvain's: it has no Leiden of its own.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from guanxi.benchmarks.serve_speed import invent
from guanxi.graph.centrality import Links, betweenness, pagerank, sources_of
from guanxi.graph.communities import communities, resolution
from guanxi.graph.query.view import View

SOURCES = 5  # of networkx's betweenness


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds, and what came out."""
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def links_of(graph: Path) -> Links:
    """All links of a stored graph."""
    with View.open(graph) as view:
        rows = view.connection.execute("SELECT source, target, weight FROM edges").fetchall()
        (last,) = view.connection.execute("SELECT max(entity) FROM entities").fetchone()
    source, target, weight = np.array(rows, dtype=np.int64).T
    return Links.of(source, target, weight, nodes=last + 1)


def to_networkx(links: Links) -> nx.Graph:
    """The same graph."""
    graph = nx.empty_graph(len(links.degrees))
    graph.add_weighted_edges_from(
        zip(links.sources.tolist(), links.targets.tolist(), links.weights.tolist(), strict=True)
    )
    return graph


def told(what: str, ours: float, theirs: float, more: str) -> None:
    """Print a line."""
    print(f"{what:12} {ours:8.3f} s, networkx {theirs:8.3f} s: {theirs / ours:.1f} times; {more}")


def report(links: Links) -> None:
    """Measure and print."""
    graph, sources = to_networkx(links), sources_of(links)
    print(f"{graph.number_of_edges():,} pairs of {np.count_nonzero(links.degrees):,} entities with links")
    ours, ranks = seconds(lambda: pagerank(links))
    theirs, expected = seconds(lambda: nx.pagerank(graph, tol=1e-10, max_iter=1000))
    apart = max(abs(ranks[node] - rank) for node, rank in expected.items())
    told("PageRank", ours, theirs, f"apart by {apart:.0e} at most")
    ours, _ = seconds(lambda: betweenness(links, sources))
    theirs, _ = seconds(lambda: nx.betweenness_centrality(graph, k=SOURCES, seed=1))
    told("betweenness", ours / len(sources), theirs / SOURCES, f"{len(sources)} sources take {ours:.1f} s")
    ours, found = seconds(lambda: communities(links))
    theirs, peer = seconds(lambda: nx.community.louvain_communities(graph, resolution=resolution(links), seed=1))
    groups = [set(np.flatnonzero(found == number).tolist()) for number in range(found.max() + 1)]
    groups += [{node} for node in np.flatnonzero(found < 0).tolist()]
    good, peers = (nx.community.modularity(graph, of, resolution=resolution(links)) for of in (groups, peer))
    told("communities", ours, theirs, f"modularity {good:.4f}, networkx {peers:.4f}")


def main() -> None:
    """Measure a stored graph or an invented one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--pairs", type=int, default=100_000)
    options = parser.parse_args()
    if options.graph:
        report(links_of(options.graph))
    else:
        made = invent(options.pairs)
        source, target = made.pairs.T
        report(Links.of(source, target, made.weights, nodes=made.entities))


if __name__ == "__main__":
    main()
