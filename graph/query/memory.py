"""A whole graph in memory, for what networkx can do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_EDGES = """
SELECT a.id, b.id, weight, g.documents, first, last FROM edges AS g
JOIN entities AS a ON a.entity = source JOIN entities AS b ON b.entity = target
WHERE source < target ORDER BY source, target
"""


def to_networkx(connection: sqlite3.Connection) -> nx.Graph:
    """Nodes are entity ids with name, type, mentions and documents; edges have weight, documents, first and last."""
    import networkx as nx  # takes longer to load than most questions take to answer

    graph = nx.Graph()
    for id_, *values in connection.execute("SELECT id, name, type, mentions, documents FROM entities ORDER BY entity"):
        graph.add_node(id_, **dict(zip(("name", "type", "mentions", "documents"), values, strict=True)))
    for a, b, *values in connection.execute(_EDGES):
        graph.add_edge(a, b, **dict(zip(("weight", "documents", "first", "last"), values, strict=True)))
    return graph
