"""`write_dossier`: a dossier as a file, all or nothing."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TypedDict, Unpack

from ...config.errors import GuanxiError, QueryError
from ..query.view import View
from ..store.folder import replace_atomically
from .gather import gather
from .page import LANGUAGES, as_html, as_markdown

FORMATS = {".html": as_html, ".htm": as_html, ".md": as_markdown, ".markdown": as_markdown}


class Options(TypedDict, total=False):
    """What a dossier shows, as `gather` takes it."""

    limit: int
    quotes: int
    since: str | None
    until: str | None
    graph: str


def checked(path: str | PathLike[str]) -> Path:
    """The path, if its ending says what to write.

    Raises:
        QueryError: it says neither HTML nor Markdown.
    """
    if Path(path).suffix.lower() not in FORMATS:
        raise QueryError(f"{path}: a dossier is a file that ends in {', '.join(FORMATS)}; choose one of these endings")
    return Path(path)


def write_dossier(
    view: View, name: str, path: str | PathLike[str], *, lang: str = "zh", **options: Unpack[Options]
) -> None:
    """Write all about one entity to `path`, as HTML or Markdown, as its ending says.

    Args:
        lang: zh or en.

    Raises:
        UnknownName, AmbiguousName: the name stands for none or several entities.
        QueryError: an unknown ending or language, or a number or date that is none.
        GuanxiError: the file cannot be written.
    """
    target = checked(path)
    if lang not in LANGUAGES:
        raise QueryError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
    text = FORMATS[target.suffix.lower()](gather(view, name, **options), view.types(), lang=lang)
    try:
        replace_atomically(target, lambda beside: beside.write_bytes(text.encode()))
    except OSError as error:
        raise GuanxiError(f"{target} cannot be written: {error.strerror or error}") from error
