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

    In folders, hidden files and what is plainly no document are passed over.

    Raises:
        InputError: an input does not exist.
    """
    paths = sorted((os.path.realpath(path), path) for path in _existing(inputs))
    named = {real for real, path in paths if not os.path.isdir(path)}
    seen: set[str] = set()
    found: list[Found | Unreadable] = []
    for real, path in paths:
        if real in named:
            items = [(printable(os.path.basename(path)), path, real, REFUSED.get(suffix_of(path), ""))]
        else:
            items = sorted(_inside(path, real, named))
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


def _inside(root: str, real_root: str, named: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """(source, path, real path, reason not to read it or "") of what is in a folder."""
    for path, real, reason in _walk(root, real_root):
        kind = suffix_of(path)
        if not reason and kind in REFUSED:
            reason = REFUSED[kind]
        elif not reason and kind not in READERS and real not in named:
            if kind in IGNORED:
                continue
            reason = f"unknown kind {kind or 'of file'}: give the file itself to read it as text"
        yield printable(os.path.relpath(path, root).replace(os.sep, "/")), path, real, reason


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
        if real in seen:
            continue
        seen.add(real)
        if not os.path.isdir(path):
            if os.path.isfile(path) or not os.path.exists(path):  # no pipes and devices, but broken links
                yield path, real, ""
            continue
        try:
            names = os.listdir(path)
        except OSError as error:
            yield path, real, f"folder cannot be opened: {error.strerror}"
            continue
        for name in names:
            child = os.path.join(path, name)
            if name.startswith((".", "~$")):  # the latter are locks of open Word files
                continue
            if os.path.islink(child):
                heappush(links, child)
            else:
                plain.append((child, os.path.join(real, name)))
