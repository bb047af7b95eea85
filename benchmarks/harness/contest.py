"""Several ways to do one work, each in a process of its own, their rounds in turn."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from operator import attrgetter
from typing import Any

import psutil

# Loads what it needs and returns the work.
Side = Callable[[], Callable[[], Any]]
_MB = 1_000_000
_BETWEEN_LOOKS = 0.25  # seconds; looking takes CPU time from who is measured


@dataclass(frozen=True, slots=True)
class Cost:
    """What the cheapest round of a side cost.

    Attributes:
        load, wall: seconds by the clock, of loading and of the work.
        cpu: CPU seconds of the work, with those of processes that it started and that have ended.
        peak: greatest resident memory up to the end of the round, in MB; of processes that it started, too, as far as
            a look now and then can tell.
        result: what the work returned.
    """

    load: float
    wall: float
    cpu: float
    peak: float
    result: Any

    def measures(self) -> dict[str, float]:
        """As measures of a row."""
        return {"load s": self.load, "wall s": self.wall, "CPU s": self.cpu, "peak MB": self.peak}


def contest(
    sides: Mapping[str, Side], *, rounds: int = 1, by: Callable[[Cost], float] = attrgetter("cpu")
) -> dict[str, Cost]:
    """Let every side load, and then do its work in turn; of several rounds the best one counts.

    Args:
        sides: by name; each must be picklable (a function of a module, or a `partial` of one).
        by: what makes a round the best: the least of it.

    Raises:
        RuntimeError: a side failed; with its traceback.
    """
    found: dict[str, list[Cost]] = {name: [] for name in sides}
    with ExitStack() as stack:
        # One after the other: what loads beside another is not measured alone.
        players = {name: stack.enter_context(_playing(name, side)) for name, side in sides.items()}
        for _ in range(rounds):
            for name, play in players.items():
                found[name].append(play())
    return {name: min(costs, key=by) for name, costs in found.items()}


def cpu_seconds() -> float:
    """User and system time of this process and its finished children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_megabytes(process: int | str = "self") -> float:
    """Greatest resident memory of a process (this one) so far; of others only where the system tells, else 0."""
    try:
        # ru_maxrss of a process begins with that of the process that started it; this does not.
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")) / _MB
    except (OSError, StopIteration):
        if process != "self":
            return 0.0
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB


@contextmanager
def _playing(name: str, side: Side) -> Iterator[Callable[[], Cost]]:
    """A side that has loaded, in a process of its own; each call is a round."""
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(side, theirs))
    process.start()
    theirs.close()

    def play() -> Cost:
        pipe.send("go")
        return _answer(name, pipe, psutil.Process(process.pid))

    try:
        play()
        yield play
    finally:
        pipe.close()  # the end of its work
        process.join()


def _answer(name: str, pipe: Connection, process: psutil.Process) -> Cost:
    """What a side tells when it is done, and what memory it and the processes it started had meanwhile."""
    peak = 0.0
    while not pipe.poll(_BETWEEN_LOOKS):
        with suppress(psutil.NoSuchProcess):
            family = [process, *process.children(recursive=True)]
            peak = max(peak, sum(each.memory_info().rss for each in family) / _MB)
    try:
        told = pipe.recv()
    except EOFError:
        raise RuntimeError(f"{name}: its process ended") from None
    if isinstance(told, str):
        raise RuntimeError(f"{name}: {told}")
    assert isinstance(told, Cost)
    return replace(told, peak=max(told.peak, peak))


def _serve(side: Side, pipe: Connection) -> None:
    """In the child: load, then a round each time it is asked, until nobody is there any more."""
    try:
        pipe.recv()
        started = time.perf_counter()
        work = side()
        load = time.perf_counter() - started
        pipe.send(Cost(load, 0, 0, peak_megabytes(), None))
        while pipe.recv():
            clock, cpu = time.perf_counter(), cpu_seconds()
            result = work()
            pipe.send(Cost(load, time.perf_counter() - clock, cpu_seconds() - cpu, peak_megabytes(), result))
    except (EOFError, OSError):
        return
    except Exception:
        pipe.send(traceback.format_exc())
