"""The canonical export: its fields, its order, and offsets into the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.config.errors import QueryError
from guanxi.graph.export import export
from guanxi.graph.query.view import View

from ..conftest import ARTICLES, exported, rows
from .export.test_formats import STATISTICS

MEASURES = ("degree", "strength", "pagerank", "betweenness", "community")


def test_fields_and_order(small_graph: Path, tmp_path: Path) -> None:
    tables = {name: rows(text) for name, text in exported(small_graph, tmp_path / "x").items()}
    assert {name: list(table[0]) for name, table in tables.items()} == {
        "documents.jsonl": ["id", "source", "title", "date", "date_from", "repost_of"],
        "mentions.jsonl": [
            *("source", "document", "sentence", "start", "end", "text", "type", "entity", "extractor", "reprint_of"),
        ],
        "nodes.jsonl": ["id", "name", "type", "aliases", "mentions", "documents", *MEASURES, "joins"],
        "edges.jsonl": ["source", "target", "weight", "documents", "first", "last", *STATISTICS, "months"],
    }
    for name, key in (("documents", "id"), ("nodes", "id")):
        ids = [row[key] for row in tables[f"{name}.jsonl"]]
        assert ids == sorted(ids, key=str)
    pairs = [(str(row["source"]), str(row["target"])) for row in tables["edges.jsonl"]]
    assert pairs == sorted(pairs)
    assert all(a < b for a, b in pairs)


def test_mentions_stand_where_they_say(small_graph: Path, tmp_path: Path) -> None:
    mentions = rows(exported(small_graph, tmp_path / "x")["mentions.jsonl"])
    assert {str(m["source"]) for m in mentions} == set(ARTICLES)
    for m in mentions:
        assert ARTICLES[str(m["source"])][m["start"] : m["end"]] == m["text"]


def test_names_of_one_thing_are_one_node(small_graph: Path, tmp_path: Path) -> None:
    nodes = {row["id"]: row for row in rows(exported(small_graph, tmp_path / "x")["nodes.jsonl"])}
    assert nodes["company:宇树科技"]["aliases"] == ["宇树科技股份有限公司"]
    assert nodes["company:英伟达"]["aliases"] == ["輝達"]
    assert nodes["company:台积电"]["aliases"] == ["台積電"]


def test_an_unknown_format_lists_those_there_are(small_graph: Path, tmp_path: Path) -> None:
    with View.open(small_graph) as view, pytest.raises(QueryError, match="jsonl"):
        export(view, tmp_path / "x", format="xls")
