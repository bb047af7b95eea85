"""Training: annotated articles to a model."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...config.errors import MissingDependency
from ...version import __version__
from . import labels
from .annotations import Annotated
from .lookup import Numbers
from .model import Model, Weights
from .scope import Scope

# A feature that stands in one article only says more about the article than about names.
FEWEST_ARTICLES = 2
# Penalties of the sum and of the squares of weights: most features get no weight at all, and the model stays small.
_PENALTIES = {"c1": 0.01, "c2": 0.05}
ROUNDS = 80


@dataclass(frozen=True, slots=True)
class Example:
    """One passage to learn from: features of its characters (templates by characters), labels, sentences.

    `script` is `simplified` or `traditional`, that of the article.
    """

    article: str
    script: str
    features: Numbers
    labels: NDArray[np.intp]
    ranges: Sequence[tuple[int, int]]


def library() -> Any:
    """The library that finds the weights.

    Raises:
        MissingDependency: it is not installed.
    """
    try:
        import pycrfsuite
    except ImportError as error:
        raise MissingDependency("training needs python-crfsuite", extra="train") from error
    return pycrfsuite


def train(
    examples: Sequence[Example],
    scope: Scope,
    *,
    card: Mapping[str, Any] = MappingProxyType({}),
    progress: Callable[[int], None] = lambda _: None,
) -> Model:
    """A model from examples, by L-BFGS on the likelihood of their labels with elastic-net penalties.

    The same examples give the same model on one machine. `progress` is called with the number of each round.

    Raises:
        MissingDependency: python-crfsuite is not installed.
    """
    pycrfsuite = library()
    trainer = _trainer(pycrfsuite, progress)
    for features, row in _sequences(examples):
        trainer.append(features, row)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crfsuite")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learned = tagger.info()
        tagger.close()
    return Model(_weights(learned, labels.count(scope.types)), scope, card=card)


def card_of(articles: Sequence[Annotated]) -> dict[str, Any]:
    """What a model made from these articles says of itself: how much it saw, and a hash of it."""
    names = Counter(kind for article in articles for _, _, kind in article.spans)
    seen = hashlib.sha256(repr([(a.document.text, a.spans) for a in articles]).encode("utf-8", "surrogatepass"))
    return {
        "guanxi": __version__,
        "articles": len(articles),
        "characters": sum(len(article.document.text) for article in articles),
        "names": dict(sorted(names.items())),
        "sha256": seen.hexdigest(),
    }


def _trainer(pycrfsuite: Any, progress: Callable[[int], None]) -> Any:
    class Trainer(pycrfsuite.BaseTrainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            if match := re.search(r"Iteration #(\d+)", message):
                progress(int(match[1]))

    trainer = Trainer(algorithm="lbfgs")
    trainer.set_params({**_PENALTIES, "max_iterations": ROUNDS, "feature.possible_transitions": True})
    return trainer


def _sequences(examples: Sequence[Example]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each sentence, as crfsuite takes them."""
    kept = _common(examples)
    for example in examples:
        numbers = example.features.T
        is_kept = np.isin(numbers, kept)
        for start, end in example.ranges:
            rows = zip(numbers[start:end].tolist(), is_kept[start:end].tolist(), strict=True)
            features = [[str(number) for number, keep in zip(*row, strict=True) if keep] for row in rows]
            yield features, [str(label) for label in example.labels[start:end].tolist()]


def _common(examples: Sequence[Example]) -> Numbers:
    """Features that stand in enough articles."""
    by_article: dict[str, list[Numbers]] = {}
    for example in examples:
        by_article.setdefault(example.article, []).append(example.features.ravel())
    once = [np.unique(np.concatenate(features)) for features in by_article.values()]
    features, articles = np.unique(np.concatenate(once), return_counts=True)
    return features[articles >= min(FEWEST_ARTICLES, len(by_article))]


def _weights(learned: Any, count: int) -> Weights:
    features = np.array(sorted({int(name) for name, _ in learned.state_features}), np.uint32)
    row = {name: i for i, name in enumerate(features.tolist())}
    table = np.zeros((len(features), count), np.float16)
    for (name, label), weight in learned.state_features.items():
        table[row[int(name)], int(label)] = weight or 0.0  # never -0.0
    steps = np.zeros((count, count), np.float32)
    for (before, after), weight in learned.transitions.items():
        steps[int(before), int(after)] = weight
    # Half precision here already: what is saved is what was judged.
    return Weights(features, table.astype(np.float32), steps)
