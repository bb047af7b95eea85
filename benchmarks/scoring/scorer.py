"""The figures, as the gold's own scorer prints them: it runs as a program of its own and its lines are read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from guanxi.config.errors import InputError

_HEAD = re.compile(
    r"gold: (\d+) documents, (\d+) mentions, (\d+) nodes, (\d+) edges; system: (\d+) mentions, (\d+) nodes"
)
_LINE = re.compile(r"(\S+\.f1\S*) +([\d.]+) +precision ([\d.]+) +recall ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure, each part from 0 to 1."""

    f1: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What the scorer printed: how much gold there is, how many mentions were found, and each figure by its name."""

    documents: int
    mentions: int
    nodes: int
    edges: int
    found: int
    figures: dict[str, Figure]


def run_scorer(scorer: Path, *, gold: Path, docs: Path, export: Path) -> Scores:
    """Score an exported folder.

    Raises:
        InputError: there is no such scorer, or it stopped with a complaint.
    """
    if not scorer.is_file():
        raise InputError(f"there is no scorer at {scorer}; name the score.py that came with the gold by --scorer")
    inputs = {"gold": gold, "docs": docs, "mentions": export / "mentions.jsonl", "edges": export / "edges.jsonl"}
    done = subprocess.run(
        [sys.executable, str(scorer), *(f"--{name}={path}" for name, path in inputs.items())],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    if done.returncode:
        raise InputError(f"{scorer}: {(done.stderr.splitlines() or ['stopped without a word'])[-1]}")
    return parse(done.stdout, scorer=scorer)


def parse(printed: str, *, scorer: Path) -> Scores:
    """Read what the scorer printed.

    Raises:
        InputError: these are not lines of the scorer.
    """
    head = _HEAD.match(printed)
    lines = [match for line in printed.splitlines() if (match := _LINE.fullmatch(line.rstrip()))]
    if head is None or not lines:
        raise InputError(f"{scorer} prints no figures that can be read; is it the score.py that came with the gold?")
    documents, mentions, nodes, edges, found = map(int, head.groups()[:5])
    figures = {line[1]: Figure(float(line[2]), float(line[3]), float(line[4])) for line in lines}
    return Scores(documents, mentions, nodes, edges, found, figures)
