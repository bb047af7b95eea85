"""Products by the shape of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError
from guanxi.config.settings import Settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines.product import create
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages

ENGINE = create(Settings(), {})


def mentions(text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    found = [m for p in Passages(document, split_sentences(document)) for m in ENGINE.extract(p)]
    return sorted(found, key=lambda m: (m.start, -m.end))


def names(text: str) -> set[str]:
    """Names that are found and are no part of a longer one."""
    found = mentions(text)
    return {m.text for m in found if not any(o.start <= m.start and m.end <= o.end and o.text != m.text for o in found)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("他们比较了GPT-4o与DeepSeek-R1。", {"GPT-4o", "DeepSeek-R1"}),
        ("門店開售iPhone 16 Pro，價格不變。", {"iPhone 16 Pro"}),
        ("讯飞星火4.0 Turbo发布。", {"讯飞星火4.0 Turbo"}),
        ("手机用麒麟9000S，平板用骁龙8 Gen 3。", {"麒麟9000S", "骁龙8 Gen 3"}),
        ("算力来自昇腾910B和RTX 4090。", {"昇腾910B", "RTX 4090"}),
        ("文心大模型4.5开放。", {"文心大模型4.5"}),
        ("Model Y降价，HarmonyOS NEXT公测。", {"Model Y", "HarmonyOS NEXT"}),
        ("神舟十九号返回，长征五号B待命。", {"神舟十九号", "长征五号B"}),
    ],
)
def test_versions_of_known_lines(text: str, wanted: set[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("国产大飞机C919客机交付。", {"C919"}),
        ("公司发布ZX77芯片。", {"ZX77"}),
        ("展出Kolo K3機器人。", {"Kolo K3"}),
        ("其Q7推理模型开源。", {"Q7"}),
        ("搭载AB-120，续航更久。", {"AB-120"}),
        ("SU7 Ultra车型上市。", {"SU7 Ultra"}),
    ],
)
def test_model_numbers_with_a_word_beside_them(text: str, wanted: set[str]) -> None:
    assert names(text) == wanted


def test_an_explained_model_number_is_found_again() -> None:
    text = "公司展示了V9机器人。\nV9重四十公斤。"
    assert [m.start for m in mentions(text)] == [text.index("V9"), text.rindex("V9")]


@pytest.mark.parametrize(
    "text",
    [
        "5G手机和4K电视热销。",
        "2025年GDP增长5%，Q3手机出货量回升。",
        "A股、H股和B2B平台。",
        "完成A轮和B1轮融资。",
        "通过ISO 9001认证，发布ISO9001手机标准。",
        "茅台（600519.SH）与腾讯（00700.HK）上涨。",
        "网址www.a1.com/b2发布。",
        "DeepSeek 1月底发布消息，OpenAI 15亿美元。",
        "支持USB3.2和DDR5的主板。",
        "白介素IL-18与PD-1的研究。",
        "Morgan Stanley与Apple合作。",
        "芯片研发费用为M1。",
    ],
)
def test_units_standards_codes_and_firms_are_not_products(text: str) -> None:
    assert names(text) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("国产游戏《星海旅人》热销。", {"星海旅人"}),
        ("電影《長街舊夢》上映。", {"長街舊夢"}),
        ("《江湖夜雨》《东风破阵》等手游上线。", {"江湖夜雨", "东风破阵"}),
        ("小说《长街旧梦》出版。", set()),
        ("《游戏管理办法》上线。", set()),
        ("《江边日报》记者", set()),
    ],
)
def test_works_in_marks(text: str, wanted: set[str]) -> None:
    assert names(text) == wanted


def test_a_work_is_found_again_without_the_word() -> None:
    text = "手游《星海旅人》公测。业内看好《星海旅人》，也谈《远山》。"
    assert [m.start for m in mentions(text)] == [text.index("星海"), text.rindex("星海")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("发布“青雀”大模型。", {"青雀"}),
        ("推出「小灶台」App。", {"小灶台"}),
        ("智驾系统“夜航”上车。", {"夜航"}),
        ("这款机器人“令人难忘”。", set()),
        ("他说“青雀”很好。", set()),
        ("启动“万店计划”平台。", set()),
    ],
)
def test_names_in_quotes(text: str, wanted: set[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("批准帕博利珠单抗新适应症。", {"帕博利珠单抗"}),
        ("奧希替尼納入名單。", {"奧希替尼"}),
        ("阿托伐他汀钙片", {"阿托伐他汀"}),
        ("XY3021注射液获批临床。", {"XY3021注射液"}),
        ("某单抗药物的研究。", set()),
        ("EX77系列芯片", {"EX77"}),
    ],
)
def test_drugs(text: str, wanted: set[str]) -> None:
    assert names(text) == wanted


def test_offsets_count_the_original_text() -> None:
    text = "甲。搭載ＲＴＸ　４０９０。"
    (found,) = {(m.sentence, m.start, m.end, m.text, m.type, m.extractor) for m in mentions(text)}
    assert found == (1, 4, 12, "ＲＴＸ　４０９０", "product", "product")


def test_it_has_no_options() -> None:
    with pytest.raises(ConfigError, match="no option 'depth'"):
        create(Settings(), {"depth": 1})


PIECES = (
    "GPT -4 R1 模型 “ ” 《 》 游戏 电影 Pro Max 小米 15 iPhone 神舟 十九号 单抗 阿托伐 注射液 发布 机器人 "
    "系统 「 」 。 \n ， / . 年 亿 5G RTX Model Y NEXT 芯片 系列 𠮷 ａ１ 大模型 V2 S"
).split(" ")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_every_mention_is_a_piece_of_the_text(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert 0 < mention.score <= 1
