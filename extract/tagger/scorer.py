"""The scores of a model for passages: what `Model.scores` gives for their features, but no feature is numbered twice.

A combination of codes that was met before has its row of weights noted down, and where few parts have anything to say,
the sum of several rows. All sums are those of `Model.scores` to the last digit: weights are added in the same order.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ..passage import Passage
from . import alphabet, templates
from .columns import GAP, Observed, Readings, observe
from .combinations import Combinations, Everywhere, Look, Somewhere
from .model import TOGETHER, Model
from .templates import Part, Template
from .viterbi import Scores
from .vocabulary import Codes, Vocabulary

_T = TypeVar("_T", bound=np.generic)
# Most combinations that rows are noted down for; a part without end counts as one.
_MOST_ROWS = 1 << 20
# Most combinations that sums are noted down for, and most of them for each code of a part without end.
_MOST_SUMS, _MOST_ENDLESS_SUMS = 1 << 12, 16
# Characters at a time whose weights are added up, so that they stay in the processor's memory.
_CACHED = 1_000


class Scorer:
    """Scores passages by a model, and remembers the words, characters and combinations of codes that it met.

    They are forgotten by making another scorer.
    """

    def __init__(self, model: Model) -> None:
        self._scope, self._count = model.scope, model.table.shape[1]
        self._vocabulary = Vocabulary()
        sizes, quiet = alphabet.sizes(model.scope, self._vocabulary), alphabet.quiet(model.scope)
        known = templates.known(templates.TEMPLATES, sizes)
        rows = [_Rows(template, sizes, self._vocabulary, model) for template in known]
        groups = (_Group(rows[first : first + TOGETHER], model.table) for first in range(0, len(rows), TOGETHER))
        self._groups = [_with_quiet(group, sizes, quiet) for group in groups]

    @property
    def met(self) -> int:
        """Number of words and characters that were met."""
        return len(self._vocabulary.words) + len(self._vocabulary.characters.values)

    def scores(self, passages: Sequence[Passage], readings: Sequence[Readings]) -> tuple[list[int], Scores]:
        """Where each passage starts, and scores: characters by labels."""
        seen = observe(passages, readings, self._scope, self._vocabulary)
        look = Everywhere(seen)
        total = np.zeros((look.length, self._count), np.float32)
        for group in self._groups:
            group.add(total, seen, look)
        return [start - GAP for start in seen.starts], total


class _Rows:
    """Rows of weights of the features of one template."""

    def __init__(self, template: Template, sizes: Mapping[str, int], vocabulary: Vocabulary, model: Model) -> None:
        self.template, self._vocabulary = template, vocabulary
        self._lookup, self._last = model.rows, len(model.table) - 1
        combinations = Combinations(template, sizes)
        is_noted = combinations.endless < 2 and combinations.count <= _MOST_ROWS
        self._combinations = combinations if is_noted else None
        # Row 0 is for what was not asked for yet; features without weight have the last row.
        self._known = np.zeros(combinations.count if is_noted else 0, np.int32)

    def find(self, look: Look, rows: NDArray[np.int32]) -> None:
        """Set the row at each character."""
        if self._combinations is None:
            rows[:] = self._found(look)
            return
        numbers = self._combinations.numbers(look)
        if self._combinations.endless:
            self._known = _with_room(self._known, numbers)
        self._known.take(numbers, out=rows, mode="clip")
        if not rows.min(initial=1):
            new = np.unique(numbers[rows == 0])
            self._known[new] = self._found(self._combinations.look(new))
            self._known.take(numbers, out=rows, mode="clip")

    def _found(self, look: Look) -> NDArray[np.intp]:
        values = [alphabet.values(part[0], look.at(part), self._vocabulary) for part in self.template]
        rows = self._lookup.find(templates.mixed(self.template, values))
        rows[rows == 0] = self._last
        return rows


class _Group:
    """Templates whose weights are added up before they are added to those of the other groups."""

    def __init__(self, rows: Sequence[_Rows], table: Scores) -> None:
        self.rows, self.table = rows, table

    def add(self, total: Scores, seen: Observed, look: Look) -> None:
        """Add the weights of these templates to the scores of the characters."""
        rows = np.empty((len(self.rows), look.length), np.int32)
        for row, of_template in zip(rows, self.rows, strict=True):
            of_template.find(look, row)
        for start in range(0, look.length, _CACHED):
            part = slice(start, start + _CACHED)
            total[part] += self.table.take(rows[:, part], axis=0).sum(0)


class _QuietGroup:
    """A group that depends on little where its quiet parts say nothing: there its sums are noted down."""

    def __init__(self, group: _Group, quiet: Sequence[Part], rest: Combinations) -> None:
        self._group, self._quiet, self._rest = group, quiet, rest
        self._sums = np.zeros((rest.count, group.table.shape[1]), np.float32)
        self._is_known = np.zeros(rest.count, bool)

    def add(self, total: Scores, seen: Observed, look: Look) -> None:
        """As `_Group.add`."""
        is_loud = np.zeros(look.length, bool)
        for part in self._quiet:
            is_loud |= look.at(part) > 0
        sums = self._sums_of(self._rest.numbers(look), seen)
        loud = np.flatnonzero(is_loud)
        of_loud = np.zeros((len(loud), total.shape[1]), np.float32)
        self._group.add(of_loud, seen, Somewhere(seen, loud))
        sums[loud] = of_loud
        total += sums

    def _sums_of(self, numbers: Codes, seen: Observed) -> Scores:
        if self._rest.endless:
            self._sums, self._is_known = _with_room(self._sums, numbers), _with_room(self._is_known, numbers)
        is_known = self._is_known.take(numbers)
        if not is_known.all():
            new = np.unique(numbers[~is_known])
            sums = np.zeros((len(new), self._sums.shape[1]), np.float32)
            self._group.add(sums, seen, self._rest.look(new))
            self._sums[new], self._is_known[new] = sums, True
        return self._sums.take(numbers, axis=0)


def _with_quiet(group: _Group, sizes: Mapping[str, int], quiet: Container[str]) -> _Group | _QuietGroup:
    """The group, as a quiet one if what is left of it where all is quiet has few combinations."""
    parts = dict.fromkeys(part for rows in group.rows for part in rows.template)
    rest = Combinations([part for part in parts if part[0] not in quiet], sizes)
    if rest.endless > 1 or rest.count > (_MOST_ENDLESS_SUMS if rest.endless else _MOST_SUMS):
        return group
    return _QuietGroup(group, [part for part in parts if part[0] in quiet], rest)


def _with_room(table: NDArray[_T], numbers: Codes) -> NDArray[_T]:
    """The table, or a longer one if it has no place for the greatest of the numbers."""
    needed = int(numbers.max(initial=0)) + 1
    if needed <= len(table):
        return table
    longer = np.zeros((2 * needed, *table.shape[1:]), table.dtype)
    longer[: len(table)] = table
    return longer
