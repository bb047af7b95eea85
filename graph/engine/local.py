"""The engine of one machine: this process, or several of them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

import pyarrow as pa

from ...config.errors import GuanxiError
from . import Maker, ScatterMaker, Stage


class LocalEngine:
    """So many processes of this machine. Results come in the order of the parts."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine.map`; at most two parts a worker are in flight, so that memory stays bounded."""
        parts = iter(parts)
        ahead = list(islice(parts, 2))
        # For a single part the start of a process costs more than it gains.
        go = self._alone if self._workers <= 1 or len(ahead) < 2 else self._together
        return go(maker, chain(ahead, parts))

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """See `Engine.shuffle`; in this process."""
        buckets: defaultdict[int, list[pa.Table]] = defaultdict(list)
        fill, stage = scatter(), gather()
        for part in parts:
            for bucket, table in fill(part):
                buckets[bucket].append(table)
        for bucket in sorted(buckets):
            yield stage(pa.concat_tables(buckets.pop(bucket)))

    def _alone(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        stage: Stage | None = None
        for part in parts:
            stage = stage or maker()
            yield stage(part)

    def _together(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, context, _start_worker, (maker, os.getpid())) as pool:
            try:
                flight: list[Future[pa.Table]] = []
                for part in parts:
                    flight.append(pool.submit(_run, part))
                    while len(flight) > 2 * self._workers:
                        yield flight.pop(0).result()
                while flight:
                    yield flight.pop(0).result()
            except BrokenProcessPool as error:
                raise GuanxiError("a worker was killed, perhaps for want of memory; try fewer --workers") from error


def create(workers: int | None) -> LocalEngine:
    """The engine with one process for each core, unless told otherwise."""
    return LocalEngine(workers or os.cpu_count() or 1)


_stage: Stage


def _start_worker(maker: Maker, parent: int) -> None:
    global _stage
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build that started this worker
    _stage = maker()
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this worker when the build that started it is gone (killed): nobody would ever ask it again."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _run(part: pa.Table) -> pa.Table:
    return _stage(part)
