"""What extractors read: a run of whole sentences with everything several of them need computed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ..corpus.document import Document, Sentence
from ..corpus.fold import simplify
from . import segment
from .mention import Mention

# Long documents are read in passages of about this many code points, so that memory stays bounded.
PASSAGE_LENGTH = 50_000


class Passage:
    """Consecutive sentences of one document.

    Attributes:
        document: id of the document.
        start: offset of the passage in the document; positions inside the passage count from here.
        text: the text as written.
        folded: `fold.simplify(text)`, of the same length: Simplified, half width, case kept.
        sentences: its sentences, with offsets into the document.
    """

    def __init__(self, document: str, start: int, text: str, sentences: Sequence[Sentence]) -> None:
        self.document = document
        self.start = start
        self.text = text
        self.folded = simplify(text)
        self.sentences = tuple(sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start - self.start for s in self.sentences]

    @cached_property
    def words(self) -> list[str]:
        """jieba's words of the folded text, in order, covering it; an unknown word comes as single characters."""
        return segment.cut(self.folded)

    @cached_property
    def cuts(self) -> list[int]:
        """Where the words begin, and at last the end of the text: word i is `folded[cuts[i]:cuts[i + 1]]`."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def boundaries(self) -> frozenset[int]:
        """Positions at which a word begins or ends."""
        return frozenset(self.cuts)

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """Start and end of each sentence in the passage."""
        return [(s.start - self.start, s.end - self.start) for s in self.sentences]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds the character at `position` of the passage."""
        return self.sentences[max(bisect_right(self._starts, position) - 1, 0)]

    def mention(self, start: int, end: int, type_: str, *, extractor: str, score: float) -> Mention:
        """The mention `text[start:end]` of the passage, with offsets into the document."""
        return Mention(
            document=self.document,
            sentence=self.sentence_at(start).index,
            start=self.start + start,
            end=self.start + end,
            text=self.text[start:end],
            type=type_,
            extractor=extractor,
            score=score,
        )


class Passages:
    """A document cut into passages of at least one sentence and, if it can be, at most `length` code points.

    Each round over it makes its passages anew, so that no more than one of a long document is held at a time; the only
    one of a short document is kept, with what was worked out of it.
    """

    def __init__(self, document: Document, sentences: Sequence[Sentence], *, length: int = PASSAGE_LENGTH) -> None:
        self._document, self._sentences, self._length = document, sentences, length
        self._only: list[Passage] = []

    def __iter__(self) -> Iterator[Passage]:
        if not self._only and len(self._document.text) <= self._length:
            self._only = list(self._made())
        return iter(self._only) if self._only else self._made()

    def _made(self) -> Iterator[Passage]:
        first = 0
        for i, sentence in enumerate(self._sentences):
            start = self._sentences[first].start
            is_last = i + 1 == len(self._sentences)
            if is_last or self._sentences[i + 1].end - start > self._length:
                text = self._document.text[start : sentence.end]
                yield Passage(self._document.id, start, text, self._sentences[first : i + 1])
                first = i + 1
