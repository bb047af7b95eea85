"""Invented graphs of any size, written through the product's own Writer without any text being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guanxi.config.settings import load_settings
from guanxi.graph.store.folder import FORMAT, GraphFolder
from guanxi.graph.store.writer import Writer

Numbers = NDArray[np.int64]

PER_DOCUMENT = 8  # windows
TAIL = 0.85  # The n-th most named entity is named in proportion to n ** -TAIL, as in news.
OPENING, BETWEEN = "据悉，", "与有关各方签署了合作协议，"
LATIN = 20  # one of so many entities has a name in Latin letters, too
TURN = 100_000  # rows made at a time
_FIRST = "华中东海江河云天金安德康新瑞恒宏泰盛嘉远"
_SECOND = "科创通达信联丰源美博凯星宇捷光能智芯航微"
_KINDS = {"company": "公司", "fund": "基金", "city": "市", "organization": "研究院", "person": "生"}


def name_of(entity: int) -> tuple[str, str]:
    """An invented name, one for each number, and its type."""
    kinds = sorted(_KINDS.items())
    rest, kind = divmod(entity, len(kinds))
    name = ""
    while rest or not name:
        rest, low = divmod(rest, len(_FIRST) * len(_SECOND))
        name += _FIRST[low // len(_SECOND)] + _SECOND[low % len(_SECOND)]
    return name + kinds[kind][1], kinds[kind][0]


@dataclass(frozen=True, slots=True)
class Invented:
    """Who is named where: (window, entity) of each mention by window, and both directions of each pair with its
    windows, in order."""

    entities: int
    windows: int
    window: Numbers
    entity: Numbers
    source: Numbers
    target: Numbers
    weight: Numbers


def invent(edges: int, *, seed: int = 1) -> Invented:
    """Windows that name two to five entities each, as many as it takes for `edges` different pairs."""
    random = np.random.default_rng(seed)
    entities, count = edges // 10, edges // 5
    chances = np.arange(1, entities + 1) ** -TAIL
    order = random.permutation(entities)  # Numbers say nothing of rank, as the order of ids does not.
    while True:
        window = np.repeat(np.arange(count), random.integers(2, 6, count))
        entity = order[random.choice(entities, len(window), p=chances / chances.sum())]
        window, entity = np.divmod(np.unique(window * entities + entity), entities)
        pairs, weights = np.unique(_together(window, entity, entities), return_counts=True)
        if len(pairs) >= edges:
            both = np.concatenate([pairs, pairs % entities * entities + pairs // entities])
            turned = np.argsort(both)
            source, target = np.divmod(both[turned], entities)
            return Invented(entities, count, window, entity, source, target, np.tile(weights, 2)[turned])
        count = int(count * 1.02 * edges / len(pairs))


def _together(window: Numbers, entity: Numbers, entities: int) -> Numbers:
    """Every two different mentions of a window as one number, the smaller entity first."""
    found = []
    for step in range(1, 5):
        same = window[step:] == window[:-step]
        a, b = entity[:-step][same], entity[step:][same]
        found.append(np.minimum(a, b) * entities + np.maximum(a, b))
    return np.concatenate(found)


def write(folder: Path, edges: int, *, measures: bool = False) -> None:
    """A graph of at least so many pairs, as a build would leave it; measures of entities take a while."""
    made = invent(edges)
    folder.mkdir(parents=True, exist_ok=True)
    documents = -(-made.windows // PER_DOCUMENT)
    dates = [f"20{10 + n % 15}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(documents)]
    names = [name_of(entity) for entity in range(made.entities)]
    counts = np.bincount(made.entity, minlength=made.entities).tolist()
    with Writer(GraphFolder(folder).sqlite) as writer:
        writer.documents(
            (n, f"d{n:08}", f"{n // 1000}.jsonl", f"第{n}号报道", dates[n], "given", PER_DOCUMENT, None)
            for n in range(documents)
        )
        writer.windows((n, n // PER_DOCUMENT, n % PER_DOCUMENT, 0, text) for n, text in enumerate(_texts(made, names)))
        writer.entities((e, f"{k}:{n}", n, k, counts[e], counts[e], counts[e]) for e, (n, k) in enumerate(names))
        writer.names(_names(names, counts))
        writer.mentions(_mentions(made, names))
        writer.edges(_edges(made, dates), measures=measures)
        writer.meta(
            documents=documents, reposts=0, sentences=made.windows, windows=made.windows, mentions=len(made.window),
            entities=made.entities, edges=len(made.source) // 2, window="sentence", format=FORMAT, guanxi="0",
            manifest=str(edges), bounds={}, dropped={},
            types={name: [t.color, t.zh, t.en] for name, t in load_settings().types.items()},
        )  # fmt: skip


def _texts(made: Invented, names: list[tuple[str, str]]) -> Iterator[str]:
    begins = np.searchsorted(made.window, np.arange(made.windows + 1)).tolist()
    for first, last in pairwise(begins):
        named = [names[entity][0] for entity in made.entity[first:last].tolist()]
        yield OPENING + "".join(name + BETWEEN for name in named)


def _names(names: list[tuple[str, str]], counts: list[int]) -> Iterator[tuple[int, str, int, str, str | None]]:
    for entity, (name, _) in enumerate(names):
        yield entity, name, counts[entity], "name", None
        if entity % LATIN == 0:
            yield entity, f"{'Star Nova Vast Bright'.split()[entity % 7 % 4]} {entity}", 0, "lexicon", None


def _mentions(made: Invented, names: list[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
    length = np.array([len(name) for name, _ in names])[made.entity]
    behind = np.cumsum(length + len(BETWEEN))
    first = np.searchsorted(made.window, made.window)  # of its window
    before = np.concatenate([[0], behind])
    start = len(OPENING) + before[:-1] - before[first]
    order = np.lexsort((made.window, made.entity))
    columns = [made.entity, made.window, start, start + length, made.window % PER_DOCUMENT]
    for turn in range(0, len(order), TURN):
        rows = order[turn : turn + TURN]
        yield from zip(*(column[rows].tolist() for column in columns), ["lexicon"] * len(rows), strict=True)


def _edges(made: Invented, dates: list[str]) -> Iterator[tuple[Any, ...]]:
    for turn in range(0, len(made.source), TURN):
        rows = slice(turn, turn + TURN)
        source, target, weight = (column[rows].tolist() for column in (made.source, made.target, made.weight))
        rest = ([value] * len(source) for value in (dates[0], dates[-1], 1.0))
        yield from zip(source, target, weight, weight, *rest, strict=True)
