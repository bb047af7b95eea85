"""Each format as its reference reader reads it: entities by name, co-mentions by the names of both ends."""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import networkx as nx
import pyarrow.parquet as pq
import pytest

from guanxi.graph.export.spreadsheet import harmless

Facts = tuple[Any, ...]


@dataclass(frozen=True)
class Read:
    """(type, mentions, documents, first, last) of entities; (weight, documents, first, last) of co-mentions."""

    nodes: dict[str, Facts]
    edges: dict[frozenset[str], Facts]

    def renamed(self, rename: Callable[[str], str]) -> Read:
        """The same with names as a format has to change them."""
        nodes = {rename(name): facts for name, facts in self.nodes.items()}
        return Read(nodes, {frozenset(map(rename, pair)): facts for pair, facts in self.edges.items()})


def _read(nodes: list[tuple[str, str, Facts]], edges: list[tuple[str, str, Facts]]) -> Read:
    names = {id_: name for id_, name, _ in nodes}
    assert len(names) == len(nodes)
    pairs = {frozenset((names[a], names[b])): facts for a, b, facts in edges}
    assert len(pairs) == len(edges)
    return Read({name: facts for _, name, facts in nodes}, pairs)


def _of_rows(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Read:
    return _read(
        [(n["id"], n["name"], (n["type"], n["mentions"], n["documents"], n["first"], n["last"])) for n in nodes],
        [(e["source"], e["target"], (e["weight"], e["documents"], e["first"], e["last"])) for e in edges],
    )


def read_csv(folder: Path) -> Read:
    tables = []
    for name in ("nodes.csv", "edges.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [{key.lower(): value for key, value in row.items()} for row in csv.DictReader(file)]
        tables.append([_typed(row) for row in rows])
    nodes, edges = tables
    assert all(edge["type"] == "Undirected" for edge in edges)
    return _of_rows([{**node, "name": node["label"]} for node in nodes], edges)


def _typed(row: dict[str, str]) -> dict[str, Any]:
    numbers: dict[str, Any] = {key: int(row[key]) for key in ("mentions", "documents", "weight") if key in row}
    return {**row, **numbers, "first": row["first"] or None, "last": row["last"] or None}


def read_graphml(path: Path) -> Read:
    return _of_networkx(nx.read_graphml(path))


def read_gexf(path: Path) -> Read:
    graph = nx.read_gexf(path)
    for *_, facts in (*graph.nodes(data=True), *graph.edges(data=True)):
        assert (facts.get("start"), facts.get("end")) == (facts.get("first"), facts.get("last"))
    return _of_networkx(graph)


def _of_networkx(graph: nx.Graph) -> Read:
    blank = {"first": None, "last": None}
    return _of_rows(
        [{**blank, **facts, "id": id_, "name": facts["label"]} for id_, facts in graph.nodes(data=True)],
        [{**blank, **facts, "source": a, "target": b} for a, b, facts in graph.edges(data=True)],
    )


def read_parquet(folder: Path) -> Read:
    def rows(name: str) -> list[dict[str, Any]]:
        table = pq.read_table(folder / name).to_pylist()
        days = [{key: row[key] and row[key].isoformat() for key in ("first", "last")} for row in table]
        return [{**row, **day} for row, day in zip(table, days, strict=True)]

    return _of_rows(rows("nodes.parquet"), rows("edges.parquet"))


def read_neo4j(folder: Path) -> Read:
    """With backslashes as escapes in quotes, as LOAD CSV and --legacy-style-quoting have it."""
    nodes = neo4j_rows(folder / "entities.csv", legacy=True)
    edges = neo4j_rows(folder / "co_mentions.csv", legacy=True)
    edges = [{**edge, "source": edge[":START_ID(Entity)"], "target": edge[":END_ID(Entity)"]} for edge in edges]
    return _of_rows(nodes, edges)


def neo4j_rows(path: Path, *, legacy: bool) -> list[dict[str, Any]]:
    """Rows by the names of the properties, numbers as such, None for what is not there."""
    (head, *rows) = neo4j_fields(path.read_bytes().decode(), legacy=legacy)
    assert {len(row) for row in rows} <= {len(head)}
    assert head is not None
    table = []
    for row in rows:
        found: dict[str, Any] = {}
        for header, value in zip(head, row, strict=True):
            assert header is not None
            property_, _, type_ = header.partition(":")
            key = property_ if property_ else header
            found[key] = int(value) if type_ == "long" and value is not None else value
        table.append(found)
    return table


def neo4j_fields(text: str, *, legacy: bool) -> list[list[str | None]]:
    """CSV as Neo4j's own reader splits it: if `legacy`, a backslash in quotes escapes itself and quotes."""
    inside = r'(?:[^"\\]|""|\\["\\]|\\)*' if legacy else '(?:[^"]|"")*'
    field = re.compile(rf'"(?P<quoted>{inside})"(?=[,\n]|\Z)|(?P<plain>[^",\n][^,\n]*|)(?=[,\n]|\Z)')
    rows: list[list[str | None]] = [[]]
    at = 0
    while at < len(text):
        found = field.match(text, at)
        assert found is not None, text[at : at + 80]
        quoted, plain = found.group("quoted", "plain")
        if quoted is not None:
            escaped = r'""|\\["\\]' if legacy else '""'
            rows[-1].append(re.sub(escaped, lambda pair: pair[0][1], quoted))
        else:
            rows[-1].append(plain or None)
        at = found.end() + 1
        if text[found.end() : at] == "\n":
            rows.append([])
    return rows[:-1]


def triples(path: Path, kind: str) -> Any:
    rdflib = pytest.importorskip("rdflib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 warns of itself
        return rdflib.Graph().parse(source=str(path), format=kind)


def read_turtle(path: Path) -> Read:
    return _of_triples(triples(path, "turtle"))


def read_jsonld(path: Path) -> Read:
    return _of_triples(triples(path, "json-ld"))


def _of_triples(graph: Any) -> Read:
    from rdflib import RDF, Namespace

    own, schema = Namespace("urn:guanxi:term:"), Namespace("https://schema.org/")

    def facts(subject: Any, *keys: str) -> dict[str, Any]:
        values = {key: graph.value(subject, own[key]) for key in keys}
        return {key: value and value.toPython() for key, value in values.items()}

    def days(found: dict[str, Any]) -> dict[str, Any]:
        return {**found, **{key: found[key] and found[key].isoformat() for key in ("first", "last")}}

    nodes = [
        {
            "id": str(graph.value(subject, schema.identifier)),
            "name": str(graph.value(subject, schema.name)),
            **days(facts(subject, "type", "mentions", "documents", "first", "last")),
        }
        for subject in graph.subjects(RDF.type, own.Entity)
    ]
    edges = []
    for subject in graph.subjects(RDF.type, own.CoMention):
        ends = [unquote(str(end).removeprefix("urn:guanxi:entity:")) for end in graph.objects(subject, own.entity)]
        found = facts(subject, "weight", "documents", "first", "last")
        edges.append({"source": ends[0], "target": ends[1], **days(found)})
    return _of_rows(nodes, edges)


def read_jsonl(folder: Path) -> Read:
    """The days of entities, which jsonl leaves to be worked out, from their mentions."""

    def rows(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n")[:-1]]

    dates = {row["id"]: row["date"] for row in rows("documents.jsonl")}
    named: dict[str, list[str]] = {}
    for mention in rows("mentions.jsonl"):
        named.setdefault(mention["entity"], []).extend(filter(None, [dates[mention["document"]]]))
    days = {id_: {"first": min(found, default=None), "last": max(found, default=None)} for id_, found in named.items()}
    unknown = {"first": None, "last": None}
    nodes = [{**row, **days.get(row["id"], unknown)} for row in rows("nodes.jsonl")]
    return _of_rows(nodes, rows("edges.jsonl"))


READERS: dict[str, Callable[[Path], Read]] = {
    "csv": read_csv,
    "graphml": read_graphml,
    "gexf": read_gexf,
    "neo4j": read_neo4j,
    "jsonld": read_jsonld,
    "turtle": read_turtle,
    "parquet": read_parquet,
}


def _in_xml(name: str) -> str:
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", name)


# How a format has to change names.
CHANGED: dict[str, Callable[[str], str]] = {"csv": harmless, "graphml": _in_xml, "gexf": _in_xml}
