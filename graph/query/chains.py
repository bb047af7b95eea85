"""Chains of entities as answers tell them: each hop with sentences that back it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import pairwise

from .evidence import evidence
from .naming import ref
from .paths import Search
from .results import Hop, Path, Quote

QUOTES = 3  # sentences that back each hop


def backed(connection: sqlite3.Connection, chain: Sequence[int], search: Search, *, longest: int | None) -> Path:
    """A chain (row numbers) that a search found, with evidence of its time; `longest` as in `View.open`."""
    refs = {entity: ref(connection, entity) for entity in chain}
    hops = []
    for a, b in pairwise(chain):
        quotes = evidence(connection, a, b, limit=QUOTES, period=search.asked[2], longest=longest, also=0)
        backing = tuple(Quote(q.document, q.source, q.title, q.text, q.spans, q.of_a) for q in quotes)
        hops.append(Hop(refs[a].id, refs[b].id, search.links.weights[a][b], backing))
    return Path(tuple(refs.values()), tuple(hops))
