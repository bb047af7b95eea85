import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError
from guanxi.config.settings import Settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines import person
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages
from guanxi.extract.personname import is_name

from .conftest import MakePassage

ENGINE = person.create(Settings(), {})


def mentions(text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    return [m for part in Passages(document, split_sentences(document)) for m in ENGINE.extract(part)]


def found(text: str) -> list[str]:
    return sorted({m.text for m in mentions(text)})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("创始人梁语锋在会上发言。", ["梁语锋"]),
        ("董事長梁語鋒宣布，新品上市。", ["梁語鋒"]),
        ("市委书记尹岚出席活动。", ["尹岚"]),
        ("王岫兴表示，新品很快上市。", ["王岫兴"]),
        ("东海大学陆铭之教授认为，市场回暖。", ["陆铭之"]),
        ("黄现之教授和李宁远教授共为通讯作者。", ["李宁远", "黄现之"]),
        ("（记者 刘羽佳、刘慧）", ["刘慧", "刘羽佳"]),
        ("编辑：木鱼\n校对/柳宝庆\n", ["木鱼", "柳宝庆"]),
        ("作者|王弘毅\n", ["王弘毅"]),
        ("图为现场（李晓明 摄）。又图（刘慧摄）。", ["刘慧", "李晓明"]),
        ("某报 王岫兴 5月3日报道", ["王岫兴"]),
        ("王岫兴也曾表示，新品很快上市。", ["王岫兴"]),
        ("教师赵培均、马燕之、李天歌参加。", ["李天歌", "赵培均", "马燕之"]),
        ("法定代表人为胡瑞，注册资本一亿元。", ["胡瑞"]),
        ("总裁欧阳明远辞职。", ["欧阳明远"]),
        ("首席执行官埃隆·马什克称，计划不变。马什克说，很快。", ["埃隆·马什克", "马什克"]),
        ("首席執行官埃隆‧馬什克稱，計劃不變。", ["埃隆‧馬什克"]),
        ("CEO Mark Lowen表示认可。Lowen说，很好。", ["Lowen", "Mark Lowen"]),
        ("老板谭杰瑞（Jerry Tamson）退休。", ["Jerry Tamson", "谭杰瑞"]),
        ("行政总裁陈方安琪接受专访。", ["陈方安琪"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "高度重视，成为方面军，于是时间紧。",
        "公司表示，华为称，记者从金融局获悉。",
        "高级副总裁和技术专家参会。",
        "主任和副主任出席，项目负责人介绍。",
        "分析师认为，何时降息尚不明确。",
        "部署长江流域禁渔。",
        "",
    ],
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_a_name_ends_with_the_text() -> None:
    assert [m.text for m in mentions("周滿鏗主持。\n剪接：記者周滿鏗")] == ["周滿鏗", "周滿鏗"]


def test_found_once_is_found_everywhere() -> None:
    text = "创始人梁语锋出席。梁语锋毕业多年，喜欢梁语锋的人很多。"
    assert sorted(m.start for m in mentions(text)) == [3, 9, 19]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("梁语锋", True),
        ("欧阳明远", True),
        ("高度", False),
        ("王的", False),
        ("王", False),
        ("王A", False),
        ("高盛", False),
    ],
)
def test_is_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_no_options() -> None:
    with pytest.raises(ConfigError, match="speed"):
        person.create(Settings(), {"speed": 1})


PIECES = [
    "创始人",
    "王",
    "欧阳",
    "明",
    "远",
    "表示",
    "教授",
    "、",
    "和",
    "·",
    "Mark ",
    "（",
    "）",
    "记者 ",
    "。",
    "\n",
    "马斯",
    "大学",
    "：",
    "1",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_mentions_stand_where_they_say(text: str) -> None:
    for m in mentions(text):
        assert text[m.start : m.end] == m.text
        assert m.text.strip() == m.text
        assert m.type == "person"
        assert 0 < m.score <= 1


def test_a_title_does_not_lend_its_end_to_a_foreign_name(make_passage: MakePassage) -> None:
    text = "主席尼尔·舍恩与总理贾斯廷·特鲁多、理查德·霍恩。"
    names = {m.text for m in person.PersonExtractor().extract(make_passage(text))}
    assert {"尼尔·舍恩", "贾斯廷·特鲁多", "理查德·霍恩"} <= names
    assert not {"席尼尔·舍恩", "理贾斯廷·特鲁多"} & names
