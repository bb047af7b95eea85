"""Which files the inputs mean: each once, in an order that does not depend on how they were given."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..config.errors import InputError
from .folders import HIDDEN, OUTSIDE, Folder, is_below
from .formats import IGNORED, READERS, REFUSED, suffix_of
from .remote import is_remote, list_remote

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
    """A file to read, the source of its documents, and its size in bytes where the listing told it."""

    path: str
    source: str
    size: int | None = None


def find_files(inputs: Sequence[str | Path]) -> Iterator[Found | Unreadable]:
    """All files that the inputs mean, besides standard input, as they are asked for.

    In folders, hidden files, graphs and what is plainly no document are passed over; links are followed only to what
    is in the folder itself, so that a folder from elsewhere cannot name the files of this machine.

    Raises:
        InputError: an input does not exist. It comes from the call itself.
    """
    paths = sorted((os.path.realpath(path), path) for path in _existing(inputs))
    first = dict(reversed(paths))  # of one that is named by two paths the first
    remote = sorted({os.fspath(item) for item in inputs if is_remote(item)})
    return chain(_found(sorted(first.items())), _find_remote(remote))


def _found(paths: Sequence[tuple[str, str]]) -> Iterator[Found | Unreadable]:
    linked: set[str] = set()
    folders = {real: Folder(path, linked) for real, path in paths if os.path.isdir(path)}
    named = {real for real, _ in paths if real not in folders}
    for real_input, path in paths:
        around = [folder for real, folder in folders.items() if real != real_input and is_below(real_input, real)]
        if real_input in named:
            within = next((folder.real for folder in around if folder.shows(real_input)), None)
            source = os.path.relpath(real_input, within) if within else os.path.basename(path)
            yield _item(source, path, REFUSED.get(suffix_of(path), ""))
            continue
        for source, file, real, reason in _inside(folders[real_input], named, list(folders)):
            if not any(folder.shows(real) for folder in around):
                yield _item(source, file, reason)


def _item(source: str, path: str, reason: str) -> Found | Unreadable:
    source = printable(source.replace(os.sep, "/"))
    return Unreadable(source, reason, printable(path)) if reason else Found(path, source)


def _find_remote(urls: Sequence[str]) -> list[Found | Unreadable]:
    """What is in folders of object storage, each object once; the rules are those for folders on disk."""
    found: dict[str, Found | Unreadable] = {}
    for given in urls:
        root = given.rstrip("/")
        for url, size in list_remote(given):
            source = url.removeprefix(root + "/") if url != root else os.path.basename(url)
            kind, hidden = suffix_of(url), any(part.startswith(HIDDEN) for part in source.split("/"))
            named = url in urls
            if url in found or (not named and (hidden or kind in IGNORED or _in_graph(source))):
                continue
            reason = REFUSED.get(kind, "") or ("" if named or kind in READERS else _unknown(kind))
            item = (printable(source), reason, printable(url))
            found[url] = Unreadable(*item) if reason else Found(url, printable(source), size)
    return list(found.values())


def _in_graph(source: str) -> bool:
    return any(part.endswith(".guanxi") for part in source.split("/")[:-1])


def _unknown(kind: str) -> str:
    return f"unknown kind {kind or 'of file'}: give the file itself to read it as text"


def printable(name: str) -> str:
    r"""A file name that can be shown and stored: undecodable bytes and control characters become \xb0."""
    return "".join(c if c.isprintable() or c == "\u3000" else _escape(c) for c in name)


def _escape(character: str) -> str:
    undecodable = "\udc80" <= character <= "\udcff"
    return f"\\x{ord(character) - 0xDC00:02x}" if undecodable else repr(character)[1:-1]


def _existing(inputs: Sequence[str | Path]) -> Iterator[str]:
    for item in inputs:
        path = os.fspath(item)
        if path == STDIN or is_remote(path):
            continue
        if not os.path.exists(path):
            raise InputError(f"{printable(path)}: no such file or folder")
        yield path


def _inside(folder: Folder, named: Set[str], roots: Sequence[str]) -> Iterator[tuple[str, str, str, str]]:
    """(source, path, real path, reason not to read it or "") of what is in a folder and not named by itself."""
    for path, real, reason in folder.files():
        if real in named or (reason is OUTSIDE and any(is_below(real, other) for other in roots)):
            continue  # it is read there
        kind = suffix_of(path)
        if kind in IGNORED and not os.path.isdir(path):
            continue
        if not reason and kind in REFUSED:
            reason = REFUSED[kind]
        elif not reason and kind not in READERS:
            reason = _unknown(kind)
        yield os.path.basename(real) if path == folder.path else os.path.relpath(path, folder.path), path, real, reason
