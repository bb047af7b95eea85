"""What Gephi and spreadsheets need of csv, beyond what it says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from guanxi.graph.export import export
from guanxi.graph.export.spreadsheet import harmless

from ..conftest import MakeView
from .test_formats import STATISTICS, write


def test_gephi_and_spreadsheets_know_the_columns_and_the_encoding(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "csv")
    nodes, edges = ((out / name).read_bytes() for name in ("nodes.csv", "edges.csv"))
    mark = "\ufeff".encode()
    measures = b"degree,strength,pagerank,betweenness,community"
    assert nodes.startswith(mark + b"Id,Label,Type,aliases,mentions,documents," + measures + b",first,last\r\n")
    columns = ["Source", "Target", "Weight", "documents", "first", "last", *STATISTICS, "Type"]
    assert edges.startswith(mark + ",".join(columns).encode() + b"\r\n")
    assert edges.count(b",Undirected\r\n") == 15 == edges.count(b"\r\n") - 1


def test_edges_find_their_nodes_also_where_names_were_made_harmless(hostile_graph: Path, tmp_path: Path) -> None:
    out = write(hostile_graph, tmp_path / "out", "csv")
    tables = []
    for name in ("nodes.csv", "edges.csv"):
        with (out / name).open(encoding="utf-8-sig", newline="") as file:
            tables.append(list(csv.DictReader(file)))
    nodes, edges = tables
    assert {edge[end] for edge in edges for end in ("Source", "Target")} == {node["Id"] for node in nodes}
    assert not [node["Label"] for node in nodes if node["Label"].lstrip()[:1] in tuple("=+-@|%")]


def test_aliases_stand_in_one_cell(hand_made_graph: MakeView, tmp_path: Path) -> None:
    view = hand_made_graph(
        [("宇树科技", "company", ["宇树", "@unitree"])], [("d", None, None, ["@unitree、宇树、宇树"])]
    )
    export(view, tmp_path / "out", format="csv")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["aliases"] == "宇树;' @unitree"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("-1", "'-1"),
        ("|x", "'|x"),
        (" \u200b=1", "' \u200b=1"),
        ("\n\n@x", "'\n\n@x"),
        ("a;=1", "a;'=1"),
        ("a\t =1\n-2", "a\t' =1\n'-2"),
        ("==", "'=="),
        ("A-B+C=D", "A-B+C=D"),
        ("中 =1", "中 =1"),
        ("'=1", "'=1"),
        ("", ""),
    ],
)
def test_nothing_runs_as_a_formula(text: str, shown: str) -> None:
    assert harmless(text) == shown
