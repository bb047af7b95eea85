"""Which sentences of one story are reprinted: the documents that print it are read in order, and what one has from
those before it counts as theirs.

A sentence is reprinted if its letters stand in an earlier document, however that ends its sentences; or if it says
nearly the same in nearly the same words, without a name or a number that is not there. Headlines and what outlets put
around a text (来源：…) are no sentences of their own in a copy.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .fold import each, is_traditional, simplify
from .reposts import bare, bares
from .story import SHORTEST_EDITED, Place, Story

# Lines of at most so many bare characters are headlines or credits where nothing of the story stands before, or behind.
_LONGEST_LINE = 40
_HALF = 0.5
_MUCH = 100
_LAST = "9999"  # no date
_ENDED = re.compile(r"[。；;!！?？…][”’」』）)】》\]\"]*$")
_STOPPED = re.compile(r"[。；;][”’」』）)】》\]\"]*$")
# What an outlet tells of itself and of the makers of a text.
_CREDIT = re.compile(
    r"[\s(（【\[*]*(?:\d{4}[-年/.]\d|(?:文章|稿件|信息|图片|内容|本文)?(?:来源|来自|转自|转载自?|选自|摘自)|原标题|原题|原文|责任编辑|责编"
    r"|编辑|编审|编译|审核|审校|校对|校审|监制|签发|记者|特约记者|通讯员|作者|撰文|摄影|制图|版权|声明|免责声明|点击|更多|扫码"
    r"|关注|下载|欢迎关注|(?:文|图|文/图|图/文)[:：/|丨])"
)
# Who brings the news: 新华社合肥3月1日电（记者张三）, 【环球网报道】, 据合肥晚报消息，
_DATELINE = re.compile(
    r"\s*(?:[【\[(（][^】\])）]{1,30}[】\])）]\s*)?"
    r"(?:[^，。,：:；;]{0,30}?(?:电|讯|消息|报道|获悉|快讯)(?![^\s，,：:(（|丨】—-]))?"
    r"\s*(?:[(（][^)）]{1,40}[)）])?[\s，,：:|丨—-]*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the names that stand in it."""

    sentence: int
    text: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Printing:
    """A document that prints a story, by its number."""

    document: int
    date: str | None
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Reprint:
    """A document's sentences that stand in earlier ones, with their places there; and what it is a repost of, if most
    of it is."""

    document: int
    sentences: dict[int, Place]
    repost_of: int | None


def reprints(printings: Sequence[Printing]) -> Iterator[Reprint]:
    """Reprinted sentences of each document of a story but the first, in the order in which they count.

    That is the earliest first and the undated last; of those of one day the one that most of the others print from. If
    that is so of one without a date in the whole story, it leads.
    """
    story, cut_off = Story(), []
    texts = {printing.document: bares([line.text for line in printing.lines]) for printing in printings}
    for printing in _in_order(printings, texts):
        reader = _Reader(printing, texts[printing.document], story)
        if reader.open_end is not None:
            cut_off.append(reader)
        story.add(printing.document, reader.own())
        yield from () if reader.open_end is not None else reader.told()
    for reader in cut_off:  # 合肥市与蔚 may stand whole in a document that comes later
        story.add(reader.printing.document, reader.close())
        yield from reader.told()


def _in_order(printings: Sequence[Printing], texts: Mapping[int, Sequence[str]]) -> list[Printing]:
    """Printings in the order in which they count; `texts` are the bare texts of their lines."""
    known = Counter(text for lines in texts.values() for text in set(lines))

    def fit(printing: Printing) -> tuple[int, ...]:
        plain = each(simplify, [line.text for line in printing.lines])
        lines = [(text, _CREDIT.match(line)) for text, line in zip(texts[printing.document], plain, strict=True)]
        shared = sum(len(text) * (known[text] - 1) for text, credit in lines if not credit)
        traditional = is_traditional("".join(line.text for line in printing.lines))
        alone = sum(len(text) for text, credit in lines if credit or known[text] == 1)
        # Who has much more was not made of the others by cutting; who has a line or two more put them around the text.
        return (-shared, -(alone // _MUCH), alone, traditional)

    fits = {p.document: fit(p) for p in printings}
    # A document without a date that all others print from is the original for all that is known.
    lead = min(printings, key=lambda p: (fits[p.document], p.date or _LAST, p.document))
    undated = lead.document if lead.date is None else None
    return sorted(printings, key=lambda p: (p.document != undated, p.date or _LAST, fits[p.document], p.document))


class _Reader:
    """Reads one document against the story so far.

    Attributes:
        found: numbers of lines that are reprinted, with the indexes of the story's sentences.
        open_end: the number of the last line, if it looks cut off and has not been found yet.
    """

    def __init__(self, printing: Printing, texts: Sequence[str], story: Story) -> None:
        """Of a document with the bare texts of its lines."""
        self.printing, self._texts, self._story = printing, texts, story
        self.found: dict[int, int] = {}
        self._placed: dict[int, Place] = {}
        for number in range(len(self._texts)) if story.places else ():
            self._look(number)
        self._size = sum(map(len, self._texts))
        last = len(self._texts) - 1
        is_open = last >= 0 and last not in self.found and not _ENDED.search(printing.lines[last].text)
        self._leave_out_frame(last if is_open else None)
        self.open_end = last if is_open and last not in self.found else None

    def _look(self, number: int) -> None:
        line, text = self.printing.lines[number], self._texts[number]
        place = self._story.equal(text)
        if place is None:
            place = self._story.alike(text, line.names, self.found.get(number - 1))
        if place is None:
            place = self._behind_dateline(line)
        if place is not None:
            self.found[number] = place

    def _behind_dateline(self, line: Line) -> int | None:
        dateline = _DATELINE.match(simplify(line.text))
        text = bare(line.text[dateline.end() :]) if dateline else ""
        if not dateline or not dateline.end() or len(text) < SHORTEST_EDITED:
            return None
        place = self._story.equal(text)
        names = [name for name in line.names if simplify(name) not in dateline[0]]
        return place if place is not None else self._story.alike(text, names, None)

    def _is_repost(self) -> bool:
        return sum(len(self._texts[number]) for number in self.found) >= _HALF * self._size and bool(self.found)

    def _leave_out_frame(self, open_end: int | None) -> None:
        """Credits anywhere; headlines before the story and short lines behind it, where nothing else stands there."""
        if not self._is_repost():
            return
        body = [number for number in self.found if not self._is_line(number)] or [*self.found]
        first, last, head = min(body), max(body), self._head()
        frame = [part for part in (range(first), range(last + 1, len(self._texts))) if self._is_frame(part)]
        for number, line in enumerate(self.printing.lines):
            if number in self.found or number == open_end:
                continue
            if self._is_credit(number, line) or any(number in part for part in frame):
                self.found[number] = head
            elif number - 1 in self.found and not line.names and len(self._texts[number]) < SHORTEST_EDITED:
                self.found[number] = self.found[number - 1]  # 他说 for 他表示

    def _is_frame(self, part: range) -> bool:
        lines = ((number, self.printing.lines[number]) for number in part if number not in self.found)
        return all(self._is_line(number) or self._is_credit(number, line) for number, line in lines)

    def _is_line(self, number: int) -> bool:
        return len(self._texts[number]) <= _LONGEST_LINE and not _STOPPED.search(self.printing.lines[number].text)

    def _is_credit(self, number: int, line: Line) -> bool:
        return len(self._texts[number]) <= _LONGEST_LINE and _CREDIT.match(simplify(line.text)) is not None

    def _head(self) -> int:
        """Where the document begins that most of this one stands in."""
        return self._story.begins[self._most()]

    def _most(self) -> int:
        sizes: defaultdict[int, int] = defaultdict(int)
        for number, index in self.found.items():
            sizes[self._story.places[index][0]] += len(self._texts[number])
        return min(sizes, key=lambda document: (-sizes[document], document))

    def own(self) -> list[tuple[int, str]]:
        """Sentences (number, bare text) that stand nowhere before."""
        lines = enumerate(zip(self.printing.lines, self._texts, strict=True))
        left_out = (*self.found, self.open_end)
        return [(line.sentence, text) for number, (line, text) in lines if number not in left_out]

    def close(self) -> list[tuple[int, str]]:
        """Look for the open end in all that the story has by now; what is own of it (as of `own`)."""
        assert self.open_end is not None
        number, self.open_end = self.open_end, None
        place = self._story.beginning(self._texts[number], but=self.printing.document)
        if place is None and self._is_repost() and len(self._texts[number]) <= _LONGEST_LINE:
            place = self._head()
        if place is None:
            return [(self.printing.lines[number].sentence, self._texts[number])]
        self.found[number] = place
        return []

    def told(self) -> Iterator[Reprint]:
        """What of the document is reprinted, if anything is."""
        if self.found:
            places = self._story.places
            sentences = {self.printing.lines[number].sentence: places[at] for number, at in sorted(self.found.items())}
            yield Reprint(self.printing.document, sentences, self._most() if self._is_repost() else None)
