"""Which entity a name stands for."""

from __future__ import annotations

import sqlite3

from ...config.errors import AmbiguousName, UnknownName
from ...corpus.fold import name_key
from .results import EntityRef
from .search import near

_BY_LEXICON = 3
# 中国 is the country, even where a text or two take it for something else; DeepSeek is 深度求索, even where some other
# thing goes by just that name.
MEANT = 20
_NAMED = f"""
SELECT entity, min(CASE WHEN e.id = :name THEN 0 WHEN n.text = e.name THEN 1 WHEN n.mentions > 0 THEN 2
               ELSE {_BY_LEXICON} END) AS tier, e.documents, sum(n.mentions)
FROM names AS n JOIN entities AS e USING (entity) WHERE n.key = :key GROUP BY entity
UNION ALL SELECT entity, 0, documents, 0 FROM entities WHERE id = :name ORDER BY tier, entity
"""


def number_of(connection: sqlite3.Connection, name: str) -> int:
    """The row number of the entity a name stands for.

    An id wins; then the one that documents call so `MEANT` times as often as any other; then names the entities go by,
    names the documents use, and names only lexicons know. Of several that are left the one is meant that `MEANT` times
    as many documents name as any other.

    Raises:
        UnknownName: nothing has this name; offers near ones.
        AmbiguousName: several have; lists them.
    """
    rows = _named(connection, name)
    documents = {entity: count for entity, _, count, _ in rows}
    best = list(dict.fromkeys(entity for entity, tier, *_ in rows if tier == rows[0][1]))
    if rows and rows[0][1] and (called := _mostly(rows)) is not None:
        return called
    if not best:
        raise UnknownName(name, near(connection, name))
    best.sort(key=lambda entity: (-documents[entity], entity))
    if len(best) > 1 and documents[best[0]] < MEANT * max(documents[best[1]], 1):
        choices = [ref(connection, entity) for entity in best]
        raise AmbiguousName(name, [(choice.id, choice.name, choice.type) for choice in choices])
    return best[0]


def also_named(connection: sqlite3.Connection, name: str) -> list[EntityRef]:
    """Others that documents call so, beside the entity that `number_of` takes the name for."""
    asked = number_of(connection, name)
    said = dict.fromkeys(entity for entity, tier, *_ in _named(connection, name) if tier < _BY_LEXICON)
    return [ref(connection, entity) for entity in said if entity != asked]


def ref(connection: sqlite3.Connection, entity: int) -> EntityRef:
    """The entity of a row number."""
    row = connection.execute("SELECT id, name, type FROM entities WHERE entity = ?", (entity,)).fetchone()
    return EntityRef(*row)


def _mostly(rows: list[tuple[int, int, int, int]]) -> int | None:
    """The entity that nearly all mentions of a name are of, if there is one."""
    ordered = sorted(((mentions, entity) for entity, _, _, mentions in rows), reverse=True)
    most, entity = ordered[0]
    second = ordered[1][0] if len(ordered) > 1 else 0
    return entity if len(ordered) > 1 and most >= MEANT * max(second, 1) else None


def _named(connection: sqlite3.Connection, name: str) -> list[tuple[int, int, int, int]]:
    """(entity, tier, documents, mentions by this name) of those that have it."""
    return connection.execute(_NAMED, {"name": name, "key": name_key(name)}).fetchall()
