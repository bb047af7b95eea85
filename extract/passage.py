"""What extractors read: a run of whole sentences with everything several of them need computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ..corpus.document import Document, Sentence
from ..corpus.fold import lower, simplify
from . import segment, signs, wordclass
from .mention import Mention

# Long documents are read in passages of about this many code points, so that memory stays bounded.
PASSAGE_LENGTH = 50_000
_LATIN, _HAN = re.compile("[A-Za-z]"), re.compile("[\u3400-\u9fff]")
# Makes a named tuple of a tuple. What `Mention(…)` does before that takes longer than all the rest.
_make = tuple.__new__


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
    def lowered(self) -> str:
        """`fold.lower(folded)`, of the same length."""
        return lower(self.folded)

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

    @cached_property
    def letters(self) -> str:
        """The class of each word, as `wordclass.letters` tells them."""
        return wordclass.letters(self.words)

    @cached_property
    def signs(self) -> list[list[int]]:
        """Where the words stand that engines look for: read it through `signs.Signs`."""
        return signs.find(self.folded)

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """Start and end of each sentence in the passage."""
        return [(s.start - self.start, s.end - self.start) for s in self.sentences]

    @cached_property
    def _starts(self) -> list[int]:
        # What may stand before the first sentence counts as part of it.
        return [0, *(start for start, _ in self.ranges[1:])]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds the character at `position` of the passage."""
        return self.sentences[bisect_right(self._starts, position) - 1]

    def range_at(self, position: int) -> tuple[int, int]:
        """Start and end in the passage of that sentence."""
        return self.ranges[bisect_right(self._starts, position) - 1]

    def scripts_at(self, position: int) -> tuple[int, int]:
        """How many Latin letters and how many Chinese characters that sentence has."""
        start, end = self.range_at(position)
        if start not in self._scripts:
            sentence = self.folded[start:end]
            self._scripts[start] = len(_LATIN.findall(sentence)), len(_HAN.findall(sentence))
        return self._scripts[start]

    @cached_property
    def _scripts(self) -> dict[int, tuple[int, int]]:
        return {}

    def mention(self, start: int, end: int, type_: str, *, extractor: str, score: float) -> Mention:
        """The mention `text[start:end]` of the passage, with offsets into the document."""
        sentence, at = self.sentence_at(start).index, self.start
        name = self.text[start:end]
        return _make(Mention, (self.document, sentence, at + start, at + end, name, type_, extractor, score))

    def mentions(self, found: Iterable[tuple[int, int, str, str, float]]) -> list[Mention]:
        """Mentions of many (start, end, type, extractor, score), as `mention` makes them one by one.

        Those that reach over the end of a sentence are left out: their evidence could not be quoted.
        """
        document, at, text, starts, ends = self.document, self.start, self.text, self._starts, self._ends
        before = self.sentences[0].index - 1 if self.sentences else 0
        return [
            _make(
                Mention,
                (document, before + number, at + start, at + end, text[start:end], type_, extractor, score),
            )
            for start, end, type_, extractor, score in found
            if end <= ends[(number := bisect_right(starts, start)) - 1]
        ]

    @cached_property
    def _ends(self) -> list[int]:
        return [end for _, end in self.ranges]


def work_out(passages: Sequence[Passage]) -> None:
    """Work out what several engines share: one thing for all passages before the next, as `extractor.read_all` does."""
    for shared in ("words", "boundaries", "letters", "lowered", "signs"):
        for passage in passages:
            getattr(passage, shared)


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
