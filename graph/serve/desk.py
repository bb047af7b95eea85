"""Where questions are answered: threads with a View each, which follow the graph when a build replaces it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import TracebackType

from ...config.errors import GraphError
from ..query.view import View
from ..store.folder import GraphFolder
from .limits import SECONDS, WAITING, WINDOW
from .problems import Busy, busy, too_slow

# Quick questions never wait behind slow ones, which have threads of their own.
QUICK, SLOW = 2, 2
_STEPS = 500_000  # of SQLite's machine between two looks at the clock
IDLE = 3.0  # seconds without a question after which a thread lets go of the file, which may be replaced or gone
_KEPT = 32  # slow answers that are kept, so that all who open the same page ask once

# The bytes of an answer, and whether there is more on a next page.
Written = Callable[[View], tuple[bytes, bool]]


def version_of(path: str | os.PathLike[str]) -> str:
    """What changes whenever the graph's file is replaced.

    Raises:
        OSError: there is no such file.
    """
    facts = GraphFolder(path).sqlite.stat()
    return f"{facts.st_ino:x}-{facts.st_mtime_ns:x}-{facts.st_size:x}"


class Current:
    """The View of a graph as it stands now, for one thread. Use it as a context manager."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._view: View | None = None
        self.version = ""

    def __enter__(self) -> Current:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()

    def rest(self) -> None:
        """Let go of the file, until the View is asked for again."""
        if self._view is not None:
            self._view.close()
        self._view, self.version = None, ""

    def view(self) -> View:
        """The View, opened anew if the file was replaced. Where that fails the old one goes on.

        Raises:
            GraphError: there is no graph, and none is open.
        """
        try:
            version = version_of(self._path)
            if version != self.version:
                view = View.open(self._path, longest=WINDOW)
                self.rest()
                self._view, self.version = view, version
        except (OSError, GraphError) as error:
            if self._view is None:
                raise GraphError(str(error)) from error
        assert self._view is not None
        return self._view

    def check(self) -> None:
        """See that what was read is of one graph: a build replaces the file, but who copies one may write into it.

        Raises:
            GraphError: the file has been written into since the View was opened.
        """
        with suppress(OSError):
            version = version_of(self._path)
            if version != self.version and version.partition("-")[0] == self.version.partition("-")[0]:
                raise GraphError(f"{self._path} is being written into")


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer, whether there is more on a next page, and from which version of the graph it is."""

    body: bytes
    more: bool
    version: str


@dataclass(frozen=True, slots=True)
class _Job:
    question: Written
    deadline: float
    answer: Future[Answer]

    def failed(self, version: str) -> bool:
        """Whether it has no answer from this version of the graph, and will have none."""
        if self.answer.done():
            # Where the new graph cannot be opened a thread answers from the old one.
            return self.answer.exception() is not None or self.answer.result().version != version
        return time.monotonic() > self.deadline

    def run(self, current: Current) -> None:
        try:
            if time.monotonic() > self.deadline:
                raise too_slow()
            view = current.view()
            view.connection.set_progress_handler(lambda: time.monotonic() > self.deadline, _STEPS)
            try:
                body, more = self.question(view)
            finally:
                current.check()  # of half a file a name may be unknown, too
            self.answer.set_result(Answer(body, more, current.version))
        except sqlite3.OperationalError as error:
            self.answer.set_exception(too_slow() if str(error) == "interrupted" else error)
        except BaseException as error:  # the one who asked is told, and this thread goes on
            self.answer.set_exception(error)


class Desk:
    """Answers questions about one graph on its own threads, until it is closed."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._quick: SimpleQueue[_Job | None] = SimpleQueue()
        self._slow: SimpleQueue[_Job | None] = SimpleQueue()
        self._kept: OrderedDict[tuple[str, str], _Job] = OrderedDict()
        self._queues = [self._quick] * QUICK + [self._slow] * SLOW
        self._threads = [threading.Thread(target=self._work, args=(queue,), daemon=True) for queue in self._queues]
        for thread in self._threads:
            thread.start()

    def version(self) -> str:
        """Of the graph as it stands now; empty where there is none."""
        try:
            return version_of(self._path)
        except OSError:
            return ""

    async def ask(self, question: Written, *, name: str, slow: bool = False) -> Answer:
        """What the question gives for the View as it stands now; slow ones of one name are answered once.

        Raises:
            LimitExceeded: it takes too long.
            Busy: too many questions are waiting, or the server ends.
        """
        job = self._shared(question, name) if slow else self._put(self._quick, question)
        answer = asyncio.wrap_future(job.answer)
        # Nobody may be left to hear of what went wrong.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            # Others may wait for the same answer: who gives up does not take it from them.
            return await asyncio.wait_for(asyncio.shield(answer), SECONDS)
        except TimeoutError:
            raise too_slow() from None
        except asyncio.CancelledError:  # who goes away does not cancel a question, only the end of the server does
            raise Busy("this server is being ended") from None

    def warm(self, question: Written, *, name: str) -> None:
        """Have a slow question answered before anybody asks for it; `name` is what `ask` will be told."""
        with suppress(Busy):
            self._shared(question, name)

    def _shared(self, question: Written, name: str) -> _Job:
        key = name, (version := self.version())
        job = self._kept.get(key)
        if job is None or job.failed(version):
            job = self._kept[key] = self._put(self._slow, question)
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return job

    def _put(self, queue: SimpleQueue[_Job | None], question: Written) -> _Job:
        if queue.qsize() >= WAITING:
            raise busy()
        job = _Job(question, time.monotonic() + SECONDS, Future())
        queue.put(job)
        return job

    def close(self) -> None:
        """End the threads; one that is busy ends with the program."""
        for queue in self._queues:
            queue.put(None)
        for thread in self._threads:
            thread.join(timeout=1)

    def _work(self, queue: SimpleQueue[_Job | None]) -> None:
        with Current(self._path) as current:
            while True:
                try:
                    job = queue.get(timeout=IDLE if current.version else None)
                except Empty:
                    current.rest()
                    continue
                if job is None:
                    break
                job.run(current)
