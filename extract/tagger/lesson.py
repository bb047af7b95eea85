"""From annotated articles, and articles that nobody annotated, to a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...config.settings import Settings
from ...corpus.document import Document
from ...corpus.fold import lower, simplify
from ...corpus.sentences import split_sentences
from ..extractor import Extractor, load_extractors, read
from ..passage import Passage, Passages
from . import labels
from .annotations import Annotated
from .columns import Readings
from .model import Model
from .names import Listener, Names
from .scope import Scope
from .tagger import features
from .training import Example, train
from .variation import usable, varied

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One passage of an annotated article, with what the engines found in it and the labels that are right."""

    article: str
    is_varied: bool
    passage: Passage
    readings: Readings
    labels: NDArray[np.intp]

    def example(self, scope: Scope) -> Example:
        """What a model of that scope learns from it."""
        numbers = features(self.passage, self.readings, scope)
        return Example(self.article, self.is_varied, numbers, self.labels, self.passage.ranges)


def lessons(
    articles: Iterable[Annotated], settings: Settings, *, types: Sequence[str], is_varied: bool = False
) -> Iterator[Lesson]:
    """The passages of annotated articles, read by the engines of the settings."""
    extractors = load_extractors(settings)
    for article in articles:
        for passage, readings in _read(article.document, settings, extractors):
            start, end = passage.start, passage.start + len(passage.text)
            spans = [(s - start, e - start, kind) for s, e, kind in article.spans if start <= s < e <= end]
            right = labels.of_spans(spans, end - start, types)
            yield Lesson(article.document.id, is_varied, passage, readings, right)


def _read(
    document: Document, settings: Settings, extractors: Sequence[tuple[float, Extractor]]
) -> Iterator[tuple[Passage, Readings]]:
    for passage in Passages(document, split_sentences(document, ends=settings.sentence_ends)):
        yield passage, Readings.of(passage, *read(passage, extractors))


def learn(
    articles: Sequence[Annotated],
    settings: Settings,
    scope: Scope,
    *,
    unannotated: Callable[[], Iterable[Document]] | None = None,
    card: Mapping[str, Any],
    progress: Step = lambda _: None,
) -> tuple[Model, list[Example]]:
    """A model, and the examples it was made from.

    Args:
        articles: two at least.
        settings: which engines read the articles.
        scope: what the model takes notice of, without names.
        unannotated: gives articles from which names are learned; it is called several times.
        card: what the model says of itself.
        progress: called at each step.

    Names are found in unannotated articles by a first model and become an observation of the second. An annotated
    article must not see names found by a model that was taught with that very article: there they would be right
    more often than on any new one. So the names that one half of the articles sees come from a model of the other.
    The same names also vary the articles.
    """
    taught = list(lessons(articles, settings, types=scope.types))
    plain = [lesson.example(scope) for lesson in taught]
    if unannotated is None:
        return train(plain, scope, card=card, progress=progress), plain
    halves = [{article.document.id for article in part} for part in (articles[::2], articles[1::2], articles)]
    models = [train([e for e in plain if e.article in half], scope, progress=progress) for half in halves]
    first, second, every = _listen(unannotated, models, settings, progress)
    examples = []
    for half, names in zip(halves, (second, first), strict=False):
        given = usable(names)
        own = (varied(article, given) for article in articles if article.document.id in half)
        other = lessons(own, settings, types=scope.types, is_varied=True)
        seeing = replace(scope, names=names)
        seen = [lesson for lesson in taught if lesson.article in half]
        examples += [lesson.example(seeing) for lesson in (*seen, *other)]
    return train(examples, replace(scope, names=every), card=card, progress=progress), examples


def _listen(
    documents: Callable[[], Iterable[Document]], models: Sequence[Model], settings: Settings, progress: Step
) -> list[Names]:
    """The names that each of several models hears in the same documents."""
    extractors = load_extractors(settings)
    listeners = [Listener() for _ in models]
    for number, document in enumerate(documents()):
        folded = lower(simplify(document.text))
        heard: list[list[labels.Span]] = [[] for _ in models]
        for passage, readings in _read(document, settings, extractors):
            numbers = features(passage, readings, models[0].scope)
            for spans, model in zip(heard, models, strict=True):
                best, _ = model.labels(numbers, passage.ranges)
                found = labels.to_spans(best.tolist(), model.scope.types)
                spans += [(passage.start + start, passage.start + end, kind) for start, end, kind in found]
        for listener, spans in zip(listeners, heard, strict=True):
            listener.hear(folded, spans)
        progress(number)
    return [listener.names(lower(simplify(d.text)) for d in documents()) for listener in listeners]
