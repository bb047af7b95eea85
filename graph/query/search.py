"""Finding entities by their names: exact, beginning, or anywhere inside, in either script and any case."""

from __future__ import annotations

import difflib
import sqlite3

from ...corpus.fold import name_key
from ..store.writer import bigrams
from .results import SearchHit

# Names are numbered by how many documents name their entities (`Writer.names`): the first found are the best.
_BEGINNING = """
SELECT name FROM names WHERE key >= :key AND key < :key || char(0x10FFFF) ORDER BY key <> :key, name
"""
_HOLDING = "SELECT rowid FROM name_bigrams WHERE grams MATCH :phrase ORDER BY rowid"
_HIT = """
SELECT e.id, e.name, e.type, n.text, e.documents FROM names AS n JOIN entities AS e USING (entity) WHERE n.name = ?
"""


_LOOKED_AT = 60  # characters of an unknown name that are compared with the known ones


def search(connection: sqlite3.Connection, text: str, *, limit: int) -> list[SearchHit]:
    """Entities with a name that holds `text`: the same name first, then names that begin with it, then by documents."""
    key = name_key(text.replace("\0", ""))  # NUL would end the query
    if not key.strip():
        return []
    phrase = _phrase(key)
    # Marks and blanks leave the full-text index nothing to look for.
    queries = (_BEGINNING, _HOLDING) if phrase else (_BEGINNING,)
    hits: dict[str, SearchHit] = {}
    for query in queries:
        for number in connection.execute(query, {"key": key, "phrase": phrase}):
            hit = SearchHit(*connection.execute(_HIT, number).fetchone())
            hits.setdefault(hit.id, hit)
            if len(hits) == limit:
                return list(hits.values())
    return list(hits.values())


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
    pairs = [pair for pair in bigrams(key[:_LOOKED_AT]) if any(c.isalnum() for c in pair)]
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
