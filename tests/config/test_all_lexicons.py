"""The shipped lexicons together, as the engine reads them: no name means two things, parents and regulators apart."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from guanxi.config.settings import load_settings
from guanxi.corpus.fold import lower
from guanxi.extract.lexicon import Lexicon, plain


@cache
def meanings() -> dict[str, dict[tuple[int, str], bool]]:
    """Text as it is matched → {(entry, its name): whether the text is ambiguous} over all files."""
    lexicon = Lexicon.of(load_settings())
    found: defaultdict[str, dict[tuple[int, str], bool]] = defaultdict(dict)
    for known in lexicon.names:
        text = known.text if known.exact else lower(known.text)
        found[text][known.entry, plain(lexicon.entries[known.entry].name)] = known.ambiguous
    return found


def entity(name: str) -> str:
    """What a name stands for: the one entity that is sure of it, else the one that may be meant."""
    found = meanings()[name]
    (only,) = {of for (_, of), ambiguous in found.items() if not ambiguous} or {of for _, of in found}
    return only


def test_a_name_without_mark_stands_for_one_entity_over_all_files() -> None:
    sure = {text: [e for e, ambiguous in entities.items() if not ambiguous] for text, entities in meanings().items()}
    assert len(sure) > 15_000
    assert {text: entities for text, entities in sure.items() if len(entities) > 1} == {}


@pytest.mark.parametrize(
    "names",
    [
        "中交集团 中国交建",
        "中建集团 中国建筑股份",
        "中冶集团 中国中冶",
        "中国建材集团 中国建材",
        "国药集团 国药控股",
        "吉利控股 吉利汽车",
        "新奥集团 新奥股份 新奥能源",
        "苏宁控股 苏宁易购",
        "万达集团 万达商管 珠海万达商管",
        "潍柴控股 潍柴动力",
        "茅台集团 贵州茅台",
        "重庆渝富 渝富资本",
        "鲁信集团 鲁信创投",
    ],
)
def test_a_group_and_its_firm_are_two(names: str) -> None:
    assert len({entity(name) for name in names.split()}) == len(names.split())


@pytest.mark.parametrize(
    ("chinese", "others"),
    [
        ("证监会", "美国证监会 香港证监会 印度证监会 韩国证监会 越南证监会 英国证监会 澳洲证监会"),
        ("商务部", "美国商务部 美商务部 英国商务部 印度商务部"),
        ("财政部", "美国财政部 美财政部 日本财政部 法国财政部 俄罗斯财政部 台湾财政部"),
        ("外交部", "俄罗斯外交部 日本外交部 印度外交部 伊朗外交部 朝鲜外交部"),
        ("卫生部", "美国卫生部 以色列卫生部 印度卫生部"),
        ("国务院", "美国国务院"),
        ("国家统计局", "英国国家统计局"),
        ("中国人民银行", "日本央行 墨西哥央行 土耳其央行 英国央行"),
    ],
)
def test_bodies_of_other_countries_are_not_the_chinese_ones(chinese: str, others: str) -> None:
    assert entity(chinese) not in {entity(name) for name in others.split()}


def test_an_abbreviation_of_a_foreign_body_needs_a_word_beside_it() -> None:
    assert entity("SEC") == "美国证交会"
    assert all(meanings()["SEC"].values())
