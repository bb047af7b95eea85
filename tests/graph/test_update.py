"""Adding and removing: the graph is what a build of the same documents gives, and nothing stored is ever lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.config.errors import ConfigError, GraphError, InputError
from guanxi.config.settings import LexiconEntry, Settings, load_settings
from guanxi.graph.build import build
from guanxi.graph.query.view import View
from guanxi.graph.store import shards
from guanxi.graph.store.folder import GraphFolder
from guanxi.graph.store.writer import Writer
from guanxi.graph.update import add, remove

from ..conftest import exported, rows, write_articles
from ..quick import entries, quick

# Names that one document teaches to others, that need a place or a neighbour to be told, and that are declared.
TERMS = ["蔚来", "蔚来汽车", "苹果", "库克", "合肥", "中科大", "（下称“科大”）", "科大", "华光控股", "，", "。", "\n"]
ENTITIES = (
    LexiconEntry("蔚来", "company", ("蔚来汽车",)),
    LexiconEntry("?苹果", "company", (), ("库克",)),
    LexiconEntry("合肥", "city"),
    LexiconEntry("中科大", "organization", ("?科大",)),
    LexiconEntry("?科大", "organization", (), ("合肥",)),
    *entries(company="比亚迪 小米", city="上海 深圳 西安 武汉"),
)
LEXICON = "name\ttype\taliases\tcues\n{}\tcompany\t\t\n"
TEXTS = st.lists(st.sampled_from(TERMS), min_size=1, max_size=8).map("".join).filter(str.strip)
DOCUMENTS = st.dictionaries(st.sampled_from("abcdef"), TEXTS, min_size=2, max_size=5)


def few() -> Settings:
    return quick(ENTITIES, engines=("lexicon", "suffix"))


def lines(path: Path, documents: dict[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = (json.dumps({"id": id_, "source": f"s{id_}", "text": text}) for id_, text in documents.items())
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


@settings(max_examples=10)
@given(old=DOCUMENTS, new=DOCUMENTS, data=st.data())
def test_adding_is_building_and_removing_takes_it_back(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, str], new: dict[str, str], data: st.DataObject
) -> None:
    tmp_path = tmp_path_factory.mktemp("add")
    graph = tmp_path / "g.guanxi"
    build(lines(tmp_path / "old.jsonl", old), graph, settings=few())
    before = exported(graph, tmp_path / "before")
    add(graph, lines(tmp_path / "new.jsonl", new))
    both = {**old, **new}
    build(lines(tmp_path / "both.jsonl", both), tmp_path / "both.guanxi", settings=few())
    assert exported(graph, tmp_path / "added") == exported(tmp_path / "both.guanxi", tmp_path / "both")
    # Away with the new ones, and back with what they replaced.
    gone = data.draw(st.permutations(sorted(new)))
    remove(graph, gone)
    left = {id_: text for id_, text in old.items() if id_ not in new}
    if left:
        build(lines(tmp_path / "left.jsonl", left), tmp_path / "left.guanxi", settings=few())
        assert exported(graph, tmp_path / "removed") == exported(tmp_path / "left.guanxi", tmp_path / "left")
    add(graph, tmp_path / "old.jsonl")
    assert exported(graph, tmp_path / "again") == before


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    write_articles(
        tmp_path / "in",
        {"1.txt": "蔚来在合肥建厂。", "2.txt": "比亚迪在深圳建厂。", "sub/3.txt": "蔚来与比亚迪来到上海。"},
    )
    build(tmp_path / "in", tmp_path / "g.guanxi", settings=few())
    return tmp_path / "g.guanxi"


def fresh(graph: Path, tmp_path: Path) -> bool:
    """Whether a graph is what a build of the folder gives."""
    build(tmp_path / "in", tmp_path / "fresh.guanxi", settings=few())
    return exported(graph, tmp_path / "x") == exported(tmp_path / "fresh.guanxi", tmp_path / "y")


def test_a_file_that_changed_replaces_its_old_self(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "2.txt").write_text("比亚迪在西安建厂。", encoding="utf-8")
    report = add(graph, tmp_path / "in")
    assert (report.added, report.removed, report.unchanged, report.documents) == (1, 1, 2, 3)
    assert fresh(graph, tmp_path)


def test_only_what_is_new_is_read_for_names(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from guanxi.corpus.document import Document
    from guanxi.extract.pipeline import Extraction, Pipeline

    read: list[str] = []
    extract_many = Pipeline.extract_many

    def noted(self: Pipeline, documents: Iterable[Document]) -> Iterator[Extraction]:
        some = list(documents)
        read.extend(document.source for document in some)
        return extract_many(self, some)

    monkeypatch.setattr(Pipeline, "extract_many", noted)
    write_articles(tmp_path / "in", {"4.txt": "小米在武汉。"})
    add(graph, tmp_path / "in")
    assert read == ["4.txt"]
    remove(graph, "2.txt")
    assert read == ["4.txt"]
    (tmp_path / "in" / "2.txt").unlink()
    assert fresh(graph, tmp_path)


def test_a_name_that_is_learned_or_lost_is_found_or_lost_elsewhere(tmp_path: Path) -> None:
    # Three documents show that 华光控股 is a firm; then it is found where nothing says so.
    shown = {f"{i}.txt": f"华光控股有限公司（下称“华光控股”）第{i}次来到合肥。" for i in range(3)}
    write_articles(tmp_path / "in", {**shown, "9.txt": "合肥喜迎华光控股。"})
    build(tmp_path / "in", tmp_path / "g.guanxi", settings=few())
    for name in shown:
        (tmp_path / "in" / name).unlink()
        remove(tmp_path / "g.guanxi", name)
        assert fresh(tmp_path / "g.guanxi", tmp_path)
    write_articles(tmp_path / "in", shown)
    add(tmp_path / "g.guanxi", tmp_path / "in")
    assert fresh(tmp_path / "g.guanxi", tmp_path)


def test_records_without_ids_are_replaced_with_their_file_and_those_with_ids_stay(tmp_path: Path) -> None:
    day = tmp_path / "day.jsonl"
    graph = tmp_path / "g.guanxi"
    day.write_text('{"text": "蔚来在合肥。"}\n{"id": "x", "text": "比亚迪在深圳。"}\n', encoding="utf-8")
    build(day, graph, settings=few())
    day.write_text('{"text": "蔚来在上海。"}\n{"id": "y", "text": "比亚迪在西安。"}\n', encoding="utf-8")
    report = add(graph, day)
    assert (report.added, report.removed, report.documents) == (2, 1, 3)
    names = {row["name"] for row in rows(exported(graph, tmp_path / "out")["nodes.jsonl"])}
    assert names == {"蔚来", "上海", "比亚迪", "深圳", "西安"}


def test_of_one_id_twice_in_a_file_the_last_stays(tmp_path: Path) -> None:
    graph, file = tmp_path / "g.guanxi", tmp_path / "in.jsonl"
    build(lines(file, {"x": "蔚来在合肥。", "y": "比亚迪在深圳。"}), graph, settings=few())
    other = '{"id": "x", "source": "sx", "text": "小米在武汉。"}\n'
    file.write_text(other + file.read_text(encoding="utf-8"), encoding="utf-8")
    add(graph, file)
    build(file, tmp_path / "fresh.guanxi", settings=few())
    assert exported(graph, tmp_path / "a") == exported(tmp_path / "fresh.guanxi", tmp_path / "b")


def test_a_copy_of_a_removed_file_stays(graph: Path, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", {"copy.txt": "蔚来在合肥建厂。"})
    add(graph, tmp_path / "in")
    assert fresh(graph, tmp_path)
    assert remove(graph, "1.txt").removed == 0
    (tmp_path / "in" / "1.txt").unlink()
    assert fresh(graph, tmp_path)


@pytest.mark.parametrize(("name", "told"), [("1.tx", "did you mean 1.txt"), ("nothing at all", "no document")])
def test_an_unknown_document_removes_nothing(graph: Path, tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        remove(graph, ["2.txt", name])
    assert fresh(graph, tmp_path)


def test_a_name_of_several_documents_lists_their_ids(tmp_path: Path) -> None:
    file = lines(tmp_path / "in.jsonl", {"a": "蔚来在合肥。", "b": "蔚来在上海。"})
    file.write_text(file.read_text(encoding="utf-8").replace('"sb"', '"sa"'), encoding="utf-8")
    build(file, tmp_path / "g.guanxi", settings=few())
    with pytest.raises(InputError, match="2 documents, say which by id: a, b"):
        remove(tmp_path / "g.guanxi", "sa")


def test_a_file_name_below_a_folder_will_do(graph: Path) -> None:
    assert remove(graph, "3.txt").documents == 2


def test_the_last_document_can_go_and_others_come(graph: Path, tmp_path: Path) -> None:
    report = remove(graph, ["1.txt", "2.txt", "3.txt"])
    assert (report.documents, report.entities, report.edges) == (0, 0, 0)
    with View.open(graph) as view:
        assert view.info().documents == 0
    add(graph, tmp_path / "in")
    assert fresh(graph, tmp_path)


def test_what_is_removed_is_on_no_disk(graph: Path) -> None:
    remove(graph, "2.txt")
    kept = {path.name.split(".")[0] for path in (graph / "shards").iterdir()}
    assert kept == {stem for stem, _ in GraphFolder(graph).read_manifest().shards}
    assert not any("比亚迪在深圳".encode() in path.read_bytes() for path in graph.rglob("*") if path.is_file())


def test_other_settings_or_code_are_told(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(LEXICON.format("某某科技"), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("lexicons: [own.tsv]\n", encoding="utf-8")
    build(tmp_path / "in", graph, settings=load_settings(tmp_path / "c.yaml"))
    own.write_text(LEXICON.format("某某科学"), encoding="utf-8")
    with pytest.raises(GraphError, match="has changed since; build it again"):
        add(graph, tmp_path / "in")
    own.unlink()
    with pytest.raises(ConfigError, match=r"own\.tsv.*is gone"):
        remove(graph, "1.txt")
    monkeypatch.setattr(shards, "code_fingerprint", lambda: "other")
    with pytest.raises(GraphError, match="does not exist"):
        add(tmp_path / "none.guanxi", tmp_path / "in")
    assert not (tmp_path / "none.guanxi").exists()


def test_nothing_new_changes_nothing(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made again")

    monkeypatch.setattr(Writer, "edges", fail)
    report = add(graph, tmp_path / "in")
    assert (report.added, report.removed, report.unchanged, report.documents) == (0, 0, 3, 3)


KILLED_ADD = """
import os, signal, sys
from guanxi.graph import assembly
from guanxi.graph.store import folder
from guanxi.graph.update import add
graph, new, stage = sys.argv[1:]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if stage == "store":
    assembly.Writer.edges = die
else:
    assembly.link = die
add(graph, new)
"""


@pytest.mark.parametrize("stage", ["link", "store"])
def test_kill_9_leaves_the_old_graph_and_adding_goes_on(graph: Path, tmp_path: Path, stage: str) -> None:
    write_articles(tmp_path / "in", {"4.txt": "小米在武汉建厂。", "2.txt": "比亚迪在西安建厂。"})
    process = subprocess.run([sys.executable, "-c", KILLED_ADD, str(graph), str(tmp_path / "in"), stage], check=False)
    assert process.returncode == -signal.SIGKILL
    with View.open(graph) as view:
        assert view.info().documents == 3
        assert view.evidence("比亚迪", "深圳")
    if (
        stage == "store"
    ):  # the documents are in, though graph.sqlite does not show them yet: another command goes by that
        remove(graph, "4.txt")
        add(graph, tmp_path / "in" / "4.txt")
    add(graph, tmp_path / "in")
    assert fresh(graph, tmp_path)
    assert os.listdir(graph / "shards")
