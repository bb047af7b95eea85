"""How fast a large graph answers, beside networkx with the same links: read from the graph in place, or in memory.

    python benchmarks/query_speed.py [--edges N...] [--peer-edges N] [--times N] [--graphs FOLDER] [--json FILE]

Writes an invented graph of each size through the product's own Writer (kept in FOLDER, so that the next run finds
it), and asks it the same questions: `guanxi` is the View as commands use it, `View.network` its read-only graph for
networkx, `nx.Graph` a copy in memory, with weights and documents, of graphs of up to --peer-edges pairs. Each has a
process of its own. What it takes to open a graph is measured in a fresh one, imports and all: resident memory is what
that process then has. Ends of paths are drawn from all entities with links, pairs to quote as often as they are named
together.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import numpy as np

from guanxi.benchmarks.harness.contest import contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.harness.graphs import write
from guanxi.graph.pinyin import syllables
from guanxi.graph.query.view import View
from guanxi.graph.store.folder import GraphFolder

SIZES = (100_000, 1_000_000, 5_000_000)
TOP = 50  # neighbors
_OPEN = """
import sys, time
from pathlib import Path
from guanxi.graph.query.view import View
took = []
for _ in range(20):
    started = time.perf_counter()
    view = View.open(sys.argv[1])
    took.append(1000 * (time.perf_counter() - started))
    if len(took) < 20: view.close()
pages = int(Path("/proc/self/statm").read_text().split()[1])
import json, os
print(json.dumps([took, pages * os.sysconf("SC_PAGE_SIZE") / 1e6]))
"""
Ask = Callable[[], object]
Questions = Mapping[str, Sequence[Ask]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of: ids of the largest hub, of ends of paths, of pairs named together, and names to look for."""

    hub: str
    ends: Sequence[tuple[str, str]]
    together: Sequence[tuple[str, str]]
    names: Sequence[str]


def chosen(view: View, times: int) -> Chosen:
    """The same for all who are asked."""
    db, random = view.connection, Random(1)
    linked = [entity for (entity,) in db.execute("SELECT entity FROM entities WHERE neighbors > 0 ORDER BY entity")]
    (hub,) = db.execute("SELECT id FROM entities ORDER BY neighbors DESC, entity LIMIT 1").fetchone()
    (windows,) = db.execute("SELECT max(window) FROM windows").fetchone()
    together: list[tuple[int, int]] = []
    while len(together) < times:
        named = [e for (e,) in db.execute("SELECT entity FROM mentions WHERE window = ?", (random.randrange(windows),))]
        if len(named) > 1:
            a, b = random.sample(named, 2)
            together.append((a, b))
    ends = [random.sample(linked, 2) for _ in range(times)]
    of_paths, of_pairs = ([(view.ref(a).id, view.ref(b).id) for a, b in pairs] for pairs in (ends, together))
    return Chosen(hub, of_paths, of_pairs, [view.ref(a).name for a, _ in ends])


def of_view(view: View, times: int) -> Questions:
    """All questions."""
    of = chosen(view, times)
    spelled = [text.replace(" ", "") for text in syllables(of.names)]
    texts = {
        "one character": "".join(of.names),
        "two characters": [name[:2] for name in of.names],
        "Latin letters": ["star", "nova 1", "Vast", "bri", "Bright 2"],
        "pinyin": spelled,
        "a beginning of pinyin": [text[:4] for text in spelled],
        "an ending of very many": ["公司", "基金", "研究院", "市", "生"],
    }
    return {
        f"neighbors, {TOP} strongest of the largest hub": [lambda: view.neighbors(of.hub, limit=TOP)] * times,
        "neighbors, by log_likelihood": [lambda: view.neighbors(of.hub, limit=TOP, rank="log_likelihood")] * times,
        "common, of any two": [partial(view.common, a, b) for a, b in of.ends],
        "common, with the largest hub": [partial(view.common, a, of.hub) for a, _ in of.ends if a != of.hub],
        "evidence": [partial(view.evidence, a, b) for a, b in of.together],
        **{
            f"search, {kind}": [partial(view.search, text) for text in _as_many(some, times)]
            for kind, some in texts.items()
        },
        "distance": [partial(view.distance, a, b) for a, b in of.ends],
        "weighted path": [partial(view.path, a, b) for a, b in of.ends],
    }


def of_networkx(graph: nx.Graph, of: Chosen) -> Questions:
    """Those that networkx can be asked, of the same entities."""

    def strongest() -> object:
        return nlargest(TOP, graph.adj[of.hub].items(), key=lambda link: link[1]["weight"])

    def common(a: str, b: str) -> object:
        return sorted(
            nx.common_neighbors(graph, a, b), key=lambda n: -min(graph[n][a]["weight"], graph[n][b]["weight"])
        )

    def chain(a: str, b: str, weight: Callable[[str, str, Mapping[str, Any]], float] | None) -> object:
        try:
            return nx.bidirectional_dijkstra(graph, a, b, weight) if weight else nx.shortest_path(graph, a, b)
        except nx.NetworkXNoPath:
            return None

    return {
        f"neighbors, {TOP} strongest of the largest hub": [strongest] * len(of.ends),
        "common, of any two": [partial(common, a, b) for a, b in of.ends],
        "common, with the largest hub": [partial(common, a, of.hub) for a, _ in of.ends if a != of.hub],
        "distance": [partial(chain, a, b, None) for a, b in of.ends],
        "weighted path": [partial(chain, a, b, lambda _, __, link: 1 / link["weight"]) for a, b in of.ends],
    }


def side(graph: Path, kind: str, times: int) -> Callable[[], dict[str, list[float]]]:
    """Milliseconds of each answer, by question."""
    view = View.open(graph)
    if kind == "guanxi":
        questions = of_view(view, times)
    else:
        network = view.network()
        questions = of_networkx(nx.Graph(network) if kind == "nx.Graph" else network, chosen(view, times))

    def work() -> dict[str, list[float]]:
        return {what: list(map(_milliseconds, asks)) for what, asks in questions.items()}

    return work


def _as_many(texts: Sequence[str], times: int) -> list[str]:
    return list(islice(cycle(texts), times))


def _milliseconds(ask: Ask) -> float:
    started = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - started)


def rows(graph: Path, *, peer: bool, times: int) -> list[Row]:
    """All measures of a graph: guanxi's first, of each question."""
    with View.open(graph) as view:
        size = f"{view.info().edges:,} pairs"
    kinds = ["guanxi", "View.network", *(["nx.Graph"] if peer else [])]
    costs = contest({kind: partial(side, graph, kind, times) for kind in kinds}, rounds=2)
    opened = subprocess.run([sys.executable, "-c", _OPEN, graph], capture_output=True, check=True, text=True).stdout
    took, resident = json.loads(opened)
    found = [Row(f"{size}: open", "guanxi", {**_told(took), "resident MB": resident})]
    # What it takes networkx to read a graph is the time until it can be asked.
    found += [
        Row(f"{size}: open", kind, {"p95 ms": 1000 * costs[kind].load, "peak MB": costs[kind].peak})
        for kind in kinds[1:]
    ]
    for what in costs["guanxi"].result:
        asked = [kind for kind in kinds if what in costs[kind].result]
        found += [Row(f"{size}: {what}", kind, _told(costs[kind].result[what])) for kind in asked]
    return found


def _told(took: Sequence[float]) -> dict[str, float]:
    middle, high = np.percentile(took, (50, 95)).tolist()
    return {"p50 ms": middle, "p95 ms": high}


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--edges", type=int, nargs="+", default=SIZES)
    parser.add_argument("--peer-edges", type=int, default=max(SIZES))
    parser.add_argument("--times", type=int, default=60, help="answers to each question")
    parser.add_argument("--graphs", type=Path, default=Path("out/query_speed"))
    options = parser.parse_args()
    found: list[Row] = []
    for edges in options.edges:
        graph = options.graphs / f"{edges}.guanxi"
        if not GraphFolder(graph).sqlite.exists():
            write(graph, edges)
        found += rows(graph, peer=edges <= options.peer_edges, times=options.times)
    Figure("queries", found, compared="p95 ms").report(options.json)


if __name__ == "__main__":
    main()
