"""Counting over parts of a corpus: Arrow tables in, Arrow tables out, for whoever cuts the corpus into parts.

Parts of whole documents go into `count_entities`, whose counts are summed up, and into `form_pairs`; what that gives,
cut anew so that all of a pair is in one part, goes into `count_pairs`.

Document, window and entity of a mention fit into one integer of 63 bits, and so do a pair and a document that has it.
Sorting integers is what processors do best, and equal ones stand together then: to count them is to see where they
change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# A row for each mention. Documents are numbered by date, those without one first; windows in their document.
LINKED = pa.schema([("document", pa.int32()), ("number", pa.int32()), ("entity", pa.int32())])
COUNTS = pa.schema([("entity", pa.int32())] + [(name, pa.int64()) for name in ("mentions", "documents", "windows")])
# A row for each window that names both, source before target.
FORMED = pa.schema([(name, pa.int32()) for name in ("source", "target", "document")])
# `first` and `last` are the first and last documents that have a date; NEVER and NONE where none has.
PAIRS = pa.schema([(name, pa.int32()) for name in ("source", "target", "weight", "documents", "first", "last")])
# Who forms no pairs in a window that names so many entities: as a hub, or else because they are too many.
LEFT_OUT = pa.schema([*LINKED, ("hub", pa.bool_()), ("named", pa.int32())])
NONE = -1
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Bound:
    """Which entities of a window form pairs.

    Attributes:
        documents: of the whole corpus that name each entity, by its number.
        in_window: only so many of a window: those that fewest documents name, of equal ones the first. None: all.
        hub: none that more documents name. None: whichever.
    """

    documents: Numbers
    in_window: int | None = None
    hub: float | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """Who is named in which window, each once, in the order of documents, windows and entities."""

    document: Numbers
    number: Numbers
    entity: Numbers

    @classmethod
    def of(cls, linked: pa.Table) -> _Named:
        document, number, entity = _columns(linked)
        window = _joined(document, number)
        known, width = window, _bits(number)
        if tight := _bits(window) + _bits(entity) > 63:
            known, window = np.unique(window, return_inverse=True)
        window, entity = _apart(_distinct(_joined(window, entity)), _bits(entity))
        document, number = _apart(known[window] if tight else window, width)
        return cls(document, number, entity)

    def only(self, chosen: Flags) -> _Named:
        return _Named(self.document[chosen], self.number[chosen], self.entity[chosen])

    def windows(self) -> tuple[Numbers, Numbers]:
        """Where each begins, and how many it names."""
        starts = np.flatnonzero(_changes(self.document) | _changes(self.number))
        return starts, np.diff(starts, append=len(self.entity))


def count_entities(linked: pa.Table) -> pa.Table:
    """`COUNTS` of rows of `LINKED`: mentions, documents and windows of each entity."""
    named = _Named.of(linked)
    found, mentions = np.unique(linked["entity"].to_numpy(), return_counts=True)
    windows = _sizes(np.sort(named.entity))
    documents = _sizes(_distinct(_joined(named.entity, named.document)) >> _bits(named.document))
    return pa.table([found, mentions, documents, windows], schema=COUNTS)


def left_out(linked: pa.Table, bound: Bound) -> pa.Table:
    """`LEFT_OUT` of rows of `LINKED`: who forms no pairs where."""
    named = _Named.of(linked)
    out = ~_paired(named, bound)
    _, sizes = named.windows()
    rest, hubs = named.only(out), _hubs(named, bound)
    columns = [rest.document, rest.number, rest.entity, hubs[out], np.repeat(sizes, sizes)[out]]
    return pa.table(columns, schema=LEFT_OUT)


def form_pairs(linked: pa.Table, bound: Bound, *, at_once: int) -> Iterator[pa.Table]:
    """`FORMED` of rows of `LINKED`, each table by source; about so many at once, none empty."""
    named = _Named.of(linked)
    named = named.only(_paired(named, bound))
    starts, sizes = named.windows()
    behind = np.repeat(starts + sizes, sizes) - np.arange(len(named.entity)) - 1  # how many of its window follow
    formed = np.concatenate([[0], behind.cumsum()])
    begin = 0
    while begin < len(behind):
        end = max(int(np.searchsorted(formed, formed[begin] + at_once, side="right")) - 1, begin + 1)
        if formed[begin] < formed[end]:
            yield _formed(named, behind, begin, end)
        begin = end


def count_pairs(formed: pa.Table, *, undated: int) -> pa.Table:
    """`PAIRS` of rows of `FORMED`, by source and target.

    Args:
        undated: documents without a date, which are the first ones.
    """
    if (middle := _Keys.middle(formed)) is not None:
        halves = (formed.filter(which) for which in (pc.field("source") < middle, pc.field("source") >= middle))
        return pa.concat_tables(count_pairs(half, undated=undated) for half in halves)
    keys = _Keys.of(formed)
    once = np.flatnonzero(_changes(keys.sorted))
    pair, document = keys.pairs(once)
    begins = np.flatnonzero(_changes(pair))
    weights = np.diff(once[begins], append=len(keys.sorted))
    source, target = keys.ends(pair[begins])
    days = _first_and_last(document, begins, undated)
    return pa.table([source, target, weights, np.diff(begins, append=len(once)), *days], schema=PAIRS)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Pairs and their documents in one number each, in order; sources are numbered from the least one."""

    sorted: Numbers
    target_bits: int
    document_bits: int
    least: int

    @classmethod
    def of(cls, formed: pa.Table) -> _Keys:
        source, target, document = _columns(formed)
        least, bits, width = int(source.min(initial=_MOST)), _bits(target), _bits(document)
        keys = (source - least << bits | target) << width | document
        keys.sort()
        return cls(keys, bits, width, least)

    @staticmethod
    def middle(formed: pa.Table) -> int | None:
        """In the middle of the sources, if some numbers would not fit."""
        source, target, document = (column.to_numpy() for column in formed.columns)
        least, most = int(source.min(initial=_MOST)), int(source.max(initial=0))
        fit = (most - least).bit_length() + _bits(target) + _bits(document) <= 63
        return None if fit else (least + most + 1) // 2

    def pairs(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """Numbers that stand for pairs, and documents."""
        return _apart(self.sorted[chosen], self.document_bits)

    def ends(self, pair: Numbers) -> tuple[Numbers, Numbers]:
        """Sources and targets."""
        source, target = _apart(pair, self.target_bits)
        return source + self.least, target


def _formed(named: _Named, behind: Numbers, begin: int, end: int) -> pa.Table:
    """Pairs of these rows with those behind each in its window."""
    order = begin + np.argsort(named.entity[begin:end], kind="stable")
    counts = behind[order]
    rows = np.repeat(order + 1 - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    source, document = (np.repeat(column[order], counts) for column in (named.entity, named.document))
    return pa.table([source, named.entity[rows], document], schema=FORMED)


def _first_and_last(documents: Numbers, begins: Numbers, undated: int) -> tuple[Numbers, Numbers]:
    """Of runs of documents in order."""
    ends = np.append(begins, len(documents))[1:]
    unknown = np.add.reduceat(documents < undated, begins, dtype=np.int64) if len(begins) else begins
    dated = begins + unknown < ends
    firsts = np.minimum(begins + unknown, ends - 1)
    return np.where(dated, documents[firsts], NONE), np.where(dated, documents[ends - 1], NONE)


def _hubs(named: _Named, bound: Bound) -> Flags:
    return bound.documents[named.entity] > (np.inf if bound.hub is None else bound.hub)


def _paired(named: _Named, bound: Bound) -> Flags:
    """Which of the named form pairs."""
    paired = ~_hubs(named, bound)
    if bound.in_window is None:
        return paired
    some, places = named.only(paired), np.flatnonzero(paired)
    _, sizes = some.windows()
    full = np.repeat(sizes > bound.in_window, sizes)
    places, entity = places[full], some.entity[full]
    window = np.repeat(np.arange(len(sizes)), sizes)[full]
    rarest = places[np.lexsort((entity, bound.documents[entity], window))]  # by window, as they were
    sizes = _sizes(window)
    ranks = np.arange(len(rarest)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    paired[rarest[ranks >= bound.in_window]] = False
    return paired


def _columns(table: pa.Table) -> Iterator[Numbers]:
    return (column.to_numpy().astype(np.int64) for column in table.columns)


def _bits(numbers: Numbers) -> int:
    return int(numbers.max(initial=0)).bit_length()


def _joined(high: Numbers, low: Numbers) -> Numbers:
    """Two numbers in one."""
    return high << _bits(low) | low


def _apart(joined: Numbers, bits: int) -> tuple[Numbers, Numbers]:
    """The two, the lower of which has so many bits."""
    return joined >> bits, joined & ((1 << bits) - 1)


def _distinct(numbers: Numbers) -> Numbers:
    """Each once, in order; takes the array for its own."""
    numbers.sort()
    return numbers[_changes(numbers)]


def _changes(numbers: Numbers) -> Flags:
    """Where another number begins."""
    changes = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


def _sizes(numbers: Numbers) -> Numbers:
    """How often each stands in sorted numbers."""
    return np.diff(np.flatnonzero(_changes(numbers)), append=len(numbers))
