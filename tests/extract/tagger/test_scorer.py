"""The quick way to the scores of a model leads to what its features say one by one, to the last digit."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.passage import Passage
from guanxi.extract.tagger import labels, scorer
from guanxi.extract.tagger.columns import Readings
from guanxi.extract.tagger.model import Model, Weights
from guanxi.extract.tagger.scope import Scope
from guanxi.extract.tagger.tagger import Read, Tagger, features
from guanxi.extract.tagger.templates import TEMPLATES

SCOPE = Scope(("city", "company"), ("latin", "lexicon", "suffix"))
TYPES = ("city", "company", "ignore", "planet")
ENGINES = ("latin", "lexicon", "suffix", "other")
PIECES = (
    "合肥",
    "蔚来",
    "阶梯医疗",
    "等8家企业",
    "、",
    "。",
    "《数据安全法》",
    "(NIO)",
    "Acme 2",
    "\n",
    "好🙂",
    "签约",
    "\0",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.sampled_from(TYPES)), max_size=6)
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def _passage(text: str, start: int = 0) -> Passage:
    document = Document("d", "一" * start + text, "d.txt")
    sentences = [s for s in split_sentences(document) if s.start >= start]
    return Passage("d", start, text, sentences)


def _readings(text: str, votes: list[tuple[int, int, str]], chosen: list[tuple[int, int, str]]) -> Readings:
    def inside(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        ends = [(first, min(first + length, len(text)), kind) for first, length, kind in spans]
        return [span for span in ends if span[0] < span[1]]

    said = [(ENGINES[i % 4], span, (0.05, 1.0)[i % 2]) for i, span in enumerate(inside(votes))]
    free: list[tuple[int, int, str]] = []
    for span in sorted(inside(chosen)):
        if not free or free[-1][1] <= span[0]:
            free.append(span)
    return Readings(said, free)


def _model(numbers: np.ndarray, seed: int) -> Model:
    """Half of the features have weights."""
    random = np.random.default_rng(seed)
    known = np.unique(numbers)
    known = known[random.random(len(known)) < 0.5]
    count = labels.count(SCOPE.types)
    table = random.normal(size=(len(known), count)).astype(np.float16).astype(np.float32)
    steps = random.normal(size=(count, count)).astype(np.float32)
    steps[1:, 2::2] += 5  # else few names would have more than one character
    return Model(Weights(known, table, steps), SCOPE, card={})


def _added_one_by_one(model: Model, numbers: np.ndarray) -> np.ndarray:
    """Weights of the features of each character in order: eight templates are added up, then added to the others."""
    weight = dict(zip(model._weights.features.tolist(), model._weights.table, strict=True))
    nothing = np.zeros(labels.count(SCOPE.types), np.float32)
    total = np.zeros((numbers.shape[1], len(nothing)), np.float32)
    for position, column in enumerate(numbers.T.tolist()):
        for first in range(0, len(column), 8):
            some = nothing
            for number in column[first : first + 8]:
                some = some + weight.get(number, nothing)
            total[position] += some
    return total


@SLOW
@given(st.lists(st.tuples(TEXTS, SPANS, SPANS), min_size=1, max_size=4), st.integers(0, 1000))
def test_scores_are_those_of_the_features(found: list[tuple[Any, ...]], seed: int) -> None:
    passages = [_passage(text, start=3 * (i % 2)) for i, (text, _, _) in enumerate(found)]
    readings = [_readings(*each) for each in found]
    numbers = [features(passage, reading, SCOPE) for passage, reading in zip(passages, readings, strict=True)]
    model = _model(np.concatenate([of_one.ravel() for of_one in numbers]), seed)
    quick = scorer.Scorer(model)
    for _ in range(2):  # the second time from memory
        starts, scores = quick.scores(passages, readings)
        for start, of_one in zip(starts, numbers, strict=True):
            wanted = _added_one_by_one(model, of_one)
            assert np.array_equal(scores[start : start + of_one.shape[1]], wanted)
            assert np.array_equal(model.scores(of_one), wanted)


def test_templates_of_engines_the_model_does_not_know_are_left_out() -> None:
    passage = _passage("合肥签约。")
    assert len(features(passage, Readings([], []), SCOPE)) < len(TEMPLATES)


@SLOW
@given(st.lists(TEXTS, min_size=2, max_size=5), st.integers(1, 40))
def test_what_a_passage_holds_does_not_depend_on_its_neighbours(texts: list[str], together: int) -> None:
    passages = [_passage(text) for text in texts]
    read = []
    for passage in passages:
        names = [
            passage.mention(*match.span(), "company", extractor="suffix", score=0.9)
            for match in re.finditer("蔚来|阶梯医疗", passage.text)
        ]
        read.append((passage, names, names))
    numbers = [features(passage, Readings.of(*each), SCOPE) for passage, each in zip(passages, read, strict=True)]
    tagger = Tagger(_model(np.concatenate([of_one.ravel() for of_one in numbers]), 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guanxi.extract.tagger.tagger._TOGETHER", together)
        assert list(tagger.tag_many(read)) == [tagger.tag(*each) for each in read]


def test_words_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [_passage(f"蔚来{i}号在合肥签约") for i in range(30)]
    numbers = np.concatenate([features(passage, Readings([], []), SCOPE).ravel() for passage in passages])
    read: list[Read] = [(passage, [], []) for passage in passages]
    model = _model(numbers, 2)
    quick = Tagger(model)
    wanted = list(quick.tag_many(read))
    monkeypatch.setattr("guanxi.extract.tagger.tagger._MOST_MET", 5)
    forgetful = Tagger(model)
    assert [forgetful.tag(*each) for each in read] == wanted
    assert any(wanted)
    assert forgetful._scorer.met < 30 < quick._scorer.met


def test_no_passages_no_names() -> None:
    tagger = Tagger(_model(np.array([], np.uint32), 1))
    assert list(tagger.tag_many([])) == []
    assert tagger.tag(Passage("d", 0, "", []), [], []) == []
