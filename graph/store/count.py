"""Counting, out of core: DuckDB over the Parquet shards. It is thrown away afterwards; only its rows stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any

import pyarrow as pa

from ...config.limits import MEMORY, Bounds, share_of
from ...corpus.fold import simplify
from ...extract.linking.link import DocumentNames, Linked, NameCount
from ...extract.mention import Alias
from ..engine import Cluster, Engine
from .counting import count_linked, directed, dropped
from .folder import Shard
from .ordered import in_order
from .reprints import COPIED, READ, REPRINTS, find_reprints
from .second_pass import find_again
from .shards import number_of, shard_files
from .tables import connect, fetched, store, table_of
from .windows import NUMBER, WINDOWS, windows

# How many windows a document has.
_READ = {"sentence": "own_sentences", "paragraph": "own_paragraphs", "document": "least(own_sentences, 1)"}

# Of documents with one id the text read last stays; of copies of it the earliest by date, then by name.
_KEPT = """
CREATE TABLE kept AS
SELECT * EXCLUDE (age), row_number() OVER (ORDER BY id) - 1 AS document
FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY date NULLS LAST, source, title, place, doc) AS age
      FROM (SELECT *, first_value(content) OVER (PARTITION BY id ORDER BY place DESC, doc DESC) AS newest
            FROM documents JOIN places USING (shard))
      WHERE content = newest)
WHERE age = 1
"""
# Names by document, the unclear ones once for each of their sentences; and each such sentence once.
_DOCUMENT_NAMES = """
SELECT m.document, m.id, m.key, m.type, CASE WHEN u.key IS NOT NULL THEN m.sentence END AS sentence
FROM mentions AS m LEFT JOIN unclear AS u ON u.key = m.key AND u.type = m.type
"""
_IN_ORDER = "SELECT DISTINCT id, key, type, sentence FROM part ORDER BY ALL"
_A_NAME, _RANGES = 150, 4  # bytes of a row of these, and what part of the share one range of them has
_UNCLEAR_SENTENCES = """
SELECT s.id, s.sentence, s.text FROM sentences AS s
SEMI JOIN (SELECT m.document, m.sentence FROM mentions AS m SEMI JOIN unclear AS u ON u.key = m.key AND u.type = m.type)
    AS n ON n.document = s.document AND n.sentence = s.sentence
ORDER BY s.id, s.sentence
"""
# What a repost does not say of a name, its original may.
_MEANT = """
CREATE VIEW meant AS
SELECT m.*, coalesce(a.entity, o.entity, k.entity) AS entity
FROM mentions AS m JOIN entity_of_key AS k ON k.key = m.key AND k.type = m.type
LEFT JOIN entity_of_alias AS a ON a.document = m.id AND a.key = m.key AND a.type = m.type
LEFT JOIN originals AS r ON r.document = m.document
LEFT JOIN entity_of_alias AS o ON o.document = r.id AND o.key = m.key AND o.type = m.type
WHERE coalesce(a.entity, o.entity, k.entity) >= 0  -- others are names that people ignore
"""
_LINKED = """
CREATE TABLE linked AS SELECT document, {number} AS number, entity, start, "end", sentence, extractor FROM meant
"""
_NAMES = "SELECT entity, text, count(*) FROM meant GROUP BY ALL ORDER BY ALL"
_KEYS = pa.schema([("key", pa.string()), ("type", pa.string())])
_OF_KEY = _KEYS.append(pa.field("entity", pa.int32()))
_OF_ALIAS = _OF_KEY.insert(0, pa.field("document", pa.string()))


class Counter:
    """One counting run over some shards. Call its methods in the order in which they stand here."""

    def __init__(
        self,
        folder: Path,
        shards: Sequence[Shard],
        *,
        scratch: Path,
        keep_reposts: bool = False,
        memory: int = MEMORY,
    ) -> None:
        stems = [shard.stem for shard in shards]
        share = share_of(memory)
        self._memory, self._stems, self._room = memory, stems, share // _RANGES
        self._db = connect(share, str(scratch))
        places = {"shard": [number_of(stem) for stem in stems], "place": list(range(len(stems)))}
        store(self._db, "places", pa.table(places))
        self._db.execute(f"CREATE VIEW documents AS SELECT * FROM {_parquet(folder, stems, 'documents')}")
        self._db.execute(_KEPT)
        for view, table in (("sentences", "sentences"), ("said", "mentions"), ("aliases", "aliases")):
            self._db.execute(
                f"CREATE VIEW all_{view} AS SELECT kept.id, kept.document, r.* EXCLUDE (shard, doc) "
                f"FROM {_parquet(folder, stems, table)} AS r JOIN kept USING (shard, doc)"
            )
        find_reprints(self._db, keep=keep_reposts)

    def __enter__(self) -> Counter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def recall(self, *, ignored: Collection[str], engine: Engine, graph: str) -> None:
        """What documents know of each other's names: their types, and where they stand unseen.

        Args:
            ignored: folded texts that are no names.
            engine: looks for names in the shards, where it runs.
            graph: how it calls the graph: a path, or an address in object storage.
        """
        find_again(self._db, graph, self._stems, ignored=ignored, engine=engine)

    def names(self) -> Iterator[NameCount]:
        """Every name as written, with its number of mentions."""
        rows = self._rows("SELECT text, key, type, count(*) FROM mentions GROUP BY ALL")
        return (NameCount(intern(text), intern(key), intern(kind), count) for text, key, kind, count in rows)

    def aliases(self) -> list[Alias]:
        """Every alias a document declares."""
        rows = self._rows("SELECT id, name, alias, type, reason FROM aliases ORDER BY ALL")
        return [Alias(*map(intern, row)) for row in rows]

    def document_names(self, unclear: Collection[tuple[str, str]]) -> Iterator[DocumentNames]:
        """The names of each document by its id, with the sentences in which the `unclear` ones stand."""
        store(self._db, "unclear", table_of(unclear, _KEYS))
        told = groupby(self._rows(_UNCLEAR_SENTENCES), key=itemgetter(0))
        teller, sentences = next(told, (None, iter(())))
        size = _A_NAME * self._number("SELECT count(*) FROM mentions")
        standing = in_order(
            self._db, _DOCUMENT_NAMES, "document", of="kept", size=size, room=self._room, ordered=_IN_ORDER
        )
        for document, rows in groupby(standing, key=itemgetter(0)):
            text_of: dict[int, str] = {}
            if document == teller:
                text_of = {number: simplify(text) for _, number, text in sentences}
                teller, sentences = next(told, (None, iter(())))
            names, said = set[tuple[str, str]](), dict[tuple[str, str], list[str]]()
            for _, key, kind, number in rows:
                names.add((key, kind))
                if number is not None:
                    said.setdefault((key, kind), []).append(text_of[number])
            yield DocumentNames(document, frozenset(names), said)

    def count(self, linked: Linked, *, window: str, bounds: Bounds, engine: Engine) -> None:
        """Count co-mentions of the linked entities over windows of the given kind, within bounds.

        An `engine` that is a cluster counts the pairs where it runs; else they are counted here.
        """
        of_key = ((*key, entity) for key, entity in linked.of_key.items())
        of_alias = ((*where, entity) for where, entity in linked.of_alias.items())
        store(self._db, "entity_of_key", table_of(of_key, _OF_KEY))
        store(self._db, "entity_of_alias", table_of(of_alias, _OF_ALIAS))
        self._window = window
        self._db.execute(READ.format(number=NUMBER[window]))
        self._db.execute(_MEANT)
        self._db.execute(_LINKED.format(number=NUMBER[window]))
        self._db.execute(WINDOWS)
        read = {name: self._number(self._read()[name]) for name in ("documents", "windows")}
        cluster = engine if isinstance(engine, Cluster) else None
        count_linked(self._db, bounds, **read, memory=self._memory, cluster=cluster)

    def documents(self) -> Iterator[tuple[Any, ...]]:
        """(document, id, source, title, date, how it is known, own windows read, document that it is a repost of)"""
        return self._rows(
            f"SELECT document, id, source, title, date, date_from, {_READ[self._window]}, repost_of "
            "FROM kept JOIN read USING (document) LEFT JOIN reposts USING (document) ORDER BY document"
        )

    def reprints(self) -> Iterator[tuple[Any, ...]]:
        """(window, document, number, start) of where else a window stands."""
        return self._rows(REPRINTS.format(number=NUMBER[self._window]))

    def copied_mentions(self) -> Iterator[tuple[Any, ...]]:
        """(entity, document, sentence, start, end, text, extractor, document and sentence that it counts in)"""
        return self._rows(COPIED)

    def entity_names(self) -> Iterator[tuple[Any, ...]]:
        """(entity, name as written, mentions)"""
        return self._rows(_NAMES)

    def windows(self) -> Iterator[tuple[Any, ...]]:
        """(window, document, number, start, text) of windows that name something."""
        return windows(self._db, self._window, room=self._room)

    def entities(self) -> Iterator[tuple[Any, ...]]:
        """(entity, mentions, documents, windows)"""
        return self._rows("SELECT entity, mentions, documents, windows FROM named ORDER BY entity")

    def mentions(self) -> Iterator[tuple[Any, ...]]:
        """(entity, window, start, end, sentence, extractor)"""
        return self._rows(
            'SELECT entity, "window", start, "end", sentence, extractor '
            "FROM linked JOIN windows USING (document, number) ORDER BY ALL"
        )

    def dropped(self) -> dict[str, int]:
        """What the bounds kept out: see `counting.dropped`."""
        return dropped(self._db)

    def totals(self) -> dict[str, int]:
        """Number of documents and reposts; of sentences, windows, mentions, entities and edges without reprints."""
        tables = {"mentions": "linked", "entities": "named", "edges": "edges"}
        queries = self._read() | {name: f"SELECT count(*) FROM {table}" for name, table in tables.items()}
        return {name: self._number(query) for name, query in queries.items()}

    def edges(self) -> Iterator[tuple[Any, ...]]:
        """(source, target, weight, documents, first, last, adjusted p) in both directions.

        With the last of them the run is over, for who measures what they make up needs the memory that it holds.
        """
        yield from directed(self._db, memory=self._memory)
        self._db.close()

    def _read(self) -> dict[str, str]:
        return {
            "documents": "SELECT count(*) FROM kept",
            "reposts": "SELECT count(*) FROM reposts",
            "sentences": "SELECT coalesce(sum(own_sentences), 0) FROM read",
            "windows": f"SELECT coalesce(sum({_READ[self._window]}), 0) FROM read",
        }

    def _number(self, query: str) -> int:
        return int(next(self._rows(query))[0])

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        return fetched(self._db, query)


def _parquet(folder: Path, stems: Sequence[str], table: str) -> str:
    """A DuckDB expression that reads one table of several shards."""
    # In its paths * ? and [ are patterns, and a quote ends the string.
    files = (re.sub(r"[*?\[]", r"[\g<0>]", file).replace("'", "''") for file in shard_files(folder, stems, table))
    return "read_parquet([" + ", ".join(f"'{file}'" for file in files) + "])"
