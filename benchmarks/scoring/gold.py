"""Annotated documents: one YAML file each, which names its text and the names that stand in it.

Every occurrence of every surface is a mention, longest first, left to right, without overlaps; `exclude` takes single
occurrences out, and what has type `ignore` only shields.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guanxi.config.errors import InputError
from guanxi.config.yamlfile import Section, read_yaml
from guanxi.corpus.fold import simplified_name

_HAN = re.compile("[\u3400-\u9fff]")
# Of a Simplified article under 1 % of the Chinese characters look Traditional, of a Traditional one over 25 %.
_TRADITIONAL_SHARE = 0.1


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
        han = "".join(_HAN.findall(self.text))
        changed = sum(a != b for a, b in zip(han, simplified_name(han), strict=True))
        return "traditional" if changed > _TRADITIONAL_SHARE * len(han) else "simplified"


def read_gold(folder: Path, texts: Path) -> list[GoldDocument]:
    """The annotated documents of a folder, in the order of its YAML files; their texts are looked for below `texts`.

    Raises:
        InputError: there are no annotations, or a text is missing or not UTF-8.
        ConfigError: an annotation cannot be used; names file and line.
    """
    for needed in (folder, texts):
        if not needed.is_dir():
            raise InputError(f"{needed} is not a folder")
    annotations = sorted(folder.glob("*.yaml"))
    if not annotations:
        raise InputError(f"{folder} holds no annotations: one .yaml file for each document")
    files = {path.name: path for path in sorted(texts.rglob("*.txt"))}
    documents = [_read(path, files, texts) for path in annotations]
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


def _read(path: Path, files: Mapping[str, Path], texts: Path) -> GoldDocument:
    top = read_yaml(path)
    name = top.get("doc", str, "")
    if name not in files:
        raise top.error("doc", f"'doc' must name a .txt file below {texts}, not {name!r}")
    try:
        text = files[name].read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{files[name]} is not UTF-8 text; save it as UTF-8") from error
    types: dict[str, str] = {}
    excluded: set[tuple[int, str]] = set()
    for entity in top.sections("entities"):
        types.update(dict.fromkeys(_surfaces(entity, text), _type(entity)))
        excluded.update(_excluded(item, text) for item in entity.sections("exclude"))
    return GoldDocument(path, files[name], text, frozenset(_spans(text, types, excluded)))


def _type(entity: Section) -> str:
    kind = entity.get("type", str, "")
    if not kind:
        raise entity.error("type", "an entity needs a type")
    return kind


def _surfaces(entity: Section, text: str) -> list[str]:
    surfaces: list[object] = entity.get("surfaces", list, [])
    found = [surface for surface in surfaces if isinstance(surface, str) and surface and surface in text]
    if len(found) < len(surfaces):
        wrong = next(surface for surface in surfaces if surface not in found)
        raise entity.error("surfaces", f"surface {wrong!r} does not stand in the text")
    return found


def _excluded(item: Section, text: str) -> tuple[int, str]:
    """Where the occurrence starts that is taken out, and the surface."""
    surface, context = item.get("surface", str, ""), item.get("context", str, "")
    if not surface or surface not in context or context not in text:
        raise item.error("context", f"context {context!r} must stand in the text and hold the surface {surface!r}")
    return text.index(context) + context.index(surface), surface


def _spans(text: str, types: Mapping[str, str], excluded: set[tuple[int, str]]) -> Iterator[Span]:
    """Mentions from left to right, the longest surface first."""
    longest_first = sorted(types, key=len, reverse=True)
    starts = sorted({found.start() for surface in types for found in re.finditer(f"(?={re.escape(surface)})", text)})
    free = 0
    for start in starts:
        if start < free:
            continue
        for surface in longest_first:
            if text.startswith(surface, start) and (start, surface) not in excluded:
                free = start + len(surface)
                if types[surface] != "ignore":
                    yield Span(start, free, types[surface])
                break
