"""Decisions are carried out in a process of their own, so that the server goes on answering from the old graph."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from ...config.errors import GuanxiError
from ...extract.ledger import Decision
from ..decide import decide, undo
from ..store.folder import GraphFolder
from .problems import Locked

_Outcome = tuple[tuple[int, ...], str]  # the numbers of what was made or taken back, and what went wrong


@dataclass(frozen=True, slots=True)
class Recount:
    """How the last recount of this server stands.

    Attributes:
        number: counts them.
        id: no other recount has it, of this server or one that is started later; empty before the first.
        error: why it failed, where it did.
        decisions: the numbers of those that it made or took back, once it has.
    """

    number: int = 0
    id: str = ""
    running: bool = False
    seconds: float = 0.0
    error: str = ""
    decisions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Decisions to be made, or the numbers of some to be taken back."""

    decisions: tuple[Decision, ...] = ()
    undo: tuple[int, ...] = ()
    who: str = ""


class Recounter:
    """Lets the graph follow, one job at a time."""

    def __init__(self, graph: str | os.PathLike[str]) -> None:
        self._graph = Path(graph)
        self._lock = threading.Lock()
        self._state, self._begun, self._run = Recount(), 0.0, secrets.token_hex(4)

    def state(self) -> Recount:
        """How it stands now."""
        with self._lock:
            state = self._state
            if not state.running:
                return state
            return replace(state, seconds=round(time.monotonic() - self._begun, 1))

    def begin(self, job: Job) -> Recount:
        """Begin with a job, and do not wait for its end.

        Raises:
            Locked: another one is at the graph.
            GraphError: it cannot be written.
        """
        with self._lock:
            if self._state.running:
                raise Locked("decisions are being carried out; wait for that to end")
            try:
                GraphFolder(self._graph).check_free()
            except GuanxiError as error:
                raise Locked(str(error)) from None
            self._begun = time.monotonic()
            number = self._state.number + 1
            self._state = Recount(number, f"{self._run}-{number}", True)
            threading.Thread(target=self._follow, args=(job,), daemon=True).start()
            return self._state

    def _follow(self, job: Job) -> None:
        try:
            numbers, error = self._in_a_process(job)
        except EOFError:
            numbers, error = (), "the recount was ended from outside; see the decisions for what was carried out"
        except OSError as fault:
            numbers, error = (), f"no process can be started for the recount: {fault.strerror or fault}"
        with self._lock:
            seconds = round(time.monotonic() - self._begun, 1)
            self._state = replace(self._state, running=False, seconds=seconds, error=error, decisions=numbers)

    def _in_a_process(self, job: Job) -> _Outcome:
        # A fresh one, whatever threads and locks this one has; it ends with it.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(str(self._graph), job, there), daemon=True)
        with here:
            try:
                with there, _deaf():
                    process.start()
                return cast(_Outcome, here.recv())
            finally:
                if process.pid:
                    process.join()


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C from its first moment on; who started it ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else the start of a process starts it, and that lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(graph: str, job: Job, told: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    made: list[int] = []
    try:
        if job.undo:
            made += (decision.number for decision in undo(graph, *job.undo, who=job.who).decisions)
        if job.decisions:
            report = decide(graph, job.decisions, who=job.who, strict=len(job.decisions) == 1)
            made += (decision.number for decision in report.decisions)
        told.send((tuple(made), ""))
    except (GuanxiError, OSError) as error:
        told.send((tuple(made), str(error) or type(error).__name__))


def _end_with_the_server() -> None:
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)
