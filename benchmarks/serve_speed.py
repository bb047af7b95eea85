"""How fast a large graph is served: 20 clients ask a graph of a million co-mentions over HTTP, without a pause.

    python benchmarks/serve_speed.py [--graph FOLDER] [--edges N] [--clients N] [--seconds N]

Writes an invented graph through the product's own Writer (kept in FOLDER, so that the next run finds it), starts
`guanxi serve` on it, and prints how long that takes to its first answer, how long the page waits for its map and its
first pictures, and what the clients wait for each kind of question. Names are asked as often as they are named, so that
hubs come up all the time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.parse import quote

import numpy as np

from guanxi.benchmarks.harness.graphs import name_of, write
from guanxi.graph.query.view import View
from guanxi.graph.store.folder import GraphFolder

__all__ = ["name_of", "write"]


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, and how many seconds it took from its start to the first answer."""

    port: int
    process: subprocess.Popen[bytes]
    opened: float


def start(graph: Path) -> Served:
    """Run `guanxi serve` as a user would, and wait for its first answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "guanxi", "serve", str(graph), "--port", str(port), "--no-browser"]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/info") as answer:
                answer.read()
            return Served(port, process, time.perf_counter() - started)
        except OSError:
            time.sleep(0.01)


def told(port: int, address: str) -> tuple[bytes, float]:
    """An answer, and the seconds until the whole of it was there."""
    started = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}") as answer:
        body: bytes = answer.read()
    return body, time.perf_counter() - started


def pictures(graph: Path, served: Served) -> None:
    """Print how long the page waits for what it draws; the server has begun with the map when it started."""
    found, waited = told(served.port, "/api/communities?members=5")
    print(f"map of communities {waited:.2f} s after the first answer")
    largest = json.loads(found)["communities"][0]["members"][0]["id"]
    with View.open(graph) as view:
        strongest = view.connection.execute("SELECT id FROM entities ORDER BY strength DESC LIMIT 20")
        around = "&".join(f"open=around:{quote(id_)}" for (id_,) in strongest)
    for what, asked in (("of a community", f"open=community:{quote(largest)}"), ("around 20 hubs", around)):
        found, waited = told(served.port, f"/api/picture?{asked}")
        drawn = json.loads(found)
        print(f"picture {what} {waited:.2f} s: {len(drawn['nodes'])} entities, {len(drawn['lines'])} lines")


def named_together(graph: Path) -> list[tuple[str, str]]:
    """Names of one window each, as often as they stand together."""
    with View.open(graph) as view:
        named = "SELECT m.window, e.name FROM mentions AS m JOIN entities AS e USING (entity) WHERE m.window % 50 = 0"
        rows = view.connection.execute(f"{named} ORDER BY m.window, m.start").fetchall()
    return [(a, b) for (here, a), (there, b) in pairwise(rows) if here == there]


def questions(together: list[tuple[str, str]], *, seed: int) -> Iterator[tuple[str, str]]:
    """(kind, address) of one question after the other: what a person types and clicks, a third of each kind."""
    random = Random(seed)
    while True:
        a, b = random.choice(together)
        # A search is asked anew with every character that is typed.
        yield "search", f"/api/search?text={quote(b[: random.randint(1, len(b))])}"
        rank = random.choice(("", "&type=company", "&rank=jaccard"))
        yield "neighbors", f"/api/neighbors?name={quote(a)}{rank}"
        yield "evidence", f"/api/evidence?a={quote(a)}&b={quote(b)}"


async def client(port: int, asked: Iterator[tuple[str, str]], until: float, waits: dict[str, list[float]]) -> None:
    """Ask one question after the other over one connection, and note the milliseconds until each whole answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        kind, address = next(asked)
        started = time.perf_counter()
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
        waits[kind].append((time.perf_counter() - started) * 1000)
        assert head.startswith("http/1.1 200"), (address, head)
    writer.close()


async def ask(port: int, asked: list[Iterator[tuple[str, str]]], *, seconds: float) -> dict[str, list[float]]:
    """Milliseconds waited for each question, by kind; as many clients as there are lists of questions."""
    waits: dict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(port, each, until, waits) for each in asked))
    return waits


def cpu_seconds(process: int) -> float:
    """What a process has used so far."""
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def report(served: Served, together: list[tuple[str, str]], *, clients: int, seconds: float) -> None:
    """Let so many clients ask, and print how they fared."""
    before = cpu_seconds(served.process.pid)
    found = asyncio.run(ask(served.port, [questions(together, seed=n) for n in range(clients)], seconds=seconds))
    asked, used = sum(map(len, found.values())), cpu_seconds(served.process.pid) - before
    print(f"{clients} clients without a pause: {asked / seconds:.0f} questions a second", end=", ")
    print(f"{1000 * used / asked:.1f} ms of CPU time each, {used / seconds:.0%} of a core")
    for kind, waits in sorted(found.items()):
        middle, high, most = np.percentile(waits, (50, 95, 100))
        print(f"  {kind:10} median {middle:6.1f} ms, 95 % within {high:6.1f} ms, longest {most:6.1f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("out/serve_speed.guanxi"))
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    if not GraphFolder(options.graph).sqlite.exists():
        write(options.graph, options.edges, measures=True)
    with View.open(options.graph) as view:
        print(f"{view.info().edges:,} pairs of {view.info().entities:,} entities")
    together, served = named_together(options.graph), start(options.graph)
    try:
        print(f"first answer {served.opened:.2f} s after the start")
        pictures(options.graph, served)
        for clients in (1, options.clients):
            report(served, together, clients=clients, seconds=options.seconds)
    finally:
        served.process.terminate()
        served.process.wait()


if __name__ == "__main__":
    main()
