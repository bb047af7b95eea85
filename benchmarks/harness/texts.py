"""Texts that all sides of a benchmark read: in a file, in equal parts, one for each round.

The sides read them from a file, so that what makes them takes no room in their memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

Part = list[dict[str, str]]


def write_parts(path: Path, inputs: Sequence[Path], *, characters: int, parts: int) -> None:
    """Write as many texts to a file as make `parts` of so many characters; invented ones without inputs."""
    from guanxi.corpus.fold import simplify

    found: list[Part] = [[]]
    size = 0
    for text in _read(inputs) if inputs else _invented():
        while text and len(found) <= parts:
            # Each part has exactly as many characters: rounds are to be alike.
            piece, text = text[: characters - size], text[characters - size :]
            found[-1].append({"text": piece, "simplified": simplify(piece)})
            size += len(piece)
            if size == characters:
                found.append([])
                size = 0
        if len(found) > parts:
            break
    else:
        raise ValueError(f"the inputs have fewer than {parts * characters:,} characters")
    path.write_text(json.dumps(found[:parts], ensure_ascii=False), encoding="utf-8")


def texts(path: Path) -> Iterator[list[str]]:
    """The texts of one part after the other, without end."""
    return cycle([[each["text"] for each in part] for part in _parts(path)])


def simplified(path: Path) -> Iterator[list[str]]:
    """The same in Simplified characters, for who cannot read others."""
    return cycle([[each["simplified"] for each in part] for part in _parts(path)])


def _parts(path: Path) -> list[Part]:
    stored: list[Part] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def _invented() -> Iterator[str]:
    from guanxi.benchmarks.newsroom.article import Newsroom

    newsroom, number = Newsroom(), 0
    while True:
        yield newsroom.article(number).text
        number += 1


def _read(inputs: Sequence[Path]) -> Iterator[str]:
    from guanxi.corpus.read import read_documents

    for document in read_documents(inputs, max_bytes=10**9, on_unreadable=lambda _: None):
        yield document.text
