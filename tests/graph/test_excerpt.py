"""Of a long window people see the sentences of the two names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.settings import load_settings
from guanxi.graph.build import build
from guanxi.graph.query.excerpt import GAP, excerpt, surroundings
from guanxi.graph.query.view import View

from ..conftest import write_articles

Span = tuple[int, int]


def spans(text: str, name: str) -> list[Span]:
    return [found.span() for found in re.finditer(name, text)]


def shown(text: str, a: str, b: str) -> tuple[str, list[str]]:
    of_a = spans(text, a)
    short, moved = excerpt(text, of_a + spans(text, b), of_a=len(of_a))
    return short, [short[start:end] for start, end in moved]


@pytest.mark.parametrize(
    ("text", "short", "named"),
    [
        ("甲见乙。", "甲见乙。", "甲乙"),
        ("丙很好。甲见乙。丁也好。", "甲见乙。", "甲乙"),
        ("丙。甲很好。乙也好。丁。", "甲很好。乙也好。", "甲乙"),
        ("甲很好。丙。丁。乙也好，乙！戊。", f"甲很好。{GAP}乙也好，乙！", "甲乙乙"),
        ("标题\n乙很好。\n丙。\n甲也好", f"乙很好。{GAP}甲也好", "乙甲"),
        ("甲。丙。乙。丁。甲。乙。", "甲。乙。", "甲乙"),
        ("甲。乙。丙。甲，在乙，有甲。", "甲，在乙，有甲。", "甲乙甲"),
        ("乙见甲。甲见乙。", "乙见甲。", "乙甲"),
    ],
)
def test_the_nearest_sentences_of_both_are_shown_with_all_their_names(text: str, short: str, named: str) -> None:
    assert shown(text, "甲", "乙") == (short, list(named))


def test_one_name_asked_twice_is_one_sentence() -> None:
    assert excerpt("丙。甲很好。甲。", [(2, 3), (6, 7)], of_a=2) == ("甲很好。", ((0, 1),))


def test_a_name_is_not_cut_where_the_graph_was_built_with_other_ends() -> None:
    assert shown("丙！你好！甲在此，乙。丁", "你好！甲", "乙") == ("你好！甲在此，乙。", ["你好！甲", "乙"])
    assert shown("你好！甲。丙。乙。", "你好！甲", "乙") == (f"你好！甲{GAP}乙。", ["你好！甲", "乙"])


@given(st.lists(st.sampled_from(["甲", "乙", "丙", "，", "。", "\n", " ", "！"]), min_size=1, max_size=60))
def test_both_are_always_shown_in_pieces_of_the_text(letters: list[str]) -> None:
    text = "".join(["甲", *letters, "乙"])
    short, named = shown(text, "甲", "乙")
    assert set(named) == {"甲", "乙"}
    assert named == [letter for letter in short if letter in "甲乙"]
    assert len(short.split(GAP)) <= 2
    position = 0
    for piece in short.split(GAP):
        position = text.index(piece, position) + len(piece)


def test_a_graph_of_whole_documents_keeps_them_whole(tmp_path: Path) -> None:
    text = "蔚来发布新车。会上没有别的。大家都很高兴。合肥市表示祝贺，合肥很好。散会。"
    folder = write_articles(tmp_path / "in", {"a.txt": text})
    build([folder], tmp_path / "d.guanxi", settings=load_settings(window="document"))
    with View.open(tmp_path / "d.guanxi") as view:
        (quote,) = view.evidence("合肥", "蔚来")
        (hop,) = view.path("合肥", "蔚来")[0].hops
    assert quote.text == text
    assert [text[start:end] for start, end in quote.spans] == ["合肥市", "合肥", "蔚来"]
    assert quote.of_a == 2
    assert [(q.text, q.spans, q.of_a) for q in hop.evidence] == [(text, quote.spans, 2)]
    short, moved = excerpt(quote.text, quote.spans, of_a=quote.of_a)
    assert short == f"蔚来发布新车。{GAP}合肥市表示祝贺，合肥很好。"
    assert [short[start:end] for start, end in moved] == ["蔚来", "合肥市", "合肥"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("甲见乙", "甲见乙"),
        ("一二三四甲见乙五六七八", "… 三四甲见乙五六 …"),
        ("甲" * 200 + "一" * 9 + "乙" + "二" * 9 + "甲" * 200, f"… 甲甲甲一一{GAP}一一乙二二 …"),
        ("乙一一" * 99 + "甲二乙" + "三" * 9, "… 一一甲二乙三三 …"),
        ("甲一二三四五六乙", f"甲一二{GAP}五六乙"),
    ],
)
def test_of_a_long_text_the_nearest_mentions_are_cut_out(text: str, short: str) -> None:
    found, *named = surroundings(text, spans(text, "甲"), spans(text, "乙"), reach=2)
    assert found == short
    assert [[found[start:end] for start, end in each] for each in named] == [["甲"], ["乙"]]
