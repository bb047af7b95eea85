"""Decisions are carried out in a process of their own, so that the server goes on answering from the old graph."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ...config.errors import GuanxiError
from ...extract.ledger import Decision
from ..decide import decide, undo
from ..store.folder import GraphFolder
from .problems import Locked


@dataclass(frozen=True, slots=True)
class Recount:
    """How the last recount of this server stands; `number` counts them, `error` is why it failed, where it did."""

    number: int = 0
    running: bool = False
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Decisions to be made, or the number of one to be taken back."""

    decisions: tuple[Decision, ...] = ()
    undo: int | None = None
    who: str = ""


class Recounter:
    """Lets the graph follow, one job at a time."""

    def __init__(self, graph: str | os.PathLike[str]) -> None:
        self._graph = Path(graph)
        self._lock = threading.Lock()
        self._state, self._begun = Recount(), 0.0

    def state(self) -> Recount:
        """How it stands now."""
        with self._lock:
            state = self._state
            if not state.running:
                return state
            return Recount(state.number, True, round(time.monotonic() - self._begun, 1))

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
            self._state = Recount(self._state.number + 1, True)
            threading.Thread(target=self._follow, args=(job,), daemon=True).start()
            return self._state

    def _follow(self, job: Job) -> None:
        error = self._in_a_process(job)
        with self._lock:
            seconds = round(time.monotonic() - self._begun, 1)
            self._state = Recount(self._state.number, False, seconds, error)

    def _in_a_process(self, job: Job) -> str:
        # A fresh one, whatever threads and locks this one has; it ends with it.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(str(self._graph), job, there), daemon=True)
        process.start()
        there.close()
        try:
            return str(here.recv())
        except EOFError:
            return "the recount was ended before it was done; the graph is as it was"
        finally:
            process.join()
            here.close()


def _work(graph: str, job: Job, told: Connection) -> None:
    try:
        if job.undo is not None:
            undo(graph, job.undo, who=job.who)
        else:
            decide(graph, job.decisions, who=job.who, strict=len(job.decisions) == 1)
        told.send("")
    except GuanxiError as error:
        told.send(str(error) or type(error).__name__)
