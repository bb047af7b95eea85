"""From annotated articles to a model that finds names it was not told of."""

import sys
from pathlib import Path

import pytest

from guanxi.config.errors import MissingDependency
from guanxi.config.settings import load_settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.extractor import load_extractors, read
from guanxi.extract.passage import Passage
from guanxi.extract.tagger import labels
from guanxi.extract.tagger.annotations import Annotated
from guanxi.extract.tagger.check import ALL, Figure, cross_check
from guanxi.extract.tagger.examples import examples_of
from guanxi.extract.tagger.model import Model
from guanxi.extract.tagger.scope import Scope
from guanxi.extract.tagger.tagger import Tagger
from guanxi.extract.tagger.training import library, train

pytest.importorskip("pycrfsuite")

SETTINGS = load_settings()
SCOPE = Scope(("company", "person"), tuple(sorted(SETTINGS.extractors)))
FIRMS = ["蓝桥", "云梯", "飞鹭", "石榴", "松果", "海蛎", "山雀", "橙子", "木耳", "竹笋"]


def _article(number: int) -> Annotated:
    a, b = FIRMS[number], FIRMS[(number + 3) % len(FIRMS)]
    text = f"获得投资的有{a}、{b}等初创企业。{a}宣布完成融资,融资方{b}表示祝贺。"
    spans, position = [], 0
    for name in (a, b, a, b):
        start = text.index(name, position)
        position = start + len(name)
        spans.append((start, position, "company"))
    return Annotated(Document(f"d{number}", text, f"d{number}.txt"), tuple(spans), Path("d.yaml"), Path("d.txt"))


ARTICLES = [_article(number) for number in range(len(FIRMS))]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(list(examples_of(ARTICLES, SETTINGS, SCOPE)), SCOPE)


def test_it_finds_names_it_has_not_seen(model: Model) -> None:
    document = Document("n", "获得投资的有紫藤、灰鹤等初创企业。紫藤宣布完成融资。", "n.txt")
    passage = Passage("n", 0, document.text, split_sentences(document))
    found = Tagger(model).tag(passage, *read(passage, load_extractors(SETTINGS)))
    assert [(m.text, m.type) for m in found] == [("紫藤", "company"), ("灰鹤", "company"), ("紫藤", "company")]
    assert all(0 < m.score <= 1 for m in found)


def test_the_same_articles_give_the_same_model(model: Model) -> None:
    assert train(list(examples_of(ARTICLES, SETTINGS, SCOPE)), SCOPE).version == model.version


def test_cross_check_judges_every_article_once() -> None:
    figures = cross_check(list(examples_of(ARTICLES, SETTINGS, SCOPE)), SCOPE, folds=2)
    assert figures["company"].wanted == figures[ALL].wanted == 4 * len(FIRMS)
    assert figures["person"] == Figure(0, figures["person"].found, 0)
    assert figures["company"].f1 > 0.9


def test_figures() -> None:
    figure = Figure(right=3, found=4, wanted=6)
    assert (figure.precision, figure.recall, figure.f1) == (0.75, 0.5, 0.6)
    assert (Figure(0, 0, 0).precision, Figure(0, 0, 0).recall, Figure(0, 0, 0).f1) == (0, 0, 0)


def test_examples_carry_the_labels_that_are_right() -> None:
    (example,) = examples_of(ARTICLES[:1], SETTINGS, SCOPE)
    assert tuple(labels.to_spans(example.labels, SCOPE.types)) == ARTICLES[0].spans
    assert (example.features.dtype.name, example.article, example.script) == ("uint32", "d0", "simplified")


def test_without_the_library_the_pip_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(MissingDependency, match=r"training needs python-crfsuite: pip install 'guanxi\[train\]'"):
        library()
