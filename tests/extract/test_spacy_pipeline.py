"""A spaCy pipeline of the user's own as an engine."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler, TrainablePipe
from spacy.training import Example
from thinc.api import fix_random_seed

from guanxi.config.errors import ConfigError
from guanxi.config.settings import EntityType, Settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines.spacy_pipeline import create
from guanxi.extract.extractor import Extractor
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages

TYPES = ("city", "region", "company", "policy", "organization", "person", "product")
SETTINGS = Settings(types={name: EntityType(name, "#000000", name, name) for name in TYPES})
CITIES = ("杭州", "苏州", "广州", "合肥")
FIRMS = ("云桥科技", "青山电子", "海豚机械", "北斗食品")


def mentions(engine: Extractor, text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    return [m for p in Passages(document, split_sentences(document)) for m in engine.extract(p)]


def add_label(nlp: Language, component: str, label: str) -> None:
    pipe = nlp.get_pipe(component)
    assert isinstance(pipe, TrainablePipe)
    pipe.add_label(label)


@pytest.fixture(scope="module")
def ruler(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A pipeline that knows some names by rule, besides a component that the engine does not need."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    patterns = [
        ("PERSON", "王小明"),
        ("ORG", "云桥研究院"),
        ("GPE", "江边县"),
        ("DATE", "昨天"),
        ("company", "云桥科技"),
    ]
    entity_ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(entity_ruler, EntityRuler)
    entity_ruler.add_patterns([{"label": label, "pattern": name} for label, name in patterns])
    path = tmp_path_factory.mktemp("ruler") / "pipeline"
    nlp.to_disk(path)
    return str(path)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A tiny named-entity model over characters."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("textcat_multilabel")
    add_label(nlp, "textcat_multilabel", "news")
    nlp.add_pipe("ner")
    examples = []
    for city in CITIES:
        for firm in FIRMS:
            text = f"{firm}在{city}开店"
            spans = [(0, len(firm), "company"), (len(firm) + 1, len(firm) + 1 + len(city), "city")]
            doc = nlp.make_doc(text)
            examples.append(Example.from_dict(doc, {"entities": spans, "cats": {"news": 1.0}}))
    fix_random_seed(0)
    nlp.initialize(lambda: examples)
    for _ in range(20):
        random.Random(0).shuffle(examples)
        nlp.update(examples, drop=0.0)
    path = tmp_path_factory.mktemp("trained") / "pipeline"
    nlp.to_disk(path)
    return str(path)


def test_onto_notes_labels_and_our_own_are_understood(ruler: str) -> None:
    text = "\n昨天，王小明到江边县。云桥研究院與雲橋科技簽約。"
    found = mentions(create(SETTINGS, {"pipeline": ruler}), text)
    assert [(m.text, m.type, m.sentence) for m in found] == [
        ("王小明", "person", 0),
        ("江边县", "region", 0),
        ("云桥研究院", "organization", 1),
        ("雲橋科技", "company", 1),
    ]
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert (mention.extractor, mention.score) == ("spacy", 0.6)


def test_labels_replace_the_default(ruler: str) -> None:
    engine = create(SETTINGS, {"pipeline": ruler, "labels": {"GPE": "city"}})
    assert [(m.text, m.type) for m in mentions(engine, "王小明到江边县。")] == [("江边县", "city")]


def test_a_trained_model_finds_what_it_was_trained_on(trained: str) -> None:
    found = mentions(create(SETTINGS, {"pipeline": trained}), "青山电子在合肥开店。")
    assert [(m.text, m.type, m.start) for m in found] == [("青山电子", "company", 0), ("合肥", "city", 5)]


def test_components_that_do_not_find_names_are_not_run(trained: str) -> None:
    assert spacy.load(trained).pipe_names == ["textcat_multilabel", "ner"]
    assert vars(create(SETTINGS, {"pipeline": trained}))["_nlp"].pipe_names == ["ner"]


@pytest.mark.parametrize(("listener", "kept"), [("ner", ["tok2vec", "ner"]), ("tagger", ["ner"])])
def test_shared_vectors_are_kept_if_the_names_need_them(tmp_path: Path, listener: str, kept: list[str]) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("tok2vec")
    listening = {"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}}
    for name in ("tagger", "ner"):
        nlp.add_pipe(name, config=listening if name == listener else {})
    add_label(nlp, "tagger", "N")
    add_label(nlp, "ner", "city")
    nlp.initialize()
    nlp.to_disk(tmp_path / "pipeline")
    assert vars(create(SETTINGS, {"pipeline": str(tmp_path / "pipeline")}))["_nlp"].pipe_names == kept


def test_long_sentences_are_read_in_pieces(ruler: str) -> None:
    text = "甲乙" * 3000 + "王小明"
    (found,) = mentions(create(SETTINGS, {"pipeline": ruler}), text)
    assert (found.start, found.text) == (6000, "王小明")


@given(
    text=st.lists(st.sampled_from(["王小明", "江边县", "。", " ", "\n", "　", "𠮷", "甲"]) | st.text(max_size=3)).map(
        "".join
    )
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_mention_is_a_piece_of_the_text(ruler: str, text: str) -> None:
    for mention in mentions(create(SETTINGS, {"pipeline": ruler}), text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs the option `pipeline`"),
        ({"pipeline": "zh_no_such_pipeline"}, "python -m spacy download zh_no_such_pipeline"),
        ({"pipeline": "x", "model": "y"}, "no option 'model'"),
    ],
)
def test_wrong_options_say_what_to_do(options: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        create(SETTINGS, options)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"GPE": "town"}, "type 'town' is not one of city, region"),
        ({"GEP": "city"}, "has no label 'GEP'; it has: DATE, GPE, ORG"),
        (["GPE"], "`labels` must map labels"),
    ],
)
def test_wrong_labels_say_what_to_do(ruler: str, labels: object, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        create(SETTINGS, {"pipeline": ruler, "labels": labels})


def test_a_folder_that_is_no_pipeline(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be loaded"):
        create(SETTINGS, {"pipeline": str(tmp_path)})
