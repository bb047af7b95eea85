"""Aliases that documents declare."""

from dataclasses import replace

import pytest

from guanxi.extract.aliases import abbreviates, declared, merge
from guanxi.extract.mention import Mention

from .conftest import MakeMention, MakePassage


@pytest.mark.parametrize(
    ("text", "name", "kind", "alias"),
    [
        ("国家集成电路产业投资基金（下称“大基金”）出资。大基金领投。", "国家集成电路产业投资基金", "fund", "大基金"),
        ("青山科技有限公司(以下简称青山)宣布。青山称。", "青山科技有限公司", "company", "青山"),
        ("深圳市創新投資集團有限公司（以下簡稱「深創投」）成立。", "深圳市創新投資集團有限公司", "fund", "深創投"),
        ("青山科技（Greenhill）上市。Greenhill表示。", "青山科技", "company", "Greenhill"),
        ("浙江大学（浙大）位于杭州。", "浙江大学", "organization", "浙大"),
        ("《数据安全管理办法》（以下简称《管理办法》）施行。", "数据安全管理办法", "policy", "管理办法"),
        ("青山科技，又称“老青山”，成立。", "青山科技", "company", "老青山"),
    ],
)
def test_declarations(
    make_passage: MakePassage, mention: MakeMention, text: str, name: str, kind: str, alias: str
) -> None:
    passage = make_passage(text)
    mentions, aliases = declared([passage], [mention(passage, name, kind)])
    assert [a.type for a in aliases] == [kind]
    standing = [m for m in mentions if m.text == alias]
    assert len(standing) == text.count(alias) - name.count(alias)
    assert {m.type for m in standing} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "青山科技有限公司（以下简称“公司”）宣布。",
        "青山科技（600123.SH）上涨。",
        "青山科技（见图三）上涨。",
        "青山科技（成立于2010年）上涨。",
        "青山科技（IPO）上涨。",
    ],
)
def test_what_is_no_alias(make_passage: MakePassage, mention: MakeMention, text: str) -> None:
    passage = make_passage(text)
    _, aliases = declared([passage], [mention(passage, "青山科技", "company")])
    assert aliases == []


def test_two_known_names_are_not_joined_by_parentheses(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("宁德时代（比亚迪）建厂。OpenAI（ChatGPT）发布。")
    known = [
        replace(mention(passage, name, kind), extractor="lexicon")
        for name, kind in (
            ("宁德时代", "company"),
            ("比亚迪", "company"),
            ("OpenAI", "company"),
            ("ChatGPT", "product"),
        )
    ]
    assert declared([passage], known) == (known, [])


def test_an_alias_inside_another_word_is_not_found(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("北京大学（简称“北大”）研究东北大豆。")
    mentions, _ = declared([passage], [mention(passage, "北京大学", "organization")])
    assert [m.text for m in mentions] == ["北京大学", "北大"]


def test_abbreviations_are_subsequences() -> None:
    assert abbreviates("浙大", "浙江大学")
    assert abbreviates("国网", "国家电网")
    assert not abbreviates("大浙", "浙江大学")
    assert not abbreviates("浙江大学", "浙大")


def test_merge_keeps_longer_ones_and_has_no_overlaps() -> None:
    def at(start: int, end: int) -> Mention:
        return Mention("d", 0, start, end, "x", "city", "t", 1.0)

    kept = merge([at(0, 4), at(6, 8), at(9, 10)], [at(1, 3), at(6, 9)])
    assert [(m.start, m.end) for m in kept] == [(0, 4), (6, 9), (9, 10)]
