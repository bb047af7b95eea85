"""Which sentences of one story are reprinted."""

from __future__ import annotations

from itertools import permutations

import pytest
from opencc import OpenCC

from guanxi.corpus.document import Document
from guanxi.corpus.reprints import Line, Printing, reprints
from guanxi.corpus.sentences import split_sentences

from .test_reposts import STORY

NAMES = ("合肥", "蔚来", "比亚迪", "合肥建投集团", "李明", "李斌", "新华社", "某某财经", "新桥智能电动汽车产业园")


def printing(number: int, text: str, date: str | None = None) -> Printing:
    found = (text[s.start : s.end] for s in split_sentences(Document(str(number), text, "x.txt")))
    lines = [Line(n, line, [name for name in NAMES if name in line]) for n, line in enumerate(found)]
    return Printing(number, date, lines)


def own(*printings: Printing) -> dict[int, list[str]]:
    """The sentences that each document has of its own."""
    reprinted = {r.document: r.sentences for r in reprints(printings)}
    return {
        p.document: [line.text for line in p.lines if line.sentence not in reprinted.get(p.document, ())]
        for p in printings
    }


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        OpenCC("s2t").convert(STORY),
        STORY[: len(STORY) // 3],  # ends within a sentence
        STORY + "来源：某某财经",
        STORY + "更多资讯请关注某某财经客户端。\n某某财经记者站",
        STORY.replace("深化合作", "深化合作\n2024-03-02 10:11 某某财经"),
        STORY.replace("蔚来与合肥深化合作", "重磅！比亚迪怎么看？"),
        STORY.replace("3月1日，", "新华社合肥3月1日电（记者张三）"),
        "【某某财经】" + STORY.partition("\n")[2],
        STORY.replace("，", "；").replace("“", "「").replace("”", "」"),
        STORY.replace("。集团", "，集团").replace("投资为50亿元，", "投资为50亿元。"),
        STORY.replace("表示", "称").replace("他说", "他讲").replace("将继续", "会一直").replace("据了解", "据悉"),
    ],
)
def test_a_copy_has_nothing_of_its_own(copy: str) -> None:
    original = printing(0, STORY, "2024-03-01")
    assert own(original, printing(1, copy, "2024-03-02")) == {0: [line.text for line in original.lines], 1: []}
    (found,) = reprints([original, printing(1, copy, "2024-03-02")])
    assert found.repost_of == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("合肥建投集团参加了签约仪式", "比亚迪参加了签约仪式"),  # another name
        ("50亿元", "80亿元"),  # another number
        ("就不走了！”他说。", "就不走了！”他说。比亚迪当天也在合肥宣布了新的投资计划。"),
    ],
)
def test_what_a_copy_says_of_its_own_counts(old: str, new: str) -> None:
    copy = STORY.replace(old, new)
    (said,) = own(printing(0, STORY, "2024-03-01"), printing(1, copy, "2024-03-02"))[1]
    assert said in copy and said not in STORY


def test_places_are_those_of_the_earlier_sentences() -> None:
    original = printing(7, STORY, "2024-03-01")
    (found,) = reprints([original, printing(3, STORY.partition("\n")[2], "2024-03-02")])
    assert found.sentences == {n: (7, n + 1) for n in range(len(original.lines) - 1)}


def test_the_earliest_counts_then_what_others_print_from() -> None:
    third, whole, credited = STORY[: len(STORY) // 3], STORY, STORY + "来源：某某财经"
    texts = {0: third, 1: credited, 2: whole}
    for order in permutations(texts.items()):
        assert {r.document for r in reprints([printing(n, text) for n, text in order])} == {0, 1}
        dated = [printing(n, text, f"2024-03-0{3 - n}") for n, text in order]
        assert {r.document for r in reprints(dated)} == {0, 1}
    early = own(printing(0, third, "2024-02-01"), printing(1, whole, "2024-03-01"))
    assert early[0] + early[1] == [line.text for line in printing(1, whole).lines]  # each sentence once, and whole


def test_of_a_digest_only_what_it_reprints_is_left_out() -> None:
    other = "台风将于周末登陆华南沿海。多地停课停航，居民已开始储备食物。" * 3
    digest = printing(1, STORY.partition("\n")[2] + other, "2024-03-02")
    said = own(printing(0, STORY, "2024-03-01"), digest)
    assert "".join(said[1]) == other
    assert own(printing(0, STORY, "2024-03-01")) == {0: [line.text for line in printing(0, STORY).lines]}
