"""What people are told of documents: which one it is, what of it shows both names, how many have no date."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ..calling import in_this_process
from ..conftest import Run

NEWS = (
    '{"id": "n1", "title": "造车", "date": "2024-05-06", "text": "深青科技有限公司（以下简称深青科）在合肥。"}\n'
    '{"id": "n2", "text": "合肥很好。别的不说。深圳也好。"}\n'
    '{"id": "n3", "title": "n.jsonl", "date": "2024-05-07", "text": "蔚来在苏州。"}\n'
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with n.guanxi of sentences and d.guanxi of whole documents, made of one file of three documents."""
    folder = tmp_path_factory.mktemp("news")
    (folder / "n.jsonl").write_text(NEWS, encoding="utf-8")
    for options in (("-o", "n.guanxi"), ("-o", "d.guanxi", "--window", "document")):
        assert in_this_process(folder, "build", "n.jsonl", *options).returncode == 0
    return folder


@pytest.fixture
def news(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.mark.usefixtures("news")
def test_people_are_told_title_or_id_and_file_of_a_document(run: Run) -> None:
    assert "\tintroduced\t造车 · n1 · n.jsonl\n" in run("names", "n.guanxi", "深青科").stdout
    assert "   2024-05-06 · 造车 · n1 · n.jsonl · sentence 0\n" in run("evidence", "n.guanxi", "深青科", "合肥").stdout
    assert "   2024-05-07 · n.jsonl · n3 · sentence 0\n" in run("evidence", "n.guanxi", "蔚来", "苏州").stdout
    assert "   undated · n2 · n.jsonl · document 0\n" in run("evidence", "d.guanxi", "深圳", "合肥").stdout
    assert "在【合肥】。  [造车 · n1 · n.jsonl]\n" in run("path", "n.guanxi", "深青科", "合肥").stdout
    assert "[n2 · n.jsonl]\n" in run("path", "d.guanxi", "深圳", "合肥").stdout


@pytest.mark.usefixtures("news")
def test_of_whole_documents_the_sentences_of_both_names_are_shown(run: Run) -> None:
    shown = "【合肥】很好。 … 【深圳】也好。"
    assert run("evidence", "d.guanxi", "深圳", "合肥").stdout.splitlines()[0] == shown
    assert f"      {shown}  [" in run("path", "d.guanxi", "深圳", "合肥").stdout
    (quote,) = json.loads(run("evidence", "d.guanxi", "深圳", "合肥", "--json").stdout)
    assert quote["text"] == "合肥很好。别的不说。深圳也好。"
    assert [quote["text"][a:b] for a, b in quote["spans"]] == ["深圳", "合肥"]


@pytest.mark.usefixtures("news")
def test_documents_without_a_date_are_counted_and_their_absence_told(run: Run) -> None:
    assert "3 documents (2 with a date, 2024-05-06 to 2024-05-07)" in run("info", "n.guanxi").stdout
    assert "\ndates: given 2, unknown 1\n" in run("info", "n.guanxi").stdout
    known = json.loads(run("info", "n.guanxi", "--json").stdout)
    assert (known["dated"], known["dates"]) == (2, {"given": 2, "unknown": 1})
    told = "documents left out because they have no date: 1\n"
    for question in (("neighbors", "深青科"), ("path", "深青科", "合肥"), ("evidence", "深青科", "合肥")):
        command, *names = question
        for period in (("--since", "2024"), ("--until", "2024-05")):
            done = run(command, "n.guanxi", *names, *period, "--json")
            assert (done.returncode, done.stderr) == (0, told)
            assert len(json.loads(done.stdout)) >= 1
        assert run(command, "n.guanxi", *names).stderr == ""
        nothing = run(command, "n.guanxi", *names, "--since", "2030")
        assert (nothing.returncode, nothing.stdout) == (0, "")
        assert nothing.stderr.endswith(f"; {told}") and nothing.stderr.count("\n") == 1


@pytest.mark.usefixtures("news")
def test_pages_and_exports_of_a_time(run: Run, tmp_path: Path) -> None:
    told = "documents left out because they have no date: 1\n"
    done = run("export", "n.guanxi", "-o", "out", "--until", "2024-05-06")
    assert (done.returncode, done.stderr) == (0, told)
    (document,) = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(document)["date"] == "2024-05-06"
    done = run("view", "n.guanxi", "-o", "out.html", "--since", "2024-05-07")
    assert (done.returncode, done.stderr) == (0, told)
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "苏州" in page and "造车" not in page
    none = run("view", "n.guanxi", "-o", "none.html", "--since", "2030")
    assert (none.returncode, none.stdout, none.stderr.count("\n")) == (2, "", 1)
    assert not (tmp_path / "none.html").exists()


def test_where_all_documents_have_a_date_none_is_said_to_be_left_out(run: Run) -> None:
    line = '{"text": "蔚来在合肥。", "date": "2024-01-02"}'
    assert run("build", "-", "-o", "my.guanxi", stdin=line.encode()).returncode == 0
    assert run("neighbors", "my.guanxi", "蔚来", "--since", "2024").stderr == ""
    assert "1 documents (1 with a date, " in run("info", "my.guanxi").stdout
