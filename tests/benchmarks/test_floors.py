"""Floors: what fails, and what pinning may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.benchmarks.scoring.floors import Floors, below, failures, pinned, read_floors, write_floors
from guanxi.benchmarks.scoring.scorer import Figure, parse
from guanxi.config.errors import ConfigError, InputError

PRINTED = """\
gold: 2 documents, 10 mentions, 4 nodes, 5 edges; system: 9 mentions, 3 nodes
mention.f1                   0.842   precision 0.889   recall 0.800
mention.f1.city              1.000   precision 1.000   recall 1.000
"""


def figures(**f1: float) -> dict[str, Figure]:
    return {name: Figure(value, value, value) for name, value in f1.items()}


def test_what_the_scorer_prints_is_read() -> None:
    scores = parse(PRINTED, scorer=Path("score.py"))
    assert (scores.documents, scores.mentions, scores.nodes, scores.edges, scores.found) == (2, 10, 4, 5, 9)
    city = Figure(1.0, 1.0, 1.0)
    assert scores.figures == {"mention.f1": Figure(0.842, 0.889, 0.8), "mention.f1.city": city}


@pytest.mark.parametrize("printed", ["", "usage: something else\n", PRINTED.splitlines()[0]])
def test_what_is_no_scorer_is_said(printed: str) -> None:
    with pytest.raises(InputError, match=r"other\.py prints no figures"):
        parse(printed, scorer=Path("other.py"))


def test_a_figure_on_its_floor_passes_and_one_below_is_named() -> None:
    floors = Floors("1a", {"node": 0.8, "edge": 0.6})
    assert failures(figures(node=0.8, edge=0.7), floors, "1a") == []
    assert failures(figures(node=0.799, edge=0.7), floors, "1a") == ["node 0.799 is below its floor 0.800"]


def test_no_floor_goes_unseen() -> None:
    floors = Floors("1a", {"node": 0.8})
    assert failures(figures(node=0.9, edge=0.7), floors, "1a") == ["edge has no floor: pin it with --pin"]
    assert failures({}, floors, "1a") == ["node was not measured, its floor is 0.800"]
    assert failures(figures(node=0.9), None, "1a") == ["no floors yet: pin them with --pin"]


def test_another_gold_must_be_pinned_again() -> None:
    assert failures(figures(node=0.9), Floors("1a", {"node": 0.8}), "2b") == ["gold changed: pin again with --pin"]


def test_pinning_leaves_a_margin_and_lowers_nothing_unasked() -> None:
    old = Floors("1a", {"node": 0.8, "edge": 0.6})
    now = figures(node=0.802, edge=0.7, alias=0.003)
    assert below(now, old) == []
    assert pinned(now, old, "2b", allow_lower=False) == Floors("2b", {"node": 0.8, "edge": 0.695, "alias": 0.0})
    assert pinned(now, old, "2b", allow_lower=True) == Floors("2b", {"node": 0.797, "edge": 0.695, "alias": 0.0})
    assert pinned(now, None, "2b", allow_lower=False) == pinned(now, old, "2b", allow_lower=True)


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    # Sixty-four digits without a letter are a number to YAML, if they are not quoted.
    floors = Floors("1" * 64, {"mention.f1": 0.818, "mention.f1.city": 1.0})
    write_floors(tmp_path / "floors.yaml", floors)
    assert read_floors(tmp_path / "floors.yaml") == floors
    assert read_floors(tmp_path / "none.yaml") is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("floors: {node: high}", r"floors\.yaml:1: 'node' must be a number"),
        ("gold: 1a\nflors: {}", r"floors\.yaml:2: unknown key 'flors'"),
        ("[1]", "must be a map"),
    ],
)
def test_a_broken_file_of_floors_is_said_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    (path := tmp_path / "floors.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=complaint):
        read_floors(path)


def test_floors_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_floors(tmp_path / "nowhere" / "floors.yaml", Floors("1a", {}))
