"""Engines: where the stages of a build run.

A stage is a function from Arrow table to Arrow table, made once in each process that runs it. It does not know where
it runs, and an engine does not know what it does; so an engine is one small file, and any gives the same graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

import pyarrow as pa

from ...config.errors import ConfigError

Stage = Callable[[pa.Table], pa.Table]
# A stage before a shuffle says into which bucket each of its tables comes; those of one bucket have one schema.
Scatter = Callable[[pa.Table], Iterable[tuple[int, pa.Table]]]
# These make them, in the process that is to run them; they can be pickled.
Maker = Callable[[], Stage]
ScatterMaker = Callable[[], Scatter]

# Which module holds which engine; it is imported only when somebody asks for it.
ENGINES = {"local": "local", "daft": "daft", "spark": "spark"}
LOCAL = "local"


class Engine(Protocol):
    """Something that runs stages, on this machine or elsewhere, in about so many processes (`workers`)."""

    workers: int

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """What the stage makes of each part, in any order. Killed workers are replaced where the engine can.

        Raises:
            GuanxiError: a stage raised it, or workers are killed again and again.
        """
        ...

    def close(self) -> None:
        """End the processes that are kept for the next map. A map after this one starts others."""
        ...


@runtime_checkable
class Cluster(Engine, Protocol):
    """An engine of many machines: they read files themselves, and what one of them scatters another gathers.

    On a single machine the files are read, and what belongs together is brought together, in the process that builds.
    """

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """What a stage makes of each bucket, as a whole, that another fills from all parts; in any order.

        Raises:
            GuanxiError: as `map`.
        """
        ...


def engine_named(name: str, *, workers: int | None = None, ray: str | None = None) -> Engine:
    """An engine with so many processes (by default one for each core that it has).

    Args:
        ray: address of a Ray cluster for engine daft; without it that runs on this machine.

    Raises:
        ConfigError: there is no such engine, or it does not run on Ray.
        MissingDependency: its libraries are not installed.
    """
    if name not in ENGINES:
        raise ConfigError(f"no engine is named {name!r}; there are: {', '.join(ENGINES)}")
    if ray is not None and name != "daft":
        raise ConfigError(f"engine {name} does not run on Ray; --ray goes with --engine daft")
    module = import_module(f".{ENGINES[name]}", __name__)
    return cast(Engine, module.create(workers) if ray is None else module.create(workers, ray))
