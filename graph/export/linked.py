"""A graph as linked data: what JSON-LD and Turtle both say, one resource after another.

Entities, documents and windows of text are told in the words of schema.org, what comes from where in those of PROV-O,
and the rest in words of our own: that two entities are named together is a guanxi:CoMention, never a relation.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from ..query.view import View
from . import rows
from .columns import EDGES, NODES

PREFIXES = {
    "guanxi": "urn:guanxi:term:",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DAYS = ("guanxi:first", "guanxi:last", "schema:datePublished")
REALS = tuple(f"guanxi:{column.name}" for column in (*NODES, *EDGES) if column.kind == "real")
LINKS = (
    "guanxi:entity",
    "prov:wasDerivedFrom",
    "prov:wasQuotedFrom",
    "schema:citation",
    "schema:isBasedOn",
    "schema:isPartOf",
)
_KINDS = {
    "city": "schema:City",
    "region": "schema:Place",
    "company": "schema:Organization",
    "fund": "schema:Organization",
    "policy": "schema:CreativeWork",
    "organization": "schema:Organization",
    "person": "schema:Person",
    "product": "schema:Product",
}
_WORDS = {
    "guanxi:Entity": "A thing with a name: a city, region, company, fund, policy, organization, person or product.",
    "guanxi:Window": "A piece of a document in which names count as named together.",
    "guanxi:Mention": "A name that stands in a document.",
    "guanxi:CoMention": "Two entities named in one window. It does not say how they are related, nor whether.",
}
_WINDOWS = """
SELECT d.id, w.number, w.start, w.text FROM windows AS w JOIN documents AS d USING (document) ORDER BY w.window
"""
_MENTIONS = """
SELECT d.id, w.number, m.start, m."end", substr(w.text, m.start - w.start + 1, m."end" - m.start), e.id, m.extractor
FROM windows AS w JOIN documents AS d USING (document)
JOIN mentions AS m USING (window) JOIN entities AS e USING (entity)
ORDER BY w.window, m.start, m.entity
"""
# The windows of every pair, in the order of rows.edges; some twice.
_TOGETHER = """
SELECT a.entity, b.entity, d.id, w.number
FROM mentions AS a CROSS JOIN mentions AS b ON b.window = a.window AND b.entity > a.entity
CROSS JOIN edges AS g ON g.source = a.entity AND g.target = b.entity
CROSS JOIN windows AS w ON w.window = a.window CROSS JOIN documents AS d USING (document)
ORDER BY a.entity, b.entity, w.window
"""

Resource = dict[str, Any]


def resources(view: View) -> Iterator[Resource]:
    """Resources by their keys in JSON-LD; a key with no value is not there, `LINKS` hold IRIs."""
    for make in (_words, _documents, _windows, _entities, _mentions, _comentions):
        for resource in make(view):
            yield {key: value for key, value in resource.items() if value is not None and value != []}


def _words(view: View) -> Iterator[Resource]:
    for word, meaning in _WORDS.items():
        iri = PREFIXES["guanxi"] + word.removeprefix("guanxi:")
        yield {"@id": iri, "@type": ["rdfs:Class"], "rdfs:comment": meaning}


def _documents(view: View) -> Iterator[Resource]:
    for id_, source, title, day, day_from, original in rows.documents(view):
        yield {
            "@id": _document(id_),
            "@type": ["schema:CreativeWork", "prov:Entity"],
            "schema:identifier": id_,
            "schema:name": title,
            "schema:datePublished": day,
            "guanxi:date_from": day_from,
            "guanxi:source": source,
            "schema:isBasedOn": original and _document(original),
        }


def _windows(view: View) -> Iterator[Resource]:
    for document, number, start, text in view.connection.execute(_WINDOWS):
        yield {
            "@id": _window(document, number),
            "@type": ["guanxi:Window", "schema:Quotation", "prov:Entity"],
            "schema:isPartOf": _document(document),
            "prov:wasQuotedFrom": _document(document),
            "guanxi:start": start,
            "schema:text": text,
        }


def _entities(view: View) -> Iterator[Resource]:
    for row in rows.nodes(view):
        known = dict(zip((column.name for column in NODES), row, strict=True))
        id_, name, type_, others = (known.pop(key) for key in ("id", "name", "type", "aliases"))
        yield {
            "@id": _entity(id_),
            "@type": ["guanxi:Entity", _KINDS.get(type_, "schema:Thing")],
            "schema:identifier": id_,
            "schema:name": name,
            "schema:alternateName": others,
            "guanxi:type": type_,
            **{f"guanxi:{key}": value for key, value in known.items()},
        }


def _mentions(view: View) -> Iterator[Resource]:
    for document, number, start, end, text, entity, extractor in view.connection.execute(_MENTIONS):
        yield {
            "@id": f"urn:guanxi:mention:{quote(document, safe='')}:{start}:{end}:{quote(entity, safe='')}",
            "@type": ["guanxi:Mention"],
            "guanxi:entity": [_entity(entity)],
            "schema:isPartOf": _window(document, number),
            "guanxi:start": start,
            "guanxi:end": end,
            "schema:text": text,
            "guanxi:extractor": extractor,
        }


def _comentions(view: View) -> Iterator[Resource]:
    together = groupby(view.connection.execute(_TOGETHER), key=itemgetter(0, 1))
    for (source, target, *values), (_, backing) in zip(rows.edges(view), together, strict=True):
        windows = dict.fromkeys((document, number) for *_, document, number in backing)
        facts = zip((f"guanxi:{column.name}" for column in EDGES[2:]), values, strict=True)
        yield {
            "@id": f"urn:guanxi:comention:{quote(source, safe='')}:{quote(target, safe='')}",
            "@type": ["guanxi:CoMention", "prov:Entity"],
            "guanxi:entity": [_entity(source), _entity(target)],
            **dict(facts),
            "schema:citation": [_window(*window) for window in windows],
            "prov:wasDerivedFrom": [_document(document) for document in dict.fromkeys(d for d, _ in windows)],
        }


def _document(id_: str) -> str:
    return f"urn:guanxi:document:{quote(id_, safe='')}"


def _window(document: str, number: int) -> str:
    return f"urn:guanxi:window:{quote(document, safe='')}:{number}"


def _entity(id_: str) -> str:
    return f"urn:guanxi:entity:{quote(id_, safe='')}"
