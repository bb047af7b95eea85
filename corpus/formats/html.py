"""Web pages: main text without menus and advertisements, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...config.errors import InputError
from ..dates import date_in_name, find_date, normalise_date
from ..decode import decode
from .article import Article, Opened, one_line
from .quiet import quiet

_CHARSET = re.compile(rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HEAD = 8192
_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
# No guesses from the text, and no limit that moves with the calendar: one page, one date.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-12-31", "outputformat": "%Y-%m-%d"}
_BLOCKS = "p|div|section|article|li|tr|h1|h2|h3|h4|h5|h6|br|table|ul|ol|blockquote|pre|dd|dt|header|footer"


def read_html(opened: Opened) -> Iterator[Article]:
    """A .html: main text, title, date, author and site; all text of the body where no main text is found."""
    data = opened.read()
    declared = _CHARSET.search(data, 0, _HEAD)
    page, encoding = decode(data, opened.encoding, declared[1].decode("ascii", "replace") if declared else None)
    del data
    found = _extract(page)
    text = found.get("text") or _body_text(page)
    if not text.strip():
        raise InputError("no text in this page")
    others = {
        "author": found.get("author"),
        "url": found.get("url"),
        "sitename": found.get("sitename"),
    }
    yield Article(
        text,
        title=one_line(found.get("title")),
        date=normalise_date(found.get("date")) or find_date(text) or date_in_name(opened.name),
        metadata={"encoding": encoding} | {key: value for key, name in others.items() if (value := one_line(name))},
    )
