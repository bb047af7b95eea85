"""Names that share their end with one that is written out."""

from dataclasses import replace

import pytest

from guanxi.config.settings import LexiconEntry, load_settings
from guanxi.corpus.document import Document
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.link import NameCount, link
from guanxi.extract.linking.reasons import ELIDED
from guanxi.extract.mention import Alias
from guanxi.extract.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(replace(load_settings(), profile="fast"))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("为东海、南海和黄海水产研究所供货。", {"东海": "东海水产研究所", "南海": "南海水产研究所"}),
        ("华东与西南建筑设计研究院中标。", {"华东": "华东建筑设计研究院"}),
        ("上海和深圳证券交易所修订规则。", {"上海": "上海证券交易所"}),
        ("青岛海事法院和宁波海事法院立案。宁波、青岛海事法院结案。", {"宁波": "宁波海事法院"}),
    ],
)
def test_names_that_share_an_end(pipeline: Pipeline, text: str, short: dict[str, str]) -> None:
    found = pipeline.extract(Document("d", text, "d.txt"))
    assert {a.alias: a.name for a in found.aliases if a.reason == ELIDED} == short
    assert set(short) <= {m.text for m in found.mentions if m.type == "organization"}


@pytest.mark.parametrize(
    "text",
    [
        "北京、上海交通大学签约。",
        "江苏和浙江大学合作。",
        "在北京和上海成立了分公司。",
        "北京大学、清华大学合作。",
        "上海港、深圳证券交易所签约。",
        "客户为中科新松和钛虎机器人。",
        "产品覆盖东北、西南和华东医药股份有限公司。",
    ],
)
def test_what_may_as_well_be_two_things(pipeline: Pipeline, text: str) -> None:
    found = pipeline.extract(Document("d", text, "d.txt"))
    assert not [alias for alias in found.aliases if alias.reason == ELIDED]


@pytest.mark.parametrize("kind", ["region", "ignore"])
def test_what_the_user_says_of_a_name_stands(kind: str) -> None:
    own = replace(load_settings(), profile="fast", entities=(LexiconEntry("东海", kind),))
    found = Pipeline(own).extract(Document("d", "为东海、南海和黄海水产研究所供货。", "d.txt"))
    assert {m.type for m in found.mentions if m.text == "东海"} == ({"region"} if kind == "region" else set())


def test_one_name_for_two_bodies_is_neithers() -> None:
    names = ["华东", "西南建筑设计研究院", "华中师范大学"]
    counts = [NameCount(name, name, "organization", 1) for name in names]
    fulls = ("华东建筑设计研究院", "华东师范大学")
    both = [Alias("d", full, "华东", "organization", ELIDED) for full in fulls]
    one = link(counts, both[:1], Lexicon(()))
    assert one.entities[one.of_alias["d", "华东", "organization"]].name == "华东建筑设计研究院"
    assert ("d", "华东", "organization") not in link(counts, both, Lexicon(())).of_alias
