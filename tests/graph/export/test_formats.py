"""Every format, read back by its reference reader, has the nodes, edges and counts of the canonical export."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanxi.config.errors import GraphError
from guanxi.graph.export import FORMATS, export
from guanxi.graph.query.view import View

from ...conftest import Run
from ..conftest import MakeView
from .conftest import HOSTILE, graph_of
from .readers import CHANGED, READERS, read_jsonl

FILES = ("graphml", "gexf", "jsonld", "turtle")
STATISTICS = (
    "jaccard", "salton", "association_strength", "pmi", "npmi", "llr", "p_adjusted", "disparity", "noise_corrected",
    "noise_corrected_sd",
)  # fmt: skip
FOLDERS = tuple(name for name in FORMATS if name not in FILES)


def write(graph: Path, out: Path, kind: str) -> Path:
    with View.open(graph) as view:
        export(view, out, format=kind)
    return out


def content(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def test_every_format_has_a_reader() -> None:
    assert set(FORMATS) == {"jsonl", *READERS}


@pytest.mark.parametrize("kind", READERS)
def test_formats_say_the_same(plain_graph: Path, tmp_path: Path, kind: str) -> None:
    expected = read_jsonl(write(plain_graph, tmp_path / "jsonl", "jsonl"))
    assert expected.nodes["合肥"] == ("company", 4, 3, "2024-01-02", "2024-03-04")
    assert expected.edges[frozenset(("蔚来", "合肥"))] == (2, 2, "2024-01-02", "2024-01-02")
    assert READERS[kind](write(plain_graph, tmp_path / "out", kind)) == expected


@pytest.mark.parametrize("kind", READERS)
def test_hostile_names_survive(hostile_graph: Path, tmp_path: Path, kind: str) -> None:
    expected = read_jsonl(write(hostile_graph, tmp_path / "jsonl", "jsonl"))
    assert set(expected.nodes) == set(HOSTILE)
    read = READERS[kind](write(hostile_graph, tmp_path / "out", kind))
    assert read == expected.renamed(CHANGED.get(kind, str))


# Without what the reading of documents replaces: NUL, and surrogates.
NAMES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
    min_size=1,
    max_size=5,
    unique=True,
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(names=NAMES)
def test_any_names_survive(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = graph_of(Path(folder, "g"), names)
        expected = read_jsonl(write(graph, Path(folder, "jsonl"), "jsonl"))
        assert set(expected.nodes) == set(names)
        for kind, reader in READERS.items():
            changed = CHANGED.get(kind, str)
            if len(set(map(changed, names))) == len(names):
                assert reader(write(graph, Path(folder, kind), kind)) == expected.renamed(changed)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_graph_of_nothing(hand_made_graph: MakeView, tmp_path: Path, kind: str) -> None:
    export(hand_made_graph([], []), tmp_path / "out", format=kind)
    if kind in READERS:
        read = READERS[kind](tmp_path / "out")
        assert (read.nodes, read.edges) == ({}, {})


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_graph_gives_the_same_bytes(plain_graph: Path, tmp_path: Path, kind: str) -> None:
    once = content(write(plain_graph, tmp_path / "a", kind))
    assert [*once] and all(once.values())
    assert list(content(write(plain_graph, tmp_path / "b", kind)).values()) == list(once.values())
    assert content(write(plain_graph, tmp_path / "a", kind)) == once


@pytest.mark.parametrize("kind", FORMATS)
def test_where_nothing_can_be_written_one_line_says_so(plain_graph: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    places = [tmp_path / "file" / "out", tmp_path / ("folder" if kind in FILES else "file")]
    for place in places:
        with View.open(plain_graph) as view, pytest.raises(GraphError, match="cannot be written") as caught:
            export(view, place, format=kind)
        assert "\n" not in str(caught.value) and str(place) in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine" and not any((tmp_path / "folder").iterdir())


@pytest.mark.parametrize("kind", FORMATS)
def test_what_fails_midway_leaves_what_was_there(
    plain_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    before = content(write(plain_graph, tmp_path / "out", kind))
    around = sorted(tmp_path.iterdir())

    def full(_: View) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("guanxi.graph.export.rows.edges", full)
    with View.open(plain_graph) as view, pytest.raises(GraphError, match="No space left"):
        export(view, tmp_path / "out", format=kind)
    assert content(tmp_path / "out") == before and sorted(tmp_path.iterdir()) == around


@pytest.mark.parametrize("kind", FOLDERS)
def test_other_files_in_a_folder_stay(plain_graph: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    write(plain_graph, tmp_path / "out", kind)
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_every_statistic_reaches_every_format(plain_graph: Path, tmp_path: Path) -> None:
    for kind in FORMATS:
        write(plain_graph, tmp_path / kind, kind)
        files = list((tmp_path / kind).glob("*")) or [tmp_path / kind]
        if kind == "parquet":
            names = set(pq.read_table(tmp_path / kind / "edges.parquet").column_names)
        else:
            texts = "".join(path.read_text(encoding="utf-8") for path in files)
            names = {name for name in STATISTICS if name in texts}
        assert names >= set(STATISTICS), kind


@pytest.mark.parametrize("kind", ["gexf", "parquet"])
def test_the_command_writes_files_and_folders(plain_graph: Path, run: Run, kind: str) -> None:
    done = run("export", plain_graph, "--format", kind, "-o", "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "out\n", "")
    refused = run("export", plain_graph, "--format", kind, "-o", plain_graph / "graph.sqlite" / "x")
    assert (refused.returncode, refused.stderr.count("\n"), "Traceback" in refused.stderr) == (2, 1, False)
