"""How often pairs were named together in each month: from the windows of the store, hub by hub, held nowhere twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from ..query.view import View
from . import rows
from .columns import MONTHS
from .tables import batches, schema

_ENTITIES = "SELECT entity, id FROM entities ORDER BY entity"
# Pairs of one entity with those behind it, each month once. Documents without a date lie in no month.
_OF_ONE = """
SELECT e.id, substr(d.date, 1, 7), count(*), count(DISTINCT together.document) FROM (
    SELECT DISTINCT b.entity, b.window, w.document
    FROM mentions AS a CROSS JOIN windows AS w ON w.window = a.window
    CROSS JOIN mentions AS b ON b.window = a.window AND b.entity > a.entity WHERE a.entity = :entity
) AS together JOIN documents AS d ON d.document = together.document AND d.date IS NOT NULL
JOIN edges AS g ON g.source = :entity AND g.target = together.entity
JOIN entities AS e ON e.entity = together.entity GROUP BY together.entity, 2 ORDER BY together.entity, 2
"""


def months(view: View) -> Iterator[rows.Row]:
    """`MONTHS` in the order of `rows.edges` and then of time."""
    for entity, id_ in view.connection.execute(_ENTITIES):
        for row in view.connection.execute(_OF_ONE, {"entity": entity}):
            yield id_, *row


def with_months(view: View, edges: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The edges of `rows.edges`, each with its windows by month under `months`.

    Their sum is at most its weight, unless bounds keep some of these windows out of that (docs/statistics.md).
    """
    dated = groupby(months(view), key=itemgetter(0, 1))
    pair, counted = next(dated, (None, ()))
    for edge in edges:
        by_month: dict[str, int] = {}
        if pair == (edge["source"], edge["target"]):
            by_month = {month: weight for _, _, month, weight, _ in counted}
            pair, counted = next(dated, (None, ()))
        yield {**edge, "months": by_month}


def months_to_arrow(view: View) -> pa.Table:
    """Windows (weight) and documents naming both of a pair in a month (YYYY-MM); undated documents lie in none.

    The pairs are those of the edges that `to_arrow` gives. For a pandas frame: `months_to_arrow(view).to_pandas()`.
    """
    return pa.Table.from_batches(batches(MONTHS, months(view)), schema(MONTHS))
