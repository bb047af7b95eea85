"""Putting exports in their place: all of a folder's files are finished before the first one is seen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..store.folder import replace_atomically, sync

Write = Callable[[Path], object]


def write_file(path: Path, pieces: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Write a text piece by piece, with its line ends as they are; whoever looks finds all of it or what was there."""
    replace_atomically(path, lambda beside: _fill(beside, pieces, encoding))


def write_folder(folder: Path, files: Mapping[str, Write]) -> None:
    """Let each of `files` be written, by its name, and then put all into `folder`. Other files in it stay.

    Raises:
        OSError: the folder cannot be made or written; what was there is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as scratch:
        for name, write in files.items():
            write(Path(scratch, name))
            sync(Path(scratch, name))
        for name in files:
            os.replace(Path(scratch, name), folder / name)
    sync(folder)


def text(pieces: Iterable[str], *, encoding: str = "utf-8") -> Write:
    """What writes a text piece by piece, with its line ends as they are."""
    return lambda path: _fill(path, pieces, encoding)


def _fill(path: Path, pieces: Iterable[str], encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(pieces)
