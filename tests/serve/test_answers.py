"""The API answers as the command line does, a page at a time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from guanxi.graph.build import build

from ..conftest import Run
from .conftest import Client, Serve, running
from .graphs import small, star

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = tmp_path_factory.mktemp("serve") / "examples.guanxi"
    build([EXAMPLES], graph)
    return graph


def test_every_command_and_the_api_answer_alike(run: Run, examples: Path) -> None:
    asked: list[tuple[list[str], dict[str, object]]] = [
        (["info"], {}),
        (["search", "科"], {"text": "科"}),
        (["search", "深", "--limit", "3"], {"text": "深", "limit": 3}),
        (["search", "没有这样的名字"], {"text": "没有这样的名字"}),
        (["names", "合肥建投"], {"name": "合肥建投"}),
        (["neighbors", "合肥"], {"name": "合肥"}),
        (
            ["neighbors", "合肥", "--type", "company", "--type", "fund", "--limit", "4", "--rank", "jaccard"],
            {"name": "合肥", "type": ["company", "fund"], "limit": 4, "rank": "jaccard"},
        ),
        (
            ["neighbors", "深圳", "--min-weight", "2", "--since", "2023", "--until", "2024-12"],
            {"name": "深圳", "min_weight": 2, "since": "2023", "until": "2024-12"},
        ),
        (["entities"], {}),
        (
            ["entities", "--type", "company", "--type", "fund", "--rank", "betweenness", "--limit", "4"],
            {"type": ["company", "fund"], "rank": "betweenness", "limit": 4},
        ),
        (["entities", "--community", "2", "--rank", "documents"], {"community": 2, "rank": "documents"}),
        (["path", "宇树科技", "合肥建投"], {"a": "宇树科技", "b": "合肥建投"}),
        (
            ["path", "宇树科技", "合肥建投", "--paths", "3", "--max-hops", "5", "--since", "2020"],
            {"a": "宇树科技", "b": "合肥建投", "paths": 3, "max_hops": 5, "since": "2020"},
        ),
        (["timeline", "蔚来", "合肥"], {"a": "蔚来", "b": "合肥"}),
        (["timeline", "合肥", "--by", "year", "--since", "2020"], {"a": "合肥", "by": "year", "since": "2020"}),
        (["evidence", "蔚来", "合肥"], {"a": "蔚来", "b": "合肥"}),
        (["evidence", "蔚来", "合肥", "--limit", "1"], {"a": "蔚来", "b": "合肥", "limit": 1}),
    ]
    with running(examples) as client:
        for (command, *arguments), parameters in asked:
            printed = json.loads(run(command, examples, *arguments, "--json").stdout)
            assert client.answer(command, **parameters) == printed, (command, arguments)


def pages(client: Client, path: str) -> list[list[dict[str, Any]]]:
    """Follow the header Link from page to page."""
    found = []
    while path:
        reply = client.send(path)
        found.append(reply.json())
        path = reply.headers.get("link", "").partition(">")[0].lstrip("<")
        assert not path or reply.headers["link"].endswith('; rel="next"')
    return found


@pytest.mark.parametrize("what", ["neighbors?name=%E4%B8%AD%E5%BF%83", "search?text=%E7%94%B2", "documents?"])
def test_pages_lead_through_the_whole_answer_once(served: Serve, tmp_path: Path, what: str) -> None:
    client = served(star(tmp_path, 23))
    whole = client.send(f"/api/{what}&limit=100").json()
    found = pages(client, f"/api/{what}&limit=5")
    assert [row for page in found for row in page] == whole
    assert [len(page) for page in found] == ([5, 5, 5, 5, 3] if len(whole) == 23 else [1])
    assert client.send(f"/api/{what}&limit=5&offset=23").json() == []


def test_evidence_comes_in_pages(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    texts = [
        [row["text"] for row in page] for page in pages(client, "/api/evidence?a=Unitree&b=%E6%9D%AD%E5%B7%9E&limit=2")
    ]
    assert texts == [["宇树科技在杭州。", "宇树科技与杭州、合肥。"], ["Unitree与杭州再签约。"]]


def test_all_about_an_entity(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    card = client.answer("entity", name="unitree")
    assert [name["name"] for name in card.pop("names")] == ["宇树科技", "Unitree"]
    assert card == {
        "id": "e00004", "name": "宇树科技", "type": "company", "mentions": 3, "documents": 3, "sentences": 3,
        "neighbors": 2, "first": "2024-03-01", "last": "2025-01-02", "also_named": [],
    }  # fmt: skip


def test_documents_of_all_and_of_one(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    assert [(d["id"], d["sentences"]) for d in client.answer("documents")] == [("a", 3), ("c", 2), ("b", 2)]
    assert client.answer("documents", name="宇树科技", since="2025") == [
        {"id": "c", "source": "c.txt", "title": "芯片", "date": "2025-01-02", "date_from": "given", "sentences": 1}
    ]
    assert [d["id"] for d in client.answer("documents", name="蔚来")] == ["a", "b"]


def test_a_subgraph_grows_around_its_focus(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))

    def shown(**parameters: object) -> tuple[list[str], list[tuple[str, str, int]], list[int]]:
        part = client.answer("subgraph", **parameters)
        names = {node["id"]: node["name"] for node in part["nodes"]}
        links = [(names[link["source"]], names[link["target"]], link["sentences"]) for link in part["links"]]
        assert (part["entities"], part["edges"]) == (8, 5)
        return list(names.values()), links, [node["hidden"] for node in part["nodes"]]

    assert shown(focus=["宇树科技", "蔚来"], depth=0) == (["宇树科技", "蔚来"], [], [2, 1])
    names, links, hidden = shown(focus="宇树科技")
    assert (names, hidden) == (["宇树科技", "杭州", "合肥"], [0, 0, 1])
    assert [{*link[:2]} for link in links] == [{"宇树科技", "杭州"}, {"杭州", "合肥"}, {"宇树科技", "合肥"}]
    assert [link[2] for link in links] == [3, 2, 1]
    assert shown(focus="宇树科技", depth=2)[0] == ["宇树科技", "杭州", "合肥", "蔚来"]
    assert shown(focus="宇树科技", type="company", depth=2)[0] == ["宇树科技"]
    assert shown(focus="宇树科技", min_weight=2)[0] == ["宇树科技", "杭州"]
    assert shown(max_nodes=2)[0] == ["杭州", "合肥"]


def test_the_strongest_links_of_each_entity_are_kept(served: Serve, tmp_path: Path) -> None:
    client = served(star(tmp_path, 30))
    part = client.answer("subgraph", max_nodes=31, links=1)
    assert len(part["links"]) == 30, "each arm keeps its only link"
    assert len(client.answer("subgraph", max_nodes=11, links=1)["links"]) == 10


def test_communities_are_those_who_are_named_together(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    found = client.answer("communities", members=1)
    told = [(community["name"], community["size"], community["sentences"]) for community in found["communities"]]
    assert told == [("杭州", 4, 7), ("台积电", 2, 1)]
    assert [[member["name"] for member in community["members"]] for community in found["communities"]] == [
        ["杭州"],
        ["台积电"],
    ]
    assert found["communities"][0]["types"] == {"city": 2, "company": 2}
    assert (found["shown"], found["entities"]) == (6, 8)
    assert found["ties"] == []


def test_what_there_is_to_ask_is_told_without_other_hosts(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    told = client.send("/api").json()
    document = client.send(told["openapi"])
    assert set(told["api"]) == set(document.json()["paths"])
    assert b"http" not in document.body.replace(b"HTTP", b"").replace(b"https://json-schema.org", b"")
    assert set(client.answer("types")) >= {"city", "company"}
    page = client.send("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert b'http-equiv="Content-Security-Policy" content="default-src \'none\';' in page.body
    again = client.send("/", **{"If-None-Match": page.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_page_in_another_language_is_another_page(tmp_path: Path) -> None:
    """Though the graph, the version and, with one server after the other, the address are the same."""
    graph = small(tmp_path)
    with running(graph, lang="zh") as client:
        page = client.send("/")
    with running(graph, lang="en") as client:
        other = client.send("/", **{"If-None-Match": page.headers["etag"]})
    assert b'lang="zh-CN"' in page.body
    assert (other.status, b'lang="en"' in other.body) == (200, True)
