"""Names that a spaCy pipeline of the user's own finds.

Guanxi ships no spaCy model. Options:

- `pipeline`: name of an installed package (zh_core_web_sm) or path of a folder; required.
- `labels`: which label of the pipeline is which entity type; labels that it does not name are ignored.

Without `labels`, a label that is the name of an entity type is that type, so a pipeline trained on our types needs
no map; and of the OntoNotes labels of zh_core_web_*, PERSON is person, ORG organization, LAW policy, PRODUCT
product, GPE and LOC region; FAC (roads, stations, bridges) is nothing, for those are no nodes of the graph.

GPE holds countries, provinces, districts and cities alike. Cities are in the lexicon, which outweighs this engine;
what remains is mostly countries, counties and towns, so region is the better guess. ORG holds firms as well as
bodies; firms show a legal form or trade word that heavier engines know, so what remains is organization.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ...config.errors import ConfigError
from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage

SCORE = 0.6
ONTONOTES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "region",
    "LOC": "region",
    "LAW": "policy",
    "PRODUCT": "product",
}
# None of these decides where a name stands, except by way of the rules of an entity ruler.
_UNNEEDED = frozenset(
    {"tagger", "morphologizer", "parser", "senter", "sentencizer", "lemmatizer", "trainable_lemmatizer",
     "attribute_ruler", "textcat", "textcat_multilabel", "entity_linker"}
)  # fmt: skip
_RULERS = frozenset({"entity_ruler", "span_ruler"})
# A sentence is read in pieces of at most this many code points: memory of a model grows with its longest text.
_LONGEST = 2_000
_BATCH = 64


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine `spacy`.

    Raises:
        ConfigError: no pipeline is named, it cannot be loaded, or `labels` does not fit it or the entity types.
    """
    check_options("spacy", options, ("pipeline", "labels"))
    pipeline = options.get("pipeline")
    if not isinstance(pipeline, str) or not pipeline:
        raise ConfigError("extractor 'spacy' needs the option `pipeline`: a package such as zh_core_web_sm, or a path")
    nlp = _load(pipeline)
    if options.get("labels") is None:
        known = {**ONTONOTES, **{name: name for name in settings.types}}
        return SpacyExtractor(nlp, {label: type_ for label, type_ in known.items() if type_ in settings.types})
    return SpacyExtractor(nlp, _labels(options["labels"], settings, nlp, pipeline))


def _load(pipeline: str) -> Any:
    import spacy

    if not spacy.util.is_package(pipeline) and not spacy.util.ensure_path(pipeline).exists():
        raise ConfigError(
            f"extractor 'spacy': the pipeline {pipeline!r} is neither an installed package nor a folder; "
            f"install it with: python -m spacy download {pipeline}"
        )
    try:
        nlp = spacy.load(pipeline)
    except Exception as error:  # a damaged or foreign pipeline can fail in any way
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ConfigError(f"extractor 'spacy': the pipeline {pipeline!r} cannot be loaded: {reason}") from error
    _drop_unneeded(nlp)
    return nlp


def _drop_unneeded(nlp: Any) -> None:
    factories = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    if _RULERS.isdisjoint(factories.values()):
        for name, factory in factories.items():
            if factory in _UNNEEDED:
                nlp.disable_pipe(name)
    for name in tuple(nlp.pipe_names):
        listeners = getattr(nlp.get_pipe(name), "listening_components", None)
        if listeners is not None and not set(listeners) & set(nlp.pipe_names):
            nlp.disable_pipe(name)


def _labels(given: object, settings: Settings, nlp: Any, pipeline: str) -> dict[str, str]:
    if not isinstance(given, Mapping) or not given:
        raise ConfigError("extractor 'spacy': `labels` must map labels to entity types, like {GPE: city}")
    labels = {str(label): str(type_) for label, type_ in given.items()}
    known = {label for names in nlp.pipe_labels.values() for label in names}
    for label, type_ in labels.items():
        if type_ not in settings.types:
            raise ConfigError(f"extractor 'spacy': type {type_!r} is not one of {', '.join(settings.types)}")
        if known and label not in known:
            has = ", ".join(sorted(known))
            raise ConfigError(f"extractor 'spacy': the pipeline {pipeline!r} has no label {label!r}; it has: {has}")
    return labels


class SpacyExtractor:
    """Runs a spaCy pipeline over the folded text, sentence by sentence."""

    def __init__(self, nlp: Any, labels: Mapping[str, str]) -> None:
        self._nlp = nlp
        self._labels = labels
        self.version = json.dumps(nlp.meta, sort_keys=True, default=str)

    def extract(self, passage: Passage) -> Iterator[Mention]:
        for found, start in self._nlp.pipe(_pieces(passage), as_tuples=True, batch_size=_BATCH):
            for entity in found.ents:
                type_ = self._labels.get(entity.label_)
                name = entity.text.strip()
                if type_ and name:
                    left = start + entity.start_char + entity.text.index(name)
                    yield passage.mention(left, left + len(name), type_, extractor="spacy", score=SCORE)


def _pieces(passage: Passage) -> Iterator[tuple[str, int]]:
    for sentence in passage.sentences:
        end = sentence.end - passage.start
        for start in range(sentence.start - passage.start, end, _LONGEST):
            yield passage.folded[start : min(start + _LONGEST, end)], start
