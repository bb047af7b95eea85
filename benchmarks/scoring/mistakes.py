"""What goes wrong, by class: each gold mention that was not found exactly, and each mention where there is none."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path, PurePath

from .gold import GoldDocument, Span


class Kind(StrEnum):
    """Classes of mistakes. Each gold mention that was not found exactly is in one of the first four."""

    MISSED = "missed"
    BOUNDARY = "boundary"
    TYPE = "type"
    BOTH = "both"
    INVENTED = "invented"


MEANING = {
    Kind.MISSED: "missed entirely",
    Kind.BOUNDARY: "wrong boundary",
    Kind.TYPE: "wrong type",
    Kind.BOTH: "wrong boundary and type",
    Kind.INVENTED: "invented",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gold mention with what was found in its place (None: nothing), or a mention that was invented."""

    kind: Kind
    document: GoldDocument
    span: Span
    found: Span | None = None


def read_found(path: Path, documents: Sequence[GoldDocument]) -> dict[str, set[Span]]:
    """Mentions of the exported mentions.jsonl, by name of document; of the types that the gold annotates."""
    types = {span.type for document in documents for span in document.spans}
    found: dict[str, set[Span]] = {document.path.name: set() for document in documents}
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            name = PurePath(row["source"]).name
            if name in found and row["type"] in types:
                found[name].add(Span(row["start"], row["end"], row["type"]))
    return found


def mistakes(documents: Iterable[GoldDocument], found: Mapping[str, Collection[Span]]) -> list[Mistake]:
    """All mistakes, by document and place; those of the gold first, then what was invented."""
    return [mistake for document in documents for mistake in _of(document, set(found[document.path.name]))]


def _of(document: GoldDocument, found: set[Span]) -> Iterator[Mistake]:
    lost, false = sorted(document.spans - found), sorted(found - document.spans)
    for span in lost:
        instead = max((other for other in false if span.overlap(other)), key=lambda o: _likeness(span, o), default=None)
        yield Mistake(_kind(span, instead), document, span, instead)
    for span in false:
        if not any(span.overlap(other) for other in lost):
            yield Mistake(Kind.INVENTED, document, span)


def _likeness(span: Span, other: Span) -> tuple[bool, bool, int, int]:
    same_place = (span.start, span.end) == (other.start, other.end)
    return same_place, span.type == other.type, span.overlap(other), -other.start


def _kind(span: Span, instead: Span | None) -> Kind:
    if instead is None:
        return Kind.MISSED
    if (span.start, span.end) == (instead.start, instead.end):
        return Kind.TYPE
    return Kind.BOUNDARY if span.type == instead.type else Kind.BOTH


def examples(found: Iterable[Mistake], kind: Kind, limit: int) -> list[Mistake]:
    """Up to `limit` mistakes of a class: different names, in turn from each type, commonest types first."""
    by_type: dict[str, dict[str, Mistake]] = {}
    for mistake in found:
        if mistake.kind is kind:
            name = mistake.document.text[mistake.span.start : mistake.span.end]
            by_type.setdefault(mistake.span.type, {}).setdefault(name, mistake)
    columns = sorted((list(names.values()) for names in by_type.values()), key=len, reverse=True)
    return [mistake for row in zip_longest(*columns) for mistake in row if mistake is not None][:limit]
