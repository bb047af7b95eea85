"""Arrow, pandas and Parquet: typed columns, written batch by batch."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import guanxi
from guanxi.config.errors import MissingDependency
from guanxi.graph.query.view import View

from ..conftest import MakeView
from ..small_graph import Name, Text
from .test_formats import STATISTICS, write

TYPES = {
    "nodes": {
        "id": "string", "name": "string", "type": "string", "aliases": "list<element: string>",
        "mentions": "int64", "documents": "int64", "degree": "int64", "strength": "int64", "pagerank": "double",
        "betweenness": "double", "community": "int64", "first": "date32[day]", "last": "date32[day]",
    },
    "edges": {
        "source": "string", "target": "string", "weight": "int64", "documents": "int64",
        "first": "date32[day]", "last": "date32[day]", **dict.fromkeys(STATISTICS, "double"),
    },
    "months": {
        "source": "string", "target": "string", "month": "string", "weight": "int64", "documents": "int64",
    },
    "documents": {
        "id": "string", "source": "string", "title": "string", "date": "date32[day]", "date_from": "string",
        "repost_of": "string",
    },
    "mentions": {
        "source": "string", "document": "string", "sentence": "int64", "start": "int64", "end": "int64",
        "text": "string", "type": "string", "entity": "string", "extractor": "string",
        "reprint_of": "string", "reprint_of_sentence": "int64",
    },
}  # fmt: skip


def test_parquet_is_typed_and_compressed(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "parquet")
    assert {path.stem for path in out.iterdir()} == set(TYPES)
    for name, types in TYPES.items():
        file = pq.ParquetFile(out / f"{name}.parquet")
        found = {field.name: str(field.type).replace("item", "element") for field in file.schema_arrow}
        assert found == types
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_parquet_has_every_mention(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "parquet")
    with View.open(plain_graph) as view:
        assert pq.read_table(out / "mentions.parquet").num_rows == view.info().mentions
        assert pq.read_table(out / "documents.parquet").num_rows == view.info().documents


def test_rows_are_written_in_batches(plain_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = write(plain_graph, tmp_path / "whole", "parquet")
    monkeypatch.setattr("guanxi.graph.export.tables._BATCH", 4)
    parts = write(plain_graph, tmp_path / "parts", "parquet")
    assert pq.ParquetFile(parts / "nodes.parquet").num_row_groups == 2
    for name in TYPES:
        assert pq.read_table(parts / f"{name}.parquet").equals(pq.read_table(whole / f"{name}.parquet"))


def test_to_arrow_has_what_parquet_has(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "parquet")
    with View.open(plain_graph) as view:
        nodes, edges = guanxi.to_arrow(view)
    assert isinstance(nodes, pa.Table)
    assert nodes.to_pylist() == pq.read_table(out / "nodes.parquet").to_pylist()
    assert edges.to_pylist() == pq.read_table(out / "edges.parquet").to_pylist()


def test_months_of_pairs(plain_graph: Path, tmp_path: Path) -> None:
    out = write(plain_graph, tmp_path / "out", "parquet")
    with View.open(plain_graph) as view:
        months = guanxi.months_to_arrow(view)
        timeline = view.timeline("合肥", "深圳")
    assert months.equals(pq.read_table(out / "months.parquet"))
    found = [row for row in months.to_pylist() if (row["source"], row["target"]) == ("company:合肥", "company:深圳")]
    assert [(row["month"], row["weight"], row["documents"]) for row in found] == [
        (when.period, when.windows, when.documents) for when in timeline.periods if when.windows
    ]
    assert len(found) == 2 and timeline.undated == 1


def test_months_of_windows_that_name_both_more_than_once(hand_made_graph: MakeView) -> None:
    names: list[Name] = [("宇树", "company", []), ("杭州", "city", []), ("合肥", "city", [])]
    texts: list[Text] = [
        ("a", None, "2024-05-01", ["杭州，宇树，杭州，宇树。", "宇树在杭州。"]),
        ("b", None, "2024-05-09", ["宇树在杭州。"]),
        ("c", None, "2023-12-31", ["宇树在杭州。"]),
        ("d", None, None, ["宇树在杭州。", "合肥与杭州。"]),
    ]
    rows = guanxi.months_to_arrow(hand_made_graph(names, texts)).to_pylist()
    assert [(row["month"], row["weight"], row["documents"]) for row in rows] == [("2023-12", 1, 1), ("2024-05", 3, 2)]


def test_to_pandas(plain_graph: Path) -> None:
    pytest.importorskip("pandas")
    with View.open(plain_graph) as view:
        nodes, edges = guanxi.to_pandas(view)
    assert nodes.set_index("name").loc["合肥", "documents"] == 3
    assert edges["weight"].sum() > 15
    assert str(nodes["first"].dtype).startswith("datetime64")


def test_without_pandas_the_extra_is_named(plain_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with View.open(plain_graph) as view, pytest.raises(MissingDependency, match=r"pip install 'guanxi\[pandas\]'"):
        guanxi.to_pandas(view)
