"""Who may ask: the Host a browser names, the token where others than this machine can reach the server."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .limits import BODY
from .problems import Problem, refuse
from .writing import JSON

# Of every answer. A page that is served sets a Content-Security-Policy of its own.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = "default-src 'none'; frame-ancestors 'none'"

_BRACKETED = re.compile(r"\[([^\]]*)\](?::\d*)?")
_NO_TOKEN = Problem("token", "open the address that `guanxi serve` printed, or send: Authorization: Bearer TOKEN")
_OTHER_SITE = Problem("origin", "pages of other sites may send nothing here")
_NO_JSON = Problem("content", f"what is sent must be {JSON}")
_TOO_MUCH = Problem("size", f"what is sent must tell its length, at most {BODY} bytes")
_OTHER_HOST = Problem("host", "this server does not go by that name; use the address that `guanxi serve` printed")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask: `token` if one is needed, and the `names` that Host may have.

    Addresses may stand in Host too, `everywhere` any, else only those of this machine. So a page on another site that
    lets its own name point here (DNS rebinding) gets no answer: its browser sends that name.
    """

    token: str | None = None
    names: Collection[str] = ("localhost",)
    everywhere: bool = False

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = host.strip().lower()
        bracketed = _BRACKETED.fullmatch(name)
        name = bracketed[1] if bracketed else name.partition(":")[0]
        try:
            return ip_address(name).is_loopback or self.everywhere
        except ValueError:
            return name.rstrip(".") in self.names

    def admits(self, token: str) -> bool:
        """Whether this is the token; the time it takes does not tell how much of it is right."""
        return self.token is None or secrets.compare_digest(token.encode(), self.token.encode())


class Guard:
    """ASGI application before another one: turns away who may not ask, and sets the headers of every answer.

    Nothing stands before it, so that the answer to a fault of the application has these headers too.
    """

    def __init__(self, app: ASGIApp, *, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http":
            # Nothing here speaks WebSocket; an application without a route for it closes it.
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                # Browsers put the headers of "not modified" in the place of those that came with what they keep.
                if message["status"] != HTTPStatus.NOT_MODIFIED:
                    headers.setdefault("Content-Security-Policy", POLICY)
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        # A HEAD is answered as a GET whose body the server keeps to itself.
        scope = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        app = self._refusal(scope) or self._app
        await app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to who may not ask, or to who brings the token in the address: the address without it."""
        headers = Headers(scope=scope)
        if not self._access.knows(headers.get("host", "")):
            return refuse(HTTPStatus.MISDIRECTED_REQUEST, _OTHER_HOST)
        return self._stranger(scope, headers) or (None if scope.get("method", "GET") == "GET" else _unfit(headers))

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        if self._access.token is None:
            return None
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        brought = dict(asked).get("token")
        if brought is not None and self._access.admits(brought):
            return self._welcome(scope, [(name, value) for name, value in asked if name != "token"])
        if self._access.admits(_token_of(headers, cookie_of(scope))):
            return None
        return refuse(HTTPStatus.UNAUTHORIZED, _NO_TOKEN, **{"WWW-Authenticate": "Bearer"})

    def _welcome(self, scope: Scope, rest: list[tuple[str, str]]) -> Response:
        """The token goes into a cookie, so that it stands neither in the address bar nor in the history for long."""
        # One slash: two would lead to another server.
        target = "/" + quote(scope["path"].lstrip("/\\")) + ("?" + urlencode(rest) if rest else "")
        response = Response(status_code=HTTPStatus.SEE_OTHER, headers={"Location": target})
        response.set_cookie(cookie_of(scope), self._access.token or "", httponly=True, samesite="lax")
        return response


def cookie_of(scope: Scope) -> str:
    """The name of the cookie: browsers do not tell ports of one machine apart, where another server may answer."""
    _, port = scope.get("server") or ("", "")
    return f"guanxi-token-{port}"


def _unfit(headers: Headers) -> Response | None:
    """The answer to what is sent by a page of another site, or is no JSON, which such a page could send unasked."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
    host = headers["host"].strip().lower()
    ours = origin is None or origin.strip().lower() in (f"http://{host}", f"https://{host}")
    if not ours or site not in ("same-origin", "none"):
        return refuse(HTTPStatus.FORBIDDEN, _OTHER_SITE)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        return refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _NO_JSON)
    size = headers.get("content-length", "")
    if not (size.isascii() and size.isdigit() and len(size) < 20 and int(size) <= BODY):
        return refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_MUCH)
    return None


def _token_of(headers: Headers, name: str) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return cookie.value if cookie else ""
