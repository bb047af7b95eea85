"""Limits and bounds of the configuration, and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError
from guanxi.config.limits import Bounds, bytes_of, share_of
from guanxi.config.settings import load_settings
from guanxi.config.stored import plain, settings_of

NO_SIZE = "memory is a number and a unit, such as 800MB, 1GB or 2GiB, not "


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("size", "found"),
    [("800MB", 800_000_000), ("1GB", 10**9), ("2GiB", 2**31), ("0.75gib", 3 * 2**28), (" 700 MiB ", 700 * 2**20)],
)
def test_sizes(size: str, found: int) -> None:
    assert bytes_of(size) == found


@pytest.mark.parametrize("size", ["", "1", "GB", "1 PB", "-1GB", "1,5GB", "１GB", "1e9MB", "9999999GB", "1GB\n1GB"])
def test_what_is_no_size_is_told(size: str) -> None:
    with pytest.raises(ConfigError, match=NO_SIZE):
        bytes_of(size)


def test_too_little_memory_is_told() -> None:
    with pytest.raises(ConfigError, match="memory must be at least 700MB, not '699MB'"):
        bytes_of("699MB")
    with pytest.raises(ConfigError, match="memory must be at least 700MB, not 699,000,000 bytes"):
        share_of(699_000_000)
    assert share_of(bytes_of("700MB")) == 150_000_000


def test_the_shipped_configuration_says_the_defaults() -> None:
    settings = load_settings()
    assert (settings.bounds, settings.memory, settings.file_megabytes) == (Bounds(), 10**9, 200)


def test_single_bounds_are_overridden(tmp_path: Path) -> None:
    first = load_settings(write(tmp_path, "bounds: {hub_share: 0.01}\nlimits: {memory: 2GiB}\n"))
    assert (first.bounds, first.memory, first.file_megabytes) == (Bounds(hub_share=0.01), 2**31, 200)
    every = load_settings(write(tmp_path, "bounds: {entities_per_window: null, hub_share: 1, min_support: 3}\n"))
    assert every.bounds == Bounds(None, 1.0, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bounds: {entities_per_window: 1}", "entities_per_window must be 2 to 1000000000, not 1"),
        ("bounds: {hub_share: 0}", "hub_share must be 1e-06 to 1, not 0"),
        ("bounds: {hub_share: 1%}", "'hub_share' must be a number, not '1%'"),
        ("bounds: {min_support: null}", "'min_support' must be a whole number, not None"),
        ("bounds: {min_suport: 2}", "unknown key 'min_suport'; did you mean 'min_support'?"),
        ("limits: {memory: 1000000000}", f"{NO_SIZE}'1000000000'"),
        ("limits: {memory: ''}", f"{NO_SIZE}''"),
        ("limits: {memory: 10MB}", "memory must be at least 700MB, not '10MB'"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"# mine\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value).startswith(f"{path}:2: {told}")


def test_a_graph_keeps_its_bounds_and_not_the_memory(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "bounds: {hub_share: 0.5}\nlimits: {memory: 3GB}\n"))
    kept = settings_of(plain(settings))
    assert "memory" not in plain(settings)
    assert (kept.bounds, kept.memory) == (Bounds(hub_share=0.5), 10**9)
