from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.mention import Mention
from guanxi.extract.passage import PASSAGE_LENGTH, Passage, Passages


def made(text: str, *, length: int = PASSAGE_LENGTH) -> list[Passage]:
    document = Document("d", text, "d.txt")
    return list(Passages(document, split_sentences(document), length=length))


def test_folded_text_keeps_positions() -> None:
    (passage,) = made("輝達（ＮＶＩＤＩＡ）發布新品。")
    assert passage.folded == "辉达(NVIDIA)发布新品。"
    assert len(passage.folded) == len(passage.text)


def test_words_cuts_and_boundaries_agree() -> None:
    (passage,) = made("杭州市發改委發布報告。")
    assert passage.words == ["杭州市", "发改委", "发布", "报告", "。"]
    assert passage.cuts == [0, 3, 6, 8, 10, 11]
    assert passage.boundaries == {0, 3, 6, 8, 10, 11}


def test_empty_passage_has_one_cut() -> None:
    passage = Passage("d", 0, "", ())
    assert (passage.words, passage.cuts) == ([], [0])


def test_mention_counts_from_the_document() -> None:
    text = "第一句说完了。\n第二句里有杭州。"
    second = made(text, length=1)[1]
    mention = second.mention(5, 7, "city", extractor="test", score=0.5)
    assert (mention.text, mention.sentence) == ("杭州", 1)
    assert text[mention.start : mention.end] == "杭州"


def test_passages_hold_whole_sentences_in_order() -> None:
    text = "甲公司成立。乙公司成立。丙公司成立。"
    parts = made(text, length=12)
    assert [part.text for part in parts] == ["甲公司成立。乙公司成立。", "丙公司成立。"]
    assert [part.start for part in parts] == [0, 12]


def test_sentence_at() -> None:
    (passage,) = made("一句。二句。")
    assert [passage.sentence_at(i).index for i in range(6)] == [0, 0, 0, 1, 1, 1]


def test_many_mentions_are_made_as_one_by_one() -> None:
    text = "题。\n第一句说完了。\n第二句里有杭州。"
    for part in made(text, length=1):
        found = [(0, 2, "city", "a", 0.5), (1, 2, "company", "b", 1.0)]
        one_by_one = [part.mention(a, b, kind, extractor=by, score=score) for a, b, kind, by, score in found]
        assert part.mentions(found) == one_by_one
        assert all(isinstance(mention, Mention) for mention in part.mentions(found))
        assert [text[m.start : m.end] for m in one_by_one] == [m.text for m in one_by_one]


def test_what_reaches_over_the_end_of_a_sentence_is_left_out() -> None:
    (passage,) = made("一句。二句。")
    found = passage.mentions((*span, "city", "test", 0.5) for span in [(0, 3), (1, 4), (3, 6), (2, 3)])
    assert [(m.start, m.end) for m in found] == [(0, 3), (3, 6), (2, 3)]
