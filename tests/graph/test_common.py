"""Whom several entities are each named together with."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.config.errors import QueryError, UnknownName
from guanxi.graph.query import common as module
from guanxi.graph.query.results import Common
from guanxi.graph.query.view import View
from guanxi.graph.store.writer import Writer

from ..conftest import Run
from .conftest import MakeView
from .small_graph import Name, Text, make_graph

LETTERS = "甲乙丙丁戊己庚"
NAMES: list[Name] = [(name, "company" if name in "甲乙丙丁" else "city", []) for name in LETTERS]
TEXTS: list[Text] = [
    ("a", None, "2020-01-01", ["甲丙", "甲丙", "甲丙", "乙丙", "甲丁", "乙丁", "乙丁"]),
    ("b", None, "2021-01-01", ["甲戊", "甲戊", "乙戊", "乙戊", "甲己", "庚", "丙己", "乙甲庚"]),
]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def told(found: list[Common]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(one.name, one.sentences, one.documents) for one in found]


def test_first_comes_who_is_named_most_with_the_one_of_least(view: View) -> None:
    assert told(view.common("甲", "乙")) == [
        ("戊", (2, 2), (1, 1)), ("丙", (3, 1), (1, 1)), ("丁", (1, 2), (1, 1)), ("庚", (1, 1), (1, 1)),
    ]  # fmt: skip
    assert told(view.common("乙", "甲"))[1] == ("丙", (1, 3), (1, 1))


def test_three_can_be_asked_of(view: View) -> None:
    assert told(view.common("甲", "乙", "己")) == [("丙", (3, 1, 1), (1, 1, 1))]
    assert view.common("甲", "乙", "己", "戊") == []


def test_types_limit_and_time_narrow_it(view: View) -> None:
    assert [one.name for one in view.common("甲", "乙", types="company")] == ["丙", "丁"]
    assert [one.name for one in view.common("甲", "乙", limit=2)] == ["戊", "丙"]
    assert told(view.common("甲", "乙", since="2021")) == [("戊", (2, 2), (1, 1)), ("庚", (1, 1), (1, 1))]
    assert [one.name for one in view.common("甲", "乙", until="2020", limit=1)] == ["丙"]


def test_wrong_questions_are_refused(view: View) -> None:
    for names in ((), ("甲",), ("甲", "甲"), ("甲", "乙", "甲")):
        with pytest.raises(QueryError, match="asked of two or more, each named once"):
            view.common(*names)
    with pytest.raises(UnknownName):
        view.common("甲", "辛")
    with pytest.raises(QueryError, match="no entity type is named 'planet'"):
        view.common("甲", "乙", types="planet")
    with pytest.raises(QueryError, match="limit must be at least 1"):
        view.common("甲", "乙", limit=0)


NAMED = st.lists(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=5, unique=True), min_size=4, max_size=25)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMED, st.integers(1, 4), st.integers(1, 3), st.sampled_from([(), "city"]))
def test_it_is_what_the_neighbors_share(
    tmp_path_factory: pytest.TempPathFactory, named: list[list[str]], limit: int, turn: int, types: str
) -> None:
    texts: list[Text] = [(f"d{n}", None, "2020", ["".join(names)] * (1 + n % 2)) for n, names in enumerate(named)]
    folder = make_graph(tmp_path_factory.mktemp("c") / "g", NAMES, texts)
    with View.open(folder) as view, pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_TURN", turn)
        first, second = ({n.id: n for n in view.neighbors(name, types=types)} for name in "甲乙")
        expected = [
            Common(i, n.name, n.type, (n.sentences, second[i].sentences), (n.documents, second[i].documents))
            for i, n in first.items()
            if i in second
        ]
        expected.sort(key=lambda c: (-min(c.sentences), -sum(c.sentences), -min(c.documents), c.name, c.id))
        assert view.common("甲", "乙", types=types, limit=limit) == expected[:limit]
        assert view.common("甲", "乙", types=types, limit=limit, since="2019") == expected[:limit]


def test_the_command_tells_the_same(run: Run, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "g", NAMES, TEXTS)
    done = json.loads(run("common", graph, "甲", "乙", "--type", "company", "--limit", 1, "--json").stdout)
    with View.open(graph) as view:
        (best,) = view.common("甲", "乙", types="company", limit=1)
    assert done == [json.loads(json.dumps(asdict(best)))]
    head, first, *_ = (line.split("\t") for line in run("common", graph, "甲", "乙").stdout.splitlines())
    assert (head[2:4], first[:1], first[2:4]) == (["with 甲", "with 乙"], ["戊"], ["2", "2"])


def test_the_command_says_why_there_is_nothing(run: Run, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "g", NAMES, TEXTS)
    done = run("common", graph, "己", "戊", "--type", "city", "--json", "--since", "2019")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "named together with each of 己, 戊" in done.stderr
    done = run("common", graph, "甲")
    assert (done.returncode, done.stdout) == (2, "") and "two or more" in done.stderr


def test_equal_ones_stand_by_name_though_numbers_say_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = make_graph(tmp_path / "g", NAMES, TEXTS)
    with View.open(graph) as view:
        facts = {key: view._meta[key] for key in ("format", "guanxi", "types", "window")}
    with Writer(graph / "graph.sqlite") as writer:
        writer.entities([(n, f"e{n}", name, "city", 1, 1, 1) for n, name in enumerate("甲乙zba")])
        pairs = sorted(pair for end in (2, 3, 4) for of in (0, 1) for pair in ((of, end), (end, of)))
        writer.edges([(a, b, 1, 1, None, None, 1.0) for a, b in pairs])
        writer.meta(**facts)
    monkeypatch.setattr(module, "_TURN", 1)
    with View.open(graph) as view:
        assert [[one.name for one in view.common("e0", "e1", limit=limit)] for limit in (1, 2, 3)] == [
            ["a"], ["a", "b"], ["a", "b", "z"],
        ]  # fmt: skip
