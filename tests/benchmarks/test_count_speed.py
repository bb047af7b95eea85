"""The benchmark of counting: what it invents, and that all sides count the same."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from guanxi.benchmarks import count_speed


@pytest.fixture
def mentions(tmp_path: Path) -> Path:
    count_speed.invent(3000, tmp_path / "m.parquet")
    return tmp_path / "m.parquet"


def test_what_is_invented_is_the_same_each_time(mentions: Path, tmp_path: Path) -> None:
    count_speed.invent(3000, tmp_path / "again.parquet")
    count_speed.invent(3000, tmp_path / "other.parquet", seed=2)
    found = pq.read_table(mentions)
    assert found.equals(pq.read_table(tmp_path / "again.parquet"))
    assert not found.equals(pq.read_table(tmp_path / "other.parquet"))
    assert 2700 < found.num_rows < 3300
    assert set(found["document"].to_pylist()) == set(range(75))
    often = sorted(found["entity"].value_counts().field("counts").to_pylist(), reverse=True)
    assert often[0] > 5 * often[len(often) // 4], "some are named far more often than others"


def test_all_sides_find_the_same_pairs(mentions: Path, tmp_path: Path) -> None:
    bounded = [
        side(mentions, 10**9, str(tmp_path / side.__name__)) for side in (count_speed.guanxi, count_speed.with_duckdb)
    ]
    loops = [side(mentions) for side in (count_speed.with_counter, count_speed.with_networkx)]
    found = {work() for work in [*bounded, *loops]}
    assert len(found) == 1 and found.pop() > 1000
    assert bounded[0]() == bounded[1](), "and once more"
