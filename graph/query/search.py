"""Finding entities by their names: exact, as typed in pinyin, beginning, or anywhere inside, in either script."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator
from itertools import chain

from ...corpus.fold import name_key
from ..store.writer import bigrams
from .results import SearchHit
from .spelling import letters_of, spelled

# Names are numbered by how many documents name their entities (`Writer.names`): the first found are the best.
_SAME = "SELECT name FROM names WHERE key = :text ORDER BY name"
_BEGINNING = "SELECT name FROM names WHERE key >= :text AND key < :text || char(0x10FFFF) ORDER BY name"
_HOLDING = "SELECT rowid FROM name_bigrams WHERE grams MATCH :text ORDER BY rowid"
_HIT = """
SELECT e.id, e.name, e.type, n.text, e.documents FROM names AS n JOIN entities AS e USING (entity) WHERE n.name = ?
"""


_LOOKED_AT = 60  # characters of an unknown name that are compared with the known ones


def search(connection: sqlite3.Connection, text: str, *, limit: int) -> list[SearchHit]:
    """Entities with a name that is, is typed as, begins with, begins typed as, or holds `text`; then by documents."""
    key = name_key(text.replace("\0", ""))  # NUL would end the query
    if not key.strip():
        return []
    return _hits(connection, _found(connection, key), limit)


def _found(connection: sqlite3.Connection, key: str) -> Iterator[int]:
    """Numbers of names, the best first; some come twice."""
    yield from _numbers(connection, _SAME, key)
    # Who types shenzhen means 深圳, not an alias that goes on behind Shenzhen.
    whole, begun = spelled(connection, letters_of(key))
    yield from whole
    yield from _numbers(connection, _BEGINNING, key)
    yield from begun
    phrase = _phrase(key)
    # Marks and blanks leave the full-text index nothing to look for.
    if phrase:
        yield from _numbers(connection, _HOLDING, phrase)


def _numbers(connection: sqlite3.Connection, query: str, text: str) -> Iterator[int]:
    return (number for (number,) in connection.execute(query, {"text": text}))


def _hits(connection: sqlite3.Connection, numbers: Iterator[int], limit: int) -> list[SearchHit]:
    hits: dict[str, SearchHit] = {}
    for number in numbers:
        hit = SearchHit(*connection.execute(_HIT, (number,)).fetchone())
        hits.setdefault(hit.id, hit)
        if len(hits) == limit:
            break
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
    """Names of entities that look like `name`, most alike first; before them the best of those it may be pinyin of."""
    key = name_key(name.replace("\0", ""))
    typed = [hit.name for hit in _hits(connection, chain(*spelled(connection, letters_of(key))), limit)]
    return list(dict.fromkeys([*typed[:1], *_alike(connection, key, limit), *typed]))[:limit]


def _alike(connection: sqlite3.Connection, key: str, limit: int) -> list[str]:
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
