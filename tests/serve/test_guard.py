"""Who may ask: by Host on this machine, by token from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.graph.serve.guard import COOKIE, Access
from guanxi.graph.serve.server import listening, reached_at

from .conftest import Serve
from .graphs import small

TOKEN = "s3cret-token"
FROM_AFAR = Access(TOKEN, {"graph.example"}, everywhere=True)


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
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Cookie": f"{COOKIE}=é"}):
        for path in ("/", "/api/info", "/api/openapi.json", "/api/info?token=", "/api/info?token=%C3%A9", "/nothing"):
            reply = client.send(path, **headers)
            assert (reply.status, reply.json()["error"]["kind"]) == (401, "token")
            assert TOKEN not in str(reply)
    assert client.send("/api/info", Authorization=f"Bearer {TOKEN}").status == 200
    assert client.send("/api/info", Cookie=f"other=1; {COOKIE}={TOKEN}").status == 200
    assert client.send("/api/info", Host="192.168.1.5:8000", Cookie=f"{COOKIE}={TOKEN}").status == 200
    assert client.send("/api/info", Host="graph.example", Cookie=f"{COOKIE}={TOKEN}").status == 200
    assert client.send("/api/info", Host="evil.example", Cookie=f"{COOKIE}={TOKEN}").status == 421


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
    cookie = reply.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}={TOKEN};") and "HttpOnly" in cookie and "SameSite=lax" in cookie
    if location.startswith("/api"):
        assert client.send(location, Cookie=cookie.partition(";")[0]).status == 200


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
