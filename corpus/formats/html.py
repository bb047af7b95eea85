"""Web pages: main text without menus and advertisements, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...config.errors import InputError
from ..dates import date_document
from ..decode import decode
from .article import Article, Opened, one_line
from .declared import declared_date
from .markup import lean, plain_text
from .quiet import quiet

_CHARSET = re.compile(rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_HEAD = 8192
_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
# The search for the main text takes more than a second or two on larger pages, and loses text below the depth at
# which its parser stops: those are taken whole.
_MOST_TAGS, _MOST_CHARACTERS, _MOST_JSON, _DEEPEST = 15_000, 1_000_000, 10, 240
_MOST_WORK = 300_000_000  # tags × characters of text: for each element that it drops it copies the text before
# Trafilatura distrusts main texts below 250 characters: many, for Chinese. Below this we take the whole body.
_SHORTEST = 60
_BELOW, _LINES_BELOW = 300, 4


def read_html(opened: Opened) -> Iterator[Article]:
    """A .html: main text, title, date, author and site; all text of the body where no main text is found."""
    data = opened.read()
    declared = _CHARSET.search(data, 0, _HEAD)
    page, encoding = decode(data, opened.encoding, declared[1].decode("ascii", "replace") if declared else None)
    del data
    everything = plain_text(page)
    page = lean(page) if page.count("<") <= 10 * _MOST_TAGS else ""
    found = _extract(page, len(everything))
    text = found.get("text") or ""
    if len(text) < _SHORTEST:
        text = everything or text
    if not text.strip():
        raise InputError("no text in this page")
    others = {
        "author": found.get("author"),
        "url": found.get("url"),
        "sitename": found.get("sitename"),
    }
    title, url = one_line(found.get("title")), one_line(others["url"])
    marked, above = declared_date(page), _below(title, everything)
    date, date_from = date_document(text, above=above, marked=marked, url=url, name=opened.name)
    yield Article(
        text,
        title=title,
        date=date,
        metadata={"encoding": encoding} | {key: value for key, name in others.items() if (value := one_line(name))},
        date_from=date_from,
    )


def _below(title: str | None, everything: str) -> str:
    """The lines below the headline, among which the day and the source stand: often they are not of the main text."""
    below = everything.partition(f"{title}\n")[2][:_BELOW] if title else ""
    return "\n".join(below.splitlines()[:_LINES_BELOW])


def _extract(page: str, characters: int) -> dict[str, Any]:
    """What trafilatura makes of a page: empty if it is too large for it, has no main text or makes it stumble."""
    import trafilatura

    if not page or not _fits(page, characters):
        return {}
    config = trafilatura.settings.use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "1"
    try:
        with quiet(*_LIBRARIES):
            found = trafilatura.bare_extraction(
                page,
                config=config,
                with_metadata=True,
                favor_recall=True,
                include_comments=False,
                date_extraction_params={"extensive_search": False},  # ours says more: `declared_date`
            )
    except Exception:  # whatever a hostile page makes of the library, its text can still be read
        return {}
    return found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}


def _fits(page: str, characters: int) -> bool:
    """Whether the main text of a page with so many characters of text is found soon, and without loss."""
    tags = page.count("<")
    if tags > _MOST_TAGS or tags * characters > _MOST_WORK or len(page) > _MOST_CHARACTERS:
        return False
    return page.count("ld+json") <= _MOST_JSON and _depth(page) <= _DEEPEST


def _depth(page: str) -> int:
    """Levels of elements, where more than the usual limit of parsers are counted as well."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return 0
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
