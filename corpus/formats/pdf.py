"""PDF files: text of all pages, with the lines of a paragraph joined."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ...config.errors import InputError
from ..dates import date_document
from ..titles import find_title
from .article import Article, Opened, one_line, over_limit
from .quiet import quiet

_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－\s]*")
# What begins a paragraph, whatever went before: an indent, the number of a heading, a bullet.
_BEGINNING = re.compile(
    r"[ 　]{2}|　|[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|第[一二三四五六七八九十百]+[章节条]"
    r"|[（(]?\d{1,2}[、）)．.](?!\d)|[●•■◆▪]"
)
_END = re.compile(r"[。！？!?；;：:]['”’」』）)]?$")
_FULL = 0.85  # of the usual width of a full line
_NARROWEST = 32  # half widths: below that, lines are not wrapped but short
_PROPERTIES = {"title": "/Title", "author": "/Author", "created": "/CreationDate"}
_LATIN = re.compile(r"[A-Za-z0-9,.;]")
# Some programs write ⼈⼯ in radicals, which look like 人工.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def read_pdf(opened: Opened) -> Iterator[Article]:
    """A .pdf with text in it; title, author and day of creation from its properties where the text tells no day."""
    data = opened.read()
    pages, properties = _open(data, opened.max_bytes)
    del data
    text = _join([line for page in pages for line in _lines(page)]).translate(_RADICALS)
    if not text.strip():
        raise InputError("no text in this PDF (scanned pages?)")
    author = one_line(properties.get("author"))
    date, date_from = date_document(text, name=opened.name, made=properties.get("created"))
    yield Article(
        text,
        title=one_line(properties.get("title")) or find_title(text),
        date=date,
        metadata={"author": author} if author else {},
        date_from=date_from,
    )


def _open(data: bytes, max_bytes: int) -> tuple[list[str], dict[str, str]]:
    """Text of each page, and properties."""
    import pypdf

    try:
        with quiet("pypdf"):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("encrypted PDF: remove its password")
            pages, length = [], 0
            for page in reader.pages:
                pages.append(page.extract_text())
                length += len(pages[-1])
                if length > max_bytes:
                    raise InputError(over_limit("its text", max_bytes))
            info: Mapping[str, Any] = reader.metadata or {}
            return pages, {name: str(info[key]) for name, key in _PROPERTIES.items() if info.get(key)}
    except InputError:
        raise
    except pypdf.errors.DependencyError:
        raise InputError("encrypted PDF: remove its encryption, or pip install cryptography") from None
    except Exception as error:  # pypdf stumbles over damaged files in every way there is
        raise InputError(f"damaged PDF ({type(error).__name__})") from None


def _lines(page: str) -> list[str]:
    """Lines of a page that are not blank, without its number."""
    lines = [line.rstrip() for line in page.splitlines() if line.strip()]
    for end in (-1, 0):
        if lines and len(lines[end]) < 40 and _PAGE_NUMBER.fullmatch(lines[end]):
            del lines[end]
    return lines


def _join(lines: list[str]) -> str:
    """Paragraphs: a line that is full and does not end a sentence goes on in the next."""
    widths = [_width(line) for line in lines]
    usual = sorted(widths)[len(widths) * 9 // 10] if widths else 0
    full = max(usual * _FULL, _NARROWEST)
    text, open_end = [], False
    for line, width in zip(lines, widths, strict=True):
        if not open_end or _BEGINNING.match(line):
            text.append("\n")
        else:
            line = line.lstrip()
            if _LATIN.fullmatch(text[-1][-1]) and _LATIN.match(line):
                text.append(" ")
        text.append(line)
        open_end = width >= full and not _END.search(line)
    return "".join(text).removeprefix("\n")


def _width(line: str) -> int:
    """Of a line, in half widths."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
