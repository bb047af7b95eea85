"""Neo4j: typed headers, documents, and fields that neither way of reading backslashes breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guanxi.graph.export import export
from guanxi.graph.export.cypher import script

from ..conftest import MakeView
from .conftest import HOSTILE
from .readers import neo4j_fields, neo4j_rows
from .test_formats import STATISTICS, write

HEADS = {
    "entities.csv": "id:ID(Entity),name:string,type:string,aliases:string[],mentions:long,documents:long,"
    "degree:long,strength:long,pagerank:double,betweenness:double,community:long,first:date,last:date,:LABEL",
    "documents.csv": "id:ID(Document),source:string,title:string,date:date,date_from:string,repost_of:string,:LABEL",
    "co_mentions.csv": ":START_ID(Entity),:END_ID(Entity),weight:long,documents:long,first:date,last:date,"
    + "".join(f"{name}:double," for name in STATISTICS)
    + ":TYPE",
    "mentioned_in.csv": ":START_ID(Entity),:END_ID(Document),mentions:long,:TYPE",
}


def test_headers_say_what_columns_are(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "neo4j")
    heads = {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in out.glob("*.csv")}
    assert heads == HEADS


def test_entities_documents_and_who_is_mentioned_where(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "neo4j")
    documents = neo4j_rows(out / "documents.csv", legacy=True)
    assert documents[0] == {
        "id": "d1", "source": "d1.txt", "title": 'Title "1", \\', "date": "2024-01-02", "date_from": "given",
        "repost_of": None,
        ":LABEL": "Document",
    }  # fmt: skip
    assert (documents[1]["title"], documents[2]["date"]) == (None, None)
    mentioned = neo4j_rows(out / "mentioned_in.csv", legacy=True)
    assert {(row[":START_ID(Entity)"], row[":END_ID(Document)"]): row["mentions"] for row in mentioned}[
        "company:合肥", "d2"
    ] == 2
    entities = neo4j_rows(out / "entities.csv", legacy=True)
    assert {row[":LABEL"] for row in entities} == {"Entity\x1fCompany"}
    for entity in entities:
        of_it = [row["mentions"] for row in mentioned if row[":START_ID(Entity)"] == entity["id"]]
        assert (sum(of_it), len(of_it)) == (entity["mentions"], entity["documents"])
    ids = {row["id"] for row in (*entities, *documents)}
    assert {row[key] for row in mentioned for key in (":START_ID(Entity)", ":END_ID(Document)")} <= ids


def test_aliases_are_a_list_whatever_is_in_them(hand_made_graph: MakeView, tmp_path: Path) -> None:
    others = ["宇树;科技", 'Unitree "R"', "a\\"]
    view = hand_made_graph([("宇树", "company", others), ("杭州", "city", [])], [("d", None, None, [*others, "杭州"])])
    export(view, tmp_path / "out", format="neo4j")
    found = {row["name"]: row["aliases"] for row in neo4j_rows(tmp_path / "out" / "entities.csv", legacy=True)}
    assert sorted(found["宇树"].split("\x1f")) == sorted(others) and found["杭州"] is None


def test_without_legacy_quoting_no_field_ends_too_early(hostile_graph: Path, tmp_path: Path) -> None:
    out = write(hostile_graph, tmp_path / "out", "neo4j")
    rows = neo4j_fields((out / "entities.csv").read_bytes().decode(), legacy=False)
    assert {len(row) for row in rows} == {14} and len(rows) == 1 + len(HOSTILE)
    doubled = {name.replace("\\", "\\\\") for name in HOSTILE}
    assert {row[1] for row in rows[1:]} <= doubled | set(HOSTILE)


def test_the_script_reads_every_column(plain_graph: Path, tmp_path: Path) -> None:
    cypher = (write(plain_graph, tmp_path / "out", "neo4j") / "load.cypher").read_text(encoding="utf-8")
    for name, head in HEADS.items():
        (statement,) = re.findall(rf"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row\n.*?;", cypher, re.DOTALL)
        wanted = {header for header in head.split(",") if header not in (":LABEL", ":TYPE")}
        assert set(re.findall("row.`(.*?)`", statement)) == wanted
    assert "MATCH (e:Entity {type: 'company'})\nCALL (e) { SET e:`Company` }" in cypher
    assert cypher.count("CREATE CONSTRAINT") == 2


@pytest.mark.parametrize(
    ("type_", "label", "line"),
    [
        ("it's", "It`s", "MATCH (e:Entity {type: 'it\\'s'})\nCALL (e) { SET e:`It``s` }"),
        ("a\\\n", "A", "MATCH (e:Entity {type: 'a\\\\\\u000A'})\n"),
    ],
)
def test_no_type_becomes_code(type_: str, label: str, line: str) -> None:
    assert line in script({}, {type_: label}, "\x1f")
