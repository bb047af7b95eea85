"""Windows of the counting run, units of text that name something, with their texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from .ordered import in_order
from .tables import fetched

# What numbers the windows of a document.
NUMBER = {"sentence": "sentence", "paragraph": "paragraph", "document": "0"}
WINDOWS = """
CREATE TABLE windows AS
SELECT row_number() OVER (ORDER BY document, number) - 1 AS "window", document, number
FROM (SELECT DISTINCT document, number FROM linked)
"""
_SENTENCES = """
SELECT "window", document, number, sentence, paragraph, start, "end", text
FROM windows JOIN all_sentences USING (document) WHERE {number} = number
"""
_SENTENCE = 'SELECT "window", document, number, start, text FROM part ORDER BY "window"'
# Where the text of a window is put together from sentences, blanks between them are made up again in equal number,
# so that offsets hold. What is reprinted in it is part of its text, too.
_PIECED = """
WITH spaced AS (
    SELECT *, start - lag("end") OVER unit AS gap, paragraph <> lag(paragraph) OVER unit AS new_paragraph
    FROM part WINDOW unit AS (PARTITION BY "window" ORDER BY sentence)
)
SELECT "window", document, number, min(start),
       string_agg(CASE WHEN gap IS NULL THEN '' WHEN new_paragraph THEN repeat(chr(10), gap)
                  ELSE repeat(' ', gap) END || text, '' ORDER BY sentence)
FROM spaced GROUP BY ALL ORDER BY "window"
"""
# Bytes of all sentences: three of each character.
_SIZE = 'SELECT coalesce(sum(3 * ("end" - start) + 40), 0)::BIGINT FROM all_sentences'


def windows(db: duckdb.DuckDBPyConnection, kind: str, *, room: int) -> Iterator[tuple[Any, ...]]:
    """(window, document, number, start, text) of each row of the table that `WINDOWS` makes.

    Args:
        kind: sentence, paragraph or document.
        room: bytes of texts that may be in memory.
    """
    ((size,),) = fetched(db, _SIZE)
    ordered = _SENTENCE if kind == "sentence" else _PIECED
    sentences = _SENTENCES.format(number=NUMBER[kind])
    return in_order(db, sentences, "window", of="windows", size=size, room=room, ordered=ordered)
