"""`guanxi add`, `remove` and the decisions about names, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guanxi.graph.build import build

from ..conftest import Run, write_articles
from ..quick import entries, quick


@pytest.fixture
def graph(tmp_path: Path) -> str:
    """g.guanxi of two articles in in/, which reads with a few names alone; c.yaml adds these to the defaults."""
    folder = write_articles(tmp_path / "in", {"1.txt": "蔚来与江淮在合肥建厂。", "2.txt": "江汽与蔚来合作。"})
    names = {"company": "蔚来 江淮 江汽", "city": "合肥 上海"}
    own = [f"{{name: {name}, type: {kind}}}" for kind, listed in names.items() for name in listed.split()]
    (tmp_path / "c.yaml").write_text(f"profile: fast\nentities: [{', '.join(own)}]\n", encoding="utf-8")
    build([folder], tmp_path / "g.guanxi", settings=quick(entries(**names)))
    return "g.guanxi"


def test_documents_come_change_and_go(run: Run, tmp_path: Path, graph: str) -> None:
    write_articles(tmp_path / "in", {"3.txt": "蔚来来到上海。", "2.txt": "江汽与蔚来在合肥合作。"})
    added = run("add", graph, "in")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("g.guanxi: 2 added, 1 removed, 1 unchanged; 3 documents, ")
    assert run("add", graph, "in").stdout.startswith("g.guanxi: 3 unchanged; 3 documents, ")
    removed = run("remove", graph, "3.txt", "1.txt")
    assert removed.stdout.startswith("g.guanxi: 2 removed; 1 documents, ")
    wrong = run("remove", graph, "3.txt")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "guanxi: no document of the graph has the id or file name '3.txt'; did you mean 2.txt?\n"


def test_what_cannot_be_read_is_named_and_the_rest_is_added(run: Run, tmp_path: Path, graph: str) -> None:
    write_articles(tmp_path / "new", {"a.txt": "蔚来来到上海。"})
    (tmp_path / "new" / "b.docx").write_bytes(b"no")
    added = run("add", graph, "new")
    assert added.returncode == 0 and "1 added" in added.stdout
    assert "not read: b.docx: " in added.stderr
    (tmp_path / "empty").mkdir()
    for arguments, told in (((graph, "empty"), "nothing to read"), (("no.guanxi", "new"), "does not exist")):
        failed = run("add", *arguments)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert told in failed.stderr and failed.stderr.count("\n") == 1
    assert run("add", graph, "new", "--strict").returncode == 2


def test_adding_from_a_pipe(run: Run, graph: str) -> None:
    added = run("add", graph, "-", stdin='{"id": "x", "text": "蔚来来到上海。"}\n'.encode())
    assert "1 added" in added.stdout
    assert (
        "1 added, 1 removed" in run("add", graph, "-", stdin='{"id": "x", "text": "蔚来离开上海。"}\n'.encode()).stdout
    )


NO_SIZE = "such as 800MB, 1GB or 2GiB, not '{}'"


def test_memory_is_a_size(run: Run, graph: str) -> None:
    for command in (("build", "in", "-o", "h.guanxi"), ("add", graph, "in"), ("remove", graph, "1.txt")):
        for size, told in (("", NO_SIZE.format("")), ("1", NO_SIZE.format(1)), ("1MB", "at least 700MB, not '1MB'")):
            wrong = run(*command, "--memory", size)
            assert (wrong.returncode, wrong.stdout) == (2, "")
            assert wrong.stderr.startswith("guanxi: memory ") and wrong.stderr.endswith(f"{told}\n")
    assert "1 removed" in run("remove", graph, "1.txt", "--memory", "800MB").stdout


def test_info_tells_what_bounds_kept_out(run: Run, tmp_path: Path, graph: str) -> None:
    assert "left out" not in run("info", graph).stdout
    config = (tmp_path / "c.yaml").read_text(encoding="utf-8")
    bounds = "bounds: {entities_per_window: 2, hub_share: 0.8, min_support: 2}\n"
    (tmp_path / "c.yaml").write_text(config + bounds, encoding="utf-8")
    write_articles(
        tmp_path / "in", {"3.txt": "上海、江淮、合肥、蔚来。", "4.txt": "上海欢迎合肥。", "5.txt": "合肥与上海。"}
    )
    assert run("build", "in", "-o", "g.guanxi", "--config", "c.yaml").returncode == 0
    told = [line for line in run("info", graph).stdout.splitlines() if line.startswith("left out")]
    info = json.loads(run("info", graph, "--json").stdout)
    assert info["bounds"] == {"entities_per_window": 2, "hub_share": 0.8, "min_support": 2}
    assert told == [
        "left out: 2 sentences name more than 2 entities, which would have formed 7 more pairs",
        f"left out: {info['dropped']['rare_pairs']} pairs named together in fewer than 2 sentences",
    ]
    assert info["dropped"]["rare_pairs"] > 1


def test_decisions_are_told_listed_and_taken_back(run: Run, graph: str) -> None:
    merged = run("merge", graph, "江淮", "江汽", "--who", "anna", "--why", "年报")
    assert merged.stdout == (
        "g.guanxi: decision 1: company:江淮 is also company:江汽; 3 entities, 3 pairs named together\n"
    )
    assert [n["sentences"] for n in json.loads(run("neighbors", graph, "江汽", "--json").stdout)] == [2, 1]
    assert "called 安徽江淮" in run("rename", graph, "江汽", "安徽江淮").stdout
    assert "type organization" in run("retype", graph, "江淮", "organization").stdout
    assert "is no name" in run("ignore", graph, "合肥").stdout
    told = json.loads(run("decisions", graph, "--json").stdout)
    assert [t["decision"]["decision"] for t in told] == ["same", "rename", "retype", "ignore"]
    assert told[0]["decision"]["who"] == "anna" and not any(t["idle"] for t in told)
    assert "decision 4 taken back" in run("undo", graph).stdout
    assert "company:蔚来 is one entity" in run("merge", graph, "蔚来").stdout
    assert "decision 5 taken back" in run("undo", graph).stdout
    # Without the first the names are two again, and the others are about one of them.
    undone = run("undo", graph, "1")
    assert "decision 1 taken back" in undone.stdout
    assert undone.stderr == ""
    table = run("decisions", graph).stdout
    assert "1\tsame\tcompany:江淮 is also company:江汽\tanna\t" in table
    assert "undone" in table.splitlines()[1]
    assert json.loads(run("search", graph, "江汽", "--json").stdout)[0]["name"] == "江汽"


def test_who_takes_a_decision_back_is_told_which_others_lean_on_it(run: Run, graph: str) -> None:
    run("rename", graph, "蔚来", "NIO")
    assert "company:NIO is also company:江淮" in run("merge", graph, "蔚来", "江淮").stdout
    assert "decisions that touch nothing now: 2" in run("undo", graph, "1").stderr


def test_a_name_of_two_is_split(run: Run, tmp_path: Path, graph: str) -> None:
    split = run("split", graph, "蔚来", "--as", "蔚来（基金）", "--beside", "江汽")
    assert split.returncode == 0 and "is 蔚来（基金） beside company:江汽" in split.stdout
    assert [n["name"] for n in json.loads(run("neighbors", graph, "蔚来（基金）", "--json").stdout)] == ["江汽"]


WRONG = (
    (("merge", "蔚来", "蔚来"), "are one entity already"),
    (("merge", "蔚来", "江怀"), "no entity is named '江怀'"),
    (("split", "蔚来"), "give either names that leave it, or --as"),
    (("split", "蔚来", "江淮", "--beside", "江汽"), "go with --as"),
    (("split", "蔚来", "江怀"), "is no name of company:蔚来"),
    (("split", "蔚来", "--as", "蔚来二", "--document", "9.txt"), "neither id nor file name"),
    (("rename", "蔚来", "江淮"), "there is another entity company:江淮"),
    (("retype", "蔚来", "firm"), "no entity type is named 'firm'"),
    (("undo",), "nothing to undo"),
)


def test_what_cannot_be_decided_is_told_in_one_line(run: Run, graph: str) -> None:
    for (command, *rest), told in WRONG:
        failed = run(command, graph, *rest)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert told in failed.stderr and failed.stderr.count("\n") == 1


def test_a_ledger_edited_by_hand_is_followed(run: Run, tmp_path: Path, graph: str) -> None:
    assert "nothing was decided" in run("decisions", graph).stderr
    ledger = tmp_path / graph / "ledger.yaml"
    ledger.write_text("decisions: [{number: 1, decision: ignore, names: [company:江汽]}]\n", encoding="utf-8")
    assert "follows its ledger: 3 entities" in run("decisions", graph, "--apply").stderr
    ledger.write_text("decisions: [{number: 1, decision: ignored, names: [company:江汽]}]\n", encoding="utf-8")
    failed = run("decisions", graph, "--apply")
    assert failed.returncode == 2 and "ledger.yaml:1: decision must be one of" in failed.stderr
