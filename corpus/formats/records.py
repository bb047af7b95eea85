"""Records: .json, .jsonl (also standard input) and .csv, the last two read one record at a time."""

from __future__ import annotations

import codecs
import csv
import json
import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from ...config.errors import InputError
from ..dates import date_document
from ..decode import decode, encoding_of_head
from ..titles import find_title
from .article import Article, Broken, Opened, one_line, over_limit

# Names of fields and columns, the first that is there counts.
_TEXT = ("text", "正文", "content", "内容", "內容")
_TITLE = ("title", "标题", "標題")
_DATE = ("date", "日期", "发布时间", "發布時間", "发布日期", "發布日期", "时间", "時間")
_SOURCE = ("source", "来源", "來源")
_METADATA = {
    "author": ("author", "作者"),
    "url": ("url", "网址", "網址", "链接", "連結"),
    "publisher": ("publisher", "发布机构", "發布機構"),
    "sitename": ("sitename", "网站", "網站"),
}
_CHUNK = 1 << 16
_ADDRESS = re.compile("https?://", re.IGNORECASE)
_INVALID = re.compile("[\ud800-\udfff]")
# Records are limited as a whole, see read_csv; this is the largest that a C long holds everywhere.
_NO_LIMIT, _LIMIT_LOCK = 2**31 - 1, threading.Lock()


def read_jsonl(opened: Opened) -> Iterator[Article | Broken]:
    """One JSON object a line. A line that is none, or has no text, is reported by its number."""
    lines, encoding = _open_lines(opened)
    for number, line in enumerate(lines, 1):
        if line is None:
            yield Broken(f"line {number}", over_limit("the line", opened.max_bytes))
        elif line.strip():
            where = f"line {number}"
            try:
                yield _read(_parse(_valid(line, encoding)), encoding)
            except InputError as error:
                yield Broken(where, str(error))


def read_json(opened: Opened) -> Iterator[Article | Broken]:
    """One object, or a list of objects of which each is a document."""
    text, encoding = decode(opened.read(), opened.encoding)
    content = _parse(text)
    if not isinstance(content, list):
        yield _read(content, encoding)
        return
    for number, record in enumerate(content, 1):
        where = f"record {number}"
        try:
            yield _read(record, encoding)
        except InputError as error:
            yield Broken(where, str(error))


def read_csv(opened: Opened) -> Iterator[Article | Broken]:
    """A table whose first row names the columns."""
    lines, encoding = _open_lines(opened)
    taken = 0

    def limited() -> Iterator[str]:
        nonlocal taken
        for number, line in enumerate(lines, 1):
            taken += len(line or "")
            if line is None or taken > opened.max_bytes:
                raise InputError(f"line {number}: {over_limit('the record', opened.max_bytes)}")
            yield line

    rows = _rows(limited())
    _, names = next(rows, (1, []))
    header = [(one_line(name) or "").lower() for name in names]
    if not set(header) & set(_TEXT):
        raise InputError(f"no column is called {', '.join(_TEXT)}; its columns: {', '.join(header)[:200]}")
    for line_number, row in rows:
        taken = 0
        where = f"line {line_number}"
        try:
            if any(row):
                cells = zip(header, row, strict=False)  # an id cannot be left out, but its cell can be empty
                record = {name: _valid(cell, encoding) for name, cell in cells if cell or name != "id"}
                yield _read(record, encoding)
        except InputError as error:
            yield Broken(where, str(error))


def _rows(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a table, each with the number of its last line.

    The limit of the csv module counts for the whole process, so it is lifted only while a row is read.
    """
    rows = csv.reader(lines)
    while True:
        with _LIMIT_LOCK:
            before = csv.field_size_limit(_NO_LIMIT)
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(f"line {rows.line_num}: not CSV ({error})") from None
            finally:
                csv.field_size_limit(before)
        yield rows.line_num, row


def _open_lines(opened: Opened) -> tuple[Iterator[str | None], str]:
    """Lines with their ends, None for one that is too large, and the encoding."""
    head = opened.stream.read(_CHUNK)
    if not head:
        raise InputError("empty file")
    encoding, skip = encoding_of_head(head, opened.encoding)
    return _lines(_texts(opened, head[skip:], encoding), opened.max_bytes), encoding


def _texts(opened: Opened, head: bytes, encoding: str) -> Iterator[str]:
    """The stream, decoded piece by piece; bytes that are not valid become surrogates, so that others go on."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    data = head
    while True:
        try:
            yield decoder.decode(data, final=not data)
        except UnicodeError:
            raise InputError(f"not valid {encoding}: use --encoding") from None
        if not data:
            return
        data = opened.stream.read(_CHUNK)


def _lines(texts: Iterator[str], limit: int) -> Iterator[str | None]:
    parts: list[str] = []
    length = 0
    for text in texts:
        *ends, rest = text.split("\n")
        for end in ends:
            length += len(end)
            yield None if length > limit else "".join((*parts, end, "\n"))
            parts, length = [], 0
        length += len(rest)
        parts = [*parts, rest] if length <= limit else []
    if length:
        yield None if length > limit else "".join(parts)


def _valid(line: str, encoding: str) -> str:
    if _INVALID.search(line):
        raise InputError(f"not valid {encoding}: use --encoding")
    return line


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON ({error.msg}, line {error.lineno} column {error.colno})") from None
    except (ValueError, RecursionError):
        raise InputError("not JSON that can be read (nested too deeply, or a number of thousands of digits)") from None


def _read(record: Any, encoding: str) -> Article:
    """The article of a record. A date that is none stays unknown: it costs the date, not the article."""
    if not isinstance(record, Mapping):
        raise InputError(f"not a JSON object but {_shown(record)}")
    text, id_ = _text(record), _id(record.get("id"))
    others = {key: one_line(_first(record, names)) for key, names in _METADATA.items()}
    source = one_line(_first(record, _SOURCE))
    url = others["url"] or (source if source and _ADDRESS.match(source) else None)
    date, date_from = date_document(text, given=_first(record, _DATE), url=url)
    return Article(
        text,
        title=one_line(_first(record, _TITLE)) or find_title(text),
        date=date,
        id=id_,
        source=source,
        metadata={"encoding": encoding} | {key: value for key, value in others.items() if value},
        date_from=date_from,
    )


def _text(record: Mapping[str, Any]) -> str:
    text = _first(record, _TEXT)
    if text is None:
        if any(name in record for name in _TEXT):
            raise InputError('"text" is empty')
        raise InputError(f'no "text"; its fields: {", ".join(record)[:200] or "none"}')
    if not isinstance(text, str):
        raise InputError(f'"text" is {_shown(text)}, not text')
    if not text.strip():
        raise InputError('"text" is empty')
    return text


def _id(given: object) -> str | None:
    """The id as it is given: what is not the same must not become the same."""
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise InputError(f'"id" is {_shown(given)}, neither text nor a whole number')
    if not str(given).strip():
        raise InputError('"id" is empty; leave it out to name the document by its text')
    return str(given)


def _shown(value: object) -> str:
    """What was found where something else should be."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "…"


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "")), None)
