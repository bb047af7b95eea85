"""Passages and mentions by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passage

MakePassage = Callable[[str], Passage]
MakeMention = Callable[..., Mention]


def passage_of(text: str) -> Passage:
    document = Document("d", text, "d.txt")
    return Passage("d", 0, text, split_sentences(document))


@pytest.fixture
def make_passage() -> MakePassage:
    return passage_of


@pytest.fixture
def mention() -> MakeMention:
    """A mention of a name in a text: `mention(passage, "合肥", "city")`, the n-th standing of it."""

    def make(passage: Passage, name: str, kind: str, *, nth: int = 0, score: float = 1.0) -> Mention:
        start = -1
        for _ in range(nth + 1):
            start = passage.text.index(name, start + 1)
        return passage.mention(start, start + len(name), kind, extractor="test", score=score)

    return make
