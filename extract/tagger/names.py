"""Names the model has met in texts that nobody annotated: how often, and as what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ..lexicon import cuts_latin
from .labels import Span

FEWEST_DOCUMENTS = 2
LEVELS = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """A name, folded to small letters, what it mostly was, and how well that is known: 0 to 7."""

    name: str
    type: str
    level: int

    @property
    def is_sure(self) -> bool:
        """Whether it was hardly ever seen to be something else."""
        return self.level % 2 == 1


class Names:
    """Finds heard names in text."""

    def __init__(self, heard: Sequence[Heard]) -> None:
        self.heard = tuple(heard)
        self._automaton = AhoCorasick(
            [item.name for item in heard] or ["\0"],
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, folded: str) -> Iterator[tuple[int, int, Heard]]:
        """Standings of heard names in a text in small letters, also those inside others."""
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if self.heard and not (cuts_latin(folded, start) or cuts_latin(folded, end)):
                yield start, end, self.heard[index]


class Listener:
    """Counts names over documents, each with what a model took it for."""

    def __init__(self) -> None:
        self._documents: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def hear(self, folded: str, spans: Iterable[Span]) -> None:
        """Take in one document: its text in small letters and the names in it."""
        for name, kind in {(folded[start:end], kind) for start, end, kind in spans if end - start > 1}:
            self._documents[name][kind] += 1

    def names(self, texts: Iterable[str]) -> Names:
        """Names heard in at least two documents.

        Args:
            texts: the same documents once more; in how many of them the name stands at all says how sure it is one.
        """
        often = {name: kinds for name, kinds in self._documents.items() if kinds.total() >= FEWEST_DOCUMENTS}
        candidates = Names([Heard(name, "", 0) for name in sorted(often)])
        standing: Counter[str] = Counter()
        for text in texts:
            standing.update({heard.name for _, _, heard in candidates.find(text)})
        return Names([_heard(name, kinds, standing[name]) for name, kinds in sorted(often.items())])


def _heard(name: str, kinds: Counter[str], standing: int) -> Heard:
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    documents, share = kinds[kind], kinds[kind] / max(standing, 1)
    often = (documents > 2) + (documents > 5) + (documents > 19)
    return Heard(name, kind, 2 * often + (share > 0.6))
