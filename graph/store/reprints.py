"""Reposts of a corpus, in the terms of the counting run's tables: `reprinted` sentences and the `reposts`.

Who might print one text is found by keys of passages (`corpus.reposts`), each document being held against the first
that has a key and the one before it, so that five hundred copies make no square of pairs. Texts are read of those
alone that might and that nobody else has joined yet; sentences of those that do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from ...corpus.reposts import Shingled, is_one_story
from ...corpus.reprints import Line, Printing, Reprint, reprints
from .tables import BATCH, fetched, store, table_of

# Texts of about so many characters are compared at a time, beside the longest.
_CHARACTERS = 4_000_000
# Of the keys of the one with fewer two documents must have this share in common to be looked at.
_SHARE = 0.15
_REPRINTED, _REPOSTS = (
    pa.schema([(name, pa.int64()) for name in names])
    for names in (("document", "sentence", "of_document", "of_sentence"), ("document", "repost_of"))
)
_TABLES = """
CREATE TABLE reprinted (document BIGINT, sentence INTEGER, of_document BIGINT, of_sentence INTEGER);
CREATE TABLE reposts (document BIGINT, repost_of BIGINT);
"""
_KEYS = """
CREATE TABLE shared_keys AS
WITH keys AS (SELECT document, unnest(sketch) AS key FROM kept)
SELECT document, key FROM keys WHERE key IN (SELECT key FROM keys GROUP BY key HAVING count(*) > 1)
"""
# The keys of the one with fewer are looked up in the other's: a yearbook is not read for each of its articles.
_CANDIDATES = f"""
CREATE TABLE candidates AS
WITH nearest AS (
         SELECT document, min(document) OVER (PARTITION BY key) AS first,
                lag(document) OVER (PARTITION BY key ORDER BY document) AS previous
         FROM shared_keys),
     pairs AS (
         SELECT first AS a, document AS b FROM nearest WHERE first < document UNION
         SELECT previous, document FROM nearest WHERE previous < document),
     sizes AS (SELECT document, len(sketch) AS keys FROM kept),
     lesser AS (
         SELECT a, b, least(one.keys, other.keys) AS keys,
                if(one.keys <= other.keys, a, b) AS fewer, if(one.keys <= other.keys, b, a) AS more
         FROM pairs JOIN sizes AS one ON one.document = a JOIN sizes AS other ON other.document = b),
     asked AS MATERIALIZED (
         SELECT l.a, l.b, l.keys, l.more AS document, k.key
         FROM lesser AS l JOIN shared_keys AS k ON k.document = l.fewer)
SELECT a, b FROM asked SEMI JOIN shared_keys USING (document, key)
GROUP BY a, b HAVING count(*) >= {_SHARE} * any_value(keys)
"""
_TEXTS = """
CREATE TABLE candidate_texts AS
SELECT document, sentence, text FROM all_sentences
WHERE document IN (SELECT a FROM candidates UNION SELECT b FROM candidates)
"""
# The longer one first, so that one that is held against many is read once.
_PAIRS = """
WITH sizes AS (SELECT document, sum(length(text))::BIGINT AS size FROM candidate_texts GROUP BY document)
SELECT if(one.size > other.size, a, b) AS longer, if(one.size > other.size, b, a) AS shorter,
       greatest(one.size, other.size), least(one.size, other.size)
FROM candidates JOIN sizes AS one ON one.document = a JOIN sizes AS other ON other.document = b ORDER BY longer, shorter
"""
_TEXTS_OF = """
SELECT document, text FROM candidate_texts WHERE document IN (SELECT unnest(?)) ORDER BY document, sentence
"""
_LINES = """
SELECT t.story, t.document, k.date, s.sentence, any_value(s.text), list(m.text) FILTER (m.text IS NOT NULL)
FROM stories AS t JOIN kept AS k USING (document) JOIN all_sentences AS s USING (document)
LEFT JOIN all_said AS m ON m.document = s.document AND m.sentence = s.sentence
GROUP BY t.story, t.document, k.date, s.sentence ORDER BY t.story, t.document, s.sentence
"""
# What a document declares about a name counts where a sentence of its own has the name.
_OWN = """
CREATE VIEW originals AS SELECT r.document, k.id FROM reposts AS r JOIN kept AS k ON k.document = r.repost_of;
CREATE VIEW sentences AS SELECT * FROM all_sentences ANTI JOIN reprinted USING (document, sentence);
CREATE VIEW said AS SELECT * FROM all_said ANTI JOIN reprinted USING (document, sentence);
CREATE VIEW aliases AS
SELECT * FROM all_aliases AS a WHERE document NOT IN (SELECT document FROM reprinted)
OR EXISTS (SELECT 1 FROM said AS m WHERE m.document = a.document AND m.key = a.alias);
"""
READ = """
CREATE TABLE read AS
SELECT document, coalesce(o.sentences, k.sentences) AS own_sentences,
       coalesce(o.paragraphs, k.paragraphs) AS own_paragraphs
FROM kept AS k LEFT JOIN (
    SELECT document, count(*) FILTER (of_document IS NULL) AS sentences,
           count(DISTINCT paragraph) FILTER (of_document IS NULL) AS paragraphs
    FROM (SELECT * FROM all_sentences WHERE document IN (SELECT document FROM reprinted))
    LEFT JOIN reprinted USING (document, sentence) GROUP BY document) AS o USING (document)
"""
REPRINTS = """
WITH numbered AS (SELECT document, sentence, start, {number} AS number FROM all_sentences)
SELECT w."window", s.document, s.number, min(s.start)
FROM reprinted AS p
JOIN numbered AS o ON o.document = p.of_document AND o.sentence = p.of_sentence
JOIN numbered AS s ON s.document = p.document AND s.sentence = p.sentence
JOIN windows AS w ON w.document = o.document AND w.number = o.number
GROUP BY ALL ORDER BY ALL
"""
# Names in reprinted sentences that the sentence they count in has, too.
COPIED = """
SELECT coalesce(o.entity, k.entity) AS entity, m.document, m.sentence, m.start, m."end", m.text, m.extractor,
       p.of_document, p.of_sentence
FROM found_again AS m JOIN reprinted AS p USING (document, sentence)
JOIN entity_of_key AS k ON k.key = m.key AND k.type = m.type
JOIN kept AS d ON d.document = p.of_document
LEFT JOIN entity_of_alias AS o ON o.document = d.id AND o.key = m.key AND o.type = m.type
SEMI JOIN linked AS l ON l.document = p.of_document AND l.sentence = p.of_sentence
    AND l.entity = coalesce(o.entity, k.entity)
ORDER BY m.document, m.start
"""


def find_reprints(db: duckdb.DuckDBPyConnection, *, keep: bool) -> None:
    """Make the tables `reprinted` and `reposts`, and the views of what documents have of their own.

    `keep`: take no document for a repost; then the tables are empty.
    """
    db.execute(_TABLES)
    if not keep:
        for query in (_KEYS, _CANDIDATES, "DROP TABLE shared_keys", _TEXTS):
            db.execute(query)
        stories = _stories(db)
        store(db, "stories", pa.table({"document": [*stories], "story": [*stories.values()]}))
        db.execute("DROP TABLE candidate_texts")
        found = (reprint for printings in _printings(fetched(db, _LINES)) for reprint in reprints(printings))
        while some := list(islice(found, BATCH // 50)):
            _keep(db, some)
    db.execute(_OWN)


def _stories(db: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """Documents that print one story with another, and the least number among them."""
    above: dict[int, int] = {}

    def root(document: int) -> int:
        while (up := above.setdefault(document, document)) != document:
            above[document] = above[up]
            document = up
        return document

    texts: dict[int, Shingled] = {}
    for pairs in _batches(fetched(db, _PAIRS)):
        # Two that others join already need no look.
        wanted = {document for pair in pairs if root(pair[0]) != root(pair[1]) for document in pair}
        texts = {document: text for document, text in texts.items() if document in wanted}
        texts.update(_texts(db, wanted - texts.keys()))
        for pair in pairs:
            least, most = sorted(map(root, pair))
            if least != most and is_one_story(*(texts[document] for document in sorted(pair))):
                above[most] = least
    found = {document: root(document) for document in sorted(above)}
    stories = {story for document, story in found.items() if document != story}
    return {document: story for document, story in found.items() if story in stories}


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[int, int]]]:
    """Pairs of documents, the longer one first, as many as may be in memory together."""
    pairs: list[tuple[int, int]] = []
    known: set[int] = set()
    size = 0
    for longer, shorter, *sizes in rows:
        if not pairs:
            known, size = {longer}, 0
        size += sum(of for document, of in zip((longer, shorter), sizes, strict=True) if document not in known)
        known |= {longer, shorter}
        pairs.append((longer, shorter))
        if size > _CHARACTERS:
            yield pairs
            pairs = []
    if pairs:
        yield pairs


def _texts(db: duckdb.DuckDBPyConnection, documents: set[int]) -> Iterator[tuple[int, Shingled]]:
    if documents:
        for document, rows in groupby(fetched(db, _TEXTS_OF, [sorted(documents)]), key=itemgetter(0)):
            yield document, Shingled.of("".join(text for _, text in rows))


def _printings(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[Printing]]:
    for _, of_story in groupby(rows, key=itemgetter(0)):
        yield [
            Printing(document, date, [Line(sentence, text, names or ()) for *_, sentence, text, names in lines])
            for (document, date), lines in groupby(of_story, key=itemgetter(1, 2))
        ]


def _keep(db: duckdb.DuckDBPyConnection, found: list[Reprint]) -> None:
    rows = [(r.document, sentence, *place) for r in found for sentence, place in r.sentences.items()]
    store(db, "reprinted", table_of(rows, _REPRINTED), more=True)
    copies = ((r.document, r.repost_of) for r in found if r.repost_of is not None)
    store(db, "reposts", table_of(copies, _REPOSTS), more=True)
