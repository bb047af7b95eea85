"""What linking knows of one document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...corpus.fold import lower
from .joins import Key


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """The names of one document.

    Attributes:
        document: its id.
        names: all its names.
        said: the simplified sentences in which names that the lexicon cannot tell apart stand.
    """

    document: str
    names: frozenset[Key]
    said: Mapping[Key, Sequence[str]] = field(default_factory=dict)

    def text(self, key: Key) -> str:
        """The sentences in which a name stands, one a line, folded."""
        return lower("\n".join(self.said.get(key, ())))
