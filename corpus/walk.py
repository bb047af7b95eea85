"""Which files the inputs mean: each once, in an order that does not depend on how they were given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

from ..config.errors import InputError
from .formats import IGNORED, READERS, REFUSED, suffix_of

STDIN = "-"
_OUTSIDE = "link to outside the folder: name the target as an input of its own"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What could not be read.

    Attributes:
        source: the source that its document would have had.
        reason: why, and what to do where that is known.
        path: the file, to be shown to the user.
    """

    source: str
    reason: str
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and the source of its documents."""

    path: str
    source: str


def find_files(inputs: Sequence[str | Path]) -> list[Found | Unreadable]:
    """All files that the inputs mean, besides standard input.

    In folders, hidden files, graphs and what is plainly no document are passed over; links are followed only to what
    is in the folder itself, so that a folder from elsewhere cannot name the files of this machine.

    Raises:
        InputError: an input does not exist.
    """
    paths = sorted((os.path.realpath(path), path) for path in _existing(inputs))
    named = {real for real, path in paths if not os.path.isdir(path)}
    roots = [real for real, path in paths if os.path.isdir(path)]
    seen: set[str] = set()
    found: list[Found | Unreadable] = []
    for real, path in paths:
        if real in named:
            items = [(printable(os.path.basename(path)), path, real, REFUSED.get(suffix_of(path), ""))]
        else:
            items = sorted(_inside(path, real, named, roots))
        for source, file, real_file, reason in items:
            if real_file not in seen:
                seen.add(real_file)
                found.append(Unreadable(source, reason, printable(file)) if reason else Found(file, source))
    return found


def printable(name: str) -> str:
    r"""A file name that can be shown and stored: undecodable bytes and control characters become \xb0."""
    return "".join(c if c.isprintable() or c == "\u3000" else _escape(c) for c in name)


def _escape(character: str) -> str:
    undecodable = "\udc80" <= character <= "\udcff"
    return f"\\x{ord(character) - 0xDC00:02x}" if undecodable else repr(character)[1:-1]


def _existing(inputs: Sequence[str | Path]) -> Iterator[str]:
    for item in inputs:
        path = os.fspath(item)
        if path == STDIN:
            continue
        if not os.path.exists(path):
            raise InputError(f"{printable(path)}: no such file or folder")
        yield path


def _inside(root: str, real_root: str, named: set[str], roots: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """(source, path, real path, reason not to read it or "") of what is in a folder."""
    for path, real, reason in _walk(root, real_root):
        kind = suffix_of(path)
        if reason is _OUTSIDE and (real in named or any(_is_below(real, other) for other in roots)):
            continue  # it is read there
        if not os.path.isdir(path) and kind in IGNORED and real not in named:
            continue
        if not reason and kind in REFUSED:
            reason = REFUSED[kind]
        elif not reason and kind not in READERS and real not in named:
            reason = f"unknown kind {kind or 'of file'}: give the file itself to read it as text"
        source = os.path.basename(real) if path == root else os.path.relpath(path, root).replace(os.sep, "/")
        yield printable(source), path, real, reason


def _walk(root: str, real_root: str) -> Iterator[tuple[str, str, str]]:
    """(path, real path, error) of every file in a folder; links last, so that a file goes by its own name."""
    plain, links = [(root, real_root)], list[str]()
    seen: set[str] = set()
    while plain or links:
        if plain:
            path, real = plain.pop()
        else:
            path = heappop(links)
            real = os.path.realpath(path)
            if os.path.exists(path) and not _is_below(real, real_root):
                yield path, real, _OUTSIDE
                continue
        if real in seen:
            continue
        seen.add(real)
        if not os.path.isdir(path):
            if os.path.isfile(path):  # no pipes and devices
                yield path, real, ""
            elif not os.path.exists(path):
                yield path, real, "link to nothing" if os.path.islink(path) else "no such file"
            continue
        try:
            names = _names(path, given=path == root)
        except InputError as error:
            yield path, real, str(error)
            continue
        for name in names:
            child = os.path.join(path, name)
            if os.path.islink(child):
                heappush(links, child)
            else:
                plain.append((child, os.path.join(real, name)))


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _names(folder: str, *, given: bool) -> list[str]:
    """What is in a folder and not hidden; nothing in a graph, unless it is `given` as an input."""
    try:
        names = os.listdir(folder)
    except OSError as error:
        raise InputError(f"folder cannot be opened: {(error.strerror or str(error)).lower()}") from None
    if "graph.sqlite" in names and os.path.isdir(os.path.join(folder, "shards")):
        if given:
            raise InputError("this is a graph, not a folder of documents")
        return []
    if os.path.realpath(folder).endswith(".guanxi") and not given:
        return []
    return [name for name in names if not name.startswith((".", "~$"))]  # the latter are locks of open Word files
