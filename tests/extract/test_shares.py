"""What marks a kind of share belongs to the name of the firm."""

import pytest

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.passage import Passage
from guanxi.extract.shares import with_shares


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("阑海集团-W（09999）大涨", "company", "阑海集团-W"),
        ("阑海集团－SW大涨", "company", "阑海集团－SW"),
        ("阑海集团A公告称", "company", "阑海集团A"),
        ("阑海集团A轮融资", "company", "阑海集团"),
        ("阑海集团A股", "company", "阑海集团"),
        ("阑海集团-Web平台", "company", "阑海集团"),
        ("阑海集团-B轮", "company", "阑海集团"),
        ("阑海集团-W大涨", "organization", "阑海集团"),
        ("阑海集团B站上线", "company", "阑海集团"),
        ("阑海集团A计划", "company", "阑海集团"),
    ],
)
def test_marks_of_shares(text: str, kind: str, wanted: str) -> None:
    document = Document("d", text, "d.txt")
    passage = Passage("d", 0, text, split_sentences(document))
    (mention,) = with_shares([passage.mention(0, 4, kind, extractor="model", score=1)], passage)
    assert (mention.text, text[mention.start : mention.end]) == (wanted, wanted)


def test_names_in_latin_letters_are_left_alone() -> None:
    document = Document("d", "Vitamin-W", "d.txt")
    passage = Passage("d", 0, document.text, split_sentences(document))
    (mention,) = with_shares([passage.mention(0, 7, "company", extractor="model", score=1)], passage)
    assert mention.text == "Vitamin"
