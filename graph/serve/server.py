"""The server: where it listens, and what its users need to know to reach it."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import socket
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from types import FrameType

import uvicorn

from ...config.errors import GuanxiError
from ..query.view import View
from .app import create_app
from .guard import Access

_REASONS = {
    errno.EADDRINUSE: "port {port} of {host} is taken; choose another one with --port",
    errno.EACCES: "port {port} needs rights that you do not have; choose one above 1023 with --port",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine; choose another one with --host",
}
# A name may be 10,000 characters long, nine bytes each in an address.
_LONGEST_REQUEST = 256 * 1024


class _Server(uvicorn.Server):
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, without complaints about what that cuts off."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        super().handle_exit(sig, frame)


def serve(
    graph: str | os.PathLike[str],
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    lang: str = "zh",
    read_only: bool = False,
    who: str = "",
    ready: Callable[[str, bool], None],
) -> None:
    """Serve the graph until the process is interrupted; `ready` is told the address once somebody listens there.

    Who can ask can also decide about names, in the name of `who`, unless it is `read_only`. Others than this machine
    need the token that is part of the address: `ready` is also told whether it is secret.

    Raises:
        GraphError: there is no graph.
        GuanxiError: the server cannot listen there.
    """
    View.open(graph).close()
    with listening(host, port) as listener:
        access, address = reached_at(listener, host)
        app = create_app(graph, access=access, lang=lang, read_only=read_only, who=who)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            http="h11",
            ws="none",
            h11_max_incomplete_event_size=_LONGEST_REQUEST,
            timeout_graceful_shutdown=1,
        )
        ready(address, access.token is not None)
        # uvicorn raises the interrupt again once it has ended.
        with suppress(KeyboardInterrupt):
            _Server(config).run(sockets=[listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to a host and port; questions wait there until the server runs.

    Raises:
        GuanxiError: that cannot be.
    """
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise GuanxiError(f"no machine is named {host!r}; choose another one with --host") from None
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # There it would let two servers share one port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = _REASONS.get(error.errno or 0, "{host}, port {port}: " + (error.strerror or str(error)))
        raise GuanxiError(reason.format(host=host, port=port)) from None
    return listener


def reached_at(listener: socket.socket, host: str) -> tuple[Access, str]:
    """Who may ask a server that listens there, and the address to open."""
    bound, port = listener.getsockname()[:2]
    name = host if not _is_address(host) else f"[{bound}]" if ":" in bound else bound
    if ip_address(bound.partition("%")[0]).is_loopback:
        return Access(names={"localhost", host.lower()}), f"http://{name}:{port}/"
    machine = socket.gethostname().lower()
    if ip_address(bound.partition("%")[0]).is_unspecified:
        name = machine
    access = Access(secrets.token_urlsafe(32), {"localhost", host.lower(), machine}, everywhere=True)
    return access, f"http://{name}:{port}/?token={access.token}"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
