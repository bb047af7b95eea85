"""What commands print: JSON for machines, plain tables for people, complaints and progress on stderr."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click
from rich.cells import cell_len

from ..graph.query.excerpt import excerpt
from ..graph.query.results import Evidence, Quote, citation

_ALSO_TOLD = 3  # of the documents in which a sentence stands, too

# Control characters, marks that turn the direction of writing, lone surrogates: a name must not steer the reader's
# terminal, and what no encoding has cannot be printed.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_LINES = re.compile("[ \t]*[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\\s*")  # all else of a quote is kept


def complain(message: str) -> None:
    """One line on stderr."""
    click.echo("guanxi: " + safe(" ".join(message.split())), err=True)


def note(message: str) -> None:
    """An explanation on stderr that is not part of the answer."""
    click.echo(safe(message), err=True)


def safe(text: object) -> str:
    """Text without what would steer a terminal."""
    return _UNSAFE.sub("�", str(text))


def print_json(answer: Any) -> None:
    """Print dataclasses, or a list of them, as JSON in which what would steer a terminal is escaped."""
    plain = [asdict(item) for item in answer] if isinstance(answer, list) else asdict(answer)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    click.echo(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def print_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print columns, aligned by the width of characters on a terminal; tab-separated when piped."""
    lines = [[_cell(value) for value in row] for row in (header, *rows)]
    if not sys.stdout.isatty():
        for line in lines:
            click.echo("\t".join(line))
        return
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _cell(value: object) -> str:
    return "" if value is None else " ".join(re.split("[\t\n]", safe(value)))


def print_types(types: Mapping[str, int]) -> None:
    """Print how many entities there are of each type, most first."""
    most_first = sorted(types, key=lambda kind: (-types[kind], kind))
    print_table(("type", "entities"), [(kind, types[kind]) for kind in most_first])


def quoted(quote: Evidence | Quote) -> str:
    """Of a window the sentences of both names, with the names in 【】."""
    return marked(*excerpt(quote.text, quote.spans, of_a=quote.of_a))


def also_in(quote: Evidence) -> str:
    """In how many other documents a sentence stands, and a few of them: 12: 合肥出台新政 · news.jsonl; …"""
    told = [citation(title=d.title, document=d.document, source=d.source) for d in quote.also_in[:_ALSO_TOLD]]
    return f"{quote.also_in_total}: " + "; ".join([*told, "…"] if quote.also_in_total > len(told) else told)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Text with its spans in 【】."""
    parts, position = [], 0
    for start, end in sorted(spans):
        parts += [text[position:start], "【", text[start:end], "】"]
        position = end
    return safe(_LINES.sub(" ", "".join([*parts, text[position:]]).strip()))
