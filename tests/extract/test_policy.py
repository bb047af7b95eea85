"""Policies by the shape of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError
from guanxi.config.settings import Settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines.policy import create, is_policy_title
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages

ENGINE = create(Settings(), {})


def mentions(text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    found = [m for p in Passages(document, split_sentences(document)) for m in ENGINE.extract(p)]
    return sorted(found, key=lambda m: (m.start, -m.end))


def names(text: str, type_: str = "policy") -> list[str]:
    """Names of one type in order, each place once."""
    return list({(m.start, m.end): m.text for m in mentions(text) if m.type == type_}.values())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("该省公布《养老服务条例》。", ["养老服务条例"]),
        ("会议通过《海岸带规划纲要（2026—2035年）》。", ["海岸带规划纲要（2026—2035年）"]),
        ("《水资源费征收办法（试行）》《水库管理规定》同时废止。", ["水资源费征收办法（试行）", "水库管理规定"]),
        ("市政府印发《关于转发〈绿色建筑标准〉的通知》。", ["关于转发〈绿色建筑标准〉的通知"]),
        ("依據《證券及期貨條例》提出檢控。", ["證券及期貨條例"]),
        ("當局公布〈關於暫緩徵費的決定〉全文。", ["關於暫緩徵費的決定"]),
        ("下文简称《通知》。", ["通知"]),
    ],
)
def test_titles_in_marks_that_end_in_a_genre_word_are_policies(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "他写过《书法》和《孙子兵法》。",
        "她在读《红楼梦》。",
        "券商发布《2025年楼市研究报告》。",
        "请阅读《公司章程》。",
        "电影《流浪地球》上映。",
    ],
)
def test_other_titles_are_not(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("title", "is_one"),
    [("数据安全法", True), ("国土规划2035", True), ("施工指南(征求意见稿)", True), ("新疗法", False), ("2025", False)],
)
def test_is_policy_title(title: str, is_one: bool) -> None:
    assert is_policy_title(title) is is_one


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("《江边日报》记者获悉。", ["江边日报"]),
        ("《能源与社会》杂志刊文。", ["能源与社会"]),
        ("《大埔時報》報道，新橋通車。", ["大埔時報"]),
        ("公司披露《半年报》。", []),
        ("他爱读《围城》。", []),
    ],
)
def test_periodicals_are_organizations(text: str, wanted: list[str]) -> None:
    assert names(text, "organization") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("文件见国发〔2024〕3号。", ["国发〔2024〕3号"]),
        ("根据财税[2019]13号执行。", ["财税[2019]13号"]),
        ("《通知》（商建函【2023】第57号）要求整改。", ["通知", "商建函【2023】第57号"]),
        ("第12号主席令公布。", ["第12号主席令"]),
        ("（2021）粤01民初88号判决。", []),
        ("截至[2024]年，共3号楼。", []),
    ],
)
def test_document_numbers(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("实施“海纳百川”计划。", ["“海纳百川”计划", "海纳百川"]),
        ("推進「綠色屋頂」行動。", ["「綠色屋頂」行動", "綠色屋頂"]),
        ("推出「北區產業加速計劃」。", ["北區產業加速計劃"]),
        ("參與『智慧漁港計畫』的青年。", ["智慧漁港計畫"]),
        ("落实新“国九条”要求。", ["新“国九条”", "国九条"]),
        ("即“创投十七条”。", ["创投十七条"]),
        ("启动“远帆计划3.0”。", ["远帆计划3.0"]),
        ("入选“百校千企牵手工程”的学校。", ["百校千企牵手工程"]),
        ("不搞“形象工程”，更不能有“豆腐渣工程”。", []),
        ("编制“十五五”规划。", ["“十五五”规划"]),
        ("编制十四五数字农业发展规划纲要。", ["十四五数字农业发展规划纲要"]),
        ("“更加积极有为的宏观政策”", []),
        ("公告“员工持股计划”进展。", []),
        ("十四五时期的经济，“十五五”规划与“十五五”时期。", ["“十五五”规划"]),
        ("第“三十二条”款。", []),
        ("“软件与工程”专业招生。", []),
    ],
)
def test_programmes_in_quotes(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_a_programme_that_stood_in_quotes_is_found_again() -> None:
    text = "当局推出“碧水长流计划”。碧水长流计划为期三年，覆盖“护苗”行动。“护苗”从五月开始，护苗靠大家。"
    found = {(m.start, m.text) for m in mentions(text)}
    assert (text.index("。碧水") + 1, "碧水长流计划") in found
    assert (text.index("。“护苗") + 2, "护苗") in found
    assert text.rindex("护苗") not in {start for start, _ in found}  # short and bare: an ordinary word


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("该案适用网络安全法。", ["网络安全法"]),
        ("包虫病三年攻坚行动计划印发。", ["包虫病三年攻坚行动计划"]),
        ("当事人违反反垄断法和消费者权益保护法。", ["反垄断法", "消费者权益保护法"]),
        ("修改中华人民共和国公司法。", ["中华人民共和国公司法"]),
        ("根據勞動合同法索償。", ["勞動合同法"]),
        ("民法典施行。", ["民法典"]),
        ("众议院表决通胀削减法案。", ["通胀削减法案"]),
        ("采用权益法核算。", []),
        ("依法治国，司法公正。", []),
        ("经济法律专家谈公司法人治理。", []),
        ("一种新的算法和治疗方法。", []),
    ],
)
def test_laws_without_marks(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("交通局印发内河航运高质量发展若干措施。", ["内河航运高质量发展若干措施"]),
        ("海岛旅游管理办法正式施行。", ["海岛旅游管理办法"]),
        ("市水务局发布关于调整水价的通知，自下月起执行。", ["关于调整水价的通知"]),
        ("國務院發布關於深化港口改革的意見。", ["關於深化港口改革的意見"]),
        ("落实国家海洋牧场战略。", ["国家海洋牧场战略"]),
        ("实施“百村千岛提升工程”。", ["百村千岛提升工程"]),
        ("实施沿海渔港提升工程、近海养护专项行动。", ["沿海渔港提升工程"]),
        ("实施山区医疗强县工程。", ["山区医疗强县工程"]),
        ("实施跨海大桥主体工程。", []),
        ("获国家重点研发计划支持。", ["国家重点研发计划"]),
        ("践行全球发展倡议。", ["全球发展倡议"]),
        ("她入选东湖英才计划。", ["东湖英才计划"]),
        ("东湖英才计划启动。", ["东湖英才计划"]),
        ("她先后获市科委南湖人才计划、入选雪山学者支持计划。", ["南湖人才计划", "雪山学者支持计划"]),
        ("整合各类人才计划，国家高层次人才计划、海外人才计划等。", []),
        ("the Clean Water Act passed.", ["Clean Water Act"]),
        ("各地将出台相关实施方案。", []),
        ("公司计划募资，制定投资计划。", []),
        ("双方讨论了关于未来的意见。", []),
    ],
)
def test_documents_and_programmes_without_marks(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


def test_offsets_count_the_original_text() -> None:
    text = "\u3000\u3000甲。依據《Ｘ市電力條例》，乙。"
    (found,) = mentions(text)
    assert (found.sentence, found.type, found.extractor) == (1, "policy", "policy")
    assert text[found.start : found.end] == found.text == "Ｘ市電力條例"


def test_it_has_no_options() -> None:
    with pytest.raises(ConfigError, match="no option 'depth'"):
        create(Settings(), {"depth": 1})


PIECES = (
    "《》〈〉“”「」『』〔2024〕3号 关于 的 通知 印发 发布 条例 計劃 法 公司法 办法 行动计划 第 号 国发 国九条 十四五 "
    "规划 倡议 全球 Act Clean 公司 和 。 \n ， （试行） 報 杂志 记者 新 草案 𠮷 \r\n 政策"
).split(" ")


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_every_mention_is_a_piece_of_the_text(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert 0 < mention.score <= 1


@pytest.mark.parametrize("piece", ["《", "法", "关于", "行动计划", "“ab”", "国家重点", "Act ", "〔2024〕"])
def test_time_grows_with_length_only(piece: str) -> None:
    assert len(mentions(piece * (20_000 // len(piece)))) <= 20_000
