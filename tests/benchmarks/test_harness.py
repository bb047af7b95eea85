"""What benchmarks share: sides in processes of their own, figures, and the tables of the documentation."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from guanxi.benchmarks import tables
from guanxi.benchmarks.harness.contest import contest
from guanxi.benchmarks.harness.figure import Figure, Row, table
from guanxi.benchmarks.harness.texts import simplified, texts, write_parts

MB = 1_000_000


def holding(megabytes: int) -> Callable[[], int]:
    held = bytearray(b"x" * megabytes * MB)
    return lambda: len(held)


def with_a_child(megabytes: int) -> Callable[[], object]:
    code = f"import time; held = b'x' * {megabytes * MB}; time.sleep(1)"
    return lambda: subprocess.run([sys.executable, "-c", code], check=True).returncode


def counting_rounds(path: Path, name: str) -> Callable[[], int]:
    def work() -> int:
        with path.open("a") as file:
            file.write(name)
        return len(path.read_text())

    return work


def sleeping() -> Callable[[], None]:
    return partial(time.sleep, 0.1)


def broken() -> Callable[[], None]:
    raise ValueError("no dictionary")


def test_memory_is_that_of_a_side_alone() -> None:
    hog = bytearray(b"x" * 150 * MB)  # what the parent holds is nobody's
    costs = contest({"large": partial(holding, 90), "small": partial(holding, 1)})
    del hog
    assert costs["large"].peak > 90 and costs["small"].peak < 70
    assert costs["large"].result == 90 * MB
    assert contest({"parent": partial(with_a_child, 80)})["parent"].peak > 90


def test_rounds_of_all_sides_alternate(tmp_path: Path) -> None:
    path = tmp_path / "rounds"
    sides = {name: partial(counting_rounds, path, name) for name in "ab"}
    costs = contest(sides, rounds=3, by=lambda cost: -cost.result)
    assert path.read_text() == "ababab"
    assert {name: cost.result for name, cost in costs.items()} == {"a": 5, "b": 6}


def test_waiting_is_wall_time_and_no_cpu_time() -> None:
    cost = contest({"sleeping": sleeping})["sleeping"]
    assert cost.wall >= 0.1 > cost.cpu
    assert cost.measures().keys() == {"load s", "wall s", "CPU s", "peak MB"}


def test_a_side_that_fails_is_told_with_its_reason() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)second: .*no dictionary"):
        contest({"first": sleeping, "second": broken})


def test_ratios_are_to_the_first_of_each_case() -> None:
    rows = [
        Row("small", "guanxi", {"CPU s": 2.0, "peak MB": 10.0}),
        Row("small", "peer", {"CPU s": 5.0}),
        Row("large", "guanxi", {"CPU s": 4.0, "names": 1200}),
        Row("large", "peer", {"CPU s": 1.0}),
    ]
    assert table(Figure("x", rows)).splitlines() == [
        "| | | CPU s | peak MB | names | ratio of CPU s |",
        "| --- | --- | --: | --: | --: | --: |",
        "| small | guanxi | 2.00 | 10.0 | | |",
        "| | peer | 5.00 | | | 2.50 |",
        "| large | guanxi | 4.00 | | 1,200 | |",
        "| | peer | 1.00 | | | 0.250 |",
    ]
    assert "ratio" not in table(Figure("x", rows[:1]))


def test_the_tables_go_between_their_markers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Figure("matching", [Row("names", "guanxi", {"CPU s": 1.5})]).report(tmp_path / "matching.json")
    assert json.loads((tmp_path / "matching.json").read_text(encoding="utf-8"))["machine"]["cores"] >= 1
    docs = tmp_path / "performance.md"
    prose = (
        "# 速度\n\n<!-- machine -->\n{}<!-- end -->\n\nabove\n\n<!-- figure: matching -->\n{}<!-- end -->\n\nbelow\n"
    )
    rest = "<!-- figure: page -->\nas it was\n<!-- end -->\n"
    docs.write_text(prose.format("", "| old |\n") + rest, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["tables.py", "--figures", str(tmp_path), "--docs", str(docs)])
    tables.main()
    made = docs.read_text(encoding="utf-8")
    rows = "| | | CPU s |\n| --- | --- | --: |\n| names | guanxi | 1.50 |\n"
    begin, _, end = prose.partition("{}<!-- end -->\n\nabove")
    assert made.startswith(begin) and made.endswith("above" + end.format(rows) + rest)
    assert f"{json.loads((tmp_path / 'matching.json').read_text())['machine']['processor']}, " in made
    assert capsys.readouterr().err.startswith("page: no ")
    tables.main()
    assert docs.read_text(encoding="utf-8") == made


def test_every_figure_has_its_place_in_the_documentation() -> None:
    from guanxi.benchmarks.run import PROGRAMS

    docs = (Path(tables.__file__).parents[1] / "docs" / "performance.md").read_text(encoding="utf-8")
    assert {found["name"] for found in tables._BLOCK.finditer(docs)} - {None} == set(PROGRAMS)


def test_parts_of_texts_are_of_one_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("國" * 250, encoding="utf-8")
    write_parts(tmp_path / "parts.json", [tmp_path / "a.txt"], characters=100, parts=2)
    first = texts(tmp_path / "parts.json")
    assert [sum(map(len, next(first))) for _ in range(3)] == [100, 100, 100]
    assert next(simplified(tmp_path / "parts.json")) == ["国" * 100]
    with pytest.raises(ValueError, match="fewer than 600 characters"):
        write_parts(tmp_path / "parts.json", [tmp_path / "a.txt"], characters=300, parts=2)
