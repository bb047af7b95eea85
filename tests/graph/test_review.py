"""What is proposed to people, what their answers do, and that nothing answered is proposed again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.extract.ledger import DIFFERENT, ONE, Decision, read_ledger
from guanxi.graph.decide import decide, ledger_of, undo
from guanxi.graph.query.view import View
from guanxi.graph.review.alike import alike
from guanxi.graph.review.asking import Answers, review
from guanxi.graph.review.facts import Facts
from guanxi.graph.review.proposals import HOMONYM, JOIN, REASONS, WEIGHTS, Proposal
from guanxi.graph.verdicts import merging, splitting

from ..conftest import exported
from .conftest import MakeView
from .small_graph import Name, Text


@pytest.fixture
def graph(review_graph: Path) -> Path:
    return review_graph


def proposed(graph: Path, **more: object) -> list[Proposal]:
    with View.open(graph) as view:
        return review(view, read_ledger(graph / "ledger.yaml"), **more)  # type: ignore[arg-type]


def source_of(graph: Path, document: str) -> str:
    with View.open(graph) as view:
        return str(view.connection.execute("SELECT source FROM documents WHERE id = ?", (document,)).fetchone()[0])


def names(graph: Path) -> set[str]:
    with View.open(graph) as view:
        return {name for (name,) in view.connection.execute("SELECT id FROM entities")}


def test_two_spellings_and_two_persons_are_proposed_with_sentences(graph: Path) -> None:
    join, homonym = sorted(proposed(graph), key=lambda proposal: proposal.kind, reverse=True)
    assert (join.kind, join.why, set(join.names)) == (JOIN, "sound", {"梁文锋", "梁文峰"})
    assert {other.name for other in join.sides[0].beside} == {"深度求索", "幻方量化", "英伟达", "杭州"}
    for side, name in zip(join.sides, join.names, strict=True):
        assert side.documents == 1
        assert len(side.quotes) == 2
        for quote in side.quotes:
            start, end = quote.spans[0]
            assert quote.text[start:end] == name
    assert (homonym.kind, homonym.names) == (HOMONYM, ("王宁", "王宁（云南省委）"))
    assert [[other.name for other in side.beside] for side in homonym.sides] == [["Keep"], ["云南省委"]]
    assert [{quote.source for quote in side.quotes} for side in homonym.sides] == [
        {"k1.txt", "k2.txt"},
        {"y1.txt", "y2.txt"},
    ]
    assert [side.documents for side in homonym.sides] == [3, 2]
    assert {source_of(graph, id_) for id_ in homonym.yes.documents} == {"y1.txt", "y2.txt"}
    assert all(0.5 <= proposal.score <= 1 and proposal.why in REASONS for proposal in (join, homonym))


def test_what_is_named_side_by_side_is_two(graph: Path) -> None:
    """东吴证券 and 东无证券 sound alike and keep one company, but sentences name both."""
    with View.open(graph) as view:
        pairs = [pair.names for pair in alike(Facts(view.connection), view.connection)]
    assert ("东吴证券", "东无证券") in pairs
    assert all("东吴证券" not in proposal.names for proposal in proposed(graph))


def test_kinds_and_limit(graph: Path) -> None:
    assert [proposal.kind for proposal in proposed(graph, kinds=(JOIN,))] == [JOIN]
    assert [proposal.kind for proposal in proposed(graph, kinds=(HOMONYM,))] == [HOMONYM]
    assert len(proposed(graph, limit=1)) == 1


def test_yes_joins_and_sets_apart_in_one_recount(graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    found = proposed(graph)
    decide(graph, [proposal.yes for proposal in found], strict=False)
    assert names(graph) & {"person:梁文峰", "person:梁文锋"} == {
        found[[p.kind for p in found].index(JOIN)].yes.names[0]
    }
    with View.open(graph) as view:
        assert {n.name for n in view.neighbors("王宁（云南省委）")} == {"云南省委", "昆明", "滇池"}
        assert "昆明" not in {n.name for n in view.neighbors("person:王宁")}
    assert proposed(graph) == []
    for _ in found:
        undo(graph)
    assert exported(graph, tmp_path / "after") == before


def test_no_changes_nothing_and_is_not_proposed_again(graph: Path, tmp_path: Path) -> None:
    before, found = exported(graph, tmp_path / "before"), proposed(graph)
    decide(graph, [proposal.no for proposal in found])  # strict: none of them is refused as idle
    assert exported(graph, tmp_path / "after") == before
    with View.open(graph) as view:
        told = ledger_of(graph, view)
    assert {(one.decision.decision, one.idle) for one in told} == {(DIFFERENT, False), (ONE, False)}
    assert proposed(graph) == []


def test_what_was_taken_back_is_not_proposed_again(graph: Path) -> None:
    decide(graph, [proposal.yes for proposal in proposed(graph)])
    undo(graph)
    undo(graph)
    assert proposed(graph) == []


def test_kept_apart_holds_against_the_program(graph: Path) -> None:
    """Whatever joins two that people keep apart: they stay two, also where the one that leaves gives the name."""
    with View.open(graph) as view:
        joined = merging(view, ["梁文峰", "梁文锋"])
        decide(graph, [joined])
    for first, second in (("梁文峰", "梁文锋"), ("梁文锋", "梁文峰")):
        kept = Decision(0, DIFFERENT, (f"person:{first}", f"person:{second}"))
        decide(graph, [kept])
        assert {"person:梁文锋", "person:梁文峰"} <= names(graph)
        undo(graph)
        assert not {"person:梁文锋", "person:梁文峰"} <= names(graph)


def test_the_commands_that_answer_make_the_same_decisions(graph: Path) -> None:
    with View.open(graph) as view:
        for proposal in proposed(graph):
            if proposal.kind == JOIN:
                assert merging(view, proposal.yes.names) == proposal.yes
                assert splitting(view, proposal.no.names[0], proposal.no.names[1:]) == proposal.no
            else:
                assert merging(view, proposal.no.names) == proposal.no


def three(proposal: Proposal) -> list[Proposal]:
    """A and B, B and C, A and C, made of one proposal."""
    side = proposal.sides[0]
    a, b, c = (replace(side, entity=replace(side.entity, id=f"person:{name}")) for name in "甲乙丙")
    return [replace(proposal, sides=pair) for pair in ((a, b), (b, c), (a, c))]


@pytest.mark.parametrize("answers", [(True, True), (True, False), (False, True)])
def test_what_answers_tell_is_not_asked(graph: Path, answers: tuple[bool, bool]) -> None:
    *asked, last = three(proposed(graph, kinds=(JOIN,))[0])
    sitting = Answers()
    for proposal, yes in zip(asked, answers, strict=True):
        assert sitting.is_open(proposal) and sitting.is_open(last)
        sitting.say(proposal, yes)
    assert not sitting.is_open(last)
    assert len(sitting.decisions) == 2


def test_two_that_are_not_told_from_a_third_are_asked(graph: Path) -> None:
    *asked, last = three(proposed(graph, kinds=(JOIN,))[0])
    sitting = Answers()
    for proposal in asked:
        sitting.say(proposal, False)
    assert sitting.is_open(last)


NAMES: list[Name] = [
    ("星际之门计划", "policy", []), ("“星际之门”计划", "policy", []),
    ("招联消费金融", "company", []), ("招联消金", "company", []),
    ("雷内·哈斯", "person", []), ("Rene Haas", "person", []),
    ("能源局", "organization", []), ("国家能源局", "organization", []),
    ("泽连斯基", "person", []), ("沃洛季米尔·泽连斯基", "person", []),
    ("天津蓝驰", "company", []), ("衡水老白干", "company", []), ("老白干", "company", []), ("衡水", "city", []),
    ("上美股份", "company", []), ("上美", "company", []),
    ("第一医院", "organization", []), ("第二医院", "organization", []),
    ("小米", "company", []), ("小米云", "company", []),
]  # fmt: skip
TEXTS: list[Text] = [("d", None, None, [f"{name}。" for name, *_ in NAMES] + ["雷内·哈斯（Rene Haas）。"])]
EXPECTED = {
    ("“星际之门”计划", "星际之门计划"): "marks",
    ("招联消费金融", "招联消金"): "short",
    ("Rene Haas", "雷内·哈斯"): "translated",
    ("国家能源局", "能源局"): "home",
    ("沃洛季米尔·泽连斯基", "泽连斯基"): "part",
    ("老白干", "衡水老白干"): "place",
    ("上美", "上美股份"): "form",
}


def test_each_rule_finds_its_pair_and_no_other(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES, TEXTS)
    facts = Facts(view.connection)
    found = {
        tuple(sorted((facts.rows[pair.short].name, facts.rows[pair.long].name))): pair.why
        for pair in alike(facts, view.connection)
    }
    assert found == {tuple(sorted(pair)): why for pair, why in EXPECTED.items()}
    assert set(WEIGHTS) - set(EXPECTED.values()) == {"sound", "type"}


def test_one_name_of_two_types(hand_made_graph: MakeView) -> None:
    view = hand_made_graph([("天津蓝驰", "company", []), ("天津蓝驰", "fund", []), ("天津蓝驰", "product", [])], TEXTS)
    facts = Facts(view.connection)
    (pair,) = alike(facts, view.connection)
    assert (pair.why, {facts.rows[end].type for end in (pair.short, pair.long)}) == ("type", {"company", "fund"})


def test_a_graph_of_nothing(hand_made_graph: MakeView) -> None:
    from guanxi.extract.ledger import Ledger

    assert review(hand_made_graph([], []), Ledger()) == []
