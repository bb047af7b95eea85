"""What is in folders: each file once, in an order that their names decide, however many there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from heapq import heappop, heappush

from ..config.errors import InputError

OUTSIDE = "link to outside the folder: name the target as an input of its own"
HIDDEN = (".", "~$")  # the latter are locks of open Word files


class Folder:
    """A folder whose files are read. Holds the names in the folders that are open, and the links, but no more.

    `linked` are real paths that were met behind links, of all folders that are read together: they are met once.
    """

    def __init__(self, path: str, linked: set[str]) -> None:
        self.path = path
        self.real = os.path.realpath(path)
        self._links: list[str] = []
        self._linked = linked

    def files(self) -> Iterator[tuple[str, str, str]]:
        """(path, real path, reason why it cannot be read or "") of every file and folder that matters.

        Links come last, so that a file goes by its own name; they are followed only to what is in the folder itself.
        """
        yield from (file for file in self._below(self.path, self.real) if file[1] not in self._linked)
        while self._links:
            path = heappop(self._links)
            real = os.path.realpath(path)
            if os.path.exists(path) and not is_below(real, self.real):
                yield path, real, OUTSIDE
            elif not os.path.exists(path):
                yield path, real, "link to nothing"
            elif not self.shows(real) and (not os.path.isdir(path) or self._is_new(real)):
                yield from (file for file in self._below(path, real) if file[2] or self._is_new(file[1]))

    def _is_new(self, real: str) -> bool:
        known = real in self._linked
        self._linked.add(real)
        return not known

    def shows(self, real: str) -> bool:
        """Whether a real path is met in the folder without following a link."""
        if real == self.real or not is_below(real, self.real):
            return real == self.real
        at = self.real
        for name in os.path.relpath(real, self.real).split(os.sep):
            if name.startswith(HIDDEN) or is_graph(at, given=at == self.real):
                return False
            at = os.path.join(at, name)
        return True

    def _below(self, path: str, real: str) -> Iterator[tuple[str, str, str]]:
        """Files at a path and below, its links set aside."""
        if not os.path.isdir(path):
            if os.path.isfile(path):  # no pipes and devices
                yield path, real, ""
            return
        try:
            folders = [self._opened(path, real)]
        except InputError as error:
            yield path, real, str(error)
            return
        while folders:
            path, real, names = folders[-1]
            if not names:
                folders.pop()
                continue
            name = names.pop()
            path, real = (os.path.join(folder, name.rstrip(os.sep)) for folder in (path, real))
            if not name.endswith(os.sep):
                yield path, real, ""
                continue
            try:
                folders.append(self._opened(path, real))
            except InputError as error:
                yield path, real, str(error)

    def _opened(self, path: str, real: str) -> tuple[str, str, list[str]]:
        """A folder, and the names of what is in it, the next one last."""
        return path, real, sorted(self._inside(path, real), reverse=True)

    def _inside(self, path: str, real: str) -> list[str]:
        """Names of what is in a folder and not hidden, of folders with a stroke: so they sort as paths in them do."""
        if is_graph(real, given=real == self.real):
            if real == self.real:
                raise InputError("this is a graph, not a folder of documents")
            return []
        try:
            with os.scandir(path) as entries:
                return [name for entry in entries if (name := self._name(entry))]
        except OSError as error:
            raise InputError(f"folder cannot be opened: {(error.strerror or str(error)).lower()}") from None

    def _name(self, entry: os.DirEntry[str]) -> str:
        if entry.name.startswith(HIDDEN):
            return ""
        if entry.is_symlink():
            heappush(self._links, entry.path)
            return ""
        if entry.is_dir():
            return entry.name + os.sep
        return entry.name if entry.is_file() else ""  # no pipes and devices


def is_below(path: str, folder: str) -> bool:
    """Whether a path is that of a folder, or of something in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def is_graph(folder: str, *, given: bool) -> bool:
    """Whether a folder is a graph, or is called like one and not `given` as an input."""
    called = folder.endswith(".guanxi") and not given
    return called or (
        os.path.isfile(os.path.join(folder, "graph.sqlite")) and os.path.isdir(os.path.join(folder, "shards"))
    )
