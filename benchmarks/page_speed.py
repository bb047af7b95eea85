"""How much work a browser has with the page, against pyvis's default page of the same entities and links.

    python benchmarks/page_speed.py [--sizes 500 1500 3000] [--peer 500]

Writes both pages of an invented graph, opens each in a browser of its own without a screen, and prints CPU seconds of
all its processes until the page can be used (pyvis: until its loading bar is gone, for the browser works out where
things stand), and of zooming ten times. The peer is only tried up to `--peer` entities: it takes the square of them.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright
from pyvis.network import Network

from guanxi.benchmarks.serve_speed import write as write_graph
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
    """CPU seconds of a browser: from its start until the page can be used, and of zooming."""

    ready: float
    zoom: float


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
        page.route(
            "http*://**", lambda route: route.abort()
        )  # pyvis's page asks for stylesheets that it can do without
        meter = browser.new_browser_cdp_session()
        empty = _seconds(meter)
        page.goto(path.as_uri(), timeout=PATIENCE)
        page.wait_for_function(ready, timeout=PATIENCE)
        _draw(page)
        usable = _seconds(meter)
        page.mouse.move(700, 425)
        for _ in range(ZOOMS):
            page.mouse.wheel(0, -120)
            _draw(page)
        zoomed = _seconds(meter)
        browser.close()
    return Cost(usable - empty, zoomed - usable)


def _draw(page: Page) -> None:
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _seconds(meter: CDPSession) -> float:
    processes: list[dict[str, Any]] = meter.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(float(process["cpuTime"]) for process in processes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[500, 1500, 3000])
    parser.add_argument("--peer", type=int, default=500, metavar="N", help="largest page that the peer is tried with")
    arguments = parser.parse_args()
    if CHROMIUM is None:
        parser.error("needs Chromium")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_graph(folder / "bench.guanxi", 40_000)
        with View.open(folder / "bench.guanxi") as view:
            for size in arguments.sizes:
                write_page(view, folder / "page.html", max_nodes=size)
                ours = cost(folder / "page.html", READY)
                megabytes = (folder / "page.html").stat().st_size / 1e6
                print(f"{size:5} entities, {megabytes:.1f} MB: ready {ours.ready:6.2f} CPU s, zoom {ours.zoom:5.2f}")
                if size <= arguments.peer:
                    peer_page(view, folder / "peer.html", size=size)
                    peer = cost(folder / "peer.html", PEER_READY)
                    print(f"      pyvis: ready {peer.ready:6.2f} CPU s, zoom {peer.zoom:5.2f}")
                    print(f"      ratio: {peer.ready / ours.ready:.0f} times, {peer.zoom / ours.zoom:.1f} times")


if __name__ == "__main__":
    main()
