"""Files, folders and standard input to documents."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, cast

from ..config.errors import InputError
from .decode import encoding_name
from .document import Document, content_id, origin_of
from .formats import READERS, suffix_of
from .formats.article import Article, Broken, Opened, storable
from .formats.records import read_jsonl
from .formats.text import read_text
from .remote import is_remote, open_remote
from .walk import STDIN, Found, Unreadable, find_files, printable

__all__ = ["Unreadable", "read_documents", "read_files"]


def read_documents(
    inputs: Sequence[str | Path],
    *,
    encoding: str | None = None,
    max_bytes: int,
    strict: bool = False,
    on_unreadable: Callable[[Unreadable], None],
) -> Iterator[Document]:
    """All documents of files and folders, and of JSON lines on standard input for "-".

    Their order does not depend on the order of `inputs`, and a file that is reached twice is read once. A file of
    more than `max_bytes` bytes (for .jsonl and .csv: such a line) is refused. What cannot be read goes to
    `on_unreadable`, and reading goes on.

    Raises:
        InputError: an input does not exist; with `strict`, something cannot be read. The first comes from the call
            itself, before anything is read.
        ConfigError: there is no such encoding.
    """
    if encoding is not None:
        encoding_name(encoding)
    stdin = [Found(STDIN, "stdin")] if any(str(item) == STDIN for item in inputs) else []
    files = chain(find_files(inputs), stdin)
    return read_files(files, encoding=encoding, max_bytes=max_bytes, strict=strict, on_unreadable=on_unreadable)


def read_files(
    files: Iterable[Found | Unreadable],
    *,
    encoding: str | None = None,
    max_bytes: int,
    strict: bool = False,
    on_unreadable: Callable[[Unreadable], None],
) -> Iterator[Document]:
    """All documents of files that `find_files` found; arguments and errors as for `read_documents`."""
    report = _refuse if strict else on_unreadable
    return (document for item in files for document in _documents(item, encoding, max_bytes, report))


def _refuse(unreadable: Unreadable) -> None:
    raise InputError(f"{unreadable.path}: {unreadable.reason}")


def _documents(
    item: Found | Unreadable, encoding: str | None, max_bytes: int, report: Callable[[Unreadable], None]
) -> Iterator[Document]:
    if isinstance(item, Unreadable):
        report(item)
        return
    origin = "" if item.path == STDIN else origin_of(item.path)
    for article in _articles(item, encoding, max_bytes):
        if isinstance(article, Broken):
            reason = f"{article.where}: {article.reason}" if article.where else article.reason
            report(Unreadable(item.source, printable(reason), printable(item.path)))
        else:
            yield _document(article, item.source, origin)


def _document(article: Article, source: str, origin: str) -> Document:
    """All of its text can be stored, with every character in its place."""
    text = storable(article.text)
    return Document(
        storable(article.id) if article.id else content_id(text),
        text,
        storable(article.source or source),
        storable(article.title) if article.title else None,
        article.date,
        {key: storable(value) for key, value in article.metadata.items()},
        article.date_from,
        origin=origin,
    )


def _articles(item: Found, encoding: str | None, max_bytes: int) -> Iterator[Article | Broken]:
    """What is in a file; whatever goes wrong with all of it comes as a last `Broken`."""
    kind = suffix_of(item.path)
    reader = read_jsonl if item.path == STDIN else READERS.get(kind, read_text)
    try:
        with _open(item.path) as (stream, size):
            name = os.path.basename(item.path).removesuffix(".gz")
            yield from reader(Opened(name, stream, encoding, max_bytes, size))
    except InputError as error:
        yield Broken("", str(error))
    except (gzip.BadGzipFile, zlib.error, EOFError):
        yield Broken("", "damaged gzip file")
    except OSError as error:
        yield Broken("", (error.strerror or str(error)).lower())


@contextmanager
def _open(path: str) -> Iterator[tuple[IO[bytes], int]]:
    """Stream of unpacked bytes, and the size of the file, 0 where that says nothing."""
    if path == STDIN:
        if sys.stdin is None:
            raise InputError("there is no standard input")
        yield sys.stdin.buffer, 0
        return
    with _bytes(path) as (stream, size):
        if path.lower().endswith(".gz"):
            with gzip.open(stream) as unpacked:
                yield cast(IO[bytes], unpacked), 0
        else:
            yield stream, size


@contextmanager
def _bytes(path: str) -> Iterator[tuple[IO[bytes], int]]:
    if is_remote(path):
        with open_remote(path) as opened:
            yield opened
        return
    if os.path.exists(path) and not os.path.isfile(path):  # to open a pipe is to wait for who writes into it
        raise InputError("a pipe or device, not a file: pipe JSON lines into - instead")
    with open(path, "rb") as file:
        yield file, os.fstat(file.fileno()).st_size
