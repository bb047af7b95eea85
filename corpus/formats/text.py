"""Plain text and Markdown; both are taken as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...config.errors import InputError
from ..dates import date_in_name, find_date, normalise_date
from ..decode import decode
from ..titles import find_title
from .article import Article, Opened, one_line

_HEAD = 4096
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(title|date)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE | re.IGNORECASE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#\r]*$", re.MULTILINE)


def read_text(opened: Opened) -> Iterator[Article]:
    """A .txt: a short first line is its title, a dateline or the name of the file tells its date."""
    text, encoding = decode(opened.read(), opened.encoding)
    if not text.strip():
        raise InputError("no text in this file")
    yield Article(
        text,
        title=find_title(text),
        date=find_date(text) or date_in_name(opened.name),
        metadata={"encoding": encoding},
    )


def read_markdown(opened: Opened) -> Iterator[Article]:
    """A .md: title and date from its front matter, else from its first heading and as in plain text."""
    for article in read_text(opened):
        head = article.text[:_HEAD]
        front = _FRONT_MATTER.match(head)
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front[1])} if front else {}
        body = head[front.end() :] if front else head
        heading = _HEADING.search(body)
        yield Article(
            article.text,
            title=one_line(fields.get("title")) or (one_line(heading[1]) if heading else find_title(body)),
            date=normalise_date(fields.get("date")) or article.date,
            metadata=article.metadata,
        )
