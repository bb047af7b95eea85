"""The second pass over a corpus, in the terms of its tables: what documents know of each other's names."""

from __future__ import annotations

from collections.abc import Collection

import duckdb
import pyarrow as pa

from ...extract.lexicon import LEXICON, OWN
from ...extract.recall import EXTRACTOR, TYPES, WITNESSES, Line, Recall, witnessed
from .tables import batches, fetched, store, table_of

# A name that nearly all documents take for one type has it in the others too, unless a lexicon or the user says what
# it is, or a document declares it an alias: then both have the type of what they name.
_AGREED = """
CREATE TABLE agreed AS
SELECT key, max_by(type, documents) AS type
FROM (SELECT key, type, count(DISTINCT coalesce(repost_of, document)) AS documents
      FROM said LEFT JOIN reposts USING (document) GROUP BY ALL)
WHERE key NOT IN (SELECT name FROM aliases UNION SELECT alias FROM aliases)
GROUP BY key
HAVING count(*) > 1 AND max(documents) >= 3 AND max(documents) >= 0.75 * sum(documents)
"""
_FOUND = f"""
CREATE VIEW {{found}} AS
SELECT s.* REPLACE (CASE WHEN extractor IN ('{OWN}', '{LEXICON}') THEN s.type ELSE coalesce(a.type, s.type) END AS type)
FROM {{said}} AS s LEFT JOIN agreed AS a USING (key)
"""
_FOUND_FIRST = _FOUND.format(found="found", said="said")
# The same names where they are reprinted: they are kept, and count for nothing.
_SAID_AGAIN = "(SELECT * FROM all_said SEMI JOIN reprinted USING (document, sentence))"
_FOUND_AGAIN = _FOUND.format(found="found_again", said=_SAID_AGAIN)
# Who shows a name. One with a single document never has witnesses enough, and most names are such. Copies are witnesses
# with what they copy.
_SHOWN = f"""
CREATE TABLE shown AS
SELECT DISTINCT key, type, coalesce(repost_of, document) AS document FROM found LEFT JOIN reposts USING (document)
WHERE key IN (SELECT key FROM found WHERE type IN {TYPES} GROUP BY key HAVING count(DISTINCT document) >= {WITNESSES})
"""
_WITNESSES = "SELECT key, type, count(*) FROM shown GROUP BY ALL"
_TEXTS = "SELECT document, sentence, text FROM sentences"
# The sentences that have a known name, with the spans that are names already.
_LINES = """
SELECT s.document, s.sentence, any_value(s.text), list(m.start - s.start), list(m."end" - s.start)
FROM sentences AS s SEMI JOIN holding AS h ON h.document = s.document AND h.sentence = s.sentence
LEFT JOIN found AS m ON m.document = s.document AND m.sentence = s.sentence
GROUP BY s.document, s.sentence
"""
_UNSEEN = """
SELECT key, count(DISTINCT document) FROM standing ANTI JOIN shown USING (key, type, document) GROUP BY key
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

_HOLDING = pa.schema([("document", pa.int64()), ("sentence", pa.int64())])
_STANDING = pa.schema(
    [*_HOLDING, ("start", pa.int64()), ("end", pa.int64()), *((name, pa.string()) for name in ("text", "key", "type"))]
)
_DOUBTFUL = pa.schema([("key", pa.string())])


def find_again(db: duckdb.DuckDBPyConnection, *, ignored: Collection[str]) -> None:
    """Make the view `mentions` of all names, those included that are known from other documents only.

    `ignored` are folded texts that are no names.
    """
    for query in (_AGREED, _FOUND_FIRST, _FOUND_AGAIN, _SHOWN):
        db.execute(query)
    known = witnessed(fetched(db, _WITNESSES))
    recall = Recall(known, ignored=ignored)
    store(db, "holding", _HOLDING.empty_table())
    for texts in batches(db, _TEXTS):
        places = [texts[i][:2] for i in recall.holding([text for *_, text in texts])]
        store(db, "holding", table_of(places, _HOLDING), more=True)
    store(db, "standing", _STANDING.empty_table())
    for lines in batches(db, _LINES):
        found = [name for line in lines for name in recall.standing(_line(*line))]
        store(db, "standing", table_of(found, _STANDING), more=True)
    doubtful = [(key,) for key, unseen in fetched(db, _UNSEEN) if not known[key].is_mostly_a_name(unseen)]
    store(db, "doubtful", table_of(doubtful, _DOUBTFUL))
    db.execute(_RECALLED)
    db.execute(_WITH_RECALLED)


def _line(document: int, sentence: int, text: str, starts: list[int | None], ends: list[int]) -> Line:
    return Line(document, sentence, text, [(a, b) for a, b in zip(starts, ends, strict=True) if a is not None])
