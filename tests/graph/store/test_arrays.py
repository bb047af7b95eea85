"""The links behind graph.sqlite: all of them, of the same graph, and nothing that gets in the way of the database."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.errors import GraphError
from guanxi.graph.query import opening
from guanxi.graph.query.opening import open_graph
from guanxi.graph.query.view import View
from guanxi.graph.store import arrays as stored
from guanxi.graph.store.arrays import Arrays, Spool, read_arrays
from guanxi.graph.store.folder import GraphFolder
from guanxi.graph.store.writer import Writer

from ..small_graph import Name, Text, make_graph

NAMES: list[Name] = [(name, "company", []) for name in "甲乙丙丁"]
TEXTS: list[Text] = [("d", None, None, ["甲乙", "甲乙丙", "丁", "甲丙"]), ("e", None, None, ["乙甲"])]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    return make_graph(tmp_path / "g.guanxi", NAMES, TEXTS)


def links_of(arrays: Arrays) -> list[tuple[int, int, int, int]]:
    ends = range(len(arrays.starts) - 1)
    columns = arrays.targets, arrays.weights, arrays.documents
    return [(end, *row) for end in ends for row in zip(*(c[arrays.links(end)].tolist() for c in columns), strict=True)]


def test_they_are_the_links_of_the_database(graph: Path) -> None:
    found = open_graph(GraphFolder(graph))
    with closing(found.connection) as db:
        rows = db.execute("SELECT source, target, weight, documents FROM edges ORDER BY source, target").fetchall()
    assert links_of(found.links()) == rows and len(rows) == 6


def test_sqlite_sees_nothing_of_them(graph: Path) -> None:
    with closing(sqlite3.connect(graph / "graph.sqlite")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (pages,), (size,) = (db.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "page_size"))
    assert (graph / "graph.sqlite").stat().st_size == pages * size + 56 + 5 * 8 + 3 * 6 * 4


EVERY = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1]), unique=True)


@given(EVERY, st.integers(1, 4))
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[int, int]], turn: int
) -> None:
    folder = tmp_path_factory.mktemp("arrays")
    rows = sorted((a, b, a + b, 7 * a) for pair in pairs for a, b in (pair, pair[::-1]))
    with pytest.MonkeyPatch.context() as patch, closing(sqlite3.connect(folder / "db")) as db:
        patch.setattr(stored, "_TURN", turn)
        db.execute("CREATE TABLE something (x)")
        spool = Spool(folder, numbers=6)
        assert list(spool.passing(rows)) == rows
        assert links_of(spool.arrays()) == rows
        db.close()
        spool.append_to(folder / "db")
        digest = spool.digest()
        spool.close()
    found = read_arrays(folder / "db", digest)
    assert found is not None and links_of(found) == rows
    assert read_arrays(folder / "db", "0" * 64) is None


def test_other_links_have_another_digest(tmp_path: Path) -> None:
    def digest(*rows: tuple[int, int, int, int]) -> str:
        spool = Spool(tmp_path, numbers=4)
        list(spool.passing(rows))
        spool.close()
        return spool.digest()

    first = digest((0, 1, 1, 1), (1, 0, 1, 1))
    others = [((0, 2, 1, 1), (2, 0, 1, 1)), ((0, 1, 2, 1), (1, 0, 2, 1)), ((0, 1, 1, 2), (1, 0, 1, 2)), ()]
    assert len({first, *(digest(*rows) for rows in others)}) == 5
    assert digest((0, 1, 1, 1), (1, 0, 1, 1)) == first


@pytest.mark.parametrize("rows", [[(1, 0, 1, 1), (0, 1, 1, 1)], [(0, 2, 1, 1), (0, 1, 1, 1)], [(0, 1, 1, 1)] * 2])
def test_links_out_of_order_are_refused(
    tmp_path: Path, rows: list[tuple[int, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for turn in (1, 10):
        monkeypatch.setattr(stored, "_TURN", turn)
        spool = Spool(tmp_path, numbers=3)
        with pytest.raises(ValueError, match="in the order of their ends"):
            list(spool.passing(rows))
        spool.close()


def test_an_open_view_keeps_the_links_of_its_graph(graph: Path) -> None:
    with View.open(graph) as before:
        make_graph(graph, NAMES, TEXTS[:1])
        with View.open(graph) as after:
            assert [together(view) for view in (before, after)] == [3, 2]


def together(view: View) -> int:
    """Windows that name 甲 and 乙, by the arrays."""
    return int(view.network()[view.resolve("甲").id][view.resolve("乙").id]["weight"])


def test_a_graph_that_is_replaced_between_looking_at_both_is_read_again(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []

    def replaced(database: Path, digest: str) -> Arrays | None:
        if not looked:
            make_graph(graph, NAMES, TEXTS[:1])
        looked.append(1)
        return read_arrays(database, digest)

    monkeypatch.setattr(opening, "read_arrays", replaced)
    with View.open(graph) as view:
        assert (len(looked), view.info().documents) == (2, 1)
        assert together(view) == 2


def test_a_file_that_others_changed_answers_what_it_can(graph: Path) -> None:
    file = graph / "graph.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with View.open(graph) as view:
        assert [n.name for n in view.neighbors("甲")] == ["乙", "丙"]
        for ask in (view.network, lambda: view.common("甲", "乙")):
            with pytest.raises(GraphError, match="changed by another program"):
                ask()


def test_the_arrays_are_not_those_of_a_database_that_was_written_into(graph: Path) -> None:
    with sqlite3.connect(graph / "graph.sqlite") as database:
        database.execute("UPDATE edges SET weight = 9")
    database.close()
    with View.open(graph) as view, pytest.raises(GraphError, match="changed by another program"):
        view.network()


def test_without_links_there_are_arrays_of_nothing(tmp_path: Path) -> None:
    with View.open(make_graph(tmp_path / "g", NAMES, [("d", None, None, ["丁"])])) as view:
        assert (len(view.network()), view.network().number_of_edges(), view.common("甲", "乙")) == (4, 0, [])
    with View.open(make_graph(tmp_path / "nothing", [], [])) as view:
        assert list(view.network()) == []


def test_a_writer_that_fails_leaves_the_old_links_and_nothing_beside(graph: Path) -> None:
    with pytest.raises(RuntimeError), Writer(graph / "graph.sqlite") as writer:
        writer.entities([(n, f"e{n}", f"e{n}", "company", 1, 1, 1) for n in range(2)])
        writer.edges([(0, 1, 1, 1, None, None, 1.0), (1, 0, 1, 1, None, None, 1.0)])
        raise RuntimeError("killed")
    assert [path.name for path in graph.iterdir()] == ["graph.sqlite"]
    with View.open(graph) as view:
        assert view.network().number_of_edges() == 3


KILLED = """
import os, signal, sys
from guanxi.graph.store import arrays, writer

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

where = {"links": (arrays.Spool, "arrays"), "behind": (arrays.Spool, "append_to"), "sync": (writer, "sync")}
setattr(*where[sys.argv[2]], killed)
with writer.Writer(writer.Path(sys.argv[1])) as new:
    new.entities([(n, f"e{n}", f"e{n}", "company", 1, 1, 1) for n in range(2)])
    new.edges([(0, 1, 1, 1, None, None, 1.0), (1, 0, 1, 1, None, None, 1.0)])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("where", ["links", "behind", "sync"])
def test_a_writer_that_is_killed_changes_nothing(graph: Path, where: str) -> None:
    before = (graph / "graph.sqlite").read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, graph / "graph.sqlite", where], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (graph / "graph.sqlite").read_bytes() == before
    (graph / ".guanxi.lock").touch()  # as a build leaves it
    assert list(graph.glob(".*.new")), "it was in the middle"
    with GraphFolder(graph).writing():
        assert not list(graph.glob(".*.new"))


def test_numbers_that_no_entity_has_are_without_links(tmp_path: Path) -> None:
    spool = Spool(tmp_path, numbers=9)
    list(spool.passing([(2, 7, 1, 1), (7, 2, 1, 1)]))
    assert np.diff(spool.arrays().starts).tolist() == [0, 0, 1, 0, 0, 0, 0, 1, 0]
    spool.close()
