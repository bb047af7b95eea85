"""Counting out of core: in however many parts, the counts are the same."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import duckdb
import numpy as np
import pytest

from guanxi.config.limits import MEMORY, Bounds, share_of
from guanxi.graph.measures import adjusted, chance, log_likelihood
from guanxi.graph.store import counting
from guanxi.graph.store import parts as parts_module
from guanxi.graph.store.counting import count_linked, directed, dropped
from guanxi.graph.store.pairs import Bound
from guanxi.graph.store.tables import connect

from .test_pairs import Mention, plainly

DOCUMENTS, WINDOWS = 400, 1300
DATES = [None if n % 3 == 0 else f"2024-{n % 11 + 1:02}-0{n % 7 + 1}" for n in range(DOCUMENTS)]


def invented() -> list[Mention]:
    random = Random(8)
    return [
        (document, number, min(int(random.paretovariate(0.6)), 90) - 1)
        for document in range(DOCUMENTS)
        for number in range(3)
        for _ in range(random.randint(0, 6))
    ]


def counted(scratch: Path, mentions: list[Mention], bounds: Bounds, memory: int = MEMORY) -> duckdb.DuckDBPyConnection:
    db = connect(memory, str(scratch))
    db.execute("CREATE TABLE kept (document BIGINT, date VARCHAR)")
    db.executemany("INSERT INTO kept VALUES (?, ?)", list(enumerate(DATES)))
    db.execute("CREATE TABLE linked (document BIGINT, number INTEGER, entity INTEGER, extractor VARCHAR)")
    db.executemany("INSERT INTO linked VALUES (?, ?, ?, 'x')", Random(1).sample(mentions, len(mentions)))
    count_linked(db, bounds, documents=DOCUMENTS, windows=WINDOWS, memory=memory)
    return db


def expected(mentions: list[Mention], bounds: Bounds) -> list[tuple[Any, ...]]:
    """All edges in both directions, from plain counts."""
    of = [{d for d, _, e in mentions if e == entity} for entity in range(90)]
    named = np.array([len({(d, n) for d, n, e in mentions if e == entity}) for entity in range(90)])
    hub = None if bounds.hub_share is None else bounds.hub_share * DOCUMENTS
    bound = Bound(np.array([len(documents) for documents in of]), bounds.entities_per_window, hub)
    order = sorted(range(DOCUMENTS), key=lambda d: (DATES[d] or "", d))
    moment = {document: n for n, document in enumerate(order)}
    date_of = [DATES[d] for d in order] + [None]
    pairs = plainly([(moment[d], n, e) for d, n, e in mentions], bound, undated=DATES.count(None))
    a, b, both, *_ = (np.array(column) for column in zip(*pairs, strict=True))
    p = adjusted(chance(log_likelihood(both, named[a], named[b], WINDOWS))).tolist()
    one_way = [
        (*pair, weight, documents, date_of[first], date_of[last], chances)
        for (*pair, weight, documents, first, last), chances in zip(pairs, p, strict=True)
        if weight >= bounds.min_support
    ]
    return sorted(one_way + [(b, a, *rest) for a, b, *rest in one_way])


@pytest.mark.parametrize("bounds", [Bounds(), Bounds(3, 0.5, 2), Bounds(None, None, 2)], ids=str)
@pytest.mark.parametrize("parts", ["one", "many"])
def test_counts_are_plain_counts_in_however_many_parts(
    bounds: Bounds, parts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parts == "many":
        monkeypatch.setattr(counting, "_A_MENTION", share_of(MEMORY) // 300)
        monkeypatch.setattr(counting, "_A_PAIR", share_of(MEMORY) // 100)
        monkeypatch.setattr(counting, "_BLOCK", 7)
        monkeypatch.setattr(counting, "_TURNS", 5)
        run = list(counting._ranges(np.array([50, 60, 10, 500, 20, 30]), 100))
        assert run == [(0, 1), (1, 3), (3, 4), (4, 6)]
    mentions = invented()
    db = counted(tmp_path, mentions, bounds)
    if parts == "many":
        assert len(list(parts_module._edges(db, 300))) > 5
    found, wanted = list(directed(db, memory=MEMORY)), expected(mentions, bounds)
    assert [row[:6] for row in found] == [row[:6] for row in wanted]
    assert [row[6] for row in found] == pytest.approx([row[6] for row in wanted], rel=1e-12)
    assert len(found) > 100


def test_what_bounds_keep_out_is_counted(tmp_path: Path) -> None:
    #          a full window, whose hub does not count; a hub and another; two who are together twice
    mentions = [(0, 0, e) for e in range(5)] + [(1, 0, 0), (1, 0, 6)] + [(n, 1, e) for n in (2, 3) for e in (7, 8)]
    mentions += [(n, 0, 0) for n in range(2, 9)]
    db = counted(tmp_path, mentions, Bounds(entities_per_window=3, hub_share=8 / DOCUMENTS, min_support=2))
    told = {"full_windows": 1, "full_pairs": 3, "hubs": 1, "hub_pairs": 5, "rare_pairs": 3}
    assert dropped(db) == told
    assert [row[:4] for row in directed(db, memory=MEMORY)] == [(7, 8, 2, 2), (8, 7, 2, 2)]
    (named,) = db.execute("SELECT documents FROM named WHERE entity = 0").fetchall()
    assert named == (9,)  # counts of entities are not bounded


def test_parts_hold_whole_documents_and_all_of_them(tmp_path: Path) -> None:
    db = counted(tmp_path, invented(), Bounds())
    parts = parts_module.by_document(db, 200)
    found = [set(part["document"].to_pylist()) for part in parts.tables()]
    assert len(found) > 5 and all(found)
    assert sum(map(len, found)) == len(set[int]().union(*found)) == len({document for document, *_ in invented()})
    assert sum(part.num_rows for part in parts.tables()) == len(invented())


def test_ranges_of_entities_that_form_as_many_pairs() -> None:
    assert parts_module.alike(np.full(300, 1), most=100) == [0, 40, 87, 149, 300]
    assert parts_module.alike(np.array([1000, 1, 1]), most=100) == [0, 3]
    assert parts_module.alike(np.zeros(0, np.int64), most=100) == [0, 0]


def test_nothing_linked_is_nothing_counted(tmp_path: Path) -> None:
    db = connect(MEMORY, str(tmp_path))
    db.execute("CREATE TABLE kept (document BIGINT, date VARCHAR)")
    db.execute("CREATE TABLE linked (document BIGINT, number INTEGER, entity INTEGER)")
    count_linked(db, Bounds(), documents=0, windows=0, memory=MEMORY)
    assert list(directed(db, memory=MEMORY)) == []
    assert set(dropped(db).values()) == {0}
