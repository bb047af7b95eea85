"""Every benchmark runs to its end on next to nothing, and its figure has what docs/performance.md shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from guanxi.benchmarks import run, serve_speed
from guanxi.benchmarks.harness.figure import Figure
from guanxi.benchmarks.memory import slope

PEERS = {
    "matching": {"flashtext", "pyahocorasick", "jieba.cut and a look-up"},
    "extraction": {"jieba.posseg", "spaCy, entity ruler"},
    "parts": {"jieba.posseg"},
    "build": {"jieba.posseg"},
    "workers": {"1 worker"},
    "counting": {"Counter", "networkx", "DuckDB, pairs alone"},
    "queries": {"nx.Graph"},
    "centrality": {"networkx"},
}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def needs(name: str) -> list[pytest.MarkDecorator]:
    wanted = os.environ.get("GUANXI_REQUIRE_BROWSER")
    return (
        [pytest.mark.browser, pytest.mark.skipif(not (CHROMIUM or wanted), reason="no Chromium")]
        if name == "page"
        else []
    )


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in run.PROGRAMS])
def test_runs(name: str, tmp_path: Path) -> None:
    command = [sys.executable, run.__file__, "--size", "tiny", "--only", name, "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    figure = Figure.read(tmp_path / "tiny" / f"{name}.json")
    assert figure.name == name
    assert PEERS.get(name, set()) <= {row.who for row in figure.rows}
    assert all(row.measures for row in figure.rows)
    cases = [row.case for row in figure.rows]
    assert cases == sorted(cases, key=cases.index)
    if name in PEERS and figure.compared:
        assert all(figure.compared in row.measures for row in figure.rows)
    assert re.search(r"^## " + name, done.stdout, re.MULTILINE)


def test_a_figure_that_nobody_knows(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", "--only", "matchin"])
    with pytest.raises(SystemExit) as stopped:
        run.main()
    assert stopped.value.code == 2
    assert "there is no figure 'matchin'; there are: matching, " in capsys.readouterr().err


def test_a_program_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (tmp_path / "good.py").write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[sys.argv.index('--json') + 1])\n"
        "path.parent.mkdir(parents=True)\n"
        "path.write_text('{}')",
        encoding="utf-8",
    )
    programs = {name: (f"{name}.py", {"tiny": ""}) for name in ("bad", "good")}
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "PROGRAMS", programs)
    assert run.run(["bad", "good"], size="tiny", out=tmp_path) == ["bad"]
    assert json.loads((tmp_path / "tiny" / "good.json").read_text()) == {}


def test_the_slope_of_memory() -> None:
    assert slope([10, 20, 30], [105, 110, 115]) == pytest.approx(0.5)
    assert slope([10, 20, 30], [100, 100, 100]) == 0
    assert slope([10], [100]) == 0


def test_serving(tmp_path: Path) -> None:
    command = [sys.executable, serve_speed.__file__, "--edges", "500", "--clients", "2", "--seconds", "0.5"]
    done = subprocess.run(
        [*command, "--graph", str(tmp_path / "g")], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    told = re.findall(r"^  (\w+) +median +[\d.]+ ms, 95 % within", done.stdout, re.MULTILINE)
    assert told == ["evidence", "neighbors", "search"] * 2


def test_every_figure_has_a_table_in_the_docs_and_none_is_empty() -> None:
    docs = (run.HERE.parent / "docs" / "performance.md").read_text(encoding="utf-8")
    tables = dict(re.findall(r"<!-- figure: (\w+) -->\n(.*?)<!-- end -->", docs, re.DOTALL))
    assert set(tables) == set(run.PROGRAMS)
    assert [name for name, table in tables.items() if table.count("\n| ") < 3] == []
