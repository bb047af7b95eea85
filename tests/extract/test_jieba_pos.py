import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError
from guanxi.config.settings import Settings
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.engines import jieba_pos
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passages

ENGINE = jieba_pos.create(Settings(), {})


def mentions(text: str) -> list[Mention]:
    document = Document("d", text, "d.txt")
    return [m for part in Passages(document, split_sentences(document)) for m in ENGINE.extract(part)]


def found(text: str) -> list[tuple[str, str]]:
    return sorted({(m.text, m.type) for m in mentions(text)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江省与杭州签约。", [("杭州", "city"), ("浙江省", "region")]),
        ("臺灣和廣東省的企業。", [("廣東省", "region"), ("臺灣", "region")]),
        ("唐山、合肥和雄安。", [("合肥", "city"), ("唐山", "city")]),
        ("法国与日本。", [("日本", "region"), ("法国", "region")]),
        ("国务院发布文件。", [("国务院", "organization")]),
        ("新华社报道。", [("新华社", "organization")]),
        ("清华大学成立学院。", [("清华大学", "organization")]),
        ("交通银行发布年报。", [("交通银行", "company")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["城市上市入市的深度。", "卫星、毛利和智慧。", "上市公司国际化。", "人民法院和公安局。", "共和国的自治区。", ""],
)
def test_noise_of_the_dictionary(text: str) -> None:
    assert found(text) == []


def test_no_options() -> None:
    with pytest.raises(ConfigError, match="hmm"):
        jieba_pos.create(Settings(), {"hmm": True})


@given(st.text(alphabet="杭州市浙江省国务院大学新华社银行中 ，。（A臺灣", max_size=40))
def test_mentions_stand_where_they_say(text: str) -> None:
    for m in mentions(text):
        assert text[m.start : m.end] == m.text
        assert 0 < m.score <= 1
