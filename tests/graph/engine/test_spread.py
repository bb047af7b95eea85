"""Pairs that are counted where an engine runs are those that are counted here, whatever the bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from guanxi.config.limits import Bounds
from guanxi.config.settings import Settings
from guanxi.graph import build as building
from guanxi.graph.build import build
from guanxi.graph.engine import Maker, ScatterMaker
from guanxi.graph.query.view import View

from ...conftest import exported, write_articles
from .alone import Alone

BOUNDS = [Bounds(), Bounds(entities_per_window=2), Bounds(hub_share=0.2), Bounds(3, 0.5, 2)]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, articles: Path) -> Path:
    """So many documents that they are more than one part."""
    texts = {
        f"{copy} {path.name}": f"第{copy * 41 + i}号。\n{path.read_text(encoding='utf-8')}第{copy}版第{i}号。\n"
        for copy in range(8)
        for i, path in enumerate(sorted(articles.glob("*.txt")))
    }
    return write_articles(tmp_path_factory.mktemp("many") / "in", texts)


@pytest.mark.parametrize("bounds", BOUNDS, ids=str)
def test_the_graph_is_the_same(
    bounds: Bounds, many: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded, given = replace(settings, bounds=bounds, keep_reposts=True), list[int]()

    class Counted(Alone):
        def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
            all_parts = list(parts)
            given.append(len(all_parts))
            return super().shuffle(scatter, all_parts, gather)

    build([many], tmp_path / "a.guanxi", settings=bounded)
    monkeypatch.setattr(building, "engine_named", lambda *_, **__: Counted())
    build([many], tmp_path / "b.guanxi", settings=bounded, engine="alone")
    assert given == [1, 6]  # shards with names, parts with pairs
    assert exported(tmp_path / "a.guanxi", tmp_path / "a") == exported(tmp_path / "b.guanxi", tmp_path / "b")
    with View.open(tmp_path / "a.guanxi") as here, View.open(tmp_path / "b.guanxi") as there:
        assert here.info().dropped == there.info().dropped
