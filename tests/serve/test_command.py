"""`guanxi serve` as a user meets it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from guanxi.cli import serving

from ..conftest import Run
from ..graph.reviewed import to_review
from .conftest import Client
from .graphs import small

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "guanxi", "serve", str(small(tmp_path)), "--port", "0"]
    # A shell that starts it in the background may have told it to ignore interrupts.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    ) as server:
        try:
            assert server.stdout is not None and server.stderr is not None
            address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            assert address
            with urllib.request.urlopen(address[0] + "api/info", timeout=30) as answer:
                assert json.load(answer)["documents"] == 3
            server.send_signal(signal.SIGINT)
            assert (server.wait(timeout=30), server.stderr.read(), server.stdout.read()) == (0, "", "")
        finally:
            server.kill()


SLOW = """
import time
from guanxi.cli import main
from guanxi.graph.query.view import View

View.info = lambda view: time.sleep(60)
main()
"""


def test_an_end_in_the_middle_of_an_answer_is_quiet(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SLOW, "serve", str(small(tmp_path)), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    ) as server:
        try:
            assert server.stdout is not None and server.stderr is not None
            port = re.search(r":(\d+)/", server.stdout.readline())
            assert port
            with socket.create_connection(("127.0.0.1", int(port[1])), timeout=30) as connection:
                connection.sendall(b"GET /api/info HTTP/1.1\r\nHost: localhost\r\n\r\n")
                connection.settimeout(1)
                with pytest.raises(TimeoutError):
                    connection.recv(1)
                server.send_signal(signal.SIGINT)
                assert (server.wait(timeout=30), server.stderr.read()) == (0, "")
                assert b'"kind":"busy"' in connection.recv(10_000)
        finally:
            server.kill()


def test_ctrl_c_in_the_middle_of_a_recount_is_quiet(tmp_path: Path) -> None:
    """The terminal tells all processes of it, the one that recounts too."""
    command = [sys.executable, "-m", "guanxi", "serve", str(to_review(tmp_path)), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout is not None and server.stderr is not None
            port = re.search(r":(\d+)/", server.stdout.readline())
            assert port
            sent = {"decisions": [{"decision": "ignore", "names": ["彭唯"]}]}
            assert Client(int(port[1])).post("/api/decisions", sent).status == 202
            time.sleep(0.3)
            os.killpg(server.pid, signal.SIGINT)
            assert (server.wait(timeout=30), server.stderr.read()) == (0, "")
        finally:
            server.kill()


@pytest.mark.parametrize(("address", "secret"), [("http://127.0.0.1:8000/", False), ("http://me:8000/?token=x", True)])
def test_a_secret_address_is_not_given_to_a_browser(
    monkeypatch: pytest.MonkeyPatch, address: str, secret: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(serving, "serve_graph", lambda graph, ready, **_: ready(address, secret))
    monkeypatch.setattr(serving, "_somebody_watches", lambda: True)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    done = CliRunner().invoke(serving.serve, ["my.guanxi"])
    assert opened == ([] if secret else [address])
    assert done.output.startswith(f"my.guanxi: {address} (") and done.output.count("\n") == 1
    assert ("open this yourself" in done.output) == secret


def test_what_the_user_must_mend(run: Run, tmp_path: Path) -> None:
    graph = small(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for arguments, words in (
            ((graph, "--port", port), f"port {port} of 127.0.0.1 is taken; choose another one with --port"),
            (("none.guanxi",), "does not exist"),
            ((tmp_path,), "is not a graph"),
            ((graph, "--host", "no..host"), "no machine is named"),
            ((graph, "--host", "203.0.113.7"), "is no address of this machine"),
            ((graph, "--port", 70000), "port"),
        ):
            done = run("serve", *arguments)
            assert (done.returncode, done.stdout) == (2, "")
            assert words in done.stderr
            assert done.stderr.count("\n") == 1
