"""Finding entities by their names: exact, beginning, or anywhere inside, in either script and any case."""

from __future__ import annotations

import difflib
import sqlite3

from ...corpus.fold import name_key
from ..store.writer import bigrams
from .results import SearchHit

_FOUND = """
SELECT e.id, e.name, e.type, n.text, e.documents,
       CASE WHEN n.key = :key THEN 0 WHEN substr(n.key, 1, :length) = :key THEN 1 ELSE 2 END AS tier
FROM names AS n JOIN entities AS e USING (entity)
WHERE {where}
ORDER BY tier, e.documents DESC, e.id, n.mentions DESC, n.text
LIMIT :rows
"""
# An entity may match by many of its names: this many rows for each wanted answer.
_ROWS_PER_HIT = 20


def search(connection: sqlite3.Connection, text: str, *, limit: int) -> list[SearchHit]:
    """Entities with a name that holds `text`: the same name first, then names that begin with it, then by documents."""
    key = name_key(text.replace("\0", ""))  # NUL would end the query
    if not key.strip():
        return []
    phrase = _phrase(key)
    # Marks and blanks leave the full-text index nothing to look for.
    where = "n.name IN (SELECT rowid FROM name_bigrams WHERE grams MATCH :phrase)" if phrase else "n.key = :key"
    values = {"key": key, "length": len(key), "phrase": phrase, "rows": limit * _ROWS_PER_HIT}
    hits: dict[str, SearchHit] = {}
    for id_, name, kind, alias, documents, _ in connection.execute(_FOUND.format(where=where), values):
        hits.setdefault(id_, SearchHit(id_, name, kind, alias, documents))
    return list(hits.values())[:limit]


def _phrase(key: str) -> str:
    """FTS5 query for names that hold `key`: a phrase of its pairs of characters, or one character as a prefix."""
    if not any(character.isalnum() for character in key):
        return ""
    if len(key) == 1:
        return f'"{key}"*'
    pairs = list(bigrams(key))[:-1]
    return '"' + " ".join(pairs).replace('"', '""') + '"'


def near(connection: sqlite3.Connection, name: str, *, limit: int = 3) -> list[str]:
    """Names of entities that look like `name`, most alike first."""
    key = name_key(name.replace("\0", ""))
    pairs = [pair for pair in bigrams(key) if any(c.isalnum() for c in pair)]
    if not pairs:
        return []
    query = " OR ".join('"' + pair.replace('"', '""') + '"' for pair in dict.fromkeys(pairs))
    rows = connection.execute(
        "SELECT n.key, e.name FROM names AS n JOIN entities AS e USING (entity) "
        "WHERE n.name IN (SELECT rowid FROM name_bigrams WHERE grams MATCH ? ORDER BY rank LIMIT 200) ORDER BY 1, 2",
        (query,),
    ).fetchall()
    names = dict(rows)
    alike = difflib.get_close_matches(key, names, n=limit, cutoff=0.4)
    return list(dict.fromkeys(names[found] for found in alike))
