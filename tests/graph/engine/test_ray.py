"""Daft on a Ray cluster of two nodes: the same graph, whatever happens to its workers."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError, GuanxiError
from guanxi.config.settings import Settings
from guanxi.config.stored import plain
from guanxi.graph.engine import engine_named

from ...conftest import exported

pytestmark = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("daft", "ray"))), reason="needs pip install 'guanxi[cluster]'"
)


def test_the_graph_is_that_of_one_process_even_if_workers_are_killed(
    articles: Path, settings: Settings, expected: dict[str, str], tmp_path: Path
) -> None:
    script = Path(__file__).with_name("on_ray.py")
    graphs = [tmp_path / "a.guanxi", tmp_path / "killed.guanxi"]
    done = subprocess.run(
        [sys.executable, script, json.dumps(plain(settings)), articles, *graphs],
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert len(set(json.loads(done.stdout.splitlines()[-1]))) == 2
    for graph in graphs:
        assert exported(graph, tmp_path / f"{graph.stem} out") == expected


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1"])
def test_no_cluster_is_told_in_one_line(address: str) -> None:
    with pytest.raises(GuanxiError, match=f"^no Ray cluster answers at {address} ") as told:
        engine_named("daft", ray=address)
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize("address", ["localhost", "10.0.0.1:99999", ":6379", "10.0.0.1:", "10.0.0.1:０"])
def test_what_is_no_address_of_a_cluster_is_told_in_one_line(address: str) -> None:
    with pytest.raises(ConfigError, match=f"^--ray {address}: give HOST:PORT of the head of the cluster, such as "):
        engine_named("daft", ray=address)
