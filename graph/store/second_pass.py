"""The second pass over a corpus, in the terms of its tables: what documents know of each other's names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb
import pyarrow as pa

from ...extract.recall import EXTRACTOR, witnessed
from ..engine import Cluster, Engine
from .names import SURE, TYPED, ask_cluster, ask_here
from .recalling import STANDING, Recalling, shard_parts
from .tables import fetched, store, table_of

_TOLD = f"""
CREATE TABLE told AS
SELECT DISTINCT key, type, {SURE} AS sure, coalesce(repost_of, document) AS document
FROM said LEFT JOIN reposts USING (document)
"""
_ALIASED = "CREATE VIEW aliased AS SELECT name AS key FROM aliases UNION SELECT alias FROM aliases"
_FOUND = f"""
CREATE VIEW {{found}} AS
SELECT s.* REPLACE ({TYPED.format(sure=SURE)}) FROM {{said}} AS s LEFT JOIN agreed AS a USING (key)
"""
_FOUND_FIRST = _FOUND.format(found="found", said="said")
# The same names where they are reprinted: they are kept, and count for nothing.
_SAID_AGAIN = "(SELECT * FROM all_said SEMI JOIN reprinted USING (document, sentence))"
_FOUND_AGAIN = _FOUND.format(found="found_again", said=_SAID_AGAIN)
_STANDING = """
CREATE VIEW standing AS
SELECT kept.document, s.* EXCLUDE (shard, doc)
FROM stands AS s JOIN kept USING (shard, doc) ANTI JOIN reprinted USING (document, sentence)
"""
# Who shows names that stand somewhere unseen, and how many documents have each in no other way.
_SHOWN = """
CREATE TABLE shown AS
SELECT DISTINCT key, type, coalesce(repost_of, document) AS document FROM found LEFT JOIN reposts USING (document)
WHERE key IN (SELECT key FROM standing)
"""
_UNSEEN = """
SELECT key, count(*) FROM (SELECT DISTINCT key, document FROM standing ANTI JOIN shown USING (key, type, document))
GROUP BY key
"""
_RECALLED = (
    f"CREATE TABLE recalled AS SELECT *, '{EXTRACTOR}' AS extractor FROM standing ANTI JOIN doubtful USING (key)"
)
_WITH_RECALLED = """
CREATE TABLE mentions AS
SELECT id, document, sentence, paragraph, start, "end", text, key, type, extractor FROM found UNION ALL
SELECT k.id, document, sentence, s.paragraph, s.start + r.start, s.start + r."end", r.text, key, type, extractor
FROM recalled AS r JOIN sentences AS s USING (document, sentence) JOIN kept AS k USING (document)
"""

_DOUBTFUL = pa.schema([("key", pa.string())])


def find_again(
    db: duckdb.DuckDBPyConnection, graph: str, stems: Sequence[str], *, ignored: Collection[str], engine: Engine
) -> None:
    """Make the table `mentions` of all names, those included that are known from other documents only.

    Args:
        graph: where the engine finds the shards: a path, or an address in object storage.
        stems: names of the shards.
        ignored: folded texts that are no names.
    """
    db.execute(_ALIASED)
    if isinstance(engine, Cluster):
        ask_cluster(db, engine, graph, stems)
    else:
        db.execute(_TOLD)
        ask_here(db)
        db.execute("DROP TABLE told")
    known = witnessed(fetched(db, "SELECT key, type, documents FROM witnesses"))
    store(db, "stands", STANDING.empty_table())
    for found in engine.map(Recalling(known, ignored, graph), shard_parts(stems if known else [])):
        store(db, "stands", found, more=True)
    for query in (_FOUND_FIRST, _FOUND_AGAIN, _STANDING, _SHOWN):
        db.execute(query)
    doubtful = [(key,) for key, unseen in fetched(db, _UNSEEN) if not known[key].is_mostly_a_name(unseen)]
    store(db, "doubtful", table_of(doubtful, _DOUBTFUL))
    db.execute(_RECALLED)
    db.execute(_WITH_RECALLED)
