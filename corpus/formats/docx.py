"""Word files: paragraphs and tables in document order; a row of a table is one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from ...config.errors import InputError
from ..dates import date_document, normalise_date
from ..titles import find_title
from .article import Article, Opened, one_line, over_limit
from .quiet import quiet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_TEMPLATE_DAY = "2013-12-23"  # of python-docx, in every file that is made with it and not dated
_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # an OLE file: what Word makes of a document with a password, and of a .doc


def read_docx(opened: Opened) -> Iterator[Article]:
    """A .docx: its text; title, author and day of creation from its properties where the text tells no day."""
    data = opened.read()
    if data.startswith(_ENCRYPTED):
        raise InputError("an encrypted or an old Word file: remove its password, or save it as .docx")
    body, properties = _open(data, opened.max_bytes)
    text = "\n".join(_lines(body)).strip("\n")
    if not text.strip():
        raise InputError("no text in this Word file")
    author, created = one_line(properties["author"]), normalise_date(properties["created"])
    date, date_from = date_document(text, name=opened.name, made=created if created != _TEMPLATE_DAY else None)
    yield Article(
        text,
        title=one_line(properties["title"]) or find_title(text),
        date=date,
        metadata={"author": author} if author else {},
        date_from=date_from,
    )


def _open(data: bytes, max_bytes: int) -> tuple[Any, dict[str, Any]]:
    """Body element and properties."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > max_bytes:
            raise InputError(over_limit("its content", max_bytes))
        with quiet("docx"):
            document = docx.Document(io.BytesIO(data))
            core = document.core_properties
            return document.element.body, {name: getattr(core, name) for name in ("title", "author", "created")}
    except InputError:
        raise
    except Exception as error:  # zip, XML and python-docx each fail in many ways on a damaged file
        raise InputError(f"damaged Word file ({type(error).__name__})") from None


def _lines(parent: Any) -> Iterator[str]:
    """Paragraphs and rows below an element; content controls and the like are looked into."""
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag == _W + "p":
            yield _paragraph(element)
        elif element.tag == _W + "tr":
            cells = (" ".join(filter(None, map(str.strip, _lines(cell)))) for cell in element.iterchildren(_W + "tc"))
            yield "\t".join(cells)
        else:
            waiting.append(iter(element))


def _paragraph(paragraph: Any) -> str:
    """Text with what hyperlinks, insertions and text boxes hold; what was deleted is in other elements."""
    pieces = []
    for element in paragraph.iter():
        if element.tag == _W + "t" and not any(element.iterancestors(_FALLBACK)):
            pieces.append(element.text or "")
        elif element.tag == _W + "p" and element is not paragraph:
            pieces.append("\n")
        else:
            pieces.append(_BREAKS.get(element.tag, ""))
    return "".join(pieces)
