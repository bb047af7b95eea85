"""`view`: a small hand-made graph with names in both scripts, ambiguous names and a name that looks like a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guanxi.graph.query.view import View

from ..small_graph import Name, Text, make_graph

NAMES: list[Name] = [
    ("合肥", "city", ["合肥市"]),
    ("杭州", "city", []),
    ("安徽", "region", ["安徽省"]),
    ("蔚来", "company", ["蔚来汽车", "NIO"]),
    ("京东方", "company", ["BOE"]),
    ("宇树科技", "company", ["宇树", "Unitree Robotics"]),
    ("风帆资本", "fund", []),
    ("合肥投资", "company", []),
    ("王小明", "person", []),
    ("领航", "company", []),
    ("领航一号", "product", ["领航"]),
    ("H1", "product", []),
    ("有关部门", "organization", []),
    ("中国智造2035", "policy", []),
]
TEXTS: list[Text] = [
    ("a", "签约", "2023-04-05", ["蔚来与合肥签约，合肥領投。", "京东方把第六代线放在合肥。", "领航一号由领航造。"]),
    (
        "b",
        "投资",
        "2024-03-01",
        ["合肥入股京东方，風帆資本跟投蔚来。", "风投资本涌入合肥，领航没有。", "有关部门。"],
    ),
    ("c", "杭州", "2024-09-09", ["宇树科技在杭州发布H1，王小明是宇树科技的创始人。", "王小明和蔚来在合肥出资。"]),
    (
        "d",
        "无日期",
        None,
        ["风帆资本和合肥合作，宇树科技与京东方也合作。", "合肥投资在安徽。", "中国智造2035和合肥。"],
    ),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with View.open(make_graph(tmp_path_factory.mktemp("ask") / "ask.guanxi", NAMES, TEXTS)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same graph as a folder."""
    return make_graph(tmp_path / "ask.guanxi", NAMES, TEXTS)
