"""Named parts found through entry points: built-in extractors come in by the same door as anyone's.

A package offers an extractor with, in its own setup.cfg,

    [options.entry_points]
    guanxi.extractors =
        mine = my_package.module:create

and users switch it on under `extractors:` in their configuration.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from .errors import ConfigError

EXTRACTORS = "guanxi.extractors"


@cache  # who installs more starts anew
def available(group: str) -> dict[str, EntryPoint]:
    """Entry points of a group by name, sorted; nothing is imported yet."""
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda p: (p.name, p.value))}


def version(group: str, name: str) -> str:
    """Which distribution offers `name`, with its version: another one may find other things."""
    point = available(group)[name]
    return f"{point.value} {point.dist.name} {point.dist.version}" if point.dist else point.value


def is_own(group: str, name: str) -> bool:
    """Whether `name` is a part of this package."""
    return available(group)[name].value.partition(".")[0] == __name__.partition(".")[0]


def load(group: str, name: str) -> Any:
    """Import the object registered under `name`.

    Raises:
        ConfigError: no such name (the error lists those there are), or its module cannot be imported.
    """
    points = available(group)
    if name not in points:
        near = difflib.get_close_matches(name, points, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise ConfigError(f"no {group} is named {name!r}; {hint}there are: {', '.join(points) or 'none'}")
    try:
        return points[name].load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"{group} {name!r} ({points[name].value}) cannot be imported: {error}") from error
