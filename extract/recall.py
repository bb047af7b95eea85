"""The second pass: a name that several documents show to be one is found in the others too.

A document may use a name so that nothing around it says so. What the corpus knows from other documents helps there,
under strict conditions: several witnesses, of one type, no chain of everyday words, and hardly ever something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ..corpus.fold import lower, simplify
from . import segment
from .linking.distinct import is_distinctive

EXTRACTOR = "corpus"
WITNESSES = 3
# Of all documents in which it stands, a name must have been seen as one in this share; of those, with its type.
_SHARE, _AGREEMENT = 0.6, 0.8
# Cities, persons and bodies are known by their form; what stands unseen there is mostly part of something longer.
_TYPES = frozenset(("company", "fund", "product"))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as stored: where it is, its text, and the spans in it that are names already (offsets in it)."""

    document: int
    sentence: int
    text: str
    taken: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Recalled:
    """A name found by what other documents know: where it stands in its sentence, and as what."""

    document: int
    sentence: int
    start: int
    end: int
    text: str
    key: str
    type: str


def witnessed(counts: Iterable[tuple[str, str, Collection[int]]]) -> dict[str, tuple[str, frozenset[int]]]:
    """Names with enough witnesses: folded name → its type and the documents that show it.

    Args:
        counts: (folded name, type, documents) of all names of the corpus.
    """
    by_name: defaultdict[str, dict[str, Collection[int]]] = defaultdict(dict)
    for key, kind, documents in counts:
        by_name[key][kind] = documents
    known = {}
    for key, kinds in sorted(by_name.items()):
        kind = min(kinds, key=lambda k: (-len(kinds[k]), k))
        witnesses, all_documents = len(kinds[kind]), sum(map(len, kinds.values()))
        is_sure = kind in _TYPES and witnesses >= WITNESSES and witnesses >= _AGREEMENT * all_documents
        if is_sure and len(key) > 1 and is_distinctive(key):
            known[key] = (kind, frozenset(kinds[kind]))
    return known


def recall(
    known: dict[str, tuple[str, frozenset[int]]], lines: Iterable[Line], *, ignored: Collection[str] = ()
) -> list[Recalled]:
    """Standings of known names that no name covers, in the order of the lines.

    `ignored` are folded texts that are no names, and hold none.
    """
    known = {key: value for key, value in known.items() if key not in ignored}
    keys = list(known)
    automaton = AhoCorasick(
        [*keys, *sorted(ignored)] or ["\0"],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
    found = [item for line in lines for item in _standing(line, keys, automaton, known)] if keys else []
    unseen: defaultdict[str, set[int]] = defaultdict(set)
    for item in found:
        if item.document not in known[item.key][1]:
            unseen[item.key].add(item.document)
    shown = {key: len(documents) for key, (_, documents) in known.items()}
    return [item for item in found if shown[item.key] >= _SHARE * (shown[item.key] + len(unseen[item.key]))]


def _standing(
    line: Line, keys: Sequence[str], automaton: AhoCorasick, known: dict[str, tuple[str, frozenset[int]]]
) -> Iterator[Recalled]:
    folded = simplify(line.text)
    taken = bytearray(len(folded))
    for start, end in line.taken:
        taken[start:end] = b"\1" * (end - start)
    matches = automaton.find_matches_as_indexes(lower(folded))
    hits = [(i, start, end) for i, start, end in matches if i < len(keys) and not any(taken[start:end])]
    if not hits:
        return
    edges = set(accumulate(map(len, segment.cut(folded)), initial=0))
    for index, start, end in hits:
        if start in edges and end in edges:
            yield Recalled(
                line.document, line.sentence, start, end, line.text[start:end], keys[index], known[keys[index]][0]
            )
