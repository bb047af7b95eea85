"""How much work a browser has with the page, against pyvis's default page of the same entities and links.

    python benchmarks/page_speed.py [--sizes 500 1500 3000] [--peer 500] [--json FILE]

Writes both pages of an invented graph, opens each in a browser of its own without a screen, and prints CPU seconds of
all its processes until the page can be used (pyvis: until its loading bar is gone, for the browser works out where
things stand), and of zooming ten times. The peer is only tried up to `--peer` entities: it takes the square of them.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright
from pyvis.network import Network

from guanxi.benchmarks.harness.contest import peak_megabytes
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.harness.graphs import write as write_graph
from guanxi.graph.query.view import View
from guanxi.graph.web.page import write as write_page
from guanxi.graph.web.subgraph import select

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
READY = "() => document.querySelector('#panel h1')"
PEER_READY = "() => document.querySelector('#loadingBar')?.style.display === 'none'"
ZOOMS = 10
PATIENCE = 600_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of a browser: from its start until the page can be used, and of zooming.

    `waited` are seconds by the clock until it can be used, `peak` the memory that the browser had for it, in MB.
    """

    ready: float
    zoom: float
    waited: float
    peak: float


def peer_page(view: View, path: Path, *, size: int) -> None:
    """pyvis's page of the same entities and links, with all its defaults."""
    shown = select(view, max_nodes=size)
    network = Network(height="850px", cdn_resources="in_line")
    for number, node in enumerate(shown.nodes):
        network.add_node(number, label=node.name, title=node.name)
    # `add_edge` looks through all edges each time.
    network.edges = [{"from": edge.source, "to": edge.target, "value": edge.weight} for edge in shown.edges]
    path.write_text(network.generate_html(), encoding="utf-8")


def cost(path: Path, ready: str) -> Cost:
    """Open a page in a browser of its own, and use it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1400, "height": 850})
        # pyvis's page asks for stylesheets that it can do without.
        page.route("http*://**", lambda route: route.abort())
        meter = browser.new_browser_cdp_session()
        empty, clock = _seconds(meter), time.perf_counter()
        page.goto(path.as_uri(), timeout=PATIENCE)
        page.wait_for_function(ready, timeout=PATIENCE)
        _draw(page)
        usable, waited = _seconds(meter), time.perf_counter() - clock
        page.mouse.move(700, 425)
        for _ in range(ZOOMS):
            page.mouse.wheel(0, -120)
            _draw(page)
        zoomed = _seconds(meter)
        peak = sum(peak_megabytes(process["id"]) for process in _processes(meter))
        browser.close()
    return Cost(usable - empty, zoomed - usable, waited, peak)


def _draw(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _seconds(meter: CDPSession) -> float:
    return sum(float(process["cpuTime"]) for process in _processes(meter))


def _processes(meter: CDPSession) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = meter.send("SystemInfo.getProcessInfo")["processInfo"]
    return found


def figure(sizes: Sequence[int], *, peer: int, edges: int) -> Figure:
    """Measure pages of so many entities, and pyvis's up to `peer` of them."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = Path(scratch) / "page.html", Path(scratch) / "peer.html"
        write_graph(Path(scratch) / "bench.guanxi", edges, measures=True)
        with View.open(Path(scratch) / "bench.guanxi") as view:
            for size in sizes:
                case = f"{size:,} entities"
                write_page(view, ours, max_nodes=size)
                rows.append(Row(case, "guanxi view", _measures(ours, cost(ours, READY))))
                if size <= peer:
                    peer_page(view, theirs, size=size)
                    rows.append(Row(case, "pyvis, defaults", _measures(theirs, cost(theirs, PEER_READY))))
    return Figure("page", rows, compared="CPU s until usable")


def _measures(page: Path, cost: Cost) -> dict[str, float]:
    return {
        "CPU s until usable": cost.ready,
        f"CPU s of zooming {ZOOMS} times": cost.zoom,
        "wall s until usable": cost.waited,
        "peak MB": cost.peak,
        "MB on disk": page.stat().st_size / 1e6,
    }


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[500, 1500, 3000])
    parser.add_argument("--peer", type=int, default=500, metavar="N", help="largest page that the peer is tried with")
    parser.add_argument("--edges", type=int, default=40_000, help="of the invented graph")
    options = parser.parse_args()
    if CHROMIUM is None:
        parser.error("needs Chromium")
    figure(options.sizes, peer=options.peer, edges=options.edges).report(options.json)


if __name__ == "__main__":
    main()
