"""Plain text and Markdown; both are taken as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config.errors import InputError
from ..dates import date_document
from ..decode import decode
from ..titles import find_title
from .article import Article, Opened, one_line

_HEAD = 4096
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date|url)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#\r]*$", re.MULTILINE)


def read_text(opened: Opened) -> Iterator[Article]:
    """A .txt: a short first line is its title, a dateline or the name of the file tells its date."""
    text, metadata = _text(opened)
    date, date_from = date_document(text, name=opened.name)
    yield Article(text, title=find_title(text), date=date, metadata=metadata, date_from=date_from)


def read_markdown(opened: Opened) -> Iterator[Article]:
    """A .md: title, date and url from its front matter, else from its first heading and as in plain text."""
    text, metadata = _text(opened)
    front = _FRONT_MATTER.match(text[:_HEAD])
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
    url = one_line(fields.get("url"))
    body = text[front.end() :] if front else text
    heading = _HEADING.search(body[:_HEAD])
    date, date_from = date_document(body, marked=fields.get("date"), url=url, name=opened.name)
    yield Article(
        text,
        title=one_line(fields.get("title")) or (one_line(heading[1]) if heading else find_title(body)),
        date=date,
        metadata=metadata | ({"url": url} if url else {}),
        date_from=date_from,
    )


def _text(opened: Opened) -> tuple[str, dict[str, str]]:
    text, encoding = decode(opened.read(), opened.encoding)
    if not text.strip():
        raise InputError("no text in this file")
    return text, {"encoding": encoding}
