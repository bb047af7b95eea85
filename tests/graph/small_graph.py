"""Graphs made by hand: documents as (id, title, date, windows), entities as (name, type, aliases)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

from guanxi.config.settings import load_settings
from guanxi.graph.store.folder import FORMAT
from guanxi.graph.store.writer import Writer

Text = tuple[str, str | None, str | None, Sequence[str]]
Name = tuple[str, str, Sequence[str]]
Window = tuple[int, int, int, int, str]
MentionRow = tuple[int, int, int, int, int, str]


def make_graph(path: Path, names: Sequence[Name], texts: Sequence[Text], *, window: str = "sentence") -> Path:
    """Write graph.sqlite into the folder `path`; an entity is mentioned wherever one of its names stands."""
    path.mkdir(parents=True, exist_ok=True)
    texts = sorted(texts)
    names = sorted(names)
    windows: list[Window] = []
    mentions: list[MentionRow] = []
    named: list[tuple[int, str]] = []
    for document, (_, _, _, lines) in enumerate(texts):
        start = 0
        for number, line in enumerate(lines):
            here = len(windows)
            windows.append((here, document, number, start, line))
            for entity, (name, _, aliases) in enumerate(names):
                spellings = sorted((name, *aliases), key=len, reverse=True)
                for found in re.finditer("|".join(map(re.escape, spellings)), line):
                    mentions.append((entity, here, start + found.start(), start + found.end(), number, "lexicon"))
                    named.append((entity, found[0]))
            start += len(line)
    _write(path, names, texts, windows, mentions, named, window)
    return path


def _write(
    path: Path,
    names: Sequence[Name],
    texts: Sequence[Text],
    windows: Sequence[Window],
    mentions: Sequence[MentionRow],
    named: Sequence[tuple[int, str]],
    window: str,
) -> None:
    in_window: dict[int, set[int]] = defaultdict(set)
    in_document: dict[int, set[int]] = defaultdict(set)
    for entity, number, *_ in mentions:
        in_window[entity].add(number)
        in_document[entity].add(windows[number][1])
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, document, *_ in windows:
        present = [entity for entity in in_window if number in in_window[entity]]
        for a, b in permutations(sorted(present), 2):
            together[a, b].append(document)
    edges = []
    for (a, b), documents in sorted(together.items()):
        dates = sorted(date for document in documents if (date := texts[document][2]))
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        edges.append((a, b, len(documents), len(set(documents)), first, last, 1.0))
    everyone = range(len(names))
    counts = [(sum(m[0] == e for m in mentions), len(in_document[e]), len(in_window[e])) for e in everyone]
    spelled = sorted({(e, alias) for e in everyone for alias in (names[e][0], *names[e][2])})
    with Writer(path / "graph.sqlite") as writer:
        writer.documents(
            (n, i, f"{i}.txt", title, day, day and "given", len(w), None) for n, (i, title, day, w) in enumerate(texts)
        )
        writer.windows(windows)
        writer.entities((e, f"e{e:05}", names[e][0], names[e][1], *counts[e]) for e in everyone)
        why = {True: "name", False: "lexicon"}
        writer.names((e, a, named.count((e, a)), why[a == names[e][0]], None) for e, a in spelled)
        writer.mentions(sorted(mentions))
        writer.edges(edges)
        writer.meta(
            documents=len(texts), reposts=0, sentences=len(windows), windows=len(windows), mentions=len(mentions),
            entities=len(names), edges=len(edges) // 2, window=window, format=FORMAT, guanxi="0",
            bounds={}, dropped={},
            types={name: [t.color, t.zh, t.en] for name, t in load_settings().types.items()},
        )  # fmt: skip
