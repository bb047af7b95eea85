"""What the corpus says of names: the types that nearly all documents agree on, and who shows a name to be one.

It is asked of `told`, a row for each name that a document has: key, type, whether a lexicon or the user says so
(`sure`), and the document, or the one that it is a repost of. That is a table of all names here, or (see `engine`) of
those that a bucket gathers, wherever it runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import duckdb
import pyarrow as pa

from ...extract.lexicon import LEXICON, OWN
from ...extract.recall import TYPES, WITNESSES
from ..engine import Cluster, Scatter, Stage
from .home import home_of
from .shards import number_of
from .tables import fetched, store, table_of, taken

SURE = f"extractor IN ('{OWN}', '{LEXICON}')"
# Documents of each name and type. `count(DISTINCT document)` cannot be put on disk when memory is short.
_COUNTS = """
SELECT key, type, count(*) AS documents FROM (SELECT DISTINCT key, {type}, document FROM {told}) GROUP BY key, type
"""
# A name that nearly all documents take for one type has it in the others too, unless a lexicon or the user says what
# it is, or a document declares it an alias (`aliased`): then both have the type of what they name.
_AGREED = f"""
CREATE TABLE agreed AS
WITH counts AS MATERIALIZED ({_COUNTS.format(type="type", told="told")})
SELECT key, max_by(type, documents) AS type
FROM counts
WHERE key IN (SELECT key FROM counts GROUP BY key HAVING count(*) > 1) AND key NOT IN (SELECT key FROM aliased)
GROUP BY key
HAVING max(documents) >= 3 AND max(documents) >= 0.75 * sum(documents)
"""
TYPED = "CASE WHEN {sure} THEN s.type ELSE coalesce(a.type, s.type) END AS type"
# Who shows a name that may have witnesses enough, as what. Copies are witnesses with what they copy.
_WITNESSES = f"""
CREATE TABLE witnesses AS
WITH counts AS ({_COUNTS.format(type=TYPED.format(sure="sure"), told="told AS s LEFT JOIN agreed AS a USING (key)")})
SELECT * FROM counts WHERE key IN (SELECT key FROM counts WHERE type IN {TYPES} AND documents >= {WITNESSES})
"""
_TOLD = f"""
SELECT DISTINCT key, type, {SURE} AS sure, p.document, (md5_number_lower(key) % ?)::BIGINT AS bucket
FROM mentions JOIN part AS p USING (doc)
WHERE p.reprinted IS NULL OR NOT list_contains(p.reprinted, sentence) ORDER BY bucket
"""
_DOCUMENTS = """
SELECT shard, doc, coalesce(repost_of, document), reprinted
FROM kept LEFT JOIN reposts USING (document)
LEFT JOIN (SELECT document, list(sentence) AS reprinted FROM reprinted GROUP BY document) USING (document)
ORDER BY shard
"""
_PART = pa.schema(
    [("stem", pa.string()), ("doc", pa.int32()), ("document", pa.int64()), ("reprinted", pa.list_(pa.int32()))]
)
# Agreed types, in which nobody is counted, and witnesses.
_FOUND = pa.schema([("key", pa.string()), ("type", pa.string()), ("documents", pa.int64())])
_SHARDS, _BUCKETS = 64, 8  # shards whose names make about one bucket, and so many buckets at least


def ask_here(db: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `agreed` (key, type) and `witnesses` (key, type, documents) of `told` and `aliased`."""
    db.execute(_AGREED)
    db.execute(_WITNESSES)


def ask_cluster(db: duckdb.DuckDBPyConnection, cluster: Cluster, graph: str, stems: Sequence[str]) -> None:
    """The same, by machines that read the shards themselves; it needs no table `told`."""
    aliased = frozenset(key for (key,) in fetched(db, "SELECT key FROM aliased"))
    store(db, "asked", _FOUND.empty_table())
    telling = Telling(graph, max(_BUCKETS, len(stems) // _SHARDS))
    for found in cluster.shuffle(telling, _parts(db, stems), Asking(aliased)):
        store(db, "asked", found, more=True)
    db.execute("CREATE TABLE agreed AS SELECT key, type FROM asked WHERE documents IS NULL")
    db.execute("CREATE TABLE witnesses AS SELECT * FROM asked WHERE documents IS NOT NULL")


def _parts(db: duckdb.DuckDBPyConnection, stems: Sequence[str]) -> Iterator[pa.Table]:
    """Of each shard the documents that are kept, with their sentences that count elsewhere."""
    stem_of = {number_of(stem): stem for stem in stems}
    for shard, rows in groupby(fetched(db, _DOCUMENTS), key=itemgetter(0)):
        yield table_of(((stem_of[shard], *row) for _, *row in rows), _PART)


@dataclass(frozen=True, slots=True)
class Telling:
    """Makes what scatters the names of a shard, so that all documents that have a name come into one bucket."""

    graph: str
    buckets: int

    def __call__(self) -> Scatter:
        home = home_of(self.graph)

        def tell(part: pa.Table) -> Iterator[tuple[int, pa.Table]]:
            mentions = home.read(part["stem"][0].as_py(), "mentions", ["doc", "sentence", "key", "type", "extractor"])
            with _database(mentions=mentions, part=part) as db:
                told = taken(db, _TOLD, [self.buckets])
            for bucket, rows in groupby(enumerate(told["bucket"].to_pylist()), key=itemgetter(1)):
                (first, _), *more = rows
                yield bucket, told.slice(first, 1 + len(more)).drop_columns("bucket")

        return tell


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes the stage that asks the names of a bucket; `aliased` are those that documents declare."""

    aliased: Collection[str]

    def __call__(self) -> Stage:
        aliased = pa.table({"key": pa.array(self.aliased, pa.string())})

        def ask(told: pa.Table) -> pa.Table:
            with _database(told=told, aliased=aliased) as db:
                ask_here(db)
                return taken(db, "SELECT key, type, NULL::BIGINT AS documents FROM agreed UNION ALL FROM witnesses")

        return ask


@contextmanager
def _database(**tables: pa.Table) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as db:
        for name, table in tables.items():
            db.register(name, table)
        yield db
