"""Answers: who, how often, with which sentence, and what is said about what they do not mean."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.config.errors import QueryError
from guanxi.graph.ask.asking import ask
from guanxi.graph.ask.results import Answer, Card, Found, Moments
from guanxi.graph.ask.words import load_words
from guanxi.graph.query.results import Evidence
from guanxi.graph.query.results import Path as Chain
from guanxi.graph.query.view import View

from ..small_graph import Name, make_graph
from .conftest import NAMES


def found(answer: Answer) -> list[tuple[str, int, str]]:
    rows = [row for row in answer.answers if isinstance(row, Found)]
    assert len(rows) == len(answer.answers)
    return [(row.name, row.sentences, row.quotes[0].text) for row in rows]


def test_only_sentences_with_a_word_of_the_relation_count(view: View) -> None:
    answer = ask(view, "合肥投资了哪些公司")
    assert found(answer) == [
        ("蔚来", 3, "王小明和蔚来在合肥出资。"),
        ("京东方", 1, "合肥入股京东方，風帆資本跟投蔚来。"),
    ]
    assert answer.total == 2
    # 领航 stands beside 风投资本 only; in 合肥投资 the word is part of a name.
    assert any(note.startswith("3 more are named together without such words") for note in answer.notes)
    assert any("who did it to whom is not known" in note for note in answer.notes)
    assert answer.query == "guanxi neighbors GRAPH 合肥 --type company"


def test_without_a_relation_the_answer_is_that_of_neighbors(view: View) -> None:
    answer = ask(view, "合肥和哪些公司有关")
    names = [n.name for n in view.neighbors("合肥", types="company")]
    assert [name for name, _, _ in found(answer)] == names
    assert not any("who did it" in note for note in answer.notes)


def test_a_word_that_stands_for_itself_has_to_be_there(view: View) -> None:
    assert [name for name, _, _ in found(ask(view, "合肥的第六代线公司有哪些"))] == ["京东方"]
    assert ask(view, "合肥的第七代线公司有哪些").answers == ()


def test_a_period_leaves_out_the_rest_and_says_so(view: View) -> None:
    answer = ask(view, "2023年合肥投资了哪些公司")
    assert [name for name, _, _ in found(answer)] == ["蔚来"]
    assert "documents left out because they have no date: 1" in answer.notes
    assert answer.query == "guanxi neighbors GRAPH 合肥 --type company --since 2023 --until 2023"


def test_common_neighbours_are_named_with_each(view: View) -> None:
    answer = ask(view, "哪些城市同时和蔚来、京东方有关")
    ((name, sentences, _),) = found(answer)
    assert (name, sentences) == ("合肥", 3), "京东方 and 合肥 thrice, 蔚来 and 合肥 as often"
    (row,) = answer.answers
    assert isinstance(row, Found)
    assert ["蔚来" in row.quotes[0].text, "京东方" in row.quotes[1].text] == [True, True]


def test_a_pair_is_answered_by_sentences_else_by_a_path(view: View) -> None:
    answer = ask(view, "蔚来和合肥有什么关系")
    assert [row.text for row in answer.answers if isinstance(row, Evidence)] == [
        q.text for q in view.evidence("蔚来", "合肥")
    ]
    assert answer.query == "guanxi evidence GRAPH 蔚来 合肥"
    apart = ask(view, "杭州和安徽怎么联系")
    (path,) = apart.answers
    assert isinstance(path, Chain)
    assert [node.name for node in path.nodes][:: len(path.nodes) - 1] == ["杭州", "安徽"]
    assert apart.query == "guanxi path GRAPH 杭州 安徽"
    assert ask(view, "杭州和安徽有没有合作").answers == (), "a path says nothing of a relation"


def test_when(view: View) -> None:
    (moments,) = ask(view, "蔚来是什么时候开始和合肥签约的").answers
    assert isinstance(moments, Moments)
    assert moments.first is not None
    assert moments.first.date == "2023-04-05"
    (moments,) = ask(view, "蔚来什么时候最受关注").answers
    assert isinstance(moments, Moments)
    assert max(moments.timeline.periods, key=lambda when: when.windows).period in ("2023-04", "2024-03", "2024-09")


def test_figures_of_time_are_of_the_sentences_that_fit(view: View) -> None:
    answer = ask(view, "合肥什么时候开始合作")
    (moments,) = answer.answers
    assert isinstance(moments, Moments)
    assert (moments.first, moments.timeline.periods, moments.timeline.undated) == (None, (), 1), "only one has 合作"
    answer = ask(view, "合肥什么时候投资蔚来")
    (moments,) = answer.answers
    assert isinstance(moments, Moments)
    counts = [(when.period, when.windows, when.documents) for when in moments.timeline.periods if when.windows]
    assert counts == [("2023-04", 1, 1), ("2024-03", 1, 1), ("2024-09", 1, 1)]
    assert (answer.total, moments.timeline.undated, moments.timeline.b and moments.timeline.b.name) == (1, 0, "蔚来")
    whole = view.timeline("合肥", "蔚来")
    assert [(w.period, w.read) for w in moments.timeline.periods] == [(w.period, w.read) for w in whole.periods]
    assert ask(view, "2024年5月合肥什么时候投资蔚来").answers == ()
    (later,) = ask(view, "2024年4月以来合肥什么时候投资蔚来").answers
    assert isinstance(later, Moments) and later.first is not None
    assert (
        [when.period for when in later.timeline.periods] == [later.first.date and later.first.date[:7]] == ["2024-09"]
    )


def test_the_first_of_all_is_dated(view: View) -> None:
    (moments,) = ask(view, "中国智造2035的时间线").answers
    assert isinstance(moments, Moments)
    assert (moments.first, moments.timeline.undated) == (None, 1)


def test_a_card(view: View) -> None:
    (card,) = ask(view, "宇树是什么公司").answers
    assert isinstance(card, Card)
    assert (card.name, card.type, card.mentions) == ("宇树科技", "company", 3)
    assert {name.name for name in card.names} == {"宇树科技", "宇树", "Unitree Robotics"}


def test_a_part_of_a_type_is_told_as_the_whole_and_said_to_be(view: View) -> None:
    answer = ask(view, "合肥投资了哪些车企")
    assert [name for name, _, _ in found(answer)] == ["蔚来", "京东方"]
    assert any(note.startswith("车企: the graph has no finer type") for note in answer.notes)
    assert not any("finer" in note for note in ask(view, "合肥投资了哪些公司").notes)


def test_a_limit_given_goes_before_that_of_the_question(view: View) -> None:
    assert len(ask(view, "和合肥有关的前两家公司").answers) == 2
    assert len(ask(view, "和合肥有关的前两家公司", limit=1).answers) == 1
    with pytest.raises(QueryError, match="limit must be at least 1"):
        ask(view, "合肥", limit=0)


def test_words_of_ones_own_are_added(view: View, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("words") / "words.yaml"
    file.write_text("relations:\n  放置: [放在]\ntypes:\n  company: [屏厂]\n", encoding="utf-8")
    answer = ask(view, "合肥放在哪些屏厂", words=load_words(file))
    assert [name for name, _, _ in found(answer)] == ["京东方"]
    assert [name for name, _, _ in found(ask(view, "合肥投资了哪些公司", words=load_words(file)))] == ["蔚来", "京东方"]


def test_the_most_sentences_come_first_with_the_nearest_words(tmp_path: Path) -> None:
    names: list[Name] = [("合肥", "city", []), *((name, "company", []) for name in ("甲厂", "乙厂", "Café"))]
    near, far, once = "合肥投资甲厂。", "合肥的天气好，街上的人多，有人说起投资，也有人说起甲厂。", "合肥投资乙厂。"
    graph = make_graph(tmp_path / "rank.guanxi", names, [("a", None, None, [far, near, far, once, "Café。"])])
    with View.open(graph) as view:
        assert found(ask(view, "合肥投资了哪些公司")) == [("甲厂", 3, near), ("乙厂", 1, once)]
        (card,) = ask(view, unicodedata.normalize("NFD", "Café是什么\ud800")).answers
        assert isinstance(card, Card)
        assert card.name == "Café"


QUESTION = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=6),
        st.sampled_from([name for name, _, aliases in NAMES for name in (name, *aliases)]),
        st.sampled_from([*"和与、了谁是没“”的%\0", *"哪些 公司 投资 2024年 去年 前3家 有什么关系 共同 原文".split()]),
    ),
    max_size=8,
).map("".join)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUESTION)
def test_no_question_makes_it_fail(view: View, question: str) -> None:
    answer = ask(view, question)
    json.dumps(asdict(answer))
    assert answer == ask(view, question)
    assert (answer.understood is None) == (answer.query is None)
    if answer.understood is None:
        assert not answer.answers
        assert "not understood" in answer.meaning
    else:
        assert answer.answers or answer.notes


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=())))
def test_no_text_makes_it_fail(view: View, question: str) -> None:
    assert isinstance(ask(view, question), Answer)
