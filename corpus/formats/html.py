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
# The search for the main text takes minutes on larger trees: those are taken whole.
_MOST_TAGS = 60_000
# Trafilatura distrusts main texts below 250 characters: many, for Chinese. Below this we take the whole body.
_SHORTEST = 60
_UNSEEN = ("script", "style", "noscript", "template", "head")
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tr ul".split()
)


def read_html(opened: Opened) -> Iterator[Article]:
    """A .html: main text, title, date, author and site; all text of the body where no main text is found."""
    data = opened.read()
    declared = _CHARSET.search(data, 0, _HEAD)
    page, encoding = decode(data, opened.encoding, declared[1].decode("ascii", "replace") if declared else None)
    del data
    found = _extract(page)
    text = found.get("text") or ""
    if len(text) < _SHORTEST:
        text = _body_text(page) or text
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


def _extract(page: str) -> dict[str, Any]:
    """What trafilatura makes of a page: empty if it finds no main text or stumbles."""
    import trafilatura

    if page.count("<") > _MOST_TAGS:
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
                date_extraction_params=dict(_DATES),
            )
    except Exception:  # whatever a hostile page makes of the library, its text can still be read
        return {}
    return found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}


def _body_text(page: str) -> str:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"not HTML ({error})") from None
    if root is None:
        return ""
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        start, unseen = event == "start", element.tag in _UNSEEN
        hidden += (1 if start else -1) * unseen
        if element.tag in _BLOCKS:
            pieces.append("\n")
        words = element.text if start else element.tail
        if words and not hidden:
            pieces.append(re.sub(r"\s+", " ", words))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
