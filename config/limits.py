"""Limits: memory for counting, the size of files, and what keeps the pairs of a graph finite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from .errors import ConfigError
from .yamlfile import Section

Number = TypeVar("Number", int, float)

MEMORY = 10**9
LEAST_MEMORY = 700 * 10**6
# What a build has besides what it counts: libraries, lexicons, a model, and what DuckDB takes beyond its limit.
_OWN = 400 * 10**6
_MOST_MEGABYTES = 10_000  # a file is held in memory
_MOST = 10**9
_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
_SIZE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([a-z]+)", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What keeps the number of pairs finite (docs/statistics.md).

    Attributes:
        entities_per_window: only so many entities of a window form pairs, those that fewest documents name; None: all.
        hub_share: an entity that more than this share of all documents name forms no pairs; None: every one does.
        min_support: pairs that fewer windows name together are not stored.
    """

    entities_per_window: int | None = 200
    hub_share: float | None = None
    min_support: int = 1


def bytes_of(size: str) -> int:
    """Bytes of a size for `--memory`.

    >>> bytes_of("1.5GB"), bytes_of("2 GiB")
    (1500000000, 2147483648)

    Raises:
        ConfigError: it is no size, or too little to count with.
    """
    match = _SIZE.fullmatch(size.strip())
    if match is None or match[2].upper() not in _UNITS:
        raise ConfigError(f"memory is a number and a unit, such as 800MB, 1GB or 2GiB, not {size[:80]!r}")
    found = round(float(match[1]) * _UNITS[match[2].upper()])
    if found < LEAST_MEMORY:
        raise ConfigError(f"memory must be at least {LEAST_MEMORY // 10**6}MB, not {size[:80]!r}")
    return found


def share_of(memory: int) -> int:
    """Bytes that DuckDB may have, and what is worked on beside it as many, so that a process has no more than `memory`.

    Raises:
        ConfigError: that is too little.
    """
    if memory < LEAST_MEMORY:
        raise ConfigError(f"memory must be at least {LEAST_MEMORY // 10**6}MB, not {memory:,} bytes")
    return (memory - _OWN) // 2


def read_limits(section: Section | None, megabytes: int, memory: int) -> tuple[int, int]:
    """Megabytes of a file and bytes of memory that the section `limits` says, or else these."""
    if section is None:
        return megabytes, memory
    megabytes = _number(section, "file_megabytes", int, megabytes, 1, _MOST_MEGABYTES)
    size = section.get("memory", object, None)
    try:
        memory = memory if size is None else bytes_of(str(size))
    except ConfigError as error:
        raise section.error("memory", str(error)) from None
    section.finish()
    return megabytes, memory


def read_bounds(section: Section | None, bounds: Bounds) -> Bounds:
    """These bounds with what the section `bounds` says over them."""
    if section is None:
        return bounds
    found = Bounds(
        _or_null(section, "entities_per_window", int, bounds.entities_per_window, 2, _MOST),
        _or_null(section, "hub_share", float, bounds.hub_share, 1e-6, 1),
        _number(section, "min_support", int, bounds.min_support, 1, _MOST),
    )
    section.finish()
    return found


def _or_null(
    section: Section, key: str, kind: type[Number], default: Number | None, least: Number, most: Number
) -> Number | None:
    if section.get(key, object, default) is None:
        return None
    return _number(section, key, kind, least if default is None else default, least, most)


def _number(section: Section, key: str, kind: type[Number], default: Number, least: Number, most: Number) -> Number:
    value = section.get(key, kind, default)
    if not least <= value <= most:
        raise section.error(key, f"{key} must be {least} to {most}, not {str(value)[:80]}")
    return value
