"""A graph of names that formats trip over."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from ..small_graph import Name, Text, make_graph

HOSTILE = (
    'quo"te', "new\nline", "cr\rlf\r\n", "com,ma;semi", "back\\slash", "ends in \\", 'both \\" and \\\\,', "'single'",
    "</script><b>&amp;", "]]>", "\x01\x02\x1f\x7f", "\ufffe", "\u202e右\u200f", "🐉\u200d🐲", "=1+1", "\t=cmd|'/c'!A1",
    "－1", " blanks ", "{{x}}", "${y}", "`tick`", "%41", "<http://x>", "\\u0041", "\u2028", "𠮷", "null",
    "\ufeffmark", "长" * 10_000,
)  # fmt: skip


def graph_of(folder: Path, names: Sequence[str]) -> Path:
    """A graph in which three dated documents name all of `names`, with ids of their names as real graphs have."""
    entities: list[Name] = [(name, "company", []) for name in names]
    texts: list[Text] = [
        ("d1", 'Title "1", \\', "2024-01-02", ["，".join(names)]),
        ("d2", None, "2024-03-04", ["，".join(names[::2]), "，".join(names[::3])]),
        ("d3", "undated", None, ["，".join(names[:5])]),
    ]
    graph = make_graph(folder, entities, texts)
    with sqlite3.connect(graph / "graph.sqlite") as database:
        database.execute("UPDATE entities SET id = type || ':' || name")
    database.close()
    return graph


@pytest.fixture(scope="session")
def hostile_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph_of(tmp_path_factory.mktemp("hostile") / "hostile.guanxi", HOSTILE)


@pytest.fixture(scope="session")
def plain_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 合肥, 蔚来, 杭州, 深圳, 宇树科技 and 长江: each is named in d1, some in d2 and d3."""
    names = ("合肥", "蔚来", "杭州", "深圳", "宇树科技", "长江")
    return graph_of(tmp_path_factory.mktemp("plain") / "plain.guanxi", names)
