import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError
from guanxi.config.settings import Settings, load_settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines import suffix
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages

ENGINE = suffix.create(Settings(), {})


def mentions(text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    return [m for part in Passages(document, split_sentences(document)) for m in ENGINE.extract(part)]


def found(text: str) -> list[tuple[str, str]]:
    return sorted({(m.text, m.type) for m in mentions(text)})


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("近日，霁阑科技完成融资。", "霁阑科技", "company"),
        ("投资方包括霁阑集团等。", "霁阑集团", "company"),
        ("深圳市霁阑创新投资集团有限公司成立。", "深圳市霁阑创新投资集团有限公司", "company"),
        ("霁阑集成电路制造(上海)有限公司签约。", "霁阑集成电路制造(上海)有限公司", "company"),
        ("霁阑集成電路製造（上海）有限公司簽約。", "霁阑集成電路製造（上海）有限公司", "company"),
        ("据霁阑证券研报，板块走强。", "霁阑证券", "company"),
        ("由Grand Lake公司承建。", "Grand Lake公司", "company"),
        ("平安证券浙江分公司受到处罚。", "平安证券浙江分公司", "company"),
        ("本轮由霁阑资本领投。", "霁阑资本", "fund"),
        ("霁阑创投、再霁资本跟投。", "霁阑创投", "fund"),
        ("上海霁阑私募基金管理有限公司备案。", "上海霁阑私募基金管理有限公司", "fund"),
        ("浙江大学教授介绍。", "浙江大学", "organization"),
        ("合肥市发改委表示，项目开工。", "合肥市发改委", "organization"),
        ("合肥市發改委表示，項目開工。", "合肥市發改委", "organization"),
        ("深圳市科技创新局发布通知。", "深圳市科技创新局", "organization"),
        ("北京市经济和信息化局局长出席。", "北京市经济和信息化局", "organization"),
        ("安徽省委书记出席。", "安徽省委", "organization"),
        ("英国肯特大学商学院的研究显示，", "肯特大学商学院", "organization"),
        ("湖北省武汉市政协办公厅通报。", "武汉市政协办公厅", "organization"),
        ("国家发展改革委低空办挂牌。", "国家发展改革委", "organization"),
        ("来源：霁阑财经", "霁阑财经", "organization"),
        ("落户合肥经济技术开发区。", "合肥经济技术开发区", "region"),
    ],
)
def test_names(text: str, name: str, kind: str) -> None:
    assert (name, kind) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "设立产业基金和政府引导基金，吸引投资。",
        "公募基金与私募基金规模增长。",
        "上市公司和子公司的科技创新能力提升。",
        "人工智能、新能源汽车和半导体行业回暖。",
        "该公司表示，本集团业绩稳定。",
        "高校和科研院所的实验室开放共享。",
        "安徽省政府和合肥市政府高度重视。",
        "企业、银行、证券、保险等机构参会。",
        "",
    ],
)
def test_kinds_and_pointing_words_are_no_names(text: str) -> None:
    assert found(text) == []


def test_found_once_is_found_everywhere() -> None:
    text = "霁阑科技（00001）发布公告。昨天霁阑科技作为龙头走强。"
    assert sorted(m.start for m in mentions(text) if m.text == "霁阑科技") == [0, 18]


def test_no_options() -> None:
    with pytest.raises(ConfigError, match="speed"):
        suffix.create(Settings(), {"speed": 1})


PIECES = [
    "霁阑",
    "科技",
    "有限公司",
    "(",
    ")",
    "（上海）",
    "合肥市",
    "局",
    "和",
    "大学",
    "，",
    "。",
    " ",
    "A",
    "9",
    "基金",
    "·",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_mentions_stand_where_they_say(text: str) -> None:
    for m in mentions(text):
        assert text[m.start : m.end] == m.text
        assert m.text.strip() == m.text
        assert 0 < m.score <= 1


def test_long_runs_take_linear_time() -> None:
    assert mentions("霁" * 20_000 + "公司") == []
    assert len(mentions("霁阑科技" * 5_000)) <= 5_000
    assert len(mentions("(" * 5_000 + "上海)" * 5_000 + "有限公司")) <= 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("重仓的是易方达蓝筹精选混合。", ["易方达蓝筹精选混合"]),
        ("嘉实中证500ETF联接C涨了。", ["嘉实中证500ETF联接C"]),
        ("富国天惠成长混合（LOF）A这只产品", ["富国天惠成长混合（LOF）A"]),
        ("招商银行股票大涨，南方电网债券违约。", []),
        ("嘉实基金旗下产品包括混合", []),
    ],
)
def test_funds_that_houses_sell(text: str, wanted: list[str]) -> None:
    document = Document("d", text, "d.txt")
    engine = suffix.create(load_settings(), {})
    found = [m for part in Passages(document, split_sentences(document)) for m in engine.extract(part)]
    assert [m.text for m in found if m.type == "fund" and len(m.text) > 5] == wanted
