"""The second pass: a name that several documents show to be one is found in the others too.

A document may use a name so that nothing around it says so. What the corpus knows from other documents helps there,
under strict conditions: several witnesses, of one type, no chain of everyday words, and hardly ever something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ..corpus.fold import fold, simplify
from . import segment
from .linking.distinct import is_distinctive

EXTRACTOR = "corpus"
WITNESSES = 3
# Cities, persons and bodies are known by their form; what stands unseen there is mostly part of something longer.
TYPES = ("company", "fund", "product")
# Of all documents in which it stands, a name must have been seen as one in this share; of those, with its type.
_SHARE, _AGREEMENT = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as stored: where it is, its text, and the spans in it that are names already (offsets in it)."""

    document: int
    sentence: int
    text: str
    taken: Sequence[tuple[int, int]]


class Recalled(NamedTuple):
    """A name found by what other documents know: where it stands in its sentence, and as what."""

    document: int
    sentence: int
    start: int
    end: int
    text: str
    key: str
    type: str


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the corpus knows of a name: its type, and the number of documents that show it."""

    type: str
    documents: int

    def is_mostly_a_name(self, unseen: int) -> bool:
        """Whether it is, although so many other documents have it where it was not taken for one."""
        return self.documents >= _SHARE * (self.documents + unseen)


def witnessed(counts: Iterable[tuple[str, str, int]]) -> dict[str, Witnessed]:
    """Names with enough witnesses, by folded name.

    Args:
        counts: (folded name, type, number of documents) of names of the corpus, with all types of each.
    """
    by_name: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for key, kind, documents in counts:
        by_name[key][kind] = documents
    known = {}
    for key, kinds in sorted(by_name.items()):
        kind = min(kinds, key=lambda k: (-kinds[k], k))
        is_sure = kind in TYPES and kinds[kind] >= max(WITNESSES, _AGREEMENT * sum(kinds.values()))
        if is_sure and len(key) > 1 and is_distinctive(key):
            known[key] = Witnessed(kind, kinds[kind])
    return known


class Recall:
    """Looks for known names where no name was found. `ignored` are folded texts that are no names, and hold none."""

    def __init__(self, known: Mapping[str, Witnessed], *, ignored: Collection[str] = ()) -> None:
        self._names = [(key, found.type) for key, found in known.items() if key not in ignored]
        self._automaton = AhoCorasick(
            [*(key for key, _ in self._names), *sorted(ignored)] or ["\0"],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def holding(self, texts: Sequence[str]) -> list[int]:
        """Indexes of the texts (of one line each) that have a known name; whether it stands free there is left open."""
        if not self._names:
            return []
        # All in one go: what a call costs is more than what it does for one sentence.
        folded = fold("\n".join(texts))
        ends = list(accumulate(len(text) + 1 for text in texts))
        matches = self._automaton.find_matches_as_indexes(folded)
        return sorted({bisect_right(ends, start) for index, start, _ in matches if index < len(self._names)})

    def standing(self, line: Line) -> Iterator[Recalled]:
        """Known names that stand in a sentence as whole words, outside of the names in it."""
        matches = self._automaton.find_matches_as_indexes(fold(line.text))
        hits = [match for match in matches if match[0] < len(self._names) and _is_free(*match[1:], line.taken)]
        if not hits:
            return
        edges = set(accumulate(map(len, segment.cut(simplify(line.text))), initial=0))
        for index, start, end in hits:
            if start in edges and end in edges:
                text = line.text[start:end]
                yield Recalled(line.document, line.sentence, start, end, text, *self._names[index])


def _is_free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return all(last <= start or end <= first for first, last in taken)
