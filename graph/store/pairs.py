"""Counting pairs, and telling how probable each is by chance, in the terms of the counting run's tables."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from ..measures import chance, log_likelihood

# Grouping by document first and then by pair is cheaper than count(DISTINCT document).
COUNTED = """
CREATE TABLE edges AS
WITH named AS (SELECT DISTINCT document, number, entity FROM linked),
     per_document AS (
         SELECT a.entity AS source, b.entity AS target, a.document, count(*) AS weight
         FROM named AS a JOIN named AS b ON a.document = b.document AND a.number = b.number AND a.entity < b.entity
         GROUP BY ALL)
SELECT p.source, p.target, sum(weight)::BIGINT AS weight, count(*) AS documents, min(date) AS first, max(date) AS last
FROM per_document AS p JOIN kept USING (document) GROUP BY p.source, p.target
"""
NAMED = """
CREATE TABLE named AS
SELECT entity, sum(mentions)::BIGINT AS mentions, count(*) AS documents, sum(windows)::BIGINT AS windows
FROM (SELECT entity, document, count(*) AS mentions, count(DISTINCT number) AS windows
      FROM linked GROUP BY entity, document) GROUP BY entity
"""
# Benjamini and Hochberg (1995): of m pairs that are named together the p of the k-th least probable by chance becomes
# the least m p / k from there on, so that of all pairs up to some level only that share is expected to be chance.
_TESTED = """
CREATE TABLE tested AS
WITH probable AS (
    SELECT e.*, chance_of(e.weight, a.windows, b.windows) AS p FROM edges AS e
    JOIN named AS a ON a.entity = e.source JOIN named AS b ON b.entity = e.target),
ranked AS (
    SELECT *, count(*) OVER () AS m, row_number() OVER (ORDER BY p, source, target) AS k FROM probable)
SELECT * EXCLUDE (p, m, k), least(1, min(p * m / k) OVER (ORDER BY k DESC ROWS UNBOUNDED PRECEDING)) AS p_adjusted
FROM ranked
"""


def weigh_chance(db: duckdb.DuckDBPyConnection, *, windows: int) -> None:
    """Make the table `tested` of `edges` and `named`, of so many windows read."""

    def probability(both: pa.Array, a: pa.Array, b: pa.Array) -> pa.Array:
        c, i, j = (column.to_numpy(zero_copy_only=False) for column in (both, a, b))
        return pa.array(chance(log_likelihood(c, i, j, windows)))

    kinds: Any = {"parameters": ["BIGINT"] * 3, "return_type": "DOUBLE", "type": "arrow"}
    db.create_function("chance_of", probability, **kinds)
    db.execute(_TESTED)
