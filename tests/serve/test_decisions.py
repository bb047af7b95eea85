"""Decisions over HTTP: made, carried out beside the answering, taken back; and nobody else makes any."""

from __future__ import annotations

import errno
import json
import multiprocessing
import threading
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import pytest

from guanxi.extract.ledger import Ledger, read_ledger
from guanxi.graph.serve import deciding
from guanxi.graph.serve.guard import Access
from guanxi.graph.serve.limits import BODY, DECISIONS
from guanxi.graph.store.folder import GraphFolder

from ..conftest import exported
from .conftest import Client, Reply, Serve, until

MERGE = {"decision": "same", "names": ["梁文锋", "梁文峰"]}


@pytest.fixture
def graph(review_graph: Path) -> Path:
    return review_graph


def decided(client: Client, *decisions: dict[str, Any]) -> Reply:
    return client.post("/api/decisions", {"decisions": decisions})


def followed(client: Client) -> dict[str, Any]:
    """What there is to tell when the recount is done."""
    assert until(lambda: not client.answer("decisions")["recount"]["running"])
    told: dict[str, Any] = client.answer("decisions")
    return told


def made(graph: Path) -> list[str]:
    return [decision.decision for decision in read_ledger(graph / "ledger.yaml").holding]


def test_two_are_merged_and_undo_gives_the_graph_back(served: Serve, graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    client = served(graph)
    assert client.answer("decisions") == {
        "decisions": [],
        "writable": True,
        "recount": {"number": 0, "id": "", "running": False, "seconds": 0.0, "error": "", "decisions": []},
    }
    reply = decided(client, {**MERGE, "why": "年报"})
    assert (reply.status, reply.json()["running"]) == (202, True)
    told = followed(client)
    assert (told["recount"]["error"], told["recount"]["number"]) == ("", 1)
    (one,) = told["decisions"]
    assert (one["decision"]["names"], one["decision"]["who"], one["decision"]["why"], one["idle"]) == (
        ["person:梁文锋", "person:梁文峰"],
        "anna",
        "年报",
        False,
    )
    assert client.answer("entity", name="梁文峰")["id"] == "person:梁文锋"
    assert client.post("/api/decisions/undo", {"numbers": [1]}).status == 202
    assert followed(client)["decisions"][0]["decision"]["undone"].startswith("anna ")
    assert client.answer("entity", name="梁文峰")["id"] == "person:梁文峰"
    assert exported(graph, tmp_path / "after") == before


def test_several_are_carried_out_together(served: Serve, graph: Path) -> None:
    client = served(graph)
    reply = decided(
        client,
        MERGE,
        {"decision": "rename", "names": ["滇池"], "to": "滇池湖"},
        {"decision": "retype", "names": ["幻方量化"], "to": "company"},
        {"decision": "ignore", "names": ["彭唯"]},
        {"decision": "different", "names": ["东吴证券", "东无证券"]},
        {"decision": "one", "names": ["英伟达"]},
        {"decision": "apart", "names": ["王宁"], "to": "王宁（云南）", "beside": ["云南省委"]},
    )
    assert reply.status == 202
    told = followed(client)
    assert told["recount"]["number"] == 1 and told["recount"]["error"] == ""
    assert [one["idle"] for one in told["decisions"]] == [False] * 7
    assert client.answer("entity", name="滇池")["name"] == "滇池湖"
    assert client.answer("entity", name="幻方量化")["type"] == "company"
    assert client.error("entity", name="彭唯")[0] == 404


def test_a_name_is_split_off(served: Serve, graph: Path) -> None:
    client = served(graph)
    decided(client, MERGE)
    followed(client)
    assert decided(client, {"decision": "different", "names": ["person:梁文锋", "梁文峰"]}).status == 202
    followed(client)
    assert client.answer("entity", name="梁文峰")["id"] == "person:梁文峰"


def test_proposals_bring_the_decisions_of_both_answers(served: Serve, graph: Path) -> None:
    client = served(graph)
    found = client.answer("review")
    assert {proposal["kind"] for proposal in found} == {"join", "homonym"}
    assert [proposal["kind"] for proposal in client.answer("review", kind="joins", limit=5)] == ["join"]
    assert client.error("review", kind="all of it")[0] == 400
    wanted = ("decision", "names", "to", "documents", "beside")
    answers = [
        {key: proposal[answer][key] for key in wanted} for proposal, answer in zip(found, ("no", "yes"), strict=True)
    ]
    assert decided(client, *answers).status == 202
    assert followed(client)["recount"]["error"] == ""
    assert client.answer("review") == []


def test_the_server_answers_while_it_recounts(served: Serve, graph: Path) -> None:
    client = served(graph)
    decided(client, MERGE)
    answers = 0
    while client.answer("decisions")["recount"]["running"]:
        assert client.answer("entity", name="梁文峰")["id"] in ("person:梁文峰", "person:梁文锋")
        answers += 1
    assert answers
    assert client.answer("entity", name="梁文峰")["id"] == "person:梁文锋"


def test_one_at_a_time(served: Serve, graph: Path) -> None:
    client = served(graph)
    assert decided(client, MERGE).status == 202
    reply = decided(client, {"decision": "ignore", "names": ["彭唯"]})
    assert (reply.status, reply.json()["error"]["kind"]) == (409, "locked")
    followed(client)
    assert made(graph) == ["same"]


def test_another_writer_is_not_disturbed(served: Serve, graph: Path) -> None:
    client = served(graph)
    with GraphFolder(graph).writing():
        for reply in (decided(client, MERGE), client.post("/api/decisions/undo", {"numbers": [1]})):
            assert reply.status in (400, 409)
        assert decided(client, MERGE).json()["error"]["kind"] == "locked"
    assert made(graph) == []


def test_read_only(served: Serve, graph: Path) -> None:
    client = served(graph, read_only=True)
    assert client.answer("decisions")["writable"] is False
    reply = decided(client, MERGE)
    assert (reply.status, reply.json()["error"]["kind"]) == (403, "read_only")
    assert made(graph) == []


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({"Origin": "https://evil.example"}, 403, "origin"),
        ({"Origin": "null"}, 403, "origin"),
        ({"Origin": "http://["}, 403, "origin"),
        ({"Origin": "http://x@127.0.0.1"}, 403, "origin"),
        ({"Origin": "http://127.0.0.1.evil.example"}, 403, "origin"),
        ({"Origin": "http://127.0.0.1:1"}, 403, "origin"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "origin"),
        ({"Sec-Fetch-Site": "same-site"}, 403, "origin"),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 421, "host"),
        ({"Content-Type": "text/plain"}, 415, "content"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "content"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415, "content"),
        ({"Content-Type": ""}, 415, "content"),
    ],
)
def test_no_other_site_decides(served: Serve, graph: Path, headers: dict[str, str], status: int, kind: str) -> None:
    client = served(graph)
    for path, body in (("/api/decisions", {"decisions": [MERGE]}), ("/api/decisions/undo", {"numbers": [1]})):
        reply = client.post(path, body, **headers)
        assert (reply.status, reply.json()["error"]["kind"]) == (status, kind)
        assert not [name for name in reply.headers if name.startswith("access-control")]
    assert client.answer("decisions")["recount"]["number"] == 0


def test_from_elsewhere_a_token_is_needed(served: Serve, graph: Path) -> None:
    client = served(graph, Access("s3cret", everywhere=True))
    assert decided(client, MERGE).status == 401
    welcome = {"Authorization": "Bearer s3cret"}
    assert client.post("/api/decisions", {"decisions": [MERGE]}, **welcome, Origin="https://evil.example").status == 403
    assert client.post("/api/decisions", {"decisions": [MERGE]}, **welcome).status == 202


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        ({}, 400),
        ([], 400),
        ({"decisions": []}, 400),
        ({"decisions": [{**MERGE, "more": 1}]}, 400),
        ({"decisions": [{**MERGE, "decision": "delete"}]}, 400),
        ({"decisions": [{**MERGE, "names": []}]}, 400),
        ({"decisions": [{**MERGE, "names": ["梁文锋", "无名"]}]}, 404),
        ({"decisions": [{**MERGE, "names": ["梁文锋", "梁文锋"]}]}, 400),
        ({"decisions": [{"decision": "rename", "names": ["彭唯"], "to": "\n"}]}, 400),
        ({"decisions": [{"decision": "rename", "names": ["彭唯"], "to": "\u202e彭"}]}, 400),
        ({"decisions": [{"decision": "retype", "names": ["彭唯"], "to": "planet"}]}, 400),
        ({"decisions": [MERGE] * (DECISIONS + 1)}, 422),
        ({"decisions": [{**MERGE, "why": "x" * 20_000}]}, 422),
        (b" " * (BODY + 1), 413),
    ],
)
def test_what_is_wrong_is_refused_before_anything_is_done(
    served: Serve, graph: Path, body: object, status: int
) -> None:
    client = served(graph)
    assert client.post("/api/decisions", body).status == status
    assert client.answer("decisions")["recount"]["number"] == 0
    assert made(graph) == []


def test_undo_of_what_does_not_hold(served: Serve, graph: Path) -> None:
    client = served(graph)
    decided(client, MERGE)
    assert followed(client)["recount"]["error"] == ""
    for numbers in ([7], [1, 7], ["x"], []):
        assert client.post("/api/decisions/undo", {"numbers": numbers}).status == 400
    assert made(graph) == ["same"]


def test_a_recount_tells_what_it_made_and_several_are_taken_back(served: Serve, graph: Path, tmp_path: Path) -> None:
    before = exported(graph, tmp_path / "before")
    client = served(graph)
    decided(client, MERGE)
    first = followed(client)["recount"]
    reply = decided(
        client, {"decision": "ignore", "names": ["彭唯"]}, {**MERGE, "decision": "one", "names": ["英伟达"]}
    )
    second = followed(client)["recount"]
    assert (first["decisions"], second["decisions"]) == ([1], [2, 3])
    assert first["id"] != second["id"] == reply.json()["id"]
    assert served(graph).answer("decisions")["recount"]["id"] == ""  # another server knows nothing of it
    client.post("/api/decisions/undo", {"numbers": [3, 1, 2]})
    assert followed(client)["recount"]["decisions"] == [1, 2, 3]
    assert exported(graph, tmp_path / "after") == before


def test_a_fault_is_told_once(served: Serve, graph: Path) -> None:
    reply = served(graph).post("/api/decisions", {"decisions": [{"decision": "same"}]})
    assert (reply.status, reply.json()["error"]["message"]) == (400, "decisions.0.names: Field required")


def test_where_no_process_can_be_started_the_next_one_may(
    served: Serve, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    client = served(graph)
    with monkeypatch.context() as patched:
        patched.setattr(SpawnProcess, "start", start)
        assert decided(client, MERGE).status == 202
        assert "no process can be started" in followed(client)["recount"]["error"]
    assert decided(client, MERGE).status == 202
    assert followed(client)["recount"]["error"] == ""


def test_a_recount_that_is_killed_is_told(served: Serve, graph: Path) -> None:
    client = served(graph)
    decided(client, MERGE)
    assert until(multiprocessing.active_children)
    multiprocessing.active_children()[0].kill()
    assert "ended from outside" in followed(client)["recount"]["error"]
    assert made(graph) == []


def test_the_ledger_is_read_where_questions_are_answered(
    served: Serve, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not between the questions of all: a long one would let everybody wait."""
    threads = []

    def read(path: Path) -> Ledger:
        threads.append(threading.current_thread())
        return read_ledger(path)

    monkeypatch.setattr(deciding, "read_ledger", read)
    client = served(graph)
    client.answer("review")
    (answering,) = {thread.name for thread in threads}
    assert "_work" in answering


def test_what_a_recount_complains_of_is_told(served: Serve, graph: Path) -> None:
    """A decision that changes nothing is found out while it is carried out."""
    client = served(graph)
    assert decided(client, {"decision": "apart", "names": ["彭唯"], "to": "彭", "beside": ["滇池"]}).status == 202
    assert "changes nothing" in followed(client)["recount"]["error"]
    assert made(graph) == []


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "'; drop table--", "a: b # c", "{{x}}", "是/否\\"])
def test_hostile_names_stay_names(served: Serve, graph: Path, name: str) -> None:
    client = served(graph)
    assert decided(client, {"decision": "rename", "names": ["彭唯"], "to": name, "why": name}).status == 202
    told = followed(client)
    assert told["decisions"][0]["decision"]["to"] == name
    assert client.answer("entity", name="彭唯")["name"] == name
    assert b"<" not in client.ask("decisions").body
    assert json.loads(json.dumps(told)) == told
