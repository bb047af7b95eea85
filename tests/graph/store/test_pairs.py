"""Counting parts of a corpus gives what a few plain lines count of all of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations, groupby

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from guanxi.graph.store.pairs import (
    COUNTS,
    FORMED,
    LEFT_OUT,
    LINKED,
    NONE,
    PAIRS,
    Bound,
    count_entities,
    count_pairs,
    form_pairs,
    left_out,
)

Mention = tuple[int, int, int]  # document, number of the window, entity
ALL = Bound(np.zeros(40, np.int64))

some_mentions = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 9)), max_size=60)
some_bounds = st.builds(
    Bound,
    st.lists(st.integers(1, 4), min_size=10, max_size=10).map(lambda counts: np.array(counts, np.int64)),
    st.none() | st.integers(2, 4),
    st.none() | st.floats(0.5, 4),
)


def linked(mentions: list[Mention]) -> pa.Table:
    return table(mentions, LINKED)


def table(rows: Sequence[tuple[int, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def rows(found: pa.Table, schema: pa.Schema) -> list[tuple[int, ...]]:
    assert found.schema == schema
    return [tuple(row.values()) for row in found.to_pylist()]


def paired(mentions: list[Mention], bound: Bound) -> dict[tuple[int, int], tuple[set[int], set[int], set[int]]]:
    """Of each window: who is named, hubs of these, and who forms pairs."""
    named = defaultdict(set)
    for document, number, entity in mentions:
        named[document, number].add(entity)
    found = {}
    for window, entities in named.items():
        hubs = {e for e in entities if bound.hub is not None and bound.documents[e] > bound.hub}
        rarest = sorted(entities - hubs, key=lambda e: (bound.documents[e], e))
        found[window] = entities, hubs, set(rarest[: bound.in_window])
    return found


def plainly(mentions: list[Mention], bound: Bound, undated: int = 0) -> list[tuple[int, ...]]:
    """What `PAIRS` should be."""
    weights: Counter[tuple[int, int]] = Counter()
    documents = defaultdict(set)
    for (document, _), (_, _, entities) in paired(mentions, bound).items():
        for pair in combinations(sorted(entities), 2):
            weights[pair] += 1
            documents[pair].add(document)
    dated = {pair: [d for d in of if d >= undated] or [NONE] for pair, of in documents.items()}
    return [
        (*pair, weight, len(documents[pair]), min(dated[pair]), max(dated[pair]))
        for pair, weight in sorted(weights.items())
    ]


@given(some_mentions, some_bounds, st.integers(0, 6), st.integers(1, 12))
def test_pairs_are_those_of_windows_within_bounds(
    mentions: list[Mention], bound: Bound, undated: int, at_once: int
) -> None:
    # Parts of whole documents, what they form cut anew by source.
    parts = [[m for m in mentions if m[0] % 2 == rest] for rest in (0, 1)]
    formed = [
        row for part in parts for t in form_pairs(linked(part), bound, at_once=at_once) for row in rows(t, FORMED)
    ]
    cut = [[row for row in formed if (row[0] < 4) == low] for low in (True, False)]
    found = [row for some in cut for row in rows(count_pairs(table(some, FORMED), undated=undated), PAIRS)]
    assert found == plainly(mentions, bound, undated)


@given(some_mentions, some_bounds)
def test_who_is_left_out_is_told(mentions: list[Mention], bound: Bound) -> None:
    told = [
        (*window, entity, entity in hubs, len(named))
        for window, (named, hubs, kept) in sorted(paired(mentions, bound).items())
        for entity in sorted(named - kept)
    ]
    assert rows(left_out(linked(mentions), bound), LEFT_OUT) == told


@given(some_mentions)
def test_entities_are_counted(mentions: list[Mention]) -> None:
    expected = [
        (entity, len(own), len({d for d, *_ in own}), len({(d, n) for d, n, _ in own}))
        for entity, group in groupby(sorted(mentions, key=lambda m: m[2]), key=lambda m: m[2])
        for own in [list(group)]
    ]
    assert rows(count_entities(linked(mentions)), COUNTS) == expected


def test_a_table_has_no_more_pairs_than_asked_however_many_a_window_has() -> None:
    mentions = [(0, n, e) for n in range(4) for e in range(3)] + [(1, 0, e) for e in range(6)] + [(2, 0, 0), (2, 0, 1)]
    sizes = [found.num_rows for found in form_pairs(linked(mentions), ALL, at_once=7)]
    assert sizes == [6, 6, 5, 7, 4]
    sources = [found["source"].to_pylist() for found in form_pairs(linked(mentions), ALL, at_once=7)]
    assert all(own == sorted(own) for own in sources)


def test_numbers_too_large_for_one_integer_are_counted_all_the_same() -> None:
    far, wide = 2**31 - 1, 2**30
    mentions = [(far, wide, 7), (far, wide, wide), (far, wide, far), (3, 2, wide), (3, 2, far), (far, 0, 7)]
    entities = rows(count_entities(linked(mentions)), COUNTS)
    assert entities == [(7, 2, 1, 2), (wide, 2, 2, 2), (far, 2, 2, 2)]
    formed = [(7, wide, far), (7, far, far), (wide, far, 3), (wide, far, far), (wide, far, far)]
    found = rows(count_pairs(table(formed, FORMED), undated=0), PAIRS)
    assert found == [(7, wide, 1, 1, far, far), (7, far, 1, 1, far, far), (wide, far, 3, 2, 3, far)]


def test_so_are_very_many_of_them() -> None:
    many = 2**8
    numbers = np.arange(many, dtype=np.int32) * 2**22
    both = np.append(numbers, numbers)[np.random.default_rng(2).permutation(2 * many)]
    formed = pa.table([both, np.full(2 * many, 2**30, np.int32), both], schema=FORMED)
    found = count_pairs(formed, undated=1)
    assert found["source"].to_pylist() == numbers.tolist()
    assert found["first"].to_pylist() == [NONE, *numbers[1:].tolist()]
    assert [set(found[name].to_pylist()) for name in ("target", "weight", "documents")] == [{2**30}, {2}, {1}]
