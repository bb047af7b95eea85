"""The engine of one machine: this process, or several of them."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import chain, islice
from multiprocessing import resource_tracker
from threading import Lock

import pyarrow as pa

from ...config.errors import GuanxiError
from . import Maker, Stage
from .worker import Gone, Worker

# How many workers may be killed over one part.
_TRIES = 2


class LocalEngine:
    """So many processes of this machine, started as parts come; this process alone where one is enough."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._team: _Team | None = None
        self._stage: Stage | None = None

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine.map`; at most two parts a worker are in flight, so that memory stays bounded."""
        parts = iter(parts)
        ahead = list(islice(parts, 2))
        # For a single part the start of a process costs more than it gains.
        go = self._alone if self.workers <= 1 or len(ahead) < 2 else self._together
        return go(maker, chain(ahead, parts))

    def close(self) -> None:
        """See `Engine.close`; what is under way is broken off."""
        team, self._team, self._stage = self._team, None, None
        if team is not None:
            team.end()

    def _alone(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        stage: Stage | None = None
        for part in parts:
            if stage is None:
                stage = self._stage = maker()  # kept, as workers keep theirs, for what the next may share with it
            yield stage(part)

    def _together(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        team = self._team = self._team or _Team(self.workers)
        packed, flight = pickle.dumps(maker), _Flight()
        try:
            for part in parts:
                flight[team.give(packed, part)] = part, _TRIES
                while len(flight) >= 2 * self.workers:
                    yield from _landed(flight, team, packed)
            while flight:
                yield from _landed(flight, team, packed)
        finally:
            for future in flight:
                future.cancel()


def create(workers: int | None) -> LocalEngine:
    """The engine with one process for each core, unless told otherwise."""
    return LocalEngine(workers or os.cpu_count() or 1)


_Flight = dict[Future[pa.Table], tuple[pa.Table, int]]


def _landed(flight: _Flight, team: _Team, maker: bytes) -> Iterator[pa.Table]:
    """What comes first of what is in flight; a part whose worker was killed goes to another one."""
    for future in wait(flight, return_when=FIRST_COMPLETED).done:
        part, tries = flight.pop(future)
        try:
            yield future.result()
        except Gone as error:
            if tries == 1:
                raise GuanxiError(str(error)) from error
            flight[team.give(maker, part)] = part, tries - 1


class _Team:
    """At most so many workers. Each thread talks with one at a time, so that none waits while a part is being made."""

    def __init__(self, most: int) -> None:
        self._threads = ThreadPoolExecutor(most, initializer=_leave_ctrl_c)
        self._lock, self._is_over = Lock(), False
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []

    def give(self, maker: bytes, part: pa.Table) -> Future[pa.Table]:
        """Have the first worker that is free make something of a part."""
        return self._threads.submit(self._run, maker, part)

    def _run(self, maker: bytes, part: pa.Table) -> pa.Table:
        worker = self._free()
        try:
            return worker.run(maker, part)
        finally:
            if not worker.is_busy:
                self._idle.append(worker)

    def _free(self) -> Worker:
        """A worker that has nothing to do, and is busy from now on."""
        with self._lock:
            if self._is_over:
                raise Gone("the engine was closed")
            while self._idle:
                if (worker := self._idle.pop()).is_alive():
                    break
            else:
                self._workers.append(worker := Worker())
            worker.is_busy = True
            return worker

    def end(self) -> None:
        """End all workers."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._is_over = True  # who has no worker yet gets none; all others are interrupted
        for worker in self._workers:
            worker.interrupt()
        self._threads.shutdown()
        for worker in self._workers:
            worker.end()


def _leave_ctrl_c() -> None:
    """Leave Ctrl-C to the build: processes that this thread starts do not hear of it, not even as they begin."""
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # starting it later would undo this
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
