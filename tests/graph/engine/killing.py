"""Killing workers as a machine that fails does."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path


def kill_one(called: str, *, parent: str = "") -> int:
    """Kill a process below this one whose command line, and that of its parent, have these texts; gives its id."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if _is_called(folder, called) and _is_called(_parent(folder), parent) and _is_at_work(folder):
                os.kill(int(folder.name), signal.SIGKILL)
                return int(folder.name)
        except OSError:  # it has ended meanwhile
            continue
    raise AssertionError(f"no process below this one is called {called}")


def _is_at_work(folder: Path) -> bool:
    """Whether this process has started it, and it talks to somebody: Daft waits for ever for one that never did."""
    talks = any(os.readlink(file).startswith("socket:") for file in (folder / "fd").iterdir())
    while talks and int(folder.name) > 1:
        folder = _parent(folder)
        if int(folder.name) == os.getpid():
            return True
    return False


def _is_called(process: Path, text: str) -> bool:
    return text.encode() in (process / "cmdline").read_bytes()


def _parent(process: Path) -> Path:
    return process.with_name((process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])


class Killer:
    """Kills the first process of that name that there is from now on, as soon as there is one."""

    def __init__(self, called: str, *, parent: str = "") -> None:
        self._called, self._above, self._pids = called, parent, list[int]()
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self.start = self._thread.start

    def killed(self) -> list[int]:
        """Who was killed, after it."""
        self._thread.join(timeout=60)
        return self._pids

    def _wait(self) -> None:
        while not self._pids:
            try:
                self._pids.append(kill_one(self._called, parent=self._above))
            except AssertionError:
                time.sleep(0.02)
