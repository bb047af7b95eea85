"""Looking for known names in shards as a stage (see `engine`): wherever it runs, it reads the shards itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import pyarrow as pa
import pyarrow.compute as pc

from ...extract.recall import Line, Recall, Recalled, Witnessed
from ..engine import Stage
from .home import Home, home_of
from .shards import number_of
from .tables import table_of

STANDING = pa.schema(
    [
        ("shard", pa.int64()),
        *((name, pa.int32()) for name in ("doc", "sentence", "start", "end")),
        *((name, pa.string()) for name in ("text", "key", "type")),
    ]
)
_STEMS = pa.schema([("stem", pa.string())])
_SHARDS, _MOST_PARTS = 16, 1_000  # what is in one part takes less than to start a process for it


def shard_parts(stems: Sequence[str]) -> Iterator[pa.Table]:
    """Shards as parts of a map, about as many in each."""
    parts = min(ceil(len(stems) / _SHARDS), _MOST_PARTS)
    size = ceil(len(stems) / parts) if stems else 1
    return (pa.table([list(stems[i : i + size])], schema=_STEMS) for i in range(0, len(stems), size))


@dataclass(frozen=True, slots=True)
class Recalling:
    """Makes the stage that looks for known names in shards, outside of what is a name there already.

    It gives `STANDING`: places in a sentence, and names as `Recalled` has them.

    Attributes:
        ignored: folded texts that are no names.
        graph: the graph whose shards they are: a path, or an address in object storage.
    """

    known: Mapping[str, Witnessed]
    ignored: Collection[str]
    graph: str

    def __call__(self) -> Stage:
        recall, home = Recall(self.known, ignored=self.ignored), home_of(self.graph)

        def look(shards: pa.Table) -> pa.Table:
            stems = shards["stem"].to_pylist()
            rows = ((number_of(stem), *found) for stem in stems for found in _standing(stem, recall, home))
            return table_of(rows, STANDING)

        return look


def _standing(stem: str, recall: Recall, home: Home) -> Iterator[Recalled]:
    sentences = home.read(stem, "sentences", ["doc", "sentence", "start", "text"])
    holding = sentences.take(pa.array(recall.holding(sentences["text"].to_pylist()), pa.int64()))
    if not holding.num_rows:
        return
    taken = _taken(home.read(stem, "mentions", ["doc", "sentence", "start", "end"]), holding)
    for doc, sentence, start, text in zip(*(column.to_pylist() for column in holding.columns), strict=True):
        spans = [(a - start, b - start) for a, b in taken.get((doc, sentence), ())]
        yield from recall.standing(Line(doc, sentence, text, spans))


def _taken(mentions: pa.Table, holding: pa.Table) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Where names are in the sentences that hold one, by document and sentence."""
    mentions = mentions.filter(pc.is_in(mentions["doc"], holding["doc"].combine_chunks()))
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for doc, sentence, start, end in zip(*(column.to_pylist() for column in mentions.columns), strict=True):
        taken.setdefault((doc, sentence), []).append((start, end))
    return taken
