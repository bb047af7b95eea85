"""A browser for the tests that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def mark(items: list[pytest.Item]) -> None:
    """Mark the tests that use the browser."""
    for item in items:
        if "browser" not in getattr(item, "fixturenames", ()):
            continue
        item.add_marker("browser")
        # Playwright leaves its event loop and sockets to the interpreter's end.
        for warning in ("ResourceWarning", "pytest.PytestUnraisableExceptionWarning"):
            item.add_marker(pytest.mark.filterwarnings(f"ignore::{warning}"))


def launched() -> Iterator[Browser]:
    """One for all tests of a session."""
    sync_api = pytest.importorskip("playwright.sync_api")
    # Where a browser is required, as in CI, its absence fails the tests instead of skipping them.
    if CHROMIUM is None and "GUANXI_REQUIRE_BROWSER" not in os.environ:
        pytest.skip("no Chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
