"""What engines of clusters share: tables and errors on their way to other processes, and patience with lost workers."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar, cast

import pyarrow as pa

from ...config.errors import GuanxiError

T = TypeVar("T")

# Numbers of parts or buckets, each with what became of it.
Results = Iterator[tuple[int, bytes]]

# The bucket of what a stage could not scatter; no stage has one of this number.
BROKEN = -(1 << 62)
_ERROR = b"error"
# How often work that came to grief goes on with what is left of it, without having got any further.
_TRIES = 3


def packed(table: pa.Table) -> bytes:
    """A table as another process can be given it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return cast(bytes, sink.getvalue().to_pybytes())


def unpacked(data: bytes) -> pa.Table:
    """The table.

    Raises:
        GuanxiError: it is none, but the error that a worker told.
    """
    table = pa.ipc.open_stream(data).read_all()
    told = table.schema.metadata or {}
    if _ERROR in told:
        raise pickle.loads(told[_ERROR])
    return table


@lru_cache(maxsize=2)  # what scatters and what gathers
def _made(maker: bytes) -> Any:
    return pickle.loads(maker)()


def result(maker: bytes, parts: Iterable[bytes]) -> bytes:
    """What the stage of a maker, in this process, makes of tables taken together; or the error that it raised."""
    return _telling(lambda: packed(_made(maker)(pa.concat_tables(map(unpacked, parts)))), lambda told: told)


def pieces(maker: bytes, part: bytes) -> list[tuple[int, bytes]]:
    """What the stage of a maker, in this process, scatters of a table, by bucket."""
    return _telling(
        lambda: [(bucket, packed(table)) for bucket, table in _made(maker)(unpacked(part))],
        lambda told: [(BROKEN, told)],
    )


def _telling(make: Callable[[], T], told: Callable[[bytes], T]) -> T:
    try:
        return make()
    except GuanxiError as error:
        return told(packed(pa.table({}).replace_schema_metadata({_ERROR: pickle.dumps(error)})))


def patiently(attempt: Callable[[set[int]], Results]) -> Iterator[pa.Table]:
    """All results, each once, of as many attempts as it takes; an attempt is told what is done already.

    Raises:
        GuanxiError: a stage raised it, or several attempts in a row got no further.
    """
    done, tries = set[int](), _TRIES
    while tries:
        try:
            for number, data in attempt(done):
                if number not in done:
                    yield unpacked(data)
                    done.add(number)
                    tries = _TRIES
            return
        except GuanxiError:
            raise
        except Exception as error:  # whatever the libraries raise when workers are gone
            tries -= 1
            if not tries:
                reason = " ".join(str(error).split())[:400]
                raise GuanxiError(f"workers failed {_TRIES} times in a row ({reason}); run it again") from error
        finally:
            gc.collect()  # what Daft frees in threads of its own, it had better free before this process ends
