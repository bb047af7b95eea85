"""`guanxi entities` and `guanxi communities` as a user meets them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from guanxi.graph import centrality
from guanxi.graph.query.centrality import communities, ranking
from guanxi.graph.query.view import View

from ..conftest import Run
from ..graph.small_graph import make_graph


def test_entities_are_told_as_in_python(run: Run, small_graph: Path) -> None:
    told = json.loads(run("entities", small_graph, "--rank", "strength", "--type", "city", "--json").stdout)
    with View.open(small_graph) as view:
        assert told == [asdict(entity) for entity in ranking(view, rank="strength", types="city")]
    assert [entity["name"] for entity in told] == ["合肥", "杭州"]


def test_entities_are_a_table(run: Run, small_graph: Path) -> None:
    head, first, *rest = (line.split("\t") for line in run("entities", small_graph, "--limit", 3).stdout.splitlines())
    known = dict(zip(head, first, strict=True))
    assert len(rest) == 2 and known["id"] == "city:合肥"
    assert (known["degree"], known["strength"], known["documents"]) == ("3", "4", "2")


def test_communities_are_told_as_in_python(run: Run, small_graph: Path) -> None:
    told = json.loads(run("communities", small_graph, "--members", 2, "--json").stdout)
    with View.open(small_graph) as view:
        assert told == [json.loads(json.dumps(asdict(one))) for one in communities(view, members=2)]
    assert [len(one["members"]) for one in told] == [2] * len(told) and len(told) > 1
    table = run("communities", small_graph, "--members", 2, "--limit", 1).stdout.splitlines()
    assert len(table) == 2 and " · ".join(member["name"] for member in told[0]["members"]) in table[1]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["entities", "--rank", "size"], "no measure of entities is named 'size'"),
        (["entities", "--type", "planet"], "no entity type is named 'planet'"),
        (["entities", "--community", "77"], "there is no community 77"),
        (["entities", "--since", "2024"], "--since"),
        (["communities", "--until", "2024"], "--until"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    run: Run, small_graph: Path, arguments: list[str], complaint: str
) -> None:
    command, *options = arguments
    done = run(command, small_graph, *options)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert complaint in done.stderr


def test_an_estimate_is_called_one(
    run: Run, small_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("entities", small_graph, "--rank", "betweenness").stderr == ""
    monkeypatch.setattr(centrality, "FEWEST", 2)
    monkeypatch.setattr(centrality, "_WORK", 1)
    names = [(name, "city", ()) for name in ("合肥", "芜湖", "深圳")]
    graph = make_graph(tmp_path / "g", names, [("d", None, None, ["合肥、芜湖、深圳。"])])
    assert run("entities", graph, "--rank", "betweenness").stderr == "betweenness is estimated from 2 of 3 entities\n"
    assert run("entities", graph).stderr == ""


def test_nothing_to_tell_is_said(run: Run, tmp_path: Path) -> None:
    graph = make_graph(tmp_path / "g", [("合肥", "city", ())], [("d", None, None, ["合肥。"])])
    assert "no entity" in run("entities", graph, "--type", "person").stderr
    done = run("communities", graph)
    assert (done.stdout, done.stderr) == ("", "this graph has no communities: no sentence names two entities\n")
