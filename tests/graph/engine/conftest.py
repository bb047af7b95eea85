"""Shared by the tests of engines: many small invented articles, and the graph that one process makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.config.settings import Settings
from guanxi.graph import extraction
from guanxi.graph.build import build

from ...conftest import exported, write_articles
from ...quick import entries, quick

_FIRMS = "蔚来 比亚迪 宁德时代 京东方 长鑫存储".split()
_CITIES = "合肥 深圳 宁德 北京 杭州 上海 武汉".split()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return quick(entries(company=" ".join(_FIRMS), city=" ".join(_CITIES)))


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles, one that names nobody, two files with three texts of one document and something broken, and one
    that is no document."""
    texts = {f"{i:02}.txt": _text(i) for i in range(40)}
    texts["none.txt"] = "今天天气很好。\n"
    texts["also.jsonl"] = '{"id": "x", "text": "京东方在上海。"}\n'
    texts["more.jsonl"] = '{"id": "x", "text": "京东方在合肥。"}\nno JSON\n{"id": "x", "text": "京东方在武汉。"}\n'
    return write_articles(tmp_path_factory.mktemp("in") / "articles", texts | {"old.doc": "?"})


def _text(i: int) -> str:
    firm, other = _FIRMS[i % 5], _FIRMS[(i * 3 + 1) % 5]
    city, there = _CITIES[i % 7], _CITIES[(i * 2 + 3) % 7]
    day = f"2024年{i % 12 + 1}月{i % 28 + 1}日"
    return f"{day}\n第{i}号：{firm}与{other}在{city}签约。{other}总部在{there}，{firm}不在。\n"


@pytest.fixture(scope="session")
def expected(articles: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one process on one machine makes of the articles."""
    folder = tmp_path_factory.mktemp("expected")
    build([articles], folder / "a.guanxi", settings=settings)
    return exported(folder / "a.guanxi", folder / "out")


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a part of the map by itself."""
    monkeypatch.setattr(extraction, "BATCH_CHARACTERS", 1)
