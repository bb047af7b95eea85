"""The honest figure: how a model does on articles it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import labels
from .model import Model
from .scope import Scope
from .training import Example, train

ALL = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """Names found exactly, with their type: how many are right, were found, and are wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is wanted that was found; 0 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def cross_check(
    examples: Sequence[Example], scope: Scope, *, folds: int, progress: Callable[[int], None] = lambda _: None
) -> Mapping[str, Figure]:
    """Figures by type, of all names, and by script: each article is judged by a model that has not seen it.

    Args:
        examples: of at least `folds` articles, which are dealt out in turn.
        scope: what the models take notice of.
        folds: number of models that are trained.
        progress: called at each round of training.
    """
    articles = list(dict.fromkeys(example.article for example in examples))
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        unseen = set(articles[fold::folds])
        model = train([e for e in examples if e.article not in unseen], scope, progress=progress)
        for example in examples:
            if example.article in unseen:
                counts.update(_compare(model, example))
    kinds = (*scope.types, ALL, *sorted({example.script for example in examples}))
    return {kind: Figure(*(counts[kind, what] for what in ("right", "found", "wanted"))) for kind in kinds}


def _compare(model: Model, example: Example) -> Iterator[tuple[str, str]]:
    types = model.scope.types
    wanted = set(labels.to_spans(example.labels, types))
    best = model.labels(model.scores(example.features), example.ranges)
    found = set(labels.to_spans(best, types))
    for what, spans in (("right", wanted & found), ("found", found), ("wanted", wanted)):
        for _, _, kind in spans:
            yield kind, what
            yield ALL, what
            yield example.script, what
