"""Words that fill the gaps between names: numbers, lists of our own, and jieba's dictionary by part of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from random import Random

import jieba

_HERE = Path(__file__).parent
# How many of a part of speech are in use, the frequent first.
_SPEECH = {"n": 6_000, "vn": 1_200, "v": 5_000, "a": 1_200, "d": 400, "i": 2_500}
_MONEY = ("亿元", "亿元", "万元", "亿美元")
_EXCHANGES = ("SZ", "SH", "HK")


def sections(name: str) -> dict[str, list[str]]:
    """Lines of a file beside this one, by the headings in square brackets above them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("# "):
            lines.append(line)
    return found


@cache
def words(kind: str) -> tuple[str, ...]:
    """One of the lists in words.txt; empty where there is none."""
    return tuple(" ".join(_listed().get(kind, [])).split())


def one(choices: Sequence[str], random: Random) -> str:
    """Any of them. Only `random()` is asked: its numbers never change from one Python to the next."""
    return choices[int(random.random() * len(choices))]


def common(choices: Sequence[str], random: Random) -> str:
    """One of them, mostly one of the first, as words are used."""
    return choices[int(random.random() ** 3 * len(choices))]


def fillers() -> dict[str, Callable[[Random], str]]:
    """For each slot that is no name, what writes it."""
    made: dict[str, Callable[[Random], str]] = {
        "day": lambda r: f"{1 + int(r.random() * 12)}月{1 + int(r.random() * 28)}日",
        "month": lambda r: f"{1 + int(r.random() * 12)}",
        "year": lambda r: f"{2005 + int(r.random() * 26)}",
        "digit": lambda r: f"{2 + int(r.random() * 8)}",
        "number": lambda r: f"{_size(r):.{int(r.random() < 0.3)}f}",
        "percent": lambda r: f"{10 ** (2 * r.random()):.{int(r.random() * 3)}f}%",
        "money": lambda r: f"{_size(r):.{int(r.random() * 3)}f}{one(_MONEY, r)}",
        "code": lambda r: f"{int(r.random() * 700_000):06}.{one(_EXCHANGES, r)}",
    }
    made |= {kind: partial(one, words(kind)) for kind in ("industry", "role", "outlet", "latin", "coined")}
    return made | {tag: partial(common, listed) for tag, listed in _frequent().items()}


def _size(random: Random) -> float:
    """A number of two to four digits."""
    return float(10 ** (1 + 3 * random.random()))


@cache
def _listed() -> dict[str, list[str]]:
    return sections("words.txt")


def _frequent() -> dict[str, list[str]]:
    """Words of jieba's dictionary by part of speech, the most frequent first; ties by the word."""
    found: dict[str, list[tuple[int, str]]] = {tag: [] for tag in _SPEECH}
    for word, count, tag in _dictionary():
        if tag in found and len(word) > 1:
            found[tag].append((-count, word))
    return {tag: [word for _, word in sorted(listed)[: _SPEECH[tag]]] for tag, listed in found.items()}


def _dictionary() -> Iterator[tuple[str, int, str]]:
    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as file:
        for line in file:
            word, count, tag = line.split()
            yield word, int(count), tag
