"""What the panel of a page asks: all about an entity, and the documents that name it."""

from __future__ import annotations

from ...config.errors import QueryError
from ..query.names import names_of
from ..query.period import Period
from ..query.results import SearchHit
from ..query.view import View
from .answers import DocumentRow, DocumentText, EntityCard, Named
from .limits import PAGE
from .questions import DocumentQuestion, DocumentsQuestion

_CARD = """
SELECT id, name, type, mentions, documents, windows, neighbors,
       (SELECT min(first) FROM edges WHERE source = entity), (SELECT max(last) FROM edges WHERE source = entity)
FROM entities WHERE entity = ?
"""
_DOCUMENTS = """
SELECT d.id, d.source, d.title, d.date, d.date_from, (SELECT count(*) FROM windows AS w WHERE w.document = d.document)
FROM documents AS d WHERE (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date{turned}, d.document LIMIT :rows
"""
_NAMING = """
WITH named AS (SELECT w.document, count(DISTINCT m.window) AS sentences
               FROM mentions AS m CROSS JOIN windows AS w USING (window) WHERE m.entity = :entity GROUP BY w.document)
SELECT d.id, d.source, d.title, d.date, d.date_from, sentences FROM named CROSS JOIN documents AS d USING (document)
WHERE (:first IS NULL OR d.date >= :first AND d.date <= :last)
ORDER BY d.date IS NULL, d.date{turned}, d.document LIMIT :rows
"""
_DOCUMENT = """
SELECT d.document, d.id, d.source, d.title, d.date, d.date_from, o.id
FROM documents AS d LEFT JOIN documents AS o ON o.document = d.repost_of WHERE d.id = ?
"""
_SENTENCES = """
SELECT {what} FROM windows AS w
WHERE document = :document AND EXISTS (SELECT 1 FROM mentions AS m WHERE m.window = w.window) {page}
"""
_PAGE = "ORDER BY number LIMIT :limit OFFSET :offset"
_MENTIONS = 'SELECT entity, start, "end" FROM mentions WHERE window = ? AND "end" <= ? ORDER BY start, "end", entity'
_HIT = "SELECT id, name, type, name, documents FROM entities WHERE entity = ?"
LONGEST = 2000  # characters of a window that are told; of a whole document in one window only its beginning
_BEGINNING = f"window, number, start, substr(text, 1, {LONGEST + 1})"


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
    query = (_DOCUMENTS if asked.name is None else _NAMING).format(turned=" DESC" if asked.latest else "")
    return [DocumentRow(*row) for row in view.connection.execute(query, values)]


def document_text(view: View, asked: DocumentQuestion) -> DocumentText:
    """What a document says of entities.

    Raises:
        QueryError: there is no such document.
    """
    db = view.connection
    facts = db.execute(_DOCUMENT, (asked.id,)).fetchone()
    if facts is None:
        raise QueryError(f"no document of this graph has the id {asked.id!r}; /api/documents lists them")
    document, *told = facts
    (windows,) = db.execute(_SENTENCES.format(what="count(*)", page=""), {"document": document}).fetchone()
    page = {"document": document, "limit": asked.limit, "offset": asked.offset}
    rows = db.execute(_SENTENCES.format(what=_BEGINNING, page=_PAGE), page).fetchall()
    named = {window: db.execute(_MENTIONS, (window, start + LONGEST)).fetchall() for window, _, start, _ in rows}
    refs = {entity: SearchHit(*db.execute(_HIT, (entity,)).fetchone()) for of in named.values() for entity, *_ in of}
    sentences = (_named(number, start, text, named[window], refs) for window, number, start, text in rows)
    return DocumentText(*[*told, windows, tuple(sentences), tuple(refs.values())])


def _named(
    number: int, start: int, text: str, mentions: list[tuple[int, int, int]], refs: dict[int, SearchHit]
) -> Named:
    ids = dict.fromkeys(refs[entity].id for entity, *_ in mentions)
    spans = tuple((begin - start, end - start) for _, begin, end in mentions)
    return Named(number, text if len(text) <= LONGEST else text[:LONGEST] + "…", tuple(ids), spans)
