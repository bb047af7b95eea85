"""A cluster that is this process alone, with no library but ours: what it scatters it gathers itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyarrow as pa

from guanxi.graph.engine import Maker, ScatterMaker


class Alone:
    """Results come in the order of parts turned around, as nothing says they must not."""

    workers = 1

    def map(self, maker: Maker, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """See `Engine`."""
        stage = maker()
        yield from reversed([stage(part) for part in parts])

    def shuffle(self, scatter: ScatterMaker, parts: Iterable[pa.Table], gather: Maker) -> Iterator[pa.Table]:
        """See `Cluster`."""
        buckets: defaultdict[int, list[pa.Table]] = defaultdict(list)
        fill, stage = scatter(), gather()
        for part in reversed(list(parts)):
            for bucket, table in fill(part):
                buckets[bucket].append(table)
        for tables in buckets.values():
            yield stage(pa.concat_tables(tables))

    def close(self) -> None:
        """See `Engine`."""
