"""From a document to its mentions: what holds whatever the text."""

import gc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError, InputError
from guanxi.config.settings import EntityType, LexiconEntry, load_settings
from guanxi.corpus.document import Document
from guanxi.extract.garbage import NO_COLLECTION
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages
from guanxi.extract.pipeline import Pipeline
from guanxi.extract.vote import vote

SETTINGS = load_settings()
PIPELINE = Pipeline(SETTINGS)
PIECES = ["合肥市", "蔚來", "《数据安全法》", "国发〔2024〕3号", "任正非", "表示", "有限公司", "（以下简称“合投”）",
          "GPT-4", "深圳大学", "基金", "，", "。", "\n", " ", "“", "”", "１", "A", "\U0001f600", "\x00"]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_offsets_hold_and_mentions_do_not_overlap(text: str) -> None:
    extraction = PIPELINE.extract(Document("d", text, "d.txt"))
    end = 0
    for mention in extraction.mentions:
        sentence = extraction.sentences[mention.sentence]
        assert text[mention.start : mention.end] == mention.text
        assert sentence.start <= mention.start < mention.end <= sentence.end
        assert end <= mention.start
        end = mention.end


def test_one_name_has_one_type_in_a_document() -> None:
    extraction = PIPELINE.extract(Document("d", "蔚来签约。蔚来汽车表示，蔚来很好。合肥很好。", "d.txt"))
    assert {m.type for m in extraction.mentions if m.text == "蔚来"} == {"company"}


def test_an_alias_has_the_type_of_its_name() -> None:
    text = "青山市建设投资控股（集团）有限公司（以下简称“合肥建投”）成立。合肥建投出资。"
    extraction = PIPELINE.extract(Document("d", text, "d.txt"))
    assert {m.type for m in extraction.mentions if "建" in m.text} == {"fund"}
    assert [a.type for a in extraction.aliases] == ["fund"]


def test_where_a_long_document_is_cut_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("d", "蔚来与合肥签约。比亚迪来到深圳。\n" * 40, "d.txt")
    whole = [(m.start, m.end, m.type) for m in PIPELINE.extract(document).mentions]
    monkeypatch.setattr(Passages.__init__, "__kwdefaults__", {"length": 50})
    assert [(m.start, m.end, m.type) for m in PIPELINE.extract(document).mentions] == whole
    assert len(whole) == 160


@pytest.mark.parametrize("at_once", [1, 60, 100_000])
def test_many_documents_are_read_as_each_alone(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "蔚來（以下简称“合投”）签约。合投在合肥。",
        "",
        "今天很好。",
        "蔚来与合肥签约。\n" * 20,
        "任正非表示，很好。",
    ]
    documents = [Document(str(i), text, "d.txt") for i, text in enumerate(texts)]
    monkeypatch.setattr("guanxi.extract.pipeline._AT_ONCE", at_once)
    monkeypatch.setattr(Passages.__init__, "__kwdefaults__", {"length": 50})
    alone = [PIPELINE.extract(document) for document in documents]
    assert list(PIPELINE.extract_many(iter(documents))) == alone
    assert [len(extraction.mentions) > 0 for extraction in alone] == [True, False, False, True, True]


def test_documents_are_read_as_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanxi.extract.pipeline._AT_ONCE", 10)
    documents = iter([Document(str(i), "蔚来与合肥签约。\n第二句。", "d.txt") for i in range(3)])
    assert next(PIPELINE.extract_many(documents)).document.id == "0"
    assert next(documents).id == "1"


def test_half_a_character_is_said_and_nothing_else_is_lost() -> None:
    documents = [Document("whole", "蔚来与合肥签约。", "a.txt"), Document("broken", "蔚来\ud800与合肥签约。", "b.txt")]
    with pytest.raises(InputError, match=r"'broken': .*U\+D800 at character 2"):
        list(PIPELINE.extract_many(documents))
    assert PIPELINE.extract(documents[0]).mentions


@pytest.mark.parametrize("enabled", [True, False])
def test_collection_of_garbage_is_as_before(enabled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def heard(found: Iterable[tuple[float, Iterable[Mention]]]) -> list[Mention]:
        seen.append(gc.isenabled())
        return vote(found)

    monkeypatch.setattr("guanxi.extract.extractor.vote", heard)
    (gc.enable if enabled else gc.disable)()
    try:
        for _ in PIPELINE.extract_many([Document("d", "蔚来与合肥签约。", "d.txt")]):
            assert gc.isenabled() == enabled
        assert seen and not any(seen)
    finally:
        gc.enable()


def test_the_users_own_names_stand_whatever_the_model_thinks() -> None:
    own = (LexiconEntry("的时候", "company"), LexiconEntry("雪龙2号", "ship"))
    types = {**SETTINGS.types, "ship": EntityType("ship", "#000000", "船舶", "ship")}
    pipeline = Pipeline(replace(SETTINGS, types=types, entities=own))
    extraction = pipeline.extract(Document("d", "合肥好的时候，雪龙2号来了。", "d.txt"))
    assert [(m.text, m.type, m.extractor) for m in extraction.mentions] == [
        ("合肥", "city", "lexicon"), ("的时候", "company", "entities"), ("雪龙2号", "ship", "entities"),
    ]  # fmt: skip


@pytest.mark.parametrize("profile", ["full", "fast"])
def test_the_users_type_wins_over_all_engines_and_lexicons(profile: str) -> None:
    own = (LexiconEntry("浙江大学", "product"), LexiconEntry("马化腾", "product"), LexiconEntry("王兴兴", "ignore"))
    pipeline = Pipeline(replace(SETTINGS, profile=profile, entities=own))
    text = "浙江大学、复旦大学等高校参会。董事长马化腾表示很好，王兴兴表示同意。"
    found = {m.text: m.type for m in pipeline.extract(Document("d", text, "d.txt")).mentions}
    assert found == {"浙江大学": "product", "复旦大学": "organization", "马化腾": "product"}


def test_a_declared_alias_does_not_retype_the_users_own_name() -> None:
    pipeline = Pipeline(replace(SETTINGS, entities=(LexiconEntry("企鹅", "product"),)))
    text = "腾讯（以下简称“企鹅”）发布财报。腾讯说，腾讯很好。企鹅上市。"
    mentions = pipeline.extract(Document("d", text, "d.txt")).mentions
    assert {m.type for m in mentions if m.text == "企鹅"} == {"product"}


def test_fast_is_the_vote_alone() -> None:
    fast = Pipeline(replace(SETTINGS, profile="fast"))
    assert "model" in PIPELINE.version and "model" not in fast.version
    mentions = fast.extract(Document("d", "蔚来与合肥签约。", "d.txt")).mentions
    assert [(m.text, m.score) for m in mentions] == [("蔚来", 1.0), ("合肥", 1.0)]


def test_a_model_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_text("no model", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not a model"):
        Pipeline(replace(SETTINGS, model=tmp_path / "m.npz"))


def test_an_alias_that_the_user_ignores_is_no_name() -> None:
    pipeline = Pipeline(replace(SETTINGS, entities=(LexiconEntry("云智", "ignore"),)))
    text = "云智科技有限公司（以下简称“云智”）成立，云智发展很快。"
    assert "云智" not in {m.text for m in pipeline.extract(Document("d", text, "d.txt")).mentions}


def test_two_own_entries_of_one_name_keep_what_lexicons_know_of_theirs() -> None:
    own = (LexiconEntry("工信部", "organization"), LexiconEntry("工信部", "product"))
    lexicon = Lexicon.of(replace(SETTINGS, entities=own))
    body, product = lexicon.entries[lexicon.own :]
    assert "工业和信息化部" in body.aliases or "中国工业和信息化部" in body.aliases
    assert product.aliases == ()


def test_garbage_is_collected_again_when_the_last_of_several_is_through() -> None:
    first, second = (PIPELINE.extract_many([Document("d", "蔚来与合肥签约。", "d.txt")]) for _ in range(2))
    with NO_COLLECTION:
        assert next(first) == next(second)
        assert not gc.isenabled()
    assert gc.isenabled()
