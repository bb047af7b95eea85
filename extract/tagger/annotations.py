"""Annotated articles: which names stand in a text, listed once in a YAML file for all the places they stand at.

    doc: article.txt
    entities:
      - id: 杭州
        type: city
        surfaces: [杭州, 杭州市]
        exclude: [{surface: 杭州, context: 一九九七年的杭州路}]

Every standing of every surface is a mention, the longest first, without overlaps; `exclude` takes single ones out;
type `ignore` shields a text from the shorter names inside it. What else a file says (relations) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...config.errors import InputError
from ...config.yamlfile import Section, read_yaml
from ...corpus.document import Document
from ...corpus.read import read_documents
from ..lexicon import IGNORE
from .labels import Span

_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with the spans of all its names, sorted and without overlaps; the annotation's file and the text's."""

    document: Document
    spans: tuple[Span, ...]
    annotation: Path
    text: Path


@dataclass(frozen=True, slots=True)
class _Name:
    surface: str
    type: str
    excluded: tuple[str, ...]


def read_annotations(folder: Path, texts: Path, *, types: Collection[str]) -> list[Annotated]:
    """All annotated articles of a folder of YAML files, in order of the files' names.

    Args:
        folder: YAML files, one an article.
        texts: the folder, searched to any depth, that holds the texts the YAML files name.
        types: entity types that may stand in them, besides `ignore`.

    Raises:
        ConfigError: an annotation is not in the format, or names what its text does not hold; with file and line.
        InputError: there are no annotations, or a text is missing.
    """
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise InputError(f"{folder}: no annotations (*.yaml) here")
    if not texts.is_dir():
        raise InputError(f"{texts}: no such folder of texts")
    files: dict[str, list[Path]] = {}
    for path in sorted(texts.rglob("*")):
        files.setdefault(path.name, []).append(path)
    return [_read(path, files, {*types, IGNORE}) for path in paths]


def _read(path: Path, files: dict[str, list[Path]], types: set[str]) -> Annotated:
    top = read_yaml(path)
    name = top.get("doc", str, "")
    if not name:
        raise top.error("doc", "doc is missing: the file name of the annotated text")
    found = files.get(name, [])
    if len(found) != 1:
        how_many = "no text" if not found else f"{len(found)} texts"
        raise top.error("doc", f"{how_many} named {name!r} below the folder of texts")
    document = _document(found[0])
    top.get("relations", list, [])
    names = [item for section in top.sections("entities") for item in _names(section, types, document.text)]
    top.finish()
    return Annotated(document, tuple(_standing(document.text, names)), path, found[0])


def _document(path: Path) -> Document:
    documents = list(read_documents([path], max_bytes=_MAX_BYTES, strict=True, on_unreadable=lambda _: None))
    if len(documents) != 1:
        raise InputError(f"{path}: holds {len(documents)} documents; annotate files of one article each")
    return documents[0]


def _names(section: Section, types: set[str], text: str) -> Iterator[_Name]:
    kind = section.get("type", str, "")
    if kind not in types:
        raise section.error("type", f"type {kind!r} is not one of {', '.join(sorted(types))}")
    section.get("id", str, "")
    excluded: dict[str, list[str]] = {}
    for item in section.sections("exclude"):
        surface, around = item.get("surface", str, ""), item.get("context", str, "")
        if not surface or surface not in around or text.count(around) != 1:
            raise item.error("context", f"{around!r} must hold {surface!r} and stand in the text once")
        item.finish()
        excluded.setdefault(surface, []).append(around)
    surfaces = section.get("surfaces", list, [])
    section.finish()
    if not surfaces:
        raise section.error("surfaces", "surfaces are missing: how the name stands in the text")
    for surface in map(str, surfaces):
        if not surface or surface not in text:
            raise section.error("surfaces", f"{surface!r} does not stand in the text")
        yield _Name(surface, kind, tuple(excluded.get(surface, ())))


def _standing(text: str, names: Sequence[_Name]) -> Iterator[Span]:
    by_surface = {name.surface: name for name in names}
    banned = {(text.index(c) + c.index(name.surface), name.surface) for name in names for c in name.excluded}
    longest_first = sorted(by_surface, key=lambda surface: (-len(surface), surface))
    pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
    position = 0
    while match := pattern.search(text, position):
        start = match.start()
        here = (s for s in longest_first if text.startswith(s, start) and (start, s) not in banned)
        surface = next(here, None)
        position = start + len(surface or text[start])
        if surface and by_surface[surface].type != IGNORE:
            yield start, position, by_surface[surface].type
