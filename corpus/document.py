"""What is read: documents and their sentences."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .remote import is_remote


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        id: given with the document, else `content_id` of its text.
        text: decoded text without byte order mark, otherwise untouched; all offsets count its code points.
        source: name of the file (or the source given with a JSON line).
        title: headline, where the file or its metadata tells.
        date: day of publication as YYYY-MM-DD, where known.
        metadata: whatever else the file tells (author, url, publisher, encoding …).
        date_from: how the date is known: "given" (a field of a record), "metadata" (of a web page, Word file, PDF or
            front matter), "url", "text" (a dateline) or "file name"; None where the date is unknown.
        origin: which file it stands in: `origin_of` its path; empty for standard input.
    """

    id: str
    text: str
    source: str
    title: str | None = None
    date: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    date_from: str | None = None
    origin: str = ""


class Sentence(NamedTuple):
    """One sentence: `text[start:end]` of its document, without the blanks around it.

    `index` counts sentences of the document from 0, `paragraph` its non-blank paragraphs from 0.
    """

    document: str
    index: int  # type: ignore[assignment]  # tuples have a method of that name
    start: int
    end: int
    paragraph: int


def content_id(text: str) -> str:
    """Id of a document that brings none: the first 16 hexadecimal digits of SHA-256 of its text in UTF-8.

    A byte order mark does not count; line ends and blanks do.
    """
    data = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:16]


def origin_of(path: str) -> str:
    """Which file a document stands in, without telling where that is: a hash of its path, links resolved."""
    real = path if is_remote(path) else os.path.realpath(path)
    return hashlib.sha256(real.encode("utf-8", "surrogateescape")).hexdigest()[:16]
