"""From annotated articles to what a model learns from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...config.settings import Settings
from ...corpus.fold import is_traditional
from ...corpus.sentences import split_sentences
from ..extractor import load_extractors, read
from ..passage import Passages
from . import labels
from .annotations import Annotated
from .columns import Readings
from .scope import Scope
from .tagger import features
from .training import Example


def examples_of(articles: Iterable[Annotated], settings: Settings, scope: Scope) -> Iterator[Example]:
    """The passages of annotated articles as a model of that scope sees them, and the labels that are right.

    Raises:
        ConfigError: an engine cannot be made.
    """
    extractors = load_extractors(settings)
    for article in articles:
        script = "traditional" if is_traditional(article.document.text) else "simplified"
        sentences = split_sentences(article.document, ends=settings.sentence_ends)
        for passage in Passages(article.document, sentences):
            readings = Readings.of(passage, *read(passage, extractors))
            start, end = passage.start, passage.start + len(passage.text)
            spans = [(s - start, e - start, kind) for s, e, kind in article.spans if start <= s < e <= end]
            right = labels.of_spans(spans, end - start, scope.types)
            numbers = features(passage, readings, scope)
            yield Example(article.document.id, script, numbers, right, passage.ranges)
