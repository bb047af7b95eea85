"""The engine of a cluster: Daft, on this machine or on Ray (https://daft.ai, https://ray.io)."""

from __future__ import annotations

import os
import pickle
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from ...config.errors import ConfigError, GuanxiError, MissingDependency
from . import Maker, ScatterMaker
from .carried import Results, packed, patiently, pieces, result

_SECONDS, _PORTS = 10, 1 << 16
_TASKS = 16  # for each worker
# Neither library tells anybody about this machine, draws bars between the lines of ours, or logs what we tell better.
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


class DaftEngine:
    """Processes of this machine, or of all machines of a Ray cluster."""

    def __init__(self, daft: Any, workers: int, *, on_ray: bool) -> None:
        self._daft, self.workers, self._on_ray = daft, workers, on_ray

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine.map`: parts that were under way when a worker was killed are done again."""
        numbered = dict(enumerate(map(packed, parts)))
        return patiently(lambda done: self._mapped(maker, {n: numbered[n] for n in numbered if n not in done}))

    def close(self) -> None:
        """See `Engine.close`: a cluster is kept by itself."""

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """See `Engine.shuffle`: all is done again when a worker was killed, but for buckets that are through."""
        numbered = dict(enumerate(map(packed, parts)))
        return patiently(lambda _: self._shuffled(scatter, numbered, gather))

    def _mapped(self, maker: Maker, parts: dict[int, bytes]) -> Results:
        if not parts:
            return iter(())
        worker = self._worker(maker, len(parts))
        frame = self._frame(parts)
        return _whole(frame.select(frame["number"], worker.run(frame["part"]).alias("result")), set(parts))

    def _shuffled(self, scatter: ScatterMaker, parts: dict[int, bytes], gather: Maker) -> Results:
        frame, worker = self._frame(parts), self._worker(scatter, len(parts))
        scattered = frame.select(frame["number"].alias("of"), worker.scatter(frame["part"]).alias("piece"))
        scattered = scattered.explode("piece")
        # Held there before it goes on, so that the workers of one half do not stand in the way of those of the other.
        filled = scattered.select(scattered["of"], scattered["piece"].unnest()).collect()
        _check(_different(filled, "of"), set(parts))
        filled = filled.where(filled["number"].not_null())  # explode makes a row of what scattered nothing
        buckets = filled.groupby("number").agg(filled["part"].list_agg())
        worker = self._worker(gather, self.workers)
        gathered = buckets.select(buckets["number"], worker.gather(buckets["part"]).alias("result"))
        return _whole(gathered, _different(filled, "number"))

    def _frame(self, parts: dict[int, bytes]) -> Any:
        frame = self._daft.from_pydict({"number": list(parts), "part": list(parts.values())})
        if not self._on_ray:
            return frame
        # A partition is one task of Ray: few enough for its scheduler, and enough that all machines end together.
        return frame.into_partitions(max(1, min(len(parts), _TASKS * self.workers)))

    def _worker(self, maker: Maker | ScatterMaker, parts: int) -> Any:
        kind = _worker_class(self._daft)
        where = {"cpus": 1} if self._on_ray else {"use_process": True}
        return self._daft.cls(kind, max_concurrency=max(1, min(self.workers, parts)), **where)(pickle.dumps(maker))


def _whole(frame: Any, expected: set[int]) -> Results:
    found = set()
    for batch in frame.to_arrow_iter(results_buffer_size=None):
        for number, data in zip(batch["number"].to_pylist(), batch["result"].to_pylist(), strict=True):
            found.add(number)
            yield number, data
    _check(found, expected)


def _different(frame: Any, column: str) -> set[int]:
    return set(frame.select(column).distinct().to_pydict()[column])


def _check(found: set[int], expected: set[int]) -> None:
    # Daft takes Ctrl-C for itself, and then gives what there is as if it were all.
    if found != expected:
        raise KeyboardInterrupt


def create(workers: int | None, ray: str | None = None) -> DaftEngine:
    """The engine on this machine, or on the Ray cluster at an address.

    Raises:
        MissingDependency: Daft or Ray is not installed.
        ConfigError: that is no address of one.
        GuanxiError: there is no such cluster.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import daft
    except ImportError as error:
        raise MissingDependency("engine daft needs Daft and Ray", extra="cluster") from error
    cores = (os.cpu_count() or 1) if ray is None else _connect(ray)
    _choose_runner(daft, ray)
    return DaftEngine(daft, workers or cores, on_ray=ray is not None)


def _connect(address: str) -> int:
    """Join a Ray cluster; gives the number of its cores."""
    try:
        import ray
    except ImportError as error:
        raise MissingDependency("engine daft needs Daft and Ray", extra="cluster") from error
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not (host and port.isascii() and port.isdecimal() and 0 < int(port) < _PORTS):
        raise ConfigError(f"--ray {address}: give HOST:PORT of the head of the cluster, such as 10.0.0.1:6379")
    try:
        with socket.create_connection((host, int(port)), timeout=_SECONDS):
            pass  # Ray itself would try for many minutes
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
        return max(1, int(ray.cluster_resources().get("CPU", 1)))
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).strip().split("\n")[0][:200]
        raise GuanxiError(f"no Ray cluster answers at {address} ({reason}); is that its head?") from error


_chosen: list[str | None] = []


def _choose_runner(daft: Any, address: str | None) -> None:
    if not _chosen:
        if address is None:
            daft.set_runner_native()
        else:
            daft.set_runner_ray(address, noop_if_initialized=True)
        _chosen.append(address)
    elif _chosen != [address]:  # Daft lets a process choose once
        raise GuanxiError("a process runs Daft on this machine or on one Ray cluster: start another process")


def _worker_class(daft: Any) -> type:
    """The class of which Daft makes one in each process, and to which it hands parts one by one."""
    kinds = daft.DataType
    piece = kinds.struct({"number": kinds.int64(), "part": kinds.binary()})

    class Worker:
        def __init__(self, maker: bytes) -> None:
            self._maker = maker

        @daft.method.batch(return_dtype=kinds.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def run(self, parts: Any) -> Any:
            found = [result(self._maker, [part]) for part in parts.to_pylist()]
            return daft.Series.from_pylist(found, dtype=kinds.binary())

        @daft.method.batch(return_dtype=kinds.list(piece), batch_size=1)  # type: ignore[untyped-decorator]
        def scatter(self, parts: Any) -> Any:
            scattered = [pieces(self._maker, part) for part in parts.to_pylist()]
            found = [[{"number": bucket, "part": part} for bucket, part in some] for some in scattered]
            return daft.Series.from_pylist(found, dtype=kinds.list(piece))

        @daft.method.batch(return_dtype=kinds.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def gather(self, buckets: Any) -> Any:
            found = [result(self._maker, parts) for parts in buckets.to_pylist()]
            return daft.Series.from_pylist(found, dtype=kinds.binary())

    return Worker
