"""`guanxi train` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import Run, rows

pytest.importorskip("pycrfsuite")

FIRMS = ["蓝桥", "云梯", "飞鹭", "石榴", "松果", "海蛎"]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A folder with annotations and texts of six small articles."""
    for number, firm in enumerate(FIRMS):
        other = FIRMS[number - 1]
        for folder in ("gold", "texts"):
            (tmp_path / folder).mkdir(exist_ok=True)
        text = f"获得投资的有{firm}、{other}等初创企业。{firm}宣布完成融资。\n"
        (tmp_path / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
        names = json.dumps([firm, other], ensure_ascii=False)
        yaml = f"doc: {number}.txt\nentities:\n  - {{id: x, type: company, surfaces: {names}}}\n"
        (tmp_path / "gold" / f"{number}.yaml").write_text(yaml, encoding="utf-8")
    return tmp_path


def test_train_then_build_with_the_model(run: Run, lessons: Path) -> None:
    done = run("train", "gold", "--texts", "texts", "-o", "my.npz", "--folds", 2)
    assert (done.returncode, done.stderr) == (0, "")
    first, header, *figures = done.stdout.splitlines()
    assert first.startswith("my.npz: 6 articles, 18 names, ")
    assert header.split("\t") == ["type", "names", "precision", "recall", "f1"]
    assert [line.split("\t")[:2] for line in figures[-2:]] == [["all", "18"], ["simplified", "18"]]
    (lessons / "my.yaml").write_text("model: my.npz\n", encoding="utf-8")
    (lessons / "new.txt").write_text("获得投资的有紫藤、灰鹤等初创企业。紫藤宣布完成融资。\n", encoding="utf-8")
    assert run("build", "new.txt", "-o", "g.guanxi", "--config", "my.yaml").returncode == 0
    assert run("export", "g.guanxi", "-o", "x").returncode == 0
    mentions = rows((lessons / "x" / "mentions.jsonl").read_text(encoding="utf-8"))
    assert ("紫藤", "company") in {(m["text"], m["type"]) for m in mentions}


def test_where_no_file_can_be_is_told_before_training(run: Run, lessons: Path) -> None:
    assert run("train", "gold", "--texts", "texts", "-o", "gold").stderr == "guanxi: gold: a folder; name a file\n"
    done = run("train", "gold", "--texts", "texts", "-o", "none/my.npz")
    assert (done.returncode, done.stderr) == (2, "guanxi: none: no such folder\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("none", "--texts", "texts"), "none: no annotations"),
        (("gold", "--texts", "none"), "none: no such folder of texts"),
        (("gold", "--texts", "texts", "--folds", "9"), "6 annotated articles are too few; give at least 9"),
        (("gold", "gold", "--texts", "texts"), "0.txt: annotated twice"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(run: Run, lessons: Path, arguments: tuple[str, ...], complaint: str) -> None:
    done = run("train", *arguments, "-o", "my.npz")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("guanxi: ") and complaint in done.stderr and done.stderr.count("\n") == 1
    assert not (lessons / "my.npz").exists()
