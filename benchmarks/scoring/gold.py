"""Annotated documents, and which ones they are."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from guanxi.config.errors import InputError
from guanxi.corpus.fold import is_traditional
from guanxi.extract.tagger.annotations import read_annotations


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A mention: code points [start, end) of the text, and its type."""

    start: int
    end: int
    type: str

    def overlap(self, other: Span) -> int:
        """How many code points both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text and the mentions that people marked in it."""

    annotation: Path
    path: Path
    text: str
    spans: frozenset[Span]

    @property
    def script(self) -> str:
        """`traditional` or `simplified`, by the characters of the text."""
        return "traditional" if is_traditional(self.text) else "simplified"


def read_gold(folder: Path, texts: Path, *, types: Collection[str]) -> list[GoldDocument]:
    """The annotated documents of a folder, in the order of its YAML files; their texts are looked for below `texts`.

    Raises:
        InputError: there are no annotations, they mark nothing, or a text is missing.
        ConfigError: an annotation cannot be used; names file and line.
    """
    documents = [
        GoldDocument(one.annotation, one.text, one.document.text, frozenset(Span(*span) for span in one.spans))
        for one in read_annotations(folder, texts, types=types)
    ]
    if not any(document.spans for document in documents):
        raise InputError(f"the annotations in {folder} mark no mention")
    return documents


def fingerprint(documents: Sequence[GoldDocument]) -> str:
    """SHA-256 of the annotations and the texts they name, in hexadecimal digits."""
    digest = hashlib.sha256()
    for document in documents:
        for path in (document.annotation, document.path):
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
