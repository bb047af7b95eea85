"""Writing graph.sqlite: the Writer fills a new file and puts it in the place of the old one when all went well."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any

from ...corpus.fold import name_keys
from ..pinyin import syllables
from .arrays import Spool
from .folder import sync
from .node_measures import store_degrees, store_node_measures

_HERE = Path(__file__).parent

_TOGETHER = 100  # rows that one statement puts in: one by one they take twice as long
_AT_ONCE = 10_000  # names that are folded or spelled together
_ENTITIES = "entities (entity, id, name, type, mentions, documents, windows)"
_NAME = "INSERT INTO unranked VALUES (?, ?, ?, ?, ?, (SELECT document FROM documents WHERE id = ?))"
# Those of the entities that most documents name come first: whoever looks for a text finds them in this order.
_RANKED = """
INSERT INTO names
SELECT row_number() OVER (ORDER BY e.documents DESC, n.entity, n.mentions DESC, n.text) - 1, n.*
FROM unranked AS n JOIN entities AS e USING (entity)
"""


class Writer:
    """Context manager that makes one graph.sqlite. Left by an exception, it leaves the old file as it was."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.new")

    def __enter__(self) -> Writer:
        self._beside.unlink(missing_ok=True)
        self._db = sqlite3.connect(self._beside, isolation_level=None)
        # Nobody sees this file before it is complete and synced, so its own journal would be work for nothing.
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
        self._db.executescript((_HERE / "schema.sql").read_text(encoding="utf-8"))
        self._db.execute("BEGIN")
        self._links: Spool | None = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._db.execute("COMMIT")
                self._db.executescript((_HERE / "indexes.sql").read_text(encoding="utf-8"))
                self._db.execute("ANALYZE")
                self._db.close()
                if self._links:
                    self._links.append_to(self._beside)
                sync(self._beside)
                os.replace(self._beside, self._path)
                sync(self._path.parent)
        finally:
            self._db.close()
            if self._links:
                self._links.close()
            self._beside.unlink(missing_ok=True)

    def meta(self, **values: Any) -> None:
        """Facts about the whole graph, kept as JSON."""
        rows = ((key, json.dumps(value, ensure_ascii=False)) for key, value in sorted(values.items()))
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", rows)

    def documents(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(document, id, source, title, date, how it is known, windows read, the document that it is a repost of)"""
        self._put("documents", 8, rows)

    def windows(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(window, document, number, start, text)"""
        self._put("windows", 5, rows)

    def reprints(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(window, document, number, start)"""
        self._put("reprints", 4, rows)

    def entities(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(entity, id, name, type, mentions, documents, windows)"""
        self._put(_ENTITIES, 7, rows)

    def names(self, rows: Iterable[tuple[int, str, int, str, str | None]]) -> None:
        """(entity, name as written, mentions, reason, id of a document), also to be searched by parts and by pinyin.

        Entities and documents have to be there already.
        """
        self._db.execute("CREATE TEMP TABLE unranked (entity, text, key, mentions, reason, document)")
        rows = iter(rows)
        while some := list(islice(rows, _AT_ONCE)):
            keys = name_keys([text for _, text, *_ in some])
            keyed = ((entity, text, key, *facts) for (entity, text, *facts), key in zip(some, keys, strict=True))
            self._db.executemany(_NAME, keyed)
        self._db.execute(_RANKED)
        grams = ((name, " ".join(bigrams(key))) for name, key in self._db.execute("SELECT name, key FROM names"))
        self._db.executemany("INSERT INTO name_bigrams (rowid, grams) VALUES (?, ?)", grams)
        self._db.execute("DROP TABLE unranked")
        self._spellings()

    def _spellings(self) -> None:
        found: set[str] = set()
        self._db.execute("CREATE TEMP TABLE unsorted (initials, name, syllables)")
        self._put("unsorted", 3, self._spelled(found))
        self._db.execute("INSERT INTO spellings SELECT * FROM unsorted ORDER BY initials, name")
        self._db.executemany("INSERT INTO syllables VALUES (?)", ((syllable,) for syllable in sorted(found)))
        self._db.execute("DROP TABLE unsorted")

    def _spelled(self, found: set[str]) -> Iterator[tuple[str, int, str]]:
        """(initials, name, syllables) of names with Chinese; adds the syllables to `found`."""
        rows = self._db.execute("SELECT name, text FROM names ORDER BY name")
        while some := rows.fetchmany(_AT_ONCE):
            for (name, _), spelled in zip(some, syllables([text for _, text in some]), strict=True):
                if parts := spelled.split():
                    found.update(parts)
                    yield "".join(part[0] for part in parts), name, spelled

    def mentions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(entity, window, start, end, sentence, extractor)"""
        self._put("mentions", 6, rows)

    def copied_mentions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(entity, document, sentence, start, end, text, extractor, document and sentence that it counts in)"""
        self._put("copied_mentions", 9, rows)

    def edges(self, rows: Iterable[tuple[Any, ...]], *, measures: bool = True) -> None:
        """(source, target, weight, documents, first, last, adjusted p) in both directions, in the order of both ends.

        The entities have to be there already. Without `measures` what follows from all links is left out.
        """
        (last,) = self._db.execute("SELECT coalesce(max(entity), -1) FROM entities").fetchone()
        self._links = Spool(self._path.parent, numbers=last + 1)
        self._put("edges", 7, self._links.passing(rows))
        store_degrees(self._db, self._links.arrays())
        if measures:
            store_node_measures(self._db, self._links.arrays())
        else:
            self.meta(communities=0, betweenness_sources=0, standing_weight=1)
        self.meta(arrays=self._links.digest())

    def _put(self, table: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
        one, rows = f"({', '.join('?' * width)})", iter(rows)
        many = f"INSERT INTO {table} VALUES {', '.join([one] * _TOGETHER)}"
        while turn := list(islice(rows, _TOGETHER)):
            query = many if len(turn) == _TOGETHER else f"INSERT INTO {table} VALUES {', '.join([one] * len(turn))}"
            self._db.execute(query, list(chain.from_iterable(turn)))


def bigrams(key: str) -> Iterator[str]:
    """Overlapping pairs of characters, and the last one alone so that a prefix query finds it too.

    >>> list(bigrams("宇树科技"))
    ['宇树', '树科', '科技', '技']
    """
    return (key[i : i + 2] for i in range(len(key)))
