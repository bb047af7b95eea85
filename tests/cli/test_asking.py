"""`guanxi ask` and `guanxi dossier` as a user meets them."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

import guanxi

from ..conftest import Run, write_articles

SENTENCES = {
    "a.txt": "2024年3月2日\n合肥建投入股蔚来，蔚来总部落户合肥。\n京东方与合肥签约。\n",
    "b.txt": "2024年5月6日\n蔚来在合肥开了新店。\n宇树科技位于杭州。\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph built from five invented sentences."""
    folder = tmp_path_factory.mktemp("five")
    guanxi.build([write_articles(folder / "five", SENTENCES)], folder / "five.guanxi")
    return folder / "five.guanxi"


@pytest.fixture
def graph(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "five.guanxi")


def test_the_golden_answer(run: Run, graph: Path) -> None:
    done = run("ask", graph, "合肥投资了哪些公司？")
    assert (done.returncode, done.stderr) == (0, "")
    understood, asked, blank, answer, quote, *notes = done.stdout.splitlines()
    assert understood.startswith("understood: company (企业) named in one sentence with 合肥 (city:合肥), where the")
    assert asked == f"nearest command: guanxi neighbors {graph} 合肥 --type company"
    assert (blank, answer) == ("", "1. 蔚来 (company:蔚来): 1 sentences, 1 documents")
    assert quote.startswith("   合肥建投入股【蔚来】，【蔚来】总部落户【合肥】。  [2024-03-02 · ")
    with guanxi.View.open(graph) as view:
        (shown,) = (q for q in view.evidence("合肥", "蔚来") if "入股" in q.text)
    assert f" · {shown.document} · a.txt]" in quote
    assert f" · {shown.document} · a.txt" in run("evidence", graph, "合肥", "蔚来").stdout
    assert notes[1].startswith("note: 1 more are named together without such words; to see all: guanxi neighbors")
    assert "京东方" not in done.stdout


def test_json_is_what_python_answers(run: Run, graph: Path) -> None:
    for question in ("合肥投资了哪些公司", "蔚来和杭州有什么关系", "蔚来什么时候最受关注", "合肥是什么", "你好"):
        printed = json.loads(run("ask", graph, question, "--json").stdout)
        with guanxi.View.open(graph) as view:
            answer = guanxi.ask(view, question, graph=str(graph))
        assert printed == json.loads(json.dumps(asdict(answer)))


def test_what_is_not_understood_is_no_error(run: Run, graph: Path) -> None:
    plain = run("ask", graph, "今天天气怎么样")
    assert (plain.returncode, plain.stdout) == (0, "")
    lines = plain.stderr.splitlines()
    assert lines[:2] == ["the question was not understood: it has no name of this graph", "not recognised: 今天天气"]
    assert [line.startswith("try: ") for line in lines] == [False, False, True, True, True]
    done = run("ask", graph, "今天天气怎么样", "--json")
    answer = json.loads(done.stdout)
    assert (answer["understood"], answer["answers"], done.stderr) == (None, [], plain.stderr)


def test_no_answer_is_explained(run: Run, graph: Path) -> None:
    done = run("ask", graph, "合肥收购了哪些公司")
    assert (done.returncode, done.stdout) == (0, "")
    first, second, *_ = done.stderr.splitlines()
    assert first == "no sentence of this graph fits the question"
    assert second.startswith("2 more are named together")


def test_every_kind_of_answer_is_shown(run: Run, graph: Path) -> None:
    shown = {
        "蔚来和合肥有什么关系": "1. 合肥建投入股【蔚来】",
        "京东方和合肥建投有什么关系": "1. 京东方 — 合肥 — 合肥建投",
        "蔚来什么时候最受关注": "most: 2024-03, 1 sentences in 1 documents",
        "合肥是什么": "named most with: 蔚来 (company, 2 sentences)",
        "蔚来和京东方共同的城市": "1. 合肥 (city:合肥): 1 sentences",
        "多少公司和合肥有关": "2 in all, 2 shown",
    }
    for question, text in shown.items():
        assert text in run("ask", graph, question).stdout, question


def test_a_dossier_is_written(run: Run, graph: Path, tmp_path: Path) -> None:
    for name in ("合肥.html", "合肥.md"):
        done = run("dossier", graph, "合肥", "-o", name, "--quotes", "1", "--lang", "zh")
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{name}\n", "")
        assert "蔚来" in (tmp_path / name).read_text(encoding="utf-8")


def test_a_dossier_of_a_time_without_documents_says_so(run: Run, graph: Path) -> None:
    done = run("dossier", graph, "合肥", "-o", "合肥.md", "--since", "2030")
    assert done.returncode == 0
    assert done.stderr == "no document of this period names 合肥; 0 documents have no date and are in no period\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("dossier", "GRAPH", "合肥", "-o", "x.pdf"), ".html, .htm, .md, .markdown"),
        (("dossier", "none.guanxi", "合肥", "-o", "x"), "choose one of these endings"),
        (("dossier", "GRAPH", "某某某", "-o", "x.md"), "no entity"),
        (("dossier", "GRAPH", "合肥", "-o", "no/such/x.md"), "cannot be written"),
        (("dossier", "GRAPH", "合肥", "-o", "x.md", "--since", "soon"), "YYYY"),
        (("ask", "none.guanxi", "合肥"), "does not exist"),
        (("ask", "GRAPH", "合肥", "--words", "none.yaml"), "none.yaml"),
        (("ask", "GRAPH", "合肥", "--limit", "0"), "limit"),
    ],
)
def test_what_the_user_must_mend(run: Run, graph: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run(*(str(graph) if argument == "GRAPH" else argument for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name for path in tmp_path.iterdir()} == {"five.guanxi"}
