"""docs/exports.md names every format, and its Python runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from guanxi.graph.export import FORMATS, export
from guanxi.graph.query.view import View

DOCS = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall("^    guanxi export (.*)", DOCS, re.MULTILINE)]
BLOCKS = re.findall("```python\n(.*?)```", DOCS, re.DOTALL)


def test_every_format_is_told_of_and_nothing_else() -> None:
    formats = [command[command.index("--format") + 1] for command in COMMANDS]
    assert sorted(formats) == sorted(set(FORMATS) - {"jsonl"})
    assert all(f"`{name}`" in DOCS for name in FORMATS)


def test_the_python_runs(
    small_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("rdflib")
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    small_graph.rename("my.guanxi")
    with View.open("my.guanxi") as view:
        for graph, _, kind, _, out in COMMANDS:
            assert graph == "my.guanxi"
            export(view, Path(out), format=kind)
    assert len(BLOCKS) >= 4
    for block in BLOCKS:
        exec(compile(block, "exports.md", "exec"), {})
        assert re.search("合肥|蔚来|company", capsys.readouterr().out), block
