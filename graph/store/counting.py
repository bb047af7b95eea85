"""Counting out of core: the corpus part by part, what is between two steps in DuckDB, which puts it on disk.

It needs the tables `kept` (document, date) and `linked` (document, number, entity), and makes `named` (mentions,
documents and windows of each entity), `left_out` (who forms no pairs where), `moments` (documents in the order of
dates), `pairs` (all that are formed) and `edges` (those that are stored).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from ...config.limits import Bounds
from ..engine import Engine
from ..measures import Values, log_likelihood
from .chances import Chances
from .pairs import (
    COUNTS,
    COUNTS_MERGED,
    FORMED,
    LEFT_OUT,
    PAIRS,
    Bound,
    Numbers,
    count_entities,
    count_pairs,
    form_pairs,
    left_out,
)
from .parts import Parts, alike, by_document
from .spread import Counting, Forming, buckets_of, most_of
from .tables import fetched, store, streamed, taken

_MOMENTS = """
CREATE TABLE moments AS
SELECT document, date, (row_number() OVER (ORDER BY date NULLS FIRST, document) - 1)::INTEGER AS moment FROM kept
"""
_FORMED = """
SELECT source, target, document FROM {part} WHERE source >= ? AND source < ? AND target % ? = ?
"""
_LIKELIHOODS = pa.schema([("value", pa.float64()), ("pairs", pa.int64())])
_DIFFERENT = "SELECT value, sum(pairs)::BIGINT AS pairs FROM likelihoods GROUP BY value ORDER BY value"
_EDGES = "CREATE TABLE edges AS SELECT *, 0.0::DOUBLE AS p_adjusted FROM pairs LIMIT 0"
_DIRECTED = """
SELECT * FROM (SELECT * FROM edges UNION ALL SELECT target, source, * EXCLUDE (source, target) FROM edges) ORDER BY 1, 2
"""
_DROPPED = """
WITH by_window AS (
    SELECT any_value(named) AS n, n - count(*) FILTER (hub) AS others, n - count(*) AS paired
    FROM left_out GROUP BY document, number)
SELECT count(*) FILTER (paired < others) AS full_windows,
       coalesce(sum(others * (others - 1) - paired * (paired - 1)), 0) // 2 AS full_pairs,
       (SELECT count(DISTINCT entity) FROM left_out WHERE hub) AS hubs,
       coalesce(sum(n * (n - 1) - others * (others - 1)), 0) // 2 AS hub_pairs,
       (SELECT count(*) FROM pairs) - (SELECT count(*) FROM edges) AS rare_pairs
FROM by_window
"""
# Bytes that are taken for each mention of a part, and for each of the pairs that are worked on at once.
_A_MENTION, _A_PAIR = 100, 100
_BLOCK = 16_384  # pairs whose G² is worked out at once: what that takes stays near the processor


def count_linked(
    db: duckdb.DuckDBPyConnection,
    bounds: Bounds,
    *,
    documents: int,
    windows: int,
    memory: int,
    engine: Engine | None = None,
) -> None:
    """Count entities and pairs of a corpus of so many documents and windows, in about so many bytes of memory.

    DuckDB may have somewhat less than half of that, what is worked on at once a fifth; the rest is for what the process
    has anyway, and what either takes beyond its share. An `engine` forms and counts the pairs where it runs.
    """
    db.execute(f"SET memory_limit = '{memory * 9 // 20}B'")
    db.execute(_MOMENTS)
    ((undated,),) = fetched(db, "SELECT count(*) FROM kept WHERE date IS NULL")
    ((mentions,),) = fetched(db, "SELECT count(*) FROM linked")
    room, at_once = memory // 12 // _A_MENTION, memory // 8 // _A_PAIR
    linked = by_document(db, room if engine is None else min(room, most_of(mentions)))
    store(db, "counted", COUNTS.empty_table())
    for part in linked.tables():
        store(db, "counted", count_entities(part), more=True)
    db.execute(f"CREATE TABLE named AS {COUNTS_MERGED.format(counts='counted')}")
    db.execute("DROP TABLE counted")
    hub = None if bounds.hub_share is None else bounds.hub_share * documents
    bound = Bound(_by_entity(db, "documents"), bounds.entities_per_window, hub)
    store(db, "left_out", LEFT_OUT.empty_table())
    if engine is None:
        pairs = _pairs(linked, bound, at_once, undated=undated, documents=documents)
    else:
        pairs = _pairs_of(engine, linked, Forming(bound, at_once, buckets_of(mentions)), undated=undated)
    _weigh(db, pairs, windows, bounds.min_support, at_once=at_once)


def _by_entity(db: duckdb.DuckDBPyConnection, count: str) -> Numbers:
    """A count of each entity, by its number."""
    rows = taken(db, f"SELECT entity, {count} FROM named")
    entity = rows["entity"].to_numpy()
    found = np.zeros(entity.max(initial=-1) + 1, np.int64)
    found[entity] = rows[count].to_numpy()
    return found


def _form(linked: Parts, bound: Bound, at_once: int) -> tuple[Parts, Numbers]:
    """`FORMED` in parts by source, and how many rows each source has. Fills `left_out`, and drops the mentions."""
    counts = np.zeros(len(bound.documents), np.int64)
    parts = Parts.made(linked.db, "formed", alike(_by_entity(linked.db, "windows")), FORMED)
    for part in linked.tables():
        store(linked.db, "left_out", left_out(part, bound), more=True)
        for formed in form_pairs(part, bound, at_once=at_once):
            source = formed["source"].to_numpy()
            counts += np.bincount(source, minlength=len(counts))
            parts.add(formed, np.searchsorted(source, parts.edges))
    linked.drop()
    return parts, counts


def _pairs(linked: Parts, bound: Bound, at_once: int, *, undated: int, documents: int) -> Iterator[pa.Table]:
    """`PAIRS` of the whole corpus, some after the other; fills the table `left_out`."""
    formed, counts = _form(linked, bound, at_once)
    # A pair and a document must fit into one number.
    widest = 1 << max(63 - len(counts).bit_length() - documents.bit_length(), 0)
    for part, (first, last) in zip(formed.names(), pairwise(formed.edges.tolist()), strict=True):
        for begin, end in _ranges(counts[first:last], at_once, widest):
            turns = 1 + int(counts[first + begin : first + end].sum()) // (at_once + 1)  # more than one for a large hub
            for turn in range(turns):
                values = (first + begin, first + end, turns, turn)
                yield count_pairs(taken(formed.db, _FORMED.format(part=part), values), undated=undated)
    formed.drop()


def _pairs_of(engine: Engine, linked: Parts, forming: Forming, *, undated: int) -> Iterator[pa.Table]:
    """The same, where an engine runs."""
    for found in engine.shuffle(forming, linked.tables(), Counting(undated)):
        if found.schema.equals(PAIRS):
            yield found
        else:
            store(linked.db, "left_out", found, more=True)
    linked.drop()


def _weigh(
    db: duckdb.DuckDBPyConnection, pairs: Iterator[pa.Table], windows: int, min_support: int, *, at_once: int
) -> None:
    """Make the tables `pairs` and `edges`. All pairs are tested; those with too few windows are left out only then."""
    named = _by_entity(db, "windows")
    store(db, "pairs", PAIRS.empty_table())
    store(db, "likelihoods", _LIKELIHOODS.empty_table())
    for some in pairs:
        store(db, "pairs", some, more=True)
        different = np.unique(_likelihoods(some, named, windows), return_counts=True)
        store(db, "likelihoods", pa.table(list(different), schema=_LIKELIHOODS), more=True)
    chances = Chances(*_different(db))
    db.execute("DROP TABLE likelihoods")
    db.execute(_EDGES)
    for some in streamed(db, f"SELECT * FROM pairs WHERE weight >= {min_support}", rows=at_once // 4):
        adjusted = pa.array(chances.of(_likelihoods(some, named, windows)))
        store(db, "edges", some.append_column("p_adjusted", adjusted), more=True)


def _different(db: duckdb.DuckDBPyConnection) -> tuple[Values, Numbers]:
    """The different values of G², in order, and how many pairs have each."""
    values, pairs = (column.to_numpy() for column in taken(db, _DIFFERENT).columns)
    return values, pairs


def _ranges(counts: Numbers, most: int, widest: int) -> Iterator[tuple[int, int]]:
    """Ranges of numbers that count no more than `most` together, where that is possible, and are not too wide."""
    total, begin = np.concatenate([[0], counts.cumsum()]), 0
    while begin < len(counts):
        end = max(int(np.searchsorted(total, total[begin] + most, side="right")) - 1, begin + 1)
        end = min(end, begin + widest)
        yield begin, end
        begin = end


def _likelihoods(pairs: pa.Table, named: Numbers, windows: int) -> Values:
    """G² of `PAIRS` of entities that so many windows name."""
    source, target, both = (pairs[name].to_numpy() for name in ("source", "target", "weight"))
    found = np.empty(len(both))
    for begin in range(0, len(both), _BLOCK):
        some = slice(begin, begin + _BLOCK)
        found[some] = log_likelihood(both[some], named[source[some]], named[target[some]], windows)
    return found


def directed(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """(source, target, weight, documents, first, last, adjusted p) of edges in both directions, by both ends."""
    dates = taken(db, "SELECT date FROM moments ORDER BY moment")["date"].combine_chunks().dictionary_encode()
    names = np.array([*dates.dictionary.to_pylist(), None], dtype=object)
    date_of = names[np.append(dates.indices.fill_null(len(names) - 1), len(names) - 1)]  # last, for NONE
    for some in streamed(db, _DIRECTED):
        *counts, first, last, adjusted = (column.to_numpy() for column in some.columns)
        yield from zip(*(c.tolist() for c in (*counts, date_of[first], date_of[last], adjusted)), strict=True)


def dropped(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What the bounds kept out.

    Windows that name too many, and pairs of those that this cost; hubs, and pairs that they would have formed (all of
    these once for each window); pairs with too few windows.
    """
    (row,) = taken(db, _DROPPED).to_pylist()
    return {name: int(value) for name, value in row.items()}
