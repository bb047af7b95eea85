"""The command line as a user meets it: exit codes, JSON and one-line complaints."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from guanxi.graph.query.results import Evidence, GraphInfo, NameOf, Neighbor, SearchHit
from guanxi.graph.query.results import Path as Chain
from guanxi.graph.query.view import View

from ..conftest import Run

Answer = GraphInfo | list[SearchHit] | list[NameOf] | list[Neighbor] | list[Chain] | list[Evidence]


def test_build_asks_and_shows(run_alone: Run, articles: Path, tmp_path: Path) -> None:
    built = run_alone("build", articles, "-o", "my.guanxi", "--workers", 1)
    assert (built.returncode, built.stderr) == (0, "")
    assert "3 documents" in built.stdout
    info = json.loads(run_alone("info", "my.guanxi", "--json").stdout)
    assert info["documents"] == 3
    assert set(info) >= {"documents", "sentences", "entities", "edges", "types", "first", "last"}
    near = json.loads(run_alone("neighbors", "my.guanxi", "合肥", "--type", "company", "--json").stdout)
    assert [n["name"] for n in near] == ["蔚来"]
    assert set(near[0]) >= {"id", "name", "type", "sentences", "documents", "score"}
    hits = json.loads(run_alone("search", "my.guanxi", "輝達", "--json").stdout)
    assert hits[0] | {"documents": 0} == {
        "id": "company:英伟达", "name": "英伟达", "type": "company", "alias": "輝達", "documents": 0,
    }  # fmt: skip
    (quote,) = json.loads(run_alone("evidence", "my.guanxi", "宇树科技", "杭州", "--json").stdout)
    assert quote["text"] == "宇树科技位于杭州。"
    assert [quote["text"][a:b] for a, b in quote["spans"]] == ["宇树科技", "杭州"]
    (path,) = json.loads(run_alone("path", "my.guanxi", "蔚来", "杭州", "--json").stdout)
    assert [node["name"] for node in path["nodes"]] == ["蔚来", "合肥", "杭州"]
    assert path["hops"][0]["evidence"][0]["source"] == "1_hefei.txt"
    assert run_alone("view", "my.guanxi", "-o", "p.html").returncode == 0
    assert (tmp_path / "p.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run_alone("export", "my.guanxi", "--format", "jsonl", "-o", "x").returncode == 0
    assert len((tmp_path / "x" / "mentions.jsonl").read_text(encoding="utf-8").splitlines()) > 8


def test_in_a_process_of_its_own_it_answers_alike(run: Run, run_alone: Run, small_graph: Path) -> None:
    for arguments in (
        ("evidence", small_graph, "蔚来", "合肥"),
        ("neighbors", small_graph, "某某某", "--json"),
        ("path", small_graph, "蔚来", "台积电"),
        ("fly",),
        (),
    ):
        here, there = run(*arguments), run_alone(*arguments)
        assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)


def test_json_and_python_answer_alike(run: Run, small_graph: Path) -> None:
    from dataclasses import asdict

    with View.open(small_graph) as view:
        answers: dict[tuple[str, ...], Answer] = {
            ("info",): view.info(),
            ("search", "合"): view.search("合"),
            ("names", "宇树科技"): view.names("宇树科技"),
            ("neighbors", "蔚来", "--limit", "3"): view.neighbors("蔚来", limit=3),
            ("neighbors", "合肥", "--rank", "log_likelihood"): view.neighbors("合肥", rank="log_likelihood"),
            ("path", "蔚来", "杭州", "--paths", "2"): view.path("蔚来", "杭州", paths=2),
            ("evidence", "蔚来", "合肥"): view.evidence("蔚来", "合肥"),
        }
    for (command, *arguments), answer in answers.items():
        plain = [asdict(a) for a in answer] if isinstance(answer, list) else asdict(answer)
        printed = run(command, small_graph, *arguments, "--json").stdout
        assert json.loads(printed) == json.loads(json.dumps(plain))


def test_answers_for_people(run: Run, small_graph: Path) -> None:
    assert "company\t" in run("info", small_graph).stdout
    assert "合肥\tcity" in run("neighbors", small_graph, "蔚来").stdout
    evidence = run("evidence", small_graph, "蔚来", "合肥").stdout
    assert "【蔚来】与【合肥】签约，合肥建投领投。" in evidence
    assert "2024-03-02" in evidence
    assert "1. 蔚来 — 合肥 — 杭州" in run("path", small_graph, "蔚来", "杭州").stdout
    assert "英伟达" in run("search", small_graph, "輝達").stdout


@pytest.mark.parametrize("name", ["通知", "央行", "宇树科", " ", ""])
def test_every_command_says_alike_that_a_name_is_not_in_the_graph(run: Run, small_graph: Path, name: str) -> None:
    commands = (("names", name), ("neighbors", name), ("evidence", name, "合肥"), ("path", "合肥", name))
    answers = {(done.returncode, done.stdout, done.stderr) for done in (run(c, small_graph, *n) for c, *n in commands)}
    hint = "did you mean 宇树科技?" if name == "宇树科" else "try `guanxi search`"
    ((code, out, told),) = answers
    assert (code, out) == (2, "")
    assert told.startswith(f"guanxi: no entity is named {name!r} in this graph; {hint}")


def test_json_lines_on_standard_input(run_alone: Run) -> None:
    lines = '{"id": "a1", "text": "蔚来在合肥。", "date": "2024-01-02"}\n{"text": "比亚迪在深圳。"}\nnot json\n'
    built = run_alone("build", "-", "-o", "my.guanxi", stdin=lines.encode())
    assert built.returncode == 0
    assert "line 3" in built.stderr
    (quote,) = json.loads(run_alone("evidence", "my.guanxi", "蔚来", "合肥", "--json").stdout)
    assert (quote["document"], quote["date"]) == ("a1", "2024-01-02")


def test_no_result_is_no_error(run: Run, small_graph: Path) -> None:
    for arguments, words in (
        (("neighbors", small_graph, "蔚来", "--type", "policy"), "no sentence"),
        (("search", small_graph, "不存在"), "no entity"),
        (("evidence", small_graph, "蔚来", "台积电"), "guanxi path"),
        (("path", small_graph, "蔚来", "台积电"), "--window paragraph"),
        (("path", small_graph, "蔚来", "杭州", "--max-hops", "1"), "2 hops apart"),
        (("path", small_graph, "蔚来", "杭州", "--since", "2030"), "--since"),
        (("path", small_graph, "蔚来", "杭州", "--avoid", "合肥"), "without 合肥; leave out --avoid"),
    ):
        done = run(*arguments, "--json")
        assert (done.returncode, json.loads(done.stdout)) == (0, [])
        assert words in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("info", "none.guanxi"), "does not exist"),
        (("neighbors", "GRAPH", "某某某"), "no entity"),
        (("neighbors", "GRAPH", "蔚来", "--rank", "beauty"), "jaccard"),
        (("neighbors", "GRAPH", "蔚来", "--rank", "above_noise", "--since", "2024"), "of all time"),
        (("neighbors", "GRAPH", "蔚来", "--limit", "0"), "limit"),
        (("path", "GRAPH", "蔚来", "杭州", "--avoid", "杭州"), "its own end 杭州"),
        (("neighbors", "GRAPH", "蔚来", "--since", "yesterday"), "YYYY"),
        (("evidence", "GRAPH", "蔚来"), "Missing argument"),
        (("build", "none.txt", "-o", "x.guanxi"), "none.txt"),
        (("build", "none.txt"), "output"),
        (("build", "empty", "-o", "x.guanxi"), "nothing"),
        (("build", "GRAPH", "-o", "x.guanxi", "--window", "page"), "window"),
        (("build", "ARTICLES", "-o", "x.guanxi", "--config", "none.yaml"), "none.yaml"),
        (("build", "ARTICLES", "-o", "x.guanxi", "--encoding", "klingon"), "klingon"),
        (("build", "ARTICLES", "-o", "ARTICLES"), "is not a graph"),
        (("view", "GRAPH", "-o", "no/such/folder/p.html"), "p.html"),
        (("export", "GRAPH", "--format", "xls", "-o", "x"), "jsonl"),
        (("neighbors", "GRAPH", "\udcff\udcfe"), "'\\udcff\\udcfe' is not UTF-8"),
        (("build", "ARTICLES", "-o", "\udcff.guanxi"), "is not UTF-8"),
        (("fly",), "No such command"),
    ],
)
def test_what_the_user_must_mend(
    run: Run, small_graph: Path, articles: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "empty").mkdir()
    named = {"GRAPH": str(small_graph), "ARTICLES": str(articles)}
    done = run(*(named.get(argument, argument) for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_unreadable_files_are_named_and_strict_stops(run: Run, articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 10)
    built = run("build", articles, "-o", "my.guanxi")
    assert built.returncode == 0
    assert "3 documents, 2 not read" in built.stdout
    assert "empty.txt" in built.stderr
    assert "binary.txt" in built.stderr
    strict = run("build", articles, "-o", "other.guanxi", "--strict")
    assert strict.returncode == 2
    assert strict.stderr.count("\n") == 1


def test_names_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": "蔚来在合肥。", "title": "\x1b[31m红\u202e", "source": "[bold]x\x07"}), encoding="utf-8"
    )
    assert run("build", "a.jsonl", "-o", "my.guanxi").returncode == 0
    shown = run("evidence", "my.guanxi", "蔚来", "合肥").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    assert "[bold]x" in shown


def test_demo(run: Run, tmp_path: Path) -> None:
    done = run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    built, companies, evidence, path = done.stdout.split("\n\n")[:4]
    assert re.match(r"\S+: \d\d documents, \d{3} entities, ", built)
    assert re.search(r"^蔚来\t\d+\t20\d\d-\d\d-\d\d\t20\d\d-\d\d-\d\d$", companies, re.MULTILINE)
    assert re.search(r"^2020-04-30  【蔚来】中国总部落户【合肥】", evidence, re.MULTILINE)
    assert re.search(r"^宇树科技 — .+ — 合肥建投$", path, re.MULTILINE)
    assert (tmp_path / "guanxi-demo" / "demo.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.startswith("guanxi, version ")
    for command in ("build", "info", "search", "neighbors", "path", "evidence", "view", "export", "demo"):
        assert command in run("--help").stdout
        assert run(command, "--help").stdout.startswith(f"Usage: guanxi {command}")


def test_without_arguments_help_is_shown(run: Run) -> None:
    assert "Usage: guanxi" in run().stdout


def test_a_closed_output_is_no_crash(small_graph: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m guanxi neighbors {shlex.quote(str(small_graph))} 蔚来 >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_timeline_is_shown_as_bars_and_bursts(run: Run, tmp_path: Path) -> None:
    months = [f"2024-{month:02}-10" for month in range(1, 11)]
    lines = [
        {"text": f"第{n}期。" + "合肥来了客人。" * (20 if n == 5 else 1) + "无人问津。" * 30, "date": day}
        for n, day in enumerate(months)
    ]
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    run("build", source, "-o", tmp_path / "g.guanxi", "--keep-reposts")
    shown = run("timeline", tmp_path / "g.guanxi", "合肥").stdout.splitlines()
    assert shown[0].split() == ["month", "sentences", "documents"]
    assert shown[6].split() == ["2024-06", "20", "1", "█" * 40]
    assert shown[-1].startswith("burst: 2024-06 (weight ")
    nothing = run("timeline", tmp_path / "g.guanxi", "合肥", "--since", "2025")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "nothing dated names 合肥" in nothing.stderr
