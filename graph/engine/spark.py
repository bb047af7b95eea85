"""The engine of a Spark cluster, or of Spark on this machine (https://spark.apache.org)."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

import pyarrow as pa

from ...config.errors import GuanxiError, MissingDependency
from . import Maker, ScatterMaker
from .carried import Results, packed, patiently, pieces, result

_AT_LEAST, _TASKS = 64, 16  # parts of a job; the latter for each process
_BUCKETS = 4  # for each process, at a time
_HERE = "local[*]"  # where Spark runs if nobody says where


class SparkEngine:
    """Processes of all machines of the cluster that Spark was told of, by default of this one."""

    def __init__(self, context: Any) -> None:
        self._context, self.workers = context, int(context.defaultParallelism)

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine.map`; some parts at a time are one job, so that one sees it going on."""
        make, parts = partial(_mapped, pickle.dumps(maker)), iter(parts)
        while some := dict(enumerate(map(packed, islice(parts, self._at_once())))):
            yield from patiently(partial(self._job, make, some))

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """See `Engine.shuffle`; what is scattered and what comes of it is on the disks of the cluster."""
        from pyspark import StorageLevel

        fill, make = partial(_scattered, pickle.dumps(scatter)), partial(_gathered, pickle.dumps(gather))
        buckets = self._spread(enumerate(map(packed, parts))).flatMap(fill).groupByKey(_BUCKETS * self.workers)
        made = buckets.map(make).persist(StorageLevel.DISK_ONLY)
        try:
            yield from patiently(lambda _: _all(made))
        finally:
            with suppress(Exception):  # of a Spark that is gone nothing has to be freed
                made.unpersist()

    def close(self) -> None:
        """See `Engine.close`: Spark has processes of its own."""

    def _job(self, make: Any, parts: dict[int, bytes], done: set[int]) -> Results:
        left = self._spread((number, part) for number, part in parts.items() if number not in done)
        yield from left.map(make).collect()

    def _spread(self, numbered: Iterable[tuple[int, bytes]]) -> Any:
        """Parts as tasks of Spark, one each."""
        listed = list(numbered)
        return self._context.parallelize(listed, max(1, len(listed)))

    def _at_once(self) -> int:
        # Machines may join a cluster at any time.
        return max(_AT_LEAST, _TASKS * int(self._context.defaultParallelism))


def _all(made: Any) -> Results:
    made.count()  # all at once; what follows goes on with what is there, one piece after the other
    yield from made.toLocalIterator()


def _mapped(maker: bytes, part: tuple[int, bytes]) -> tuple[int, bytes]:
    return part[0], result(maker, [part[1]])


def _scattered(maker: bytes, part: tuple[int, bytes]) -> list[tuple[int, bytes]]:
    return pieces(maker, part[1])


def _gathered(maker: bytes, bucket: tuple[int, Iterable[bytes]]) -> tuple[int, bytes]:
    return bucket[0], result(maker, bucket[1])


def create(workers: int | None) -> SparkEngine:
    """The engine on the cluster that Spark's own configuration names; on this machine if that names none.

    Args:
        workers: processes on this machine, by default one for each core. On a cluster its configuration says that.

    Raises:
        MissingDependency: PySpark is not installed.
        GuanxiError: Spark does not start.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ImportError as error:
        raise MissingDependency("engine spark needs PySpark", extra="spark") from error
    try:
        SparkContext._ensure_initialized()  # that is when its configuration is read
        conf = SparkConf().setAppName("guanxi").set("spark.ui.showConsoleProgress", "false")
        conf.setIfMissing("spark.log.level", "FATAL")  # what fails is told in one line
        if conf.get("spark.master") == _HERE:
            conf.setMaster(f"local[{workers or os.cpu_count() or 1}]")
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        return SparkEngine(SparkContext.getOrCreate(conf))
    except (PySparkException, Py4JError) as error:
        reason = " ".join(str(error).split())[:200]  # Java says it in the second line
        raise GuanxiError(f"Spark does not start ({reason}); it needs its master, and Java 17 or later") from error
