"""Sentences: where they end, and that nothing is lost between them."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences


def texts(text: str, **options: str) -> list[str]:
    document = Document("d", text, "d.txt")
    return [text[s.start : s.end] for s in split_sentences(document, **options)]


def test_ends_of_sentences() -> None:
    assert texts("合肥很好。芜湖呢？真的!\n标题\n\n正文") == ["合肥很好。", "芜湖呢？", "真的!", "标题", "正文"]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert texts("他说：“走吧。”然后走了。（完。）") == ["他说：“走吧。”", "然后走了。", "（完。）"]
    assert texts('他说:"走吧。"然后走了。"好。"') == ['他说:"走吧。"', "然后走了。", '"好。"']


def test_numbers_urls_and_enumerations_are_not_cut() -> None:
    one = "1.增长3.5%，见http://a.cn/b?c=1!d。"
    assert texts(one) == [one]
    assert texts("见 https://a.cn/?x 。下一句。") == ["见 https://a.cn/?x 。", "下一句。"]


def test_doubled_marks_and_semicolons() -> None:
    assert texts("真的？！太好了……是的；对。") == ["真的？！", "太好了……是的；对。"]
    assert texts("是的；对。", ends="。；") == ["是的；", "对。"]


def test_any_characters_may_end_a_sentence() -> None:
    assert texts("甲]乙^丙-丁。", ends="]^-") == ["甲]", "乙^", "丙-", "丁。"]
    assert texts("路h见http://a.cn?b h.", ends="h") == ["路h", "见http://a.cn?b h", "."]
    assert texts("甲。乙\n丙", ends="") == ["甲。乙", "丙"]


def test_paragraphs_count_lines_with_text() -> None:
    document = Document("d", "一。二。\r\n\r\n  \n三。\n四", "d.txt")
    assert [s.paragraph for s in split_sentences(document)] == [0, 0, 1, 2]


@given(st.text(alphabet=st.sampled_from("合肥芜湖。！？!?\n\r “”」)\"'a.:/?h")))
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    sentences = split_sentences(Document("d", text, "d.txt"))
    position = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert position <= sentence.start < sentence.end
        assert not text[position : sentence.start].strip()
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        position = sentence.end
    assert not text[position:].strip()
