"""A process of this machine that makes stages and runs them, and the talk with it."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from typing import cast

import pyarrow as pa

from . import Maker, Stage

_KILLED = "a worker was killed, perhaps for want of memory; try fewer --workers"
_NEVER_BEGAN = (
    "a worker ended before it began: for want of memory (try fewer --workers), or because a program calls this outside "
    'of `if __name__ == "__main__":`'
)


class Gone(Exception):
    """A worker ended before it gave an answer; the text is one line that says what may be the reason."""


class Worker:
    """A process that waits for parts, and ends with the one that started it. It keeps the stage that it made last.

    Attributes:
        is_busy: whether it has a part, or was killed over one. Who gives it a part says so before, and it says when
            it is done.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._maker, self._has_begun, self.is_busy = b"", False, False

    def run(self, maker: bytes, part: pa.Table) -> pa.Table:
        """What a stage makes of a part; its maker (pickled) makes it there unless it was the last to do so.

        Raises:
            Gone: the process was killed, or could not begin.
            Exception: what the maker or the stage raised.
        """
        try:
            self._connection.send((None if maker == self._maker else maker, part))
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise Gone(_KILLED if self._has_begun else _NEVER_BEGAN) from error
        self.is_busy, self._has_begun = False, True
        failed = isinstance(answer, Exception)
        self._maker = b"" if failed else maker
        if failed:
            raise answer
        return answer

    def is_alive(self) -> bool:
        """Whether its process is still there."""
        return self._process.is_alive()

    def interrupt(self) -> None:
        """Break off what it does."""
        if self.is_busy:
            self._process.terminate()

    def end(self) -> None:
        """End the process, which has nothing to do."""
        self._connection.close()
        self._process.join()


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build that started this worker
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    stage: Stage | None = None
    while True:
        try:
            maker, part = connection.recv()
        except EOFError:
            os._exit(0)  # to clear away all that was loaded would take as long as much work
        try:
            if maker is not None:
                stage = cast(Maker, pickle.loads(maker))()
            answer = cast(Stage, stage)(part)
        except Exception as error:
            answer = _told(error)
        connection.send(answer)


def _leave_with_parent() -> None:
    """End this process when the build that started it is gone (killed): nobody would ever ask it again."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _told(error: Exception) -> Exception:
    """The error as another process can be told of it, with where it was raised."""
    where = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # of a class that cannot be carried, or not be made again
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(f"in a worker:\n{where}")
    return error
