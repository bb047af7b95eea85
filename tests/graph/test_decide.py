"""Decisions of people: they hold over rebuilds and new documents, and can be taken back exactly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError, GraphError, QueryError, UnknownName
from guanxi.config.settings import LexiconEntry
from guanxi.extract.ledger import Decision, read_ledger
from guanxi.graph.build import build
from guanxi.graph.decide import decide, follow, ledger_of, undo
from guanxi.graph.query.view import View
from guanxi.graph.store.count import Counter
from guanxi.graph.update import add, remove
from guanxi.graph.verdicts import ignoring, merging, renaming, retyping, setting_apart, splitting

from ..conftest import exported, write_articles
from ..quick import entries, quick

ARTICLES = {
    "1.txt": "蔚来汽车股份有限公司（以下简称“蔚来”）在合肥建厂。\n蔚来与江淮汽车合作。",
    "2.txt": "阿里巴巴的张伟来到杭州。\n张伟说，阿里巴巴将在杭州投资。",
    "3.txt": "比亚迪的张伟来到深圳。\n张伟说，比亚迪将在深圳投资。",
    "4.txt": "比亚迪与蔚来在合肥签约，江汽集团在场。",
}


ENTITIES = [
    LexiconEntry("蔚来", "company", ("蔚来汽车", "蔚来汽车股份有限公司")),
    *entries(person="张伟", city="合肥 杭州 深圳 成都", company="江淮汽车 江汽集团 阿里巴巴 比亚迪"),
]


def built(tmp_path: Path, name: str = "g.guanxi") -> Path:
    build(tmp_path / "in", tmp_path / name, settings=quick(ENTITIES))
    return tmp_path / name


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    write_articles(tmp_path / "in", ARTICLES)
    return built(tmp_path)


def made(graph: Path, *decisions: Decision, why: str = "") -> None:
    decide(graph, decisions, who="anna", when="2026-11-22", why=why)


def neighbors(graph: Path, name: str) -> set[str]:
    with View.open(graph) as view:
        return {neighbor.name for neighbor in view.neighbors(name)}


def names(graph: Path) -> set[str]:
    with View.open(graph) as view:
        return {id_ for (id_,) in view.connection.execute("SELECT id FROM entities")}


def test_two_entities_become_one_and_two_again(graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    with View.open(graph) as view:
        both = {n.name for n in view.neighbors("江淮汽车")} | {n.name for n in view.neighbors("江汽集团")}
        made(graph, merging(view, ["江淮汽车", "江汽集团"]), why="年报")
    assert neighbors(graph, "江汽集团") == both == neighbors(graph, "江淮汽车")
    with View.open(graph) as view:
        assert view.resolve("江汽集团").name == "江淮汽车"
        assert ("江汽集团", "decided") in {(name.name, name.reason) for name in view.names("江淮汽车")}
    undo(graph)
    assert exported(graph, tmp_path / "after") == before


def test_names_leave_an_entity(graph: Path) -> None:
    assert "company:蔚来" in names(graph)
    with View.open(graph) as view:
        full = next(n.name for n in view.names("蔚来") if "股份" in n.name)
        made(graph, splitting(view, "蔚来", [full]))
    with View.open(graph) as view:
        assert view.resolve(full).id != view.resolve("蔚来").id
        assert full not in {name.name for name in view.names("蔚来")}


def test_two_people_of_one_name(graph: Path, tmp_path: Path) -> None:
    assert {"阿里巴巴", "比亚迪"} <= neighbors(graph, "张伟")
    with View.open(graph) as view:
        made(graph, setting_apart(view, "张伟", "张伟（阿里）", beside=["阿里巴巴"]))
    assert neighbors(graph, "张伟（阿里）") == {"阿里巴巴", "杭州"}
    assert "阿里巴巴" not in neighbors(graph, "张伟")
    # A document that comes later is told apart too.
    write_articles(tmp_path / "in", {"5.txt": "阿里巴巴派张伟到成都。"})
    add(graph, tmp_path / "in")
    assert "成都" in neighbors(graph, "张伟（阿里）")
    with View.open(graph) as view:
        assert "person:张伟" in {ref.id for ref in [view.resolve("person:张伟"), *view.also_named("张伟（阿里）")]}


def test_in_one_document_by_its_file_name(graph: Path) -> None:
    with View.open(graph) as view:
        made(graph, setting_apart(view, "张伟", "张伟（比亚迪）", documents=["3.txt"]))
    assert neighbors(graph, "张伟") == {"阿里巴巴", "杭州"}


def test_renamed_retyped_and_ignored(graph: Path) -> None:
    with View.open(graph) as view:
        made(graph, renaming(view, "江淮汽车", "安徽江淮"))
    with View.open(graph) as view:
        assert view.resolve("江淮汽车").id == "company:安徽江淮"
        made(graph, retyping(view, "安徽江淮", "organization"))
    with View.open(graph) as view:
        assert view.resolve("江淮汽车").id == "organization:安徽江淮"
        made(graph, ignoring(view, "安徽江淮"))
    assert not any("江淮" in id_ for id_ in names(graph))
    with View.open(graph) as view, pytest.raises(UnknownName):
        view.resolve("江淮汽车")


def test_decisions_outlive_rebuilds_and_removals(graph: Path, tmp_path: Path) -> None:
    with View.open(graph) as view:
        made(graph, merging(view, ["江淮汽车", "江汽集团"]))
    held = exported(graph, tmp_path / "held")
    built(tmp_path)
    assert exported(graph, tmp_path / "rebuilt") == held
    remove(graph, "4.txt")
    with View.open(graph) as view:
        assert [told.idle for told in ledger_of(graph, view)] == [True]  # nothing there to join
    add(graph, tmp_path / "in")
    assert exported(graph, tmp_path / "back") == held


def test_the_ledger_can_be_read_and_edited(graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    with View.open(graph) as view:
        made(graph, merging(view, ["江淮汽车", "江汽集团"]), why="年报第3页：“江汽集团”")
    told = yaml.safe_load((graph / "ledger.yaml").read_text(encoding="utf-8"))["decisions"]
    assert told == [
        {
            "number": 1,
            "decision": "same",
            "names": ["company:江淮汽车", "company:江汽集团"],
            "who": "anna",
            "when": "2026-11-22",
            "why": "年报第3页：“江汽集团”",
        }
    ]
    (graph / "ledger.yaml").write_text("decisions: []\n", encoding="utf-8")
    follow(graph)
    assert exported(graph, tmp_path / "after") == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("decisions: [{number: 1, decision: sam, names: [a:b, a:c]}]", "ledger.yaml:1.*must be one of"),
        ("decisions: [{number: 1, decision: same, names: [a:b]}]", "at least 2 names"),
        ("decisions: [{number: 1, decision: ignore, names: [b]}]", "type:name"),
        ("decisions: [{number: 1, decision: rename, names: [a:b]}]", "needs the key 'to'"),
        ("decisions: [{number: 1, decision: apart, names: [a:b], to: c}]", "'documents' or 'beside'"),
        (
            "decisions: [{number: 1, decision: ignore, names: [a:b]}, {number: 1, decision: ignore, names: [a:b]}]",
            "twice",
        ),
        ("decisions: [{number: 1, decision: ignore, names: [a:b], whi: x}]", "did you mean"),
        ("decisions: [{number: 1, decision: same, names: [a:b, a:c], documents: [d]}]", "go with 'apart' alone"),
        ('decisions: [{number: 1, decision: rename, names: [a:b], to: "c\\nd"}]', "one line of text"),
        ("decisions: [{decision: ignore, names: [a:b]}]", "a 'number' of its own"),
        ("decisions: 7", "list of maps"),
        ("{", "not valid YAML"),
    ],
)
def test_a_ledger_with_an_error_is_told_and_changes_nothing(graph: Path, tmp_path: Path, text: str, told: str) -> None:
    before = exported(graph, tmp_path / "before")
    (graph / "ledger.yaml").write_text(text, encoding="utf-8")
    for run in (lambda: follow(graph), lambda: built(tmp_path), lambda: add(graph, tmp_path / "in")):
        with pytest.raises(ConfigError, match=told):
            run()
    assert (graph / "ledger.yaml").read_text(encoding="utf-8") == text
    (graph / "ledger.yaml").unlink()
    assert exported(graph, tmp_path / "after") == before


def test_what_changes_nothing_is_refused(graph: Path) -> None:
    with View.open(graph) as view:
        refused: tuple[Callable[[], Decision], ...] = (
            lambda: merging(view, ["蔚来", "蔚来汽车"]),
            lambda: splitting(view, "蔚来", ["蔚来"]),
            lambda: splitting(view, "蔚来", ["company:蔚来"]),
            lambda: renaming(view, "蔚来", "蔚来"),
            lambda: renaming(view, "蔚来", "比亚迪"),
            lambda: renaming(view, "蔚来", " \n"),
            lambda: retyping(view, "蔚来", "firm"),
            lambda: setting_apart(view, "张伟", "张伟", beside=["蔚来"]),
            lambda: setting_apart(view, "张伟", "张伟二", documents=["9.txt"]),
            lambda: setting_apart(view, "张伟", "张伟二"),
        )
        for decision in refused:
            with pytest.raises(QueryError):
                decision()
        with pytest.raises(QueryError, match="changes nothing"):
            made(graph, setting_apart(view, "张伟", "张伟二", beside=["江淮汽车"]))
    assert not (graph / "ledger.yaml").exists()


def test_undo_of_what_is_not_there(graph: Path) -> None:
    with pytest.raises(QueryError, match="nothing to undo"):
        undo(graph)
    with View.open(graph) as view:
        made(graph, ignoring(view, "江淮汽车"))
    with pytest.raises(ConfigError, match="not in the ledger; those that hold: 1"):
        undo(graph, 7)
    with View.open(graph) as view:
        made(graph, ignoring(view, "江汽集团"))
    with pytest.raises(ConfigError, match="not in the ledger"):
        undo(graph, 1, 7)
    assert [decision.number for decision in undo(graph, 1, 2).decisions] == [1, 2]
    with pytest.raises(QueryError, match="nothing to undo"):
        undo(graph)


KILLED_DECISION = """
import os, signal, sys
from guanxi.extract.ledger import Decision, read_ledger
from guanxi.graph import assembly
from guanxi.graph.decide import decide
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
assembly.Writer.edges = die
decide(sys.argv[1], [Decision(0, "ignore", ("company:比亚迪",))])
"""


def test_undo_of_a_decision_that_was_killed_takes_it_from_the_ledger(graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    killed = subprocess.run([sys.executable, "-c", KILLED_DECISION, str(graph)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert exported(graph, tmp_path / "killed") == before
    undo(graph)
    assert not read_ledger(graph / "ledger.yaml").holding
    built(tmp_path)
    assert exported(graph, tmp_path / "after") == before


def test_a_ledger_that_was_edited_meanwhile_is_not_written_over(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited = "decisions: [{number: 1, decision: ignore, names: [company:蔚来]}]  # mine\n"
    count = Counter.count

    def edit(self: Counter, *arguments: Any, **more: Any) -> None:
        (graph / "ledger.yaml").write_text(edited, encoding="utf-8")
        count(self, *arguments, **more)

    monkeypatch.setattr(Counter, "count", edit)
    with View.open(graph) as view, pytest.raises(GraphError, match="was edited meanwhile; nothing was decided"):
        made(graph, ignoring(view, "比亚迪"))
    assert (graph / "ledger.yaml").read_text(encoding="utf-8") == edited
    add(graph, graph.parent / "in")  # what changes no decision leaves the file as it is, with its comments
    assert (graph / "ledger.yaml").read_text(encoding="utf-8") == edited
    assert "company:蔚来" not in names(graph)


def test_what_a_ledger_cannot_hold_is_refused(tmp_path: Path) -> None:
    text = json.dumps({"id": "a\u0007b", "text": "阿里巴巴的张伟来到杭州。"})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(text, encoding="utf-8")
    graph = built(tmp_path)
    with View.open(graph) as view, pytest.raises(ConfigError, match="a ledger cannot hold this decision"):
        made(graph, setting_apart(view, "张伟", "张伟二", documents=["a\u0007b"]))
    assert not (graph / "ledger.yaml").exists()
    add(graph, tmp_path / "in")


def test_a_type_that_is_none_is_told(graph: Path) -> None:
    ledger = "decisions: [{number: 1, decision: retype, names: [company:蔚来], to: spaceship}]\n"
    (graph / "ledger.yaml").write_text(ledger, encoding="utf-8")
    with pytest.raises(ConfigError, match="decision 1: no entity type is named 'spaceship'"):
        follow(graph)


NAMES = ["蔚来", "江淮汽车", "江汽集团", "张伟", "阿里巴巴", "比亚迪", "合肥"]
MAKERS: dict[str, Callable[[View, str, str], Decision]] = {
    "merge": lambda view, a, b: merging(view, [a, b]),
    "rename": lambda view, a, b: renaming(view, a, f"{a}{b}"),
    "retype": lambda view, a, b: retyping(view, a, "organization"),
    "ignore": lambda view, a, b: ignoring(view, a),
    "apart": lambda view, a, b: setting_apart(view, a, f"{a}二", beside=[b]),
}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(MAKERS)),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=5)
@given(steps=STEPS, data=st.data())
def test_undoing_all_in_any_order_is_as_if_nothing_had_been(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    tmp_path = tmp_path_factory.mktemp("undo")
    write_articles(tmp_path / "in", ARTICLES)
    graph = built(tmp_path)
    before = exported(graph, tmp_path / "before")
    number = 0
    for kind, a, b in steps:
        try:
            with View.open(graph) as view:
                decision = MAKERS[kind](view, a, b)
            made(graph, decision)
            number += 1
        except QueryError:
            continue
        fresh = built(tmp_path, f"fresh{number}.guanxi")
        (fresh / "ledger.yaml").write_bytes((graph / "ledger.yaml").read_bytes())
        follow(fresh)
        assert exported(graph, tmp_path / f"a{number}") == exported(fresh, tmp_path / f"b{number}")
    for one in data.draw(st.permutations(range(1, number + 1))):
        undo(graph, one)
    assert exported(graph, tmp_path / "after") == before
