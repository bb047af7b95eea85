"""The engine of a cluster: Daft, on this machine or on Ray (https://daft.ai, https://ray.io)."""

from __future__ import annotations

import gc
import os
import pickle
import socket
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar, cast

import pyarrow as pa

from ...config import errors
from ...config.errors import GuanxiError, MissingDependency
from . import Maker, ScatterMaker

T = TypeVar("T")

# How often a map that came to grief goes on with what is left of it, without having got any further.
_TRIES = 3
_SECONDS = 10
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
        self._daft, self._workers, self._on_ray = daft, workers, on_ray

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine.map`: parts that were under way when a worker was killed are done again."""
        packed = {number: _packed(part) for number, part in enumerate(parts)}
        return _patiently(lambda done: self._mapped(maker, {n: packed[n] for n in packed if n not in done}))

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """See `Engine.shuffle`: all is done again when a worker was killed, but for buckets that are through."""
        packed = dict(enumerate(map(_packed, parts)))
        return _patiently(lambda _: self._shuffled(scatter, packed, gather))

    def _mapped(self, maker: Maker, parts: dict[int, bytes]) -> _Results:
        worker = self._worker(maker, len(parts))
        frame = self._frame(parts)
        return _whole(frame.select(frame["number"], worker.run(frame["part"]).alias("result")), set(parts))

    def _shuffled(self, scatter: ScatterMaker, parts: dict[int, bytes], gather: Maker) -> _Results:
        frame, worker = self._frame(parts), self._worker(scatter, len(parts))
        pieces = frame.select(frame["number"].alias("of"), worker.scatter(frame["part"]).alias("piece"))
        pieces = pieces.explode("piece")
        # Held there before it goes on, so that the workers of one half do not stand in the way of those of the other.
        filled = pieces.select(pieces["of"], pieces["piece"].unnest()).collect()
        _check(_different(filled, "of"), set(parts))
        buckets = filled.groupby("number").agg(filled["part"].list_agg())
        worker = self._worker(gather, self._workers)
        gathered = buckets.select(buckets["number"], worker.gather(buckets["part"]).alias("result"))
        return _whole(gathered, _different(filled, "number"))

    def _frame(self, parts: dict[int, bytes]) -> Any:
        frame = self._daft.from_pydict({"number": list(parts), "part": list(parts.values())})
        if not self._on_ray:
            return frame
        # A partition is one task of Ray: few enough for its scheduler, and enough that all machines end together.
        return frame.into_partitions(max(1, min(len(parts), _TASKS * self._workers)))

    def _worker(self, maker: Maker | ScatterMaker, parts: int) -> Any:
        kind = _worker_class(self._daft)
        where = {"cpus": 1} if self._on_ray else {"use_process": True}
        return self._daft.cls(kind, max_concurrency=max(1, min(self._workers, parts)), **where)(pickle.dumps(maker))


_Results = Iterator[tuple[int, bytes]]


def _whole(frame: Any, expected: set[int]) -> _Results:
    found = set()
    for batch in frame.to_arrow_iter(results_buffer_size=None):
        for number, result in zip(batch["number"].to_pylist(), batch["result"].to_pylist(), strict=True):
            found.add(number)
            yield number, result
    _check(found, expected)


def _different(frame: Any, column: str) -> set[int]:
    return set(frame.select(column).distinct().to_pydict()[column])


def _check(found: set[int], expected: set[int]) -> None:
    # Daft takes Ctrl-C for itself, and then gives what there is as if it were all.
    if found != expected:
        raise KeyboardInterrupt


def _patiently(attempt: Callable[[set[int]], _Results]) -> Iterator[pa.Table]:
    """All results, each once, of as many attempts as it takes; an attempt is told what is done already."""
    done, tries = set[int](), _TRIES
    while tries:
        try:
            for number, result in attempt(done):
                if number not in done:
                    yield _unpacked(result)
                    done.add(number)
                    tries = _TRIES
            return
        except GuanxiError:
            raise
        except Exception as error:  # whatever Daft and Ray raise when workers are gone
            tries -= 1
            if not tries:
                reason = str(error).split("\n")[0][:300]
                raise GuanxiError(f"workers failed {_TRIES} times in a row ({reason}); run it again") from error
        finally:
            gc.collect()  # what Daft frees in threads of its own, it had better free before this process ends


def create(workers: int | None, ray: str | None = None) -> DaftEngine:
    """The engine on this machine, or on the Ray cluster at an address.

    Raises:
        MissingDependency: Daft or Ray is not installed.
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
    try:
        host, _, port = address.removeprefix("ray://").rpartition(":")
        with socket.create_connection((host, int(port)), timeout=_SECONDS):
            pass  # Ray itself would try for many minutes
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, logging_level="ERROR")
        return max(1, int(ray.cluster_resources().get("CPU", 1)))
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).strip().split("\n")[0][:200]
        raise GuanxiError(f"no Ray cluster answers at {address} ({reason}); give HOST:PORT of its head") from error


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


class _Worker:
    """What one process does with parts: it makes the stage when it gets the first."""

    def __init__(self, maker: bytes) -> None:
        self._maker, self._made = maker, cast(Any, None)

    def result(self, part: Callable[[], pa.Table]) -> bytes:
        """What the stage makes of a part."""
        return self._telling(lambda: _packed(self._stage()(part())), lambda told: told)

    def pieces(self, part: bytes) -> list[dict[str, Any]]:
        """What the stage scatters of a part, by bucket."""
        return self._telling(
            lambda: [{"number": n, "part": _packed(table)} for n, table in self._stage()(_unpacked(part))],
            lambda told: [{"number": _BROKEN, "part": told}],
        )

    def _stage(self) -> Any:
        self._made = self._made or pickle.loads(self._maker)()
        return self._made

    def _telling(self, make: Callable[[], T], told: Callable[[bytes], T]) -> T:
        try:
            return make()
        except GuanxiError as error:
            what = {_ERROR: type(error).__name__, _TEXT: str(error)}
            return told(_packed(pa.table({}).replace_schema_metadata(what)))


def _worker_class(daft: Any) -> type:
    """The class of which Daft makes one in each process, and to which it hands parts one by one."""
    kinds = daft.DataType
    piece = kinds.struct({"number": kinds.int64(), "part": kinds.binary()})

    class Worker(_Worker):
        @daft.method.batch(return_dtype=kinds.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def run(self, parts: Any) -> Any:
            found = [self.result(partial(_unpacked, part)) for part in parts.to_pylist()]
            return daft.Series.from_pylist(found, dtype=kinds.binary())

        @daft.method.batch(return_dtype=kinds.list(piece), batch_size=1)  # type: ignore[untyped-decorator]
        def scatter(self, parts: Any) -> Any:
            found = [self.pieces(part) for part in parts.to_pylist()]
            return daft.Series.from_pylist(found, dtype=kinds.list(piece))

        @daft.method.batch(return_dtype=kinds.binary(), batch_size=1)  # type: ignore[untyped-decorator]
        def gather(self, buckets: Any) -> Any:
            found = [self.result(partial(_together, parts)) for parts in buckets.to_pylist()]
            return daft.Series.from_pylist(found, dtype=kinds.binary())

    return Worker


def _together(parts: Iterable[bytes]) -> pa.Table:
    return pa.concat_tables(map(_unpacked, parts))


_ERROR, _TEXT = b"error", b"text"
# The bucket of what a stage could not scatter; no stage has one of this number.
_BROKEN = -(1 << 62)


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return cast(bytes, sink.getvalue().to_pybytes())


def _unpacked(data: bytes) -> pa.Table:
    """The table, or the error that its worker told."""
    table = pa.ipc.open_stream(data).read_all()
    told = table.schema.metadata or {}
    if _ERROR in told:
        kind: type[Exception] = getattr(errors, told[_ERROR].decode(), GuanxiError)
        raise kind(told[_TEXT].decode())
    return table
