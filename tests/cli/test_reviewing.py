"""`guanxi review`: proposals on paper, as JSON, and in a sitting whose answers are never lost."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from guanxi.cli import commands, reviewing
from guanxi.extract.ledger import APART, DIFFERENT, ONE, SAME, Ledger, read_ledger
from guanxi.graph import assembly
from guanxi.graph.query.view import View
from guanxi.graph.review.asking import review


@pytest.fixture
def graph(review_graph: Path) -> Path:
    return review_graph


@pytest.fixture
def sitting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "_somebody_sits", lambda: True)


def run(*arguments: object, keys: str = "") -> Result:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments], input=keys)
    assert result.exception is None, result.output
    return result


def made(graph: Path) -> list[tuple[str, str]]:
    return [(decision.decision, decision.who) for decision in read_ledger(graph / "ledger.yaml").decisions]


def test_on_paper_with_the_commands_that_answer(graph: Path) -> None:
    text = run("review", graph).output
    assert "Are person:梁文峰 and person:梁文锋 one? the names sound alike" in text
    assert "【梁文锋】" in text and "【梁文峰】" in text
    assert "Is person:王宁 two?" in text and "beside 云南省委" in text
    answers = [line.split(": ", 1)[1].strip() for line in text.splitlines() if line.startswith(("  yes:", "  no: "))]
    assert len(answers) == 4
    for command in answers[::2]:
        program, *arguments = shlex.split(command)
        assert program == "guanxi"
        run(*arguments)
    assert sorted(what for what, _ in made(graph)) == [APART, SAME]
    assert "nothing to propose" in run("review", graph).output


def test_json_asks_nothing(graph: Path, sitting: None) -> None:
    found = json.loads(run("review", graph, "--json", "--kind", "joins").output)
    assert [proposal["yes"]["decision"] for proposal in found] == ["same"]
    assert found[0]["sides"][0]["quotes"][0]["text"]
    assert made(graph) == []


def test_answers_of_one_sitting_cost_one_recount(graph: Path, sitting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = []
    count = assembly._store
    monkeypatch.setattr(assembly, "_store", lambda *given: counted.append(1) or count(*given))  # type: ignore[func-returns-value]
    text = run("review", graph, "--who", "anna", keys="y\nmaybe\nn\n").output
    assert text.count("answer y (yes, 是), n (no, 否), s (skip, 跳过) or q (quit, 退出)") == 1
    assert "2 answered" in text and "decision 1 to 2" in text
    assert {who for _, who in made(graph)} == {"anna"}
    assert len(made(graph)) == 2 and len(counted) == 1


@pytest.mark.parametrize(("keys", "kept"), [("s\nn\n", 1), ("y\nq\n", 1), ("q\n", 0), ("s\ns\n", 0), ("n\n", 1)])
def test_skip_quit_and_the_end_of_input(graph: Path, sitting: None, keys: str, kept: int) -> None:
    text = run("review", graph, keys=keys).output
    assert len(made(graph)) == kept
    assert ("nothing was answered" in text) == (not kept)


@pytest.mark.parametrize(("keys", "kept"), [("YES\n Ｎ\n", 2), ("是\n否\n", 2), ("跳过\nNo\n", 1), ("Skip\nQUIT\n", 0)])
def test_keys_in_any_case_and_in_chinese(graph: Path, sitting: None, keys: str, kept: int) -> None:
    text = run("review", graph, keys=keys).output
    assert len(made(graph)) == kept and "Error" not in text


def test_an_interrupt_keeps_what_was_answered(graph: Path, sitting: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def keys() -> Iterator[str]:
        yield "n"
        raise KeyboardInterrupt

    pressed = keys()
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(pressed))
    run("review", graph)
    assert [what for what, _ in made(graph)] in ([DIFFERENT], [ONE])


def test_hostile_names_do_not_steer_the_terminal(graph: Path) -> None:
    with View.open(graph) as view:
        for proposal in review(view, Ledger()):
            evil = [
                replace(
                    side,
                    entity=replace(side.entity, id="person:\x1b[2J", name="\x1b[2J"),
                    beside=(replace(side.entity, name="\x1b[3J"),),
                    quotes=tuple(replace(quote, title="\x1b[4J", text=f"\x1b[5J{quote.text}") for quote in side.quotes),
                )
                for side in proposal.sides
            ]
            made_up = replace(proposal, names=("\x1b[6J", "\x1b[7J"), sides=(evil[0], evil[1]))
            text = "\n".join((*reviewing._lines(made_up, "1"), *reviewing._commands("g\x1b", made_up)))
            assert "[2J" in text and "[4J" in text and "[5J" in text and "\x1b" not in text
