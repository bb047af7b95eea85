"""JSON-LD and Turtle: the same triples, and evidence that can be counted and found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .readers import triples
from .test_formats import write

OWN, SCHEMA, PROV = "urn:guanxi:term:", "https://schema.org/", "http://www.w3.org/ns/prov#"


@pytest.fixture(scope="module")
def said(hostile_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return triples(write(hostile_graph, tmp_path_factory.mktemp("said") / "g.ttl", "turtle"), "turtle")


def values(said: Any, subject: Any, word: str) -> list[Any]:
    from rdflib import URIRef

    return [value.toPython() for value in said.objects(URIRef(str(subject)), URIRef(word))]


def of_type(said: Any, type_: str) -> list[Any]:
    from rdflib import RDF, URIRef

    return list(said.subjects(RDF.type, URIRef(OWN + type_)))


def test_both_formats_have_the_same_triples(hostile_graph: Path, tmp_path: Path, said: Any) -> None:
    other = triples(write(hostile_graph, tmp_path / "g.jsonld", "jsonld"), "json-ld")
    assert set(other) == set(said) and len(said) > 1000


def test_every_co_mention_cites_each_of_its_windows(said: Any) -> None:
    pairs = of_type(said, "CoMention")
    assert len(pairs) > 100
    for pair in pairs:
        cited = values(said, pair, SCHEMA + "citation")
        assert len(cited) == values(said, pair, OWN + "weight")[0]
        sources = {values(said, window, SCHEMA + "isPartOf")[0] for window in cited}
        assert set(values(said, pair, PROV + "wasDerivedFrom")) == sources
        assert len(sources) == values(said, pair, OWN + "documents")[0]
        assert len(values(said, pair, OWN + "entity")) == 2


def test_mentions_stand_where_they_say(said: Any) -> None:
    mentions = of_type(said, "Mention")
    assert len(mentions) > 50
    for mention in mentions:
        (window,) = values(said, mention, SCHEMA + "isPartOf")
        ((text,), (start,)) = values(said, window, SCHEMA + "text"), values(said, window, OWN + "start")
        ((first,), (end,)) = values(said, mention, OWN + "start"), values(said, mention, OWN + "end")
        assert values(said, mention, SCHEMA + "text") == [text[first - start : end - start]]
        assert values(said, window, PROV + "wasQuotedFrom") == values(said, window, SCHEMA + "isPartOf")


def test_names_say_that_they_are_a_co_mention_and_no_relation(said: Any) -> None:
    (comment,) = values(said, OWN + "CoMention", "http://www.w3.org/2000/01/rdf-schema#comment")
    assert "not say how they are related" in comment


def test_iris_hold_nothing_but_plain_characters(said: Any) -> None:
    from rdflib import URIRef

    ours = {str(term) for triple in said for term in triple if isinstance(term, URIRef) and term.startswith("urn:")}
    assert len(ours) > 100 and all(
        iri.isascii() and iri.isprintable() and not set(iri) & set(' <>"{}|\\^`') for iri in ours
    )


def test_programs_that_know_nothing_of_linked_data_read_it_as_json(hostile_graph: Path, tmp_path: Path) -> None:
    text = write(hostile_graph, tmp_path / "g.jsonld", "jsonld").read_text(encoding="utf-8")
    graph = json.loads(text)["@graph"]
    (first,) = [row for row in graph if row.get("schema:identifier") == "d1"]
    assert first["schema:datePublished"] == "2024-01-02" and first["schema:name"] == 'Title "1", \\'
    assert len({row["@id"] for row in graph}) == len(graph)
    assert "<" not in text
