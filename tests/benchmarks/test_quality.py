"""`benchmarks/quality.py`, on two invented documents with the gold's own scorer where it stands beside the checkout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.benchmarks import quality
from guanxi.benchmarks.scoring.floors import read_floors
from guanxi.config.settings import load_settings

PROGRAM = Path(quality.__file__)
needs_scorer = pytest.mark.skipif(
    not (quality.SHARED / "gold" / "score.py").is_file(), reason="no scorer beside the checkout"
)
DOCUMENTS = {
    "a": (
        "蔚来与合肥签约。闪鱼在合肥发布新品。\n",
        "[{type: city, surfaces: [合肥]}, {type: company, surfaces: [蔚来, 闪鱼]}]",
    ),
    "b": ("輝達與台積電在臺北會面。\n", "[{type: company, surfaces: [輝達, 台積電]}]"),
}


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    """Arguments that name the gold and the texts: 闪鱼 is a firm nobody knows, 臺北 is not annotated in b."""
    for name, (text, entities) in DOCUMENTS.items():
        (gold := tmp_path / "gold").mkdir(exist_ok=True)
        (texts := tmp_path / "texts" / name).mkdir(parents=True)
        annotation = f"doc: {name}.txt\nentities: {entities}\n".replace("{type", "{id: x, type")
        (gold / f"{name}.yaml").write_text(annotation, encoding="utf-8")
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    return ["--gold", str(tmp_path / "gold"), "--docs", str(tmp_path / "texts")]


def run(*arguments: str) -> int:
    return quality.run(quality.arguments_of(arguments))


@needs_scorer
def test_figures_classes_and_scripts(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*folders, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["gold"].items() >= {"documents": 2, "mentions": 6}.items()
    assert answer["figures"]["mention.f1"] == {
        "f1": 0.833,
        "precision": 0.833,
        "recall": 0.833,
        "gold": 6,
        "floor": None,
    }
    assert answer["figures"]["mention.f1.city"]["recall"] == 1
    assert [(m["kind"], m["document"], m["mention"]["text"]) for m in answer["mistakes"]] == [
        ("missed", "a.txt", "闪鱼"),
        ("invented", "b.txt", "臺北"),
    ]
    assert answer["counts"]["missed"] == {"company": 1} and answer["counts"]["invented"] == {"city": 1}
    assert {script: part["documents"] for script, part in answer["scripts"].items()} == {
        "simplified": 1,
        "traditional": 1,
    }
    assert answer["scripts"]["traditional"]["recall"] == 1


@needs_scorer
def test_tables_show_figures_beside_floors_and_examples_in_context(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = ["--floors", str(tmp_path / "floors.yaml")]
    done = subprocess.run([sys.executable, PROGRAM, *folders, *floors, "--pin"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert re.search(r"mention\.f1 +0\.833 +0\.828 +0\.833 +0\.833 +6", done.stdout)
    assert re.search(r"company +4 +3 +1 +0 +0 +0 +0", done.stdout)
    assert "蔚来与合肥签约。【闪鱼】在合肥发布新品。" in done.stdout
    assert "【臺北】" in done.stdout
    assert run(*folders, "--examples", "0") == 0
    assert "【" not in capsys.readouterr().out


@needs_scorer
def test_the_gate(
    folders: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.yaml"
    gated = [*folders, "--floors", str(floors)]
    measured = quality.measure(
        tmp_path / "gold",
        tmp_path / "texts",
        scorer=quality.SHARED / "gold" / "score.py",
        settings=load_settings(),
    )
    monkeypatch.setattr(quality, "measure", lambda *_, **__: measured)  # one build will do

    def complaints(*arguments: str, code: int) -> list[str]:
        assert run(*gated, *arguments) == code
        return capsys.readouterr().err.splitlines()

    assert complaints(code=1) == ["score: no floors yet: pin them with --pin"]
    assert complaints("--pin", code=0) == []
    assert complaints(code=0) == []
    floors.write_text(floors.read_text(encoding="utf-8").replace("0.828", "0.9"), encoding="utf-8")
    raised = read_floors(floors)
    below = "score: mention.f1 0.833 is below its floor 0.900"
    assert below in complaints(code=1)
    lines = complaints("--pin", code=1)
    assert below in lines and lines[-1] == "score: nothing pinned: floors are lowered only with --allow-lower"
    assert read_floors(floors) == raised
    assert complaints("--pin", "--allow-lower", code=0) == []
    measured = replace(measured, gold="of another day")
    assert complaints(code=1) == ["score: gold changed: pin again with --pin"]


@needs_scorer
def test_a_type_of_ones_own(folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotation = tmp_path / "gold" / "a.yaml"
    annotation.write_text(annotation.read_text(encoding="utf-8").replace("city", "port"), encoding="utf-8")
    config = tmp_path / "my.yaml"
    config.write_text("types: {port: {zh: 港口}}\nentities: [{name: 合肥, type: port}]\n", encoding="utf-8")
    assert run(*folders, "--config", str(config), "--json") == 0
    assert json.loads(capsys.readouterr().out)["figures"]["mention.f1.port"]["f1"] == 1


def test_without_a_gold_beside_the_checkout_it_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "SHARED", tmp_path)
    assert run() == 0
    assert "skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--gold", "nowhere"], "--gold needs --docs"),
        (["--gold", "nowhere", "--docs", "."], "nowhere: no annotations"),
        (["--gold", ".", "--docs", "."], "no annotations (*.yaml) here"),
        (["--gold", "gold", "--docs", "texts", "--split", "train"], "gold/train: no annotations"),
        (["--gold", ".", "--docs", ".", "--pin"], "--pin needs --floors"),
        (["--examples", "-1"], "0 or more"),
        (["--exmples", "1"], "unrecognized arguments: --exmples"),
        (["--gold", "gold", "--docs", "texts", "--scorer", "none.py"], "there is no scorer at none.py"),
        (["--gold", "gold", "--docs", "texts", "--config", "none.yaml"], "none.yaml: cannot be opened"),
    ],
)
def test_what_the_user_must_mend_is_one_line(
    folders: list[str],
    arguments: list[str],
    complaint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["quality.py", *arguments])
    with pytest.raises(SystemExit) as stopped:
        quality.main()
    assert stopped.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line
