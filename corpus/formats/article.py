"""What a reader of a format takes and gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from ...config.errors import InputError

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """What a file, or one record of it, tells. `id` and `source` only where it gives them itself."""

    text: str
    title: str | None = None
    date: str | None = None
    id: str | None = None
    source: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    date_from: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """What cannot be read: a record ("line 3") of a file whose others can, or all of it ("")."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file to be read.

    Attributes:
        name: its name without folders and without .gz.
        stream: its bytes, unpacked.
        encoding: what the user says about it.
        max_bytes: more than this is never held at once.
        size: bytes on disk; 0 where unknown or packed.
    """

    name: str
    stream: IO[bytes]
    encoding: str | None
    max_bytes: int
    size: int = 0

    def read(self) -> bytes:
        """All of it.

        Raises:
            InputError: it has more than `max_bytes`, or none.
        """
        if self.size > self.max_bytes:
            raise InputError(over_limit(megabytes(self.size), self.max_bytes))
        data = self.stream.read(self.size or self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise InputError(over_limit("its content", self.max_bytes))
        if not data:
            raise InputError("empty file")
        return data


Reader = Callable[[Opened], Iterator[Article | Broken]]


def over_limit(what: str, limit: int) -> str:
    """Reason for refusing what is larger than the limit in bytes."""
    return f"{what} is more than the {megabytes(limit)} allowed: raise limits: file_megabytes in the configuration"


def megabytes(size: int) -> str:
    """A size in bytes for people; a megabyte is 1,000,000 bytes.

    >>> megabytes(209_715_200)
    '209.7 MB'
    """
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def storable(text: str) -> str:
    r"""Text that can be stored as UTF-8, with U+FFFD, one for one, for what JSON can write as "\ud800" and "\u0000".

    Lone surrogates are not in UTF-8, and at NUL a database takes a text to end.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def one_line(text: object) -> str | None:
    """A title or other short field on one line; None if there is nothing in it."""
    return " ".join(text.split()) or None if isinstance(text, str) else None
