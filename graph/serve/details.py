"""What the panel of a page asks: all about an entity, and the documents that name it."""

from __future__ import annotations

from ..query.names import names_of
from ..query.period import Period
from ..query.view import View
from .answers import DocumentRow, EntityCard
from .limits import PAGE
from .questions import DocumentsQuestion

_CARD = """
SELECT id, name, type, mentions, documents, windows,
       (SELECT count(*) FROM edges WHERE source = entity),
       (SELECT min(first) FROM edges WHERE source = entity), (SELECT max(last) FROM edges WHERE source = entity)
FROM entities WHERE entity = ?
"""
_DOCUMENTS = """
SELECT d.id, d.source, d.title, d.date, (SELECT count(*) FROM windows AS w WHERE w.document = d.document)
FROM documents AS d WHERE (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date, d.document LIMIT :rows
"""
_NAMING = """
WITH named AS (SELECT w.document, count(DISTINCT m.window) AS sentences
               FROM mentions AS m CROSS JOIN windows AS w USING (window) WHERE m.entity = :entity GROUP BY w.document)
SELECT d.id, d.source, d.title, d.date, sentences FROM named CROSS JOIN documents AS d USING (document)
WHERE (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date, d.document LIMIT :rows
"""


def entity_card(view: View, name: str) -> EntityCard:
    """All about the entity of a name.

    Raises:
        UnknownName, AmbiguousName: none, or several, have it.
    """
    number = view.number_of(name)
    (facts,) = view.connection.execute(_CARD, (number,))
    shown, others = names_of(view.connection, number, limit=PAGE), view.also_named(name)
    return EntityCard(*[*facts, tuple(shown), tuple(others)])


def documents(view: View, asked: DocumentsQuestion, *, rows: int) -> list[DocumentRow]:
    """Up to `rows` documents, earliest first, undated last: all, or those naming an entity.

    Raises:
        UnknownName, AmbiguousName, QueryError: a name or date that is none.
    """
    period = Period.of(asked.since, asked.until)
    values = {
        "entity": None if asked.name is None else view.number_of(asked.name),
        "first": period and period.first,
        "last": period and period.last,
        "rows": rows,
    }
    query = _DOCUMENTS if asked.name is None else _NAMING
    return [DocumentRow(*row) for row in view.connection.execute(query, values)]
