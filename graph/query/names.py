"""The names of an entity, and why each is one of them."""

from __future__ import annotations

import sqlite3

from .results import NameOf

_NAMES = """
SELECT n.text, n.mentions, n.reason, d.id, d.source, d.title
FROM names AS n JOIN entities AS e USING (entity) LEFT JOIN documents AS d ON d.document = n.document
WHERE n.entity = ? ORDER BY n.text <> e.name, n.mentions DESC, n.text LIMIT ?
"""


def names_of(connection: sqlite3.Connection, entity: int, *, limit: int = -1) -> list[NameOf]:
    """Names of an entity (row number): the one it goes by, then those used most; those of lexicons alone last."""
    return [NameOf(*row) for row in connection.execute(_NAMES, (entity, limit))]
