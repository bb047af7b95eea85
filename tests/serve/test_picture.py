"""What the served page draws: the map, what is opened on it, and documents."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.serve import limits, picture
from guanxi.graph.serve.questions import PictureQuestion

from ..graph.small_graph import Name, Text, make_graph
from .conftest import Serve
from .graphs import TEXTS, small, star


def ids(drawn: dict[str, Any]) -> list[str]:
    return [node["name"] for node in drawn["nodes"]]


def places(drawn: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {node["id"]: (node["x"], node["y"]) for node in drawn["nodes"]}


def test_the_map_has_a_disc_for_each_community_and_none_overlap(served: Serve, tmp_path: Path) -> None:
    found = served(small(tmp_path)).answer("communities")["communities"]
    assert [community["size"] for community in found] == [4, 2]
    for one, other in combinations(found, 2):
        apart = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
        assert apart > one["radius"] + other["radius"]
    assert found[0]["radius"] > found[1]["radius"]


def test_a_community_opens_by_its_strongest(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    first = client.answer("communities")["communities"][0]
    drawn = client.answer("picture", open=f"community:{first['members'][0]['id']}")
    assert sorted(ids(drawn)) == sorted(["杭州", "合肥", "宇树科技", "蔚来"])
    assert sorted(place for group in drawn["communities"] for place in group) == [0, 1, 2, 3]


def test_lines_have_what_the_filters_need(served: Serve, tmp_path: Path) -> None:
    drawn = served(small(tmp_path)).answer("picture", open="around:杭州")
    node = drawn["nodes"][0]
    assert (node["name"], node["neighbors"], node["strength"]) == ("杭州", 2, 5)
    assert (node["first"], node["last"]) == ("2024-03-01", "2025-01-02")
    strongest = drawn["lines"][0]
    assert {ids(drawn)[strongest["source"]], ids(drawn)[strongest["target"]]} == {"杭州", "宇树科技"}
    assert (strongest["weight"], strongest["documents"], strongest["jaccard"]) == (3, 3, 0.75)
    march, january = 2024 * 12 + 2, 2025 * 12
    assert strongest["months"] == [[march, 1, 1], [january, 1, 1]], "undated documents belong to no month"


def test_measures_are_those_of_the_page(served: Serve, tmp_path: Path) -> None:
    from guanxi.graph.web.subgraph import select

    folder = small(tmp_path)
    drawn = served(folder).answer("picture", open=["around:杭州", "around:合肥", "around:台积电"])
    with View.open(folder) as view:
        page = select(view)
    keys = ("weight", "documents", "first", "last", "jaccard", "log_likelihood", "above_noise")
    found = {
        frozenset((drawn["nodes"][line["source"]]["id"], drawn["nodes"][line["target"]]["id"])): [
            line[key] for key in keys
        ]
        for line in drawn["lines"]
    }
    for edge in page.edges:
        pair = frozenset((page.nodes[edge.source].id, page.nodes[edge.target].id))
        assert found[pair] == [getattr(edge, key) for key in keys]
    assert len(found) == len(page.edges)


def test_a_picture_grows_and_nobody_moves(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    before = client.answer("picture", open="around:宇树科技")
    after = client.answer("picture", open=["around:宇树科技", "around:台积电", "only:蔚来", "only:杭州"])
    assert ids(after)[: len(before["nodes"])] == ids(before)
    assert sorted(ids(after)[len(before["nodes"]) :]) == sorted(["台积电", "英伟达", "蔚来"])
    assert places(before).items() <= places(after).items()
    assert len(set(places(after).values())) == len(after["nodes"])


def test_what_was_there_before_is_not_looked_at_anew(tmp_path: Path) -> None:
    names: list[Name] = [(f"甲{n:02}", "company", []) for n in range(32)]
    circle = [f"{one[0]}与{other[0]}。" for one, other in zip(names, [*names[1:], names[0]], strict=True)]
    asked: list[str] = []
    with View.open(make_graph(tmp_path / "circle.guanxi", names, [("d", None, None, circle)])) as view:

        def statements(tokens: int) -> int:
            asked.clear()
            view.connection.set_trace_callback(asked.append)
            question = PictureQuestion(open=tuple(f"only:{name}" for name, *_ in names[:tokens]))
            assert len(picture.picture(view, question).nodes) == tokens
            return len(asked)

        assert statements(32) - statements(24) == statements(16) - statements(8)


def test_what_is_opened_again_brings_more(served: Serve, tmp_path: Path) -> None:
    client = served(star(tmp_path, 70))
    counts = [len(client.answer("picture", open=["around:中心"] * times)["nodes"]) for times in (1, 2, 3)]
    assert counts == [1 + limits.AROUND, 1 + 2 * limits.AROUND, 71]


def test_all_lines_of_what_was_opened_are_there(served: Serve, tmp_path: Path) -> None:
    names: list[Name] = [(f"甲{n:02}", "company", []) for n in range(20)]
    together: list[Text] = [("d", None, None, ["、".join(name for name, *_ in names) + "。"])]
    client = served(make_graph(tmp_path / "crowd.guanxi", names, together))

    def lines_of(drawn: dict[str, Any], name: str) -> int:
        number = ids(drawn).index(name)
        return sum(number in (line["source"], line["target"]) for line in drawn["lines"])

    few = client.answer("picture", open="around:甲00")
    assert lines_of(few, "甲00") == 19 > lines_of(few, "甲19")
    assert lines_of(client.answer("picture", open=["around:甲00", "only:甲19"]), "甲19") == 19


def test_what_is_gone_is_told_and_the_rest_is_drawn(served: Serve, tmp_path: Path) -> None:
    drawn = served(small(tmp_path)).answer("picture", open=["around:没有", "only:蔚来"])
    assert (ids(drawn), drawn["unknown"]) == (["蔚来"], ["around:没有"])
    assert (drawn["nodes"][0]["x"], drawn["nodes"][0]["y"]) == (0, 0)


def test_a_picture_of_something_else_is_a_question_that_cannot_be_asked(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    for wrong in ("杭州", "around:", "planet:杭州", ":"):
        status, error = client.error("picture", open=wrong)
        assert (status, error["kind"]) == (400, "question"), wrong
    assert client.error("picture")[0] == 400
    assert client.error("picture", open="only:光明")[1]["kind"] == "ambiguous_name"
    assert client.error("picture", open=["only:杭州"] * (limits.FOCUS + 1))[1]["kind"] == "limit"


def test_too_many_entities_are_too_many(served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "NODES", limits.AROUND + 1)
    client = served(star(tmp_path, limits.AROUND + 1))
    assert len(client.answer("picture", open="around:中心")["nodes"]) == limits.AROUND + 1
    status, error = client.error("picture", open=["around:中心"] * 2)
    assert (status, error["kind"]) == (422, "limit")
    assert f"at most {limits.AROUND + 1}" in error["message"]


def test_a_document_tells_whom_it_names_where(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    document = next(row for row in client.answer("documents") if row["title"] == "合作")
    found = client.answer("document", id=document["id"], limit=1)
    assert (found["title"], found["date"], found["windows"]) == ("合作", "2024-03-01", len(TEXTS[0][3]))
    (sentence,) = found["sentences"]
    named = {entity["id"]: entity["name"] for entity in found["entities"]}
    assert [sentence["text"][start:end] for start, end in sentence["spans"]] == ["宇树科技", "杭州"]
    assert [named[id_] for id_ in sentence["entities"]] == ["宇树科技", "杭州"]
    second = client.answer("document", id=document["id"], limit=1, offset=1)
    assert second["sentences"][0]["text"] == "蔚来与合肥签约。"
    assert client.error("document", id="没有")[0] == 400


def test_the_beginning_of_a_very_long_window_is_told(served: Serve, tmp_path: Path) -> None:
    text = "杭州" + "很" * 5000 + "合肥。"
    client = served(
        make_graph(tmp_path / "long.guanxi", [("杭州", "city", []), ("合肥", "city", [])], [("d", None, None, [text])])
    )
    (row,) = client.answer("documents")
    (sentence,) = client.answer("document", id=row["id"])["sentences"]
    assert len(sentence["text"]) < 2100
    assert (sentence["spans"], len(sentence["entities"])) == ([[0, 2]], 1)


def test_documents_can_be_told_from_the_latest(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    dates = [row["date"] for row in client.answer("documents", name="杭州", latest=True)]
    assert dates == ["2025-01-02", "2024-03-01", None]
    assert [row["date"] for row in client.answer("documents", latest=True)] == dates
