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

from ...config.limits import Bounds, share_of
from ..engine import Cluster
from ..measures import Values, log_likelihood
from .chances import Chances, Different
from .ordered import MOST_RANGES, in_ranges
from .pairs import (
    COUNTS,
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
from .tables import BATCH, fetched, store, streamed, taken

_MOMENTS = """
CREATE TABLE moments AS
SELECT document, date, (row_number() OVER (ORDER BY date NULLS FIRST, document) - 1)::INTEGER AS moment FROM kept
"""
_FORMED = """
SELECT source, target, document FROM {part} WHERE source >= ? AND source < ? AND target % ? = ?
"""
_EDGES = PAIRS.append(pa.field("p_adjusted", pa.float64()))
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
# Bytes of the share for each mention of a part, and for each of the pairs that are worked on at once.
_A_MENTION, _A_PAIR = 600, 400
_TURNS = 4  # about so many times a part of the pairs is gone through
_PARTS = 64  # no more tables: DuckDB holds blocks for each column of each, however small
_ENTITY = 32  # bits of an entity
_BLOCK = 16_384  # pairs whose G² is worked out at once: what that takes stays near the processor


def count_linked(
    db: duckdb.DuckDBPyConnection,
    bounds: Bounds,
    *,
    documents: int,
    windows: int,
    memory: int,
    cluster: Cluster | None = None,
) -> None:
    """Count entities and pairs of a corpus of so many documents and windows, in about so many bytes of memory.

    DuckDB has its share of that already (see `share_of`). A `cluster` forms and counts the pairs where it runs.
    """
    db.execute(_MOMENTS)
    ((undated,),) = fetched(db, "SELECT count(*) FROM kept WHERE date IS NULL")
    ((mentions,),) = fetched(db, "SELECT count(*) FROM linked")
    room, at_once = (share_of(memory) // bytes_each for bytes_each in (_A_MENTION, _A_PAIR))
    linked = by_document(db, max(room, mentions // _PARTS) if cluster is None else min(room, most_of(mentions)))
    in_documents, in_windows = _count_entities(linked)
    hub = None if bounds.hub_share is None else bounds.hub_share * documents
    bound = Bound(in_documents, bounds.entities_per_window, hub)
    store(db, "left_out", LEFT_OUT.empty_table())
    if cluster is None:
        pairs = _pairs(linked, bound, in_windows, at_once, undated=undated)
    else:
        pairs = _pairs_of(cluster, linked, Forming(bound, at_once, buckets_of(mentions)), undated=undated)
    _weigh(db, pairs, in_windows, windows, bounds.min_support, at_once=at_once)


def _count_entities(linked: Parts) -> tuple[Numbers, Numbers]:
    """Make the table `named`; gives in how many documents and windows each entity is named, by its number."""
    ((last,),) = fetched(linked.db, "SELECT coalesce(max(entity), -1) FROM linked")
    counts = np.zeros((len(COUNTS) - 1, last + 1), np.int64)
    for part in linked.tables():
        entity, *more = (column.to_numpy() for column in count_entities(part).columns)
        counts[:, entity] += more
    found = np.flatnonzero(counts[0])
    store(linked.db, "named", pa.table([found.astype(np.int32), *counts[:, found]], schema=COUNTS))
    _, documents, windows = counts
    return documents, windows


def _form(linked: Parts, bound: Bound, windows: Numbers, at_once: int) -> tuple[Parts, Numbers]:
    """`FORMED` in parts by source, and how many rows each source has. Fills `left_out`, and drops the mentions."""
    counts = np.zeros(len(bound.documents), np.int64)
    parts = Parts.made(linked.db, "formed", alike(windows, most=_TURNS * at_once), FORMED)
    for part in linked.tables():
        store(linked.db, "left_out", left_out(part, bound), more=True)
        for formed in form_pairs(part, bound, at_once=at_once):
            source = formed["source"].to_numpy()
            counts += np.bincount(source, minlength=len(counts))
            parts.add(formed, np.searchsorted(source, parts.edges))
    linked.drop()
    return parts, counts


def _pairs(linked: Parts, bound: Bound, windows: Numbers, at_once: int, *, undated: int) -> Iterator[pa.Table]:
    """`PAIRS` of the whole corpus, some after the other; fills the table `left_out`."""
    formed, counts = _form(linked, bound, windows, at_once)
    for part, (first, last) in zip(formed.names(), pairwise(formed.edges.tolist()), strict=True):
        for begin, end in _ranges(counts[first:last], at_once):
            turns = 1 + int(counts[first + begin : first + end].sum()) // (at_once + 1)  # more than one for a large hub
            for turn in range(turns):
                values = (first + begin, first + end, turns, turn)
                yield count_pairs(taken(formed.db, _FORMED.format(part=part), values), undated=undated)
    formed.drop()


def _pairs_of(cluster: Cluster, linked: Parts, forming: Forming, *, undated: int) -> Iterator[pa.Table]:
    """The same, where a cluster runs."""
    for found in cluster.shuffle(forming, linked.tables(), Counting(undated)):
        if found.schema.equals(PAIRS):
            yield found
        else:
            store(linked.db, "left_out", found, more=True)
    linked.drop()


def _weigh(
    db: duckdb.DuckDBPyConnection,
    pairs: Iterator[pa.Table],
    named: Numbers,
    windows: int,
    min_support: int,
    *,
    at_once: int,
) -> None:
    """Make the tables `pairs` and `edges`. All pairs are tested; those with too few windows are left out only then."""
    different = Different()
    store(db, "pairs", PAIRS.empty_table())
    for some in pairs:
        store(db, "pairs", some, more=True)
        different.add(_likelihoods(some, named, windows))
    chances = Chances(*different.counted())
    del different
    store(db, "edges", _EDGES.empty_table())
    for some in streamed(db, f"SELECT * FROM pairs WHERE weight >= {min_support}", rows=at_once // 4):
        adjusted = pa.array(chances.of(_likelihoods(some, named, windows)))
        store(db, "edges", some.append_column("p_adjusted", adjusted), more=True)


def _ranges(counts: Numbers, most: int) -> Iterator[tuple[int, int]]:
    """Ranges of numbers that count no more than `most` together, where that is possible."""
    total, begin = np.concatenate([[0], counts.cumsum()]), 0
    while begin < len(counts):
        end = max(int(np.searchsorted(total, total[begin] + most, side="right")) - 1, begin + 1)
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


def directed(db: duckdb.DuckDBPyConnection, *, memory: int) -> Iterator[tuple[Any, ...]]:
    """(source, target, weight, documents, first, last, adjusted p) of edges in both directions, by both ends."""
    dates = taken(db, "SELECT date FROM moments ORDER BY moment")["date"].combine_chunks().dictionary_encode()
    names = np.array([*dates.dictionary.to_pylist(), None], dtype=object)
    date_of = names[np.append(dates.indices.fill_null(len(names) - 1), len(names) - 1)]  # last, for NONE
    for part in _links(db, share_of(memory) // _A_PAIR):
        columns = [part[name].to_numpy() for name in _EDGES.names]
        source, target, *_ = columns
        order = np.argsort(source.astype(np.int64) << _ENTITY | target)
        for begin in range(0, len(order), BATCH):
            *counts, first, last, adjusted = (column[order[begin : begin + BATCH]] for column in columns)
            yield from zip(*(c.tolist() for c in (*counts, date_of[first], date_of[last], adjusted)), strict=True)


def _links(db: duckdb.DuckDBPyConnection, at_once: int) -> Iterator[pa.Table]:
    """The table `edges` in both directions, in parts by source."""
    ((last,),) = fetched(db, "SELECT coalesce(max(target), -1) FROM edges")
    degrees = np.zeros(last + 1, np.int64)
    for some in streamed(db, "SELECT source, target FROM edges", rows=at_once):
        for ends in some.columns:
            degrees += np.bincount(ends.to_numpy(), minlength=len(degrees))
    most = max(2 * at_once, int(degrees.sum()) // MOST_RANGES)
    ends_of_parts = [0, *(end for _, end in _ranges(degrees, most))]
    both = map(_both_ways, streamed(db, "SELECT * FROM edges", rows=at_once // 4))
    return in_ranges(db, both, "source", ends_of_parts, _EDGES)


def _both_ways(edges: pa.Table) -> pa.Table:
    source, target, *counts = _EDGES.names
    back = edges.rename_columns([target, source, *counts]).select(_EDGES.names)
    return pa.concat_tables([edges, back])


def dropped(db: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """What the bounds kept out.

    Windows that name too many, and pairs of those that this cost; hubs, and pairs that they would have formed (all of
    these once for each window); pairs with too few windows.
    """
    (row,) = taken(db, _DROPPED).to_pylist()
    return {name: int(value) for name, value in row.items()}
