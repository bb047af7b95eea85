"""Floors: the least F1 of each figure that a change may bring. Raised by pinning, lowered only on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from guanxi.config.errors import InputError
from guanxi.config.yamlfile import read_yaml

from .scorer import Figure

MARGIN = 0.005
_HEAD = f"""\
# The least F1 that each figure may have on the gold with this SHA-256. Written by
# `python benchmarks/quality.py --pin`: the figures of that run less {MARGIN}, or the floor before if that was higher.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """Least F1 by name of figure, and the SHA-256 of the gold it was measured on."""

    gold: str
    least: Mapping[str, float]


def read_floors(path: Path) -> Floors | None:
    """The floors of a file; None where there is none yet.

    Raises:
        ConfigError: the file cannot be used; names file and line.
    """
    if not path.exists():
        return None
    top = read_yaml(path)
    section = top.section("floors")
    least = {name: section.get(name, float, 0.0) for name in section.names()} if section else {}
    floors = Floors(top.get("gold", str, ""), least)
    top.finish()
    return floors


def write_floors(path: Path, floors: Floors) -> None:
    """Write the file that `read_floors` reads.

    Raises:
        InputError: the file cannot be written.
    """
    text = yaml.safe_dump({"gold": floors.gold, "floors": dict(floors.least)}, sort_keys=False)
    try:
        path.write_text(_HEAD + text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def failures(figures: Mapping[str, Figure], floors: Floors | None, gold: str) -> list[str]:
    """Why these figures do not pass, a line for each reason; none if they do."""
    if floors is None:
        return ["no floors yet: pin them with --pin"]
    if floors.gold != gold:
        return ["gold changed: pin again with --pin"]
    unpinned = [f"{name} has no floor: pin it with --pin" for name in figures if name not in floors.least]
    return below(figures, floors) + unpinned


def below(figures: Mapping[str, Figure], floors: Floors) -> list[str]:
    """A line for each figure that is below its floor or was not measured."""
    lines = []
    for name, least in floors.least.items():
        if name not in figures:
            lines.append(f"{name} was not measured, its floor is {least:.3f}")
        elif figures[name].f1 < least:
            lines.append(f"{name} {figures[name].f1:.3f} is below its floor {least:.3f}")
    return lines


def pinned(figures: Mapping[str, Figure], old: Floors | None, gold: str, *, allow_lower: bool) -> Floors:
    """New floors: the figures less the margin. Without `allow_lower` no floor sinks: the old one stays if higher."""
    before = {} if old is None or allow_lower else old.least
    least = {name: max(round(figure.f1 - MARGIN, 3), before.get(name, 0.0)) for name, figure in figures.items()}
    return Floors(gold, least)
