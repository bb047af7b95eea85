"""Who may ask: by Host on this machine, by token from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import Response
from starlette.datastructures import Headers
from starlette.types import Message

from guanxi.graph.query.view import View
from guanxi.graph.serve.guard import HEADERS, POLICY, Access, Guard
from guanxi.graph.serve.server import listening, reached_at

from .conftest import Client, Serve, awaited
from .graphs import small

TOKEN = "s3cret-token"
FROM_AFAR = Access(TOKEN, {"graph.example"}, everywhere=True)


def cookie(client: Client, token: str = TOKEN) -> str:
    """The cookie with a token, as a browser sends it."""
    return f"guanxi-token-{client.port}={token}"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421),
        ("192.168.1.5:8000", 421),
        ("", 421),
        ("[", 421),
        ("[::1].evil.example", 421),
        ("[127.0.0.1]evil.example", 421),
    ],
)
def test_a_name_that_somebody_points_here_gets_no_answer(served: Serve, tmp_path: Path, host: str, status: int) -> None:
    reply = served(small(tmp_path)).send("/api/info", Host=host)
    assert reply.status == status
    assert (reply.json().get("error", {}).get("kind") == "host") == (status == 421)


def test_no_other_site_may_read_an_answer(served: Serve, tmp_path: Path) -> None:
    reply = served(small(tmp_path)).send("/api/info", Origin="https://evil.example")
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"


def test_from_elsewhere_a_token_is_needed(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path), FROM_AFAR)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Cookie": cookie(client, "é")}):
        for path in ("/", "/api/info", "/api/openapi.json", "/api/info?token=", "/api/info?token=%C3%A9", "/nothing"):
            reply = client.send(path, **headers)
            assert (reply.status, reply.json()["error"]["kind"]) == (401, "token")
            assert TOKEN not in str(reply)
    assert client.send("/api/info", Authorization=f"Bearer {TOKEN}").status == 200
    assert client.send("/api/info", Cookie=f"other=1; {cookie(client)}").status == 200
    for host, status in (("192.168.1.5:8000", 200), ("graph.example", 200), ("evil.example", 421)):
        assert client.send("/api/info", Host=host, Cookie=cookie(client)).status == status


@pytest.mark.parametrize(
    ("path", "location"),
    [
        (f"/?token={TOKEN}", "/"),
        (f"/api/search?text=%E6%9D%AD&token={TOKEN}&limit=2", "/api/search?text=%E6%9D%AD&limit=2"),
        (f"//evil.example/?token={TOKEN}", "/evil.example/"),
        (f"/%0d%0aSet-Cookie:%20a=b?token={TOKEN}", "/%0D%0ASet-Cookie%3A%20a%3Db"),
    ],
)
def test_the_token_of_the_address_moves_into_a_cookie(served: Serve, tmp_path: Path, path: str, location: str) -> None:
    client = served(small(tmp_path), FROM_AFAR)
    reply = client.send(path)
    assert (reply.status, reply.headers["location"]) == (303, location)
    first, *rest = reply.headers["set-cookie"].split("; ")
    assert (first, sorted(rest)) == (cookie(client), ["HttpOnly", "Path=/", "SameSite=lax"])
    if location.startswith("/api"):
        assert client.send(location, Cookie=first).status == 200


def test_two_servers_of_one_machine_do_not_take_each_others_cookie(served: Serve, tmp_path: Path) -> None:
    graph = small(tmp_path)
    kept: dict[str, str] = {}  # a browser keeps one cookie of a name for all ports
    clients = {token: served(graph, Access(token, everywhere=True)) for token in ("one", "other")}
    for token, client in clients.items():
        name, _, value = client.send(f"/?token={token}").headers["set-cookie"].partition(";")[0].partition("=")
        kept[name] = value
    for client in clients.values():
        assert client.send("/api/info", Cookie="; ".join(map("=".join, kept.items()))).status == 200
    one, other = clients.values()
    assert other.send("/api/info", Cookie=cookie(one, "one")).status == 401


def test_the_answer_to_a_fault_has_the_headers_of_every_answer(
    served: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served(small(tmp_path))
    monkeypatch.setattr(View, "info", lambda view: 1 / 0)
    reply = client.ask("info")
    assert (reply.status, reply.json()["error"]["kind"]) == (500, "internal")
    expected = {**HEADERS, "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    assert {name: reply.headers.get(name.lower()) for name in expected} == expected
    assert b"zero" not in reply.body, "what went wrong within is for the terminal"


def guarded(response: Response) -> Headers:
    """The headers of a response from behind the guard."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "query_string": b"", "headers": [(b"host", b"localhost")]}
    awaited(Guard(response, access=Access())(scope, receive, send))
    return Headers(raw=sent[0]["headers"])


def test_a_page_says_itself_what_it_may_load_and_how_long_it_is_kept() -> None:
    page = {"Content-Security-Policy": "default-src 'self'", "Cache-Control": "no-cache", "ETag": '"1"'}
    headers = guarded(Response("<p>", headers=page, media_type="text/html"))
    assert {name: headers[name] for name in (*page, *HEADERS)} == {**page, **HEADERS}


def test_not_modified_changes_nothing_about_what_a_browser_keeps(served: Serve, tmp_path: Path) -> None:
    headers = guarded(Response(status_code=304, headers={"ETag": '"1"'}))
    assert not {"content-security-policy", "cache-control"} & set(headers)
    client = served(small(tmp_path))
    kept = client.ask("info").headers
    told = client.send("/api/info", **{"If-None-Match": kept["etag"]}).headers
    assert [told[name] for name in ("etag", "cache-control")] == [kept[name] for name in ("etag", "cache-control")]


def test_only_an_address_of_this_machine_alone_needs_no_token() -> None:
    for host, token in (("127.0.0.1", False), ("localhost", False), ("127.0.0.2", False), ("0.0.0.0", True)):
        with listening(host, 0) as listener:
            access, address = reached_at(listener, host)
        assert (access.token is not None, "token=" in address) == (token, token)
        assert access.everywhere == token
        assert token or address == f"http://{host}:{address.rpartition(':')[2]}"
    with listening("0.0.0.0", 0) as listener:
        tokens = {reached_at(listener, "0.0.0.0")[0].token for _ in range(3)}
    assert len(tokens) == 3 and all(token and len(token) > 40 for token in tokens)


def test_a_head_is_answered_without_a_body(served: Serve, tmp_path: Path) -> None:
    client = served(small(tmp_path))
    for path in ("/", "/api", "/api/", "/api/info"):
        head, whole = client.send(path, method="HEAD"), client.send(path)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-length"] == str(len(whole.body))
        assert head.headers["content-type"] == whole.headers["content-type"]
