"""Every wrong or too large question has a clear answer of one shape, and no text becomes markup."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import quote

import pytest

from guanxi.graph.query.view import View
from guanxi.graph.serve import desk, limits

from ..graph.small_graph import Text, make_graph
from .conftest import Serve
from .graphs import NAMES, small, star

SCRIPT = '<img src=x onerror="window.hit=1">'


@pytest.mark.parametrize(
    ("what", "parameters", "status", "kind", "words"),
    [
        ("neighbors", {"name": "某某某"}, 404, "unknown_name", "某某某"),
        ("neighbors", {"name": "光明"}, 409, "ambiguous_name", "by its id"),
        ("neighbors", {"name": "杭州", "rank": "beauty"}, 400, "question", "jaccard"),
        ("neighbors", {"name": "杭州", "type": "planet"}, 400, "question", "company"),
        ("neighbors", {"name": "杭州", "since": "yesterday"}, 400, "question", "YYYY"),
        ("neighbors", {"name": "杭州", "limit": 0}, 400, "question", "limit"),
        ("neighbors", {"name": "杭州", "limit": limits.PAGE + 1}, 422, "limit", str(limits.PAGE)),
        ("neighbors", {"name": "杭州", "offset": limits.REACH + 1}, 422, "limit", "offset"),
        ("neighbors", {"name": "杭州", "offset": -1}, 400, "question", "offset"),
        ("neighbors", {"name": "杭州", "min-weight": 3}, 400, "question", "min-weight"),
        ("neighbors", {}, 400, "question", "name"),
        ("search", {"text": "长" * (limits.TEXT + 1)}, 422, "limit", "text"),
        ("path", {"a": "杭州", "b": "合肥", "paths": limits.PATHS + 1}, 422, "limit", "paths"),
        ("path", {"a": "杭州", "b": "合肥", "max_hops": limits.HOPS + 1}, 422, "limit", "max_hops"),
        ("subgraph", {"focus": "杭州", "depth": limits.DEPTH + 1}, 422, "limit", "depth"),
        ("neighbors", {"name": "杭州", "min_weight": 10**20}, 422, "limit", "min_weight"),
        ("subgraph", {"max_nodes": limits.NODES + 1}, 422, "limit", "max_nodes"),
        ("subgraph", {"focus": ["x"] * (limits.FOCUS + 1)}, 422, "limit", "focus"),
        ("subgraph", {"focus": ["杭州", "合肥"], "max_nodes": 1}, 400, "question", "2"),
        ("subgraph", {"type": "planet"}, 400, "question", "planet"),
        ("communities", {"max_nodes": limits.NODES + 1}, 422, "limit", "max_nodes"),
        ("entities", {"rank": "beauty"}, 400, "question", "pagerank"),
        ("entities", {"community": 10**6}, 400, "question", "no community"),
        ("entities", {"since": "2024"}, 400, "question", "since"),
        ("documents", {"limit": "many"}, 400, "question", "limit"),
        ("fly", {}, 404, "address", "/api"),
    ],
)
def test_errors_have_one_shape(
    served: Serve, tmp_path: Path, what: str, parameters: dict[str, object], status: int, kind: str, words: str
) -> None:
    found, error = served(small(tmp_path)).error(what, **parameters)
    assert (found, error["kind"]) == (status, kind)
    assert words in error["message"]


def test_answers_beyond_the_last_page_are_told_of(served: Serve, tmp_path: Path) -> None:
    texts: list[Text] = [(f"{n:05}", None, None, ["合肥。"]) for n in range(limits.REACH + limits.PAGE + 1)]
    client = served(small(tmp_path, texts=texts))
    for offset in (limits.REACH - 1, limits.REACH):
        reply = client.ask("documents", offset=offset, limit=limits.PAGE)
        assert (reply.status, len(reply.json())) == (200, limits.PAGE)
        beyond = client.send(reply.headers["link"].partition(">")[0].lstrip("<"))
        assert (beyond.status, beyond.json()["error"]["kind"]) == (422, "limit")
        assert str(limits.REACH) in beyond.json()["error"]["message"]


def test_of_a_long_window_the_surroundings_of_both_names_are_told(served: Serve, tmp_path: Path) -> None:
    far = "前" * 50_000 + "蔚来" + "中" * 300_000 + "合肥" + "后" * 50_000
    near = "蔚来" + "前" * 9000 + "合肥与蔚来。" + "后" * 9000 + "合肥"
    just = "蔚来与合肥" + "。" * (limits.WINDOW - 5)
    texts = [(f"{n}", None, None, [text]) for n, text in enumerate((far, near, just))]
    client = served(make_graph(tmp_path / "long.guanxi", NAMES, texts, window="document"))
    evidence = client.ask("evidence", a="蔚来", b="合肥")
    (path,) = client.answer("path", a="蔚来", b="合肥")
    assert len(evidence.body) < 3 * 4 * limits.WINDOW
    reach = limits.WINDOW // 4
    cut = [
        "… " + "前" * reach + "蔚来" + "中" * reach + " … " + "中" * reach + "合肥" + "后" * reach + " …",
        "… " + "前" * reach + "合肥与蔚来。" + "后" * (reach - 1) + " …",
        just,
    ]
    for found in (evidence.json(), path["hops"][0]["evidence"]):
        assert [row["text"] for row in found] == cut
        assert [[row["text"][a:b] for a, b in row["spans"]] for row in found] == [["蔚来", "合肥"]] * 3
        assert [row["of_a"] for row in found] == [1] * 3
    (same, *_) = client.answer("evidence", a="合肥", b="合肥", limit=1)
    assert [same["text"][a:b] for a, b in same["spans"]] == ["合肥"]


def test_near_names_and_choices_are_told(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    assert client.error("entity", name="宇树科")[1]["near"] == ["宇树科技"]
    choices = client.error("entity", name="光明")[1]["choices"]
    assert [(choice["name"], choice["type"]) for choice in choices] == [("光明", "city"), ("光明", "company")]
    assert client.answer("entity", name=choices[0]["id"])["type"] == "city"


def test_only_get_is_answered(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        reply = client.send("/api/info", method=method, **{"Content-Type": "application/json", "Content-Length": "0"})
        assert (reply.status, reply.json()["error"]["kind"]) == (405, "method")
        assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("text", [SCRIPT, "</script>", "__proto__", "\u202e\u2066abc\u2028", "\x00\x1b[31m", "'\"&"])
def test_no_error_says_markup_again(served: Serve, tmp_path: Path, text: str) -> None:
    client = served(small(tmp_path))
    asked = [
        client.ask("entity", name=text),
        client.ask("neighbors", name="杭州", rank=text),
        client.ask("neighbors", name="杭州", since=text),
        client.ask("search", **{"text": "a", text: text}),
        client.send("/api/" + quote(text, safe="")),
    ]
    for reply in asked:
        assert 400 <= reply.status < 500
        assert not set(b"<>\x1b\x00") & set(reply.body)
        message = reply.json()["error"]["message"]
        assert message.isprintable() and not set("<>") & set(message)
        assert len(message) <= 300


def test_hostile_names_are_answered_as_they_are_but_not_as_markup(served: Serve, tmp_path: Path) -> None:
    long = "长" * 10_000
    names = [(SCRIPT, "company", ["</script>"]), ("__proto__", "city", []), (long, "product", [])]
    graph = make_graph(
        tmp_path / "hostile.guanxi", names, [("<b>", "\u202etitle", None, [f"{SCRIPT}与__proto__、{long}"])]
    )
    client = served(graph)
    reply = client.ask("neighbors", name="__proto__")
    assert {row["name"] for row in reply.json()} == {SCRIPT, long}
    assert not set(b"<>&") & set(reply.body)
    assert client.answer("entity", name=long)["name"] == long
    evidence = client.ask("evidence", a="</script>", b="__proto__")
    assert (evidence.json()[0]["document"], evidence.json()[0]["title"]) == ("<b>", "\u202etitle")
    assert "\u202e" not in evidence.body.decode()


def test_every_answer_says_what_it_is(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    for path in ("/api", "/api/info", "/api/openapi.json", "/api/entity", "/nothing"):
        headers = client.send(path).headers
        assert headers["content-type"] == "application/json"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-frame-options"] == "DENY"


def test_no_request_is_too_strange(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    for request in (
        b"GET /api/info HTTP/1.1\r\n\r\n",
        b"GARBAGE\r\n\r\n",
        "GET /api/search?text=杭 HTTP/1.1\r\n\r\n".encode(),
    ):
        connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=10)
        connection.connect()
        connection.sock.sendall(request)
        status = connection.sock.makefile("rb").readline()
        connection.close()
        assert status.split()[1][:1] == b"4"
    assert client.answer("info")["documents"] == 3


def test_an_answer_that_takes_too_long_is_given_up(
    served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forever(view: View) -> object:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        return view.connection.execute(endless).fetchone()

    client = served(small(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(desk, "SECONDS", 0.2)
        patched.setattr(View, "path", lambda view, *_, **__: forever(view))
        for _ in range(3):
            status, error = client.error("path", a="杭州", b="合肥")
            assert (status, error["kind"]) == (422, "limit")
    assert client.answer("path", a="杭州", b="合肥"), "the threads are free again"


def test_too_many_who_wait_are_told_so(served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAITING", 0)
    status, error = served(star(tmp_path, 2)).error("neighbors", name="中心")
    assert (status, error["kind"]) == (429, "busy")
