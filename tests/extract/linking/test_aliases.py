"""Aliases that documents declare."""

import pytest

from guanxi.corpus.fold import name_key
from guanxi.extract.linking.aliases import declared, is_pointing, merge
from guanxi.extract.mention import Mention

from ..conftest import MakeMention, MakePassage


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
        mention(passage, name, kind)._replace(extractor="lexicon")
        for name, kind in (
            ("宁德时代", "company"),
            ("比亚迪", "company"),
            ("OpenAI", "company"),
            ("ChatGPT", "product"),
        )
    ]
    assert declared([passage], known) == (known, [])


def test_a_known_firm_in_brackets_behind_what_is_not_known_is_often_its_maker(
    make_passage: MakePassage, mention: MakeMention
) -> None:
    passage = make_passage("青山片（绿水制药）上市。上海大青山有限公司（青山茶）成立。青岭茶业（青岭）扩产。")
    firms = [mention(passage, name, "company") for name in ("青山片", "上海大青山有限公司", "青岭茶业")]
    known = [
        mention(passage, n, "company", nth=i)._replace(extractor="lexicon") for n, i in (("绿水制药", 0), ("青山茶", 0))
    ]
    known.append(mention(passage, "青岭", "company", nth=1)._replace(extractor="lexicon"))
    _, aliases = declared([passage], sorted([*firms, *known], key=lambda m: m.start))
    assert [(a.name, a.alias) for a in aliases] == [("上海大青山有限公司", "青山茶"), ("青岭茶业", "青岭")]


def test_an_alias_inside_another_word_is_not_found(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("北京大学（简称“北大”）研究东北大豆。")
    mentions, _ = declared([passage], [mention(passage, "北京大学", "organization")])
    assert [m.text for m in mentions] == ["北京大学", "北大"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"),
    [
        (
            "青山科技（600123.SH，下称“青山”）上涨。",
            "青山科技",
            "company",
            {("青山", "introduced"), ("600123.SH", "code")},
        ),
        (
            "青山科技（Greenhill Technology，简称“青山”）。",
            "青山科技",
            "company",
            {("青山", "introduced"), ("greenhilltechnology", "parentheses")},
        ),
        (
            "青山科技（以下简称“青山”或“大青山”）。",
            "青山科技",
            "company",
            {("青山", "introduced"), ("大青山", "introduced")},
        ),
        ("青山科技-W（09123.HK）上涨。", "青山科技", "company", {("09123.HK", "code")}),
        ("青山科技（股票代码：600123）。", "青山科技", "company", {("600123.SH", "code")}),
        ("青山科技又名“大青山”。", "青山科技", "company", {("大青山", "introduced")}),
        ("青山科技的英文名为“Greenhill”。", "青山科技", "company", {("greenhill", "introduced")}),
        ("青山市（又称“茶都”）。", "青山市", "city", {("茶都", "introduced")}),
        ("《数据安全管理办法》（下称《办法》）施行。", "数据安全管理办法", "policy", {("办法", "introduced")}),
        ("Elon Mask（埃隆·马斯科）说。", "Elon Mask", "person", {("埃隆·马斯科", "parentheses")}),
        ("“青山科技”（Green Hill）上市。", "青山科技", "company", {("greenhill", "parentheses")}),
        ("《2024年茶叶管理办法》（简称《办法》）", "茶叶管理办法", "policy", {("办法", "introduced")}),
        ("Greenhill (GRHL) rose.", "Greenhill", "company", {("grhl", "parentheses")}),
        ("GRH (Greenhill Rivers) rose.", "GRH", "company", {("greenhillrivers", "parentheses")}),
    ],
)
def test_what_is_said_behind_a_name(
    make_passage: MakePassage, mention: MakeMention, text: str, name: str, kind: str, expected: set[tuple[str, str]]
) -> None:
    passage = make_passage(text)
    _, aliases = declared([passage], [mention(passage, name, kind)])
    assert {(a.alias, a.reason) for a in aliases} == expected
    assert {(a.name, a.type) for a in aliases} == {(name_key(name), kind)}


def test_a_full_name_said_later_is_the_name(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("青山（全称“青山科技有限公司”）成立。")
    _, (alias,) = declared([passage], [mention(passage, "青山", "company")])
    assert (alias.name, alias.alias) == ("青山科技有限公司", "青山")


def test_a_name_in_apposition_has_to_be_a_mention(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("青山科技，即大青山，成立。绿水公司，即将上市。")
    names = [mention(passage, name, "company") for name in ("青山科技", "大青山", "绿水公司")]
    _, aliases = declared([passage], names)
    assert [(a.name, a.alias) for a in aliases] == [("青山科技", "大青山")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("青山科技和绿水科技（以下合称“三家公司”）", "绿水科技", "company"),
        ("青山科技（下称“本公司”）", "青山科技", "company"),
        ("青山科技，又称将在明年投产。", "青山科技", "company"),
        ("李明，又称“大家要努力”。", "李明", "person"),
        ("李明（王强）", "李明", "person"),
        ("约翰·青（Mary & John Green）", "约翰·青", "person"),
        ("青山市（Greenhill）", "青山市", "city"),
        ("青山科技（中文字幕）", "青山科技", "company"),
        ("他写了《别了青山科技》（Farewell Green Hill）一书。", "青山科技", "company"),
        ("Traders like Greenhill (For Now)", "Greenhill", "company"),
    ],
)
def test_what_introduces_no_name(
    make_passage: MakePassage, mention: MakeMention, text: str, name: str, kind: str
) -> None:
    passage = make_passage(text)
    assert declared([passage], [mention(passage, name, kind)])[1] == []


def test_a_pointing_word_stands_for_a_policy_only_in_marks(make_passage: MakePassage, mention: MakeMention) -> None:
    passage = make_passage("《数据安全管理办法》（下称《办法》）施行。《办法》提出，要有办法。")
    mentions, _ = declared([passage], [mention(passage, "数据安全管理办法", "policy")])
    assert [m.text for m in mentions] == ["数据安全管理办法", "办法", "办法"]
    assert is_pointing("办法", "policy") and is_pointing("实施方案", "policy") and not is_pointing("科八条", "policy")


def test_merge_keeps_longer_ones_and_has_no_overlaps() -> None:
    def at(start: int, end: int) -> Mention:
        return Mention("d", 0, start, end, "x", "city", "t", 1.0)

    kept = merge([at(0, 4), at(6, 8), at(9, 10)], [at(1, 3), at(6, 9)])
    assert [(m.start, m.end) for m in kept] == [(0, 4), (6, 9), (9, 10)]
