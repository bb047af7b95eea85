"""Names that share their end with one that is written out."""

from dataclasses import replace

import pytest

from guanxi.config.settings import load_settings
from guanxi.corpus.document import Document
from guanxi.extract.linking.reasons import ELIDED
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
    ],
)
def test_what_may_as_well_be_two_things(pipeline: Pipeline, text: str) -> None:
    found = pipeline.extract(Document("d", text, "d.txt"))
    assert not [alias for alias in found.aliases if alias.reason == ELIDED]
