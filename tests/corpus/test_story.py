"""Where sentences stand in what documents of a story have said: the same as a plain search finds, and as quickly."""

from __future__ import annotations

import random
import time

import pytest

from guanxi.corpus.story import Story


class Plain:
    """The same by looking through all that was said."""

    def __init__(self) -> None:
        self.said = ""
        self.starts: list[int] = []
        self.documents: list[int] = []
        self.whole: list[str] = []

    def add(self, document: int, lines: list[tuple[int, str]]) -> None:
        last = None
        for sentence, text in lines:
            self.said += "" if last is not None and sentence == last + 1 else "\n"
            self.starts.append(len(self.said))
            self.documents.append(document)
            self.whole.append(text)
            self.said += text
            last = sentence

    def equal(self, text: str) -> int | None:
        if text in self.whole:
            return self.whole.index(text)
        found = self.said.find(text)
        return None if found < 0 else max(0, sum(start <= found for start in self.starts) - 1)

    def beginning(self, text: str, *, but: int) -> int | None:
        begun = (i for i, start in enumerate(self.starts) if self.said.startswith(text, start))
        return next((i for i in begun if self.documents[i] != but), None)


@pytest.mark.parametrize("seed", range(30))
def test_sentences_are_found_where_a_plain_search_finds_them(seed: int) -> None:
    drawn = random.Random(seed)

    def text(size: int) -> str:
        return "".join(drawn.choice("合肥蔚来一1") for _ in range(size))

    story, plain = Story(), Plain()
    for document in range(4):
        numbers = sorted(drawn.sample(range(9), 6))
        lines = [(number, text(drawn.choice((0, 1, 2, 3, 9, 20)))) for number in numbers]
        story.add(document, lines)
        plain.add(document, lines)
        for _ in range(40):
            at, size = drawn.randrange(len(plain.said)), drawn.randrange(9)
            asked = drawn.choice((text(size), plain.said[at : at + size].replace("\n", "")))
            assert story.equal(asked) == plain.equal(asked)
            assert story.beginning(asked, but=document) == plain.beginning(asked, but=document)
    assert story.begins == {document: plain.documents.index(document) for document in range(4)}


def seconds(characters: int) -> float:
    """What it takes to look for sentences and beginnings in a story of so many characters that has none of them."""
    drawn = random.Random(1)

    def lines(number: int) -> list[tuple[int, str]]:
        return [(at, "".join(chr(drawn.randrange(0x4E00, 0x9000)) for _ in range(30))) for at in range(number)]

    story, asked = Story(), lines(500)
    for document in range(characters // 3000):
        story.add(document, lines(100))
    begun = time.process_time()
    for _, text in asked:
        assert story.equal(text) is story.beginning(text, but=0) is story.beginning(text[:3], but=0) is None
    return time.process_time() - begun


def test_a_story_is_not_read_again_for_every_sentence() -> None:
    assert seconds(150_000) < 5 * seconds(6_000)  # 25 if it were
