"""The second pass over a corpus, in the terms of its tables: what documents know of each other's names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pyarrow as pa

from ...extract.lexicon import LEXICON, OWN
from ...extract.recall import EXTRACTOR, Line, recall, witnessed

# A name that nearly all documents take for one type has it in the others too, unless a lexicon or the user says what
# it is, or a document declares it an alias: then both have the type of what they name.
AGREED = """
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
FOUND = _FOUND.format(found="found", said="said")
# The same names where they are reprinted: they are kept, and count for nothing.
_SAID_AGAIN = "(SELECT * FROM all_said SEMI JOIN reprinted USING (document, sentence))"
FOUND_AGAIN = _FOUND.format(found="found_again", said=_SAID_AGAIN)
# The second pass: sentences with the spans that are names already, and the names found in them after all.
# A name with a single document never has witnesses enough, and most names are such. Copies are witnesses with what they
# copy.
WITNESSES = """
SELECT key, type, list(DISTINCT coalesce(repost_of, document)) FROM found LEFT JOIN reposts USING (document)
WHERE key IN (SELECT key FROM found GROUP BY key HAVING count(DISTINCT document) > 1) GROUP BY ALL
"""
LINES = """
SELECT s.document, s.sentence, any_value(s.text), list(m.start - s.start), list(m."end" - s.start)
FROM sentences AS s LEFT JOIN found AS m ON m.document = s.document AND m.sentence = s.sentence
GROUP BY s.document, s.sentence ORDER BY s.document, s.sentence
"""
WITH_RECALLED = """
CREATE OR REPLACE VIEW mentions AS
SELECT id, document, sentence, paragraph, start, "end", text, key, type, extractor FROM found UNION ALL
SELECT k.id, document, sentence, s.paragraph, s.start + r.start, s.start + r."end", r.text, key, type, extractor
FROM recalled AS r JOIN sentences AS s USING (document, sentence) JOIN kept AS k USING (document)
"""

_SCHEMA = pa.schema(
    [(name, pa.int64()) for name in ("document", "sentence", "start", "end")]
    + [(name, pa.string()) for name in ("text", "key", "type", "extractor")]
)


def recalled(
    counts: Iterable[tuple[Any, ...]], rows: Iterable[tuple[Any, ...]], *, ignored: Collection[str]
) -> pa.Table:
    """The table of names found after all, from the rows of WITNESSES and LINES; `ignored` texts are none."""
    lines = (
        Line(document, sentence, text, [span for span in zip(starts, ends, strict=True) if span[0] is not None])
        for document, sentence, text, starts, ends in rows
    )
    found = [
        (r.document, r.sentence, r.start, r.end, r.text, r.key, r.type, EXTRACTOR)
        for r in recall(witnessed((key, kind, found) for key, kind, found in counts), lines, ignored=ignored)
    ]
    columns = list(zip(*found, strict=True)) or [()] * len(_SCHEMA)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)
