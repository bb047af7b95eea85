"""Builds on a Ray cluster of two nodes on this machine, in a process of its own: Daft lets a process choose once.

python -m on_ray SETTINGS ARTICLES OUTPUT KILLED
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import ray
from killing import Killer, kill_one  # type: ignore[import-not-found]
from ray.cluster_utils import Cluster

from guanxi.config.stored import settings_of
from guanxi.graph import extraction
from guanxi.graph.build import build
from guanxi.graph.extraction import Progress

_NODE = {"num_cpus": 1, "object_store_memory": 80_000_000}
# A machine with more to do than it can is not taken for one that is gone.
_PATIENT = {"health_check_failure_threshold": 20, "health_check_timeout_ms": 60_000}


def main(settings: str, articles: str, output: str, killed: str) -> None:
    """Build one graph in peace, and one with a worker killed early in the map and another in the shuffle."""
    pids: list[int] = []
    killer = Killer("ray::UDFActor")

    def show(now: Progress) -> None:
        if now.stage == "extract" and now.documents < 20 and not pids:
            pids.append(kill_one("ray::UDFActor"))
        elif now.stage == "count":
            killer.start()

    setattr(extraction, "BATCH_CHARACTERS", 1)  # noqa: B010 - every file is a part of the map
    cluster = Cluster(initialize_head=True, head_node_args={**_NODE, "_system_config": _PATIENT})
    try:
        cluster.add_node(**_NODE)
        how = {"settings": settings_of(json.loads(settings)), "engine": "daft", "ray": cluster.address}
        build([articles], output, **how)
        build([articles], killed, **how, progress=show)
    finally:
        ray.shutdown()
        cluster.shutdown()
    print(json.dumps(pids + killer.killed()))


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    main(*sys.argv[1:])
