"""Search by pairs of characters finds every name that holds the text, and only those."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from guanxi.corpus.fold import name_key
from guanxi.graph.query.search import near, search
from guanxi.graph.query.view import View
from guanxi.graph.store.folder import FORMAT
from guanxi.graph.store.writer import Writer

NAMES = ["宇树科技", "科大讯飞", "浙江大学", "大", "DeepSeek-R1", "C919", "埃隆·马斯克", "黑神话:悟空", "a\"b'c*", "树"]


def graph(folder: Path) -> View:
    (folder / "g.guanxi").mkdir()
    with Writer(folder / "g.guanxi" / "graph.sqlite") as writer:
        writer.entities((i, f"product:{name}", name, "product", 1, 1, 1) for i, name in enumerate(NAMES))
        writer.names((i, name, 1, "name", None) for i, name in enumerate(NAMES))
        writer.meta(format=FORMAT, guanxi="0", types={}, window="sentence")
    return View.open(folder / "g.guanxi")


def test_every_name_that_holds_the_text_is_found(tmp_path: Path) -> None:
    with graph(tmp_path) as view:

        @settings(max_examples=300, deadline=None)
        @given(
            st.sampled_from(NAMES).flatmap(
                lambda name: st.tuples(st.integers(0, len(name)), st.integers(0, len(name))).map(
                    lambda cut: name[min(cut) : max(cut)]
                )
            )
        )
        def check(text: str) -> None:
            key = name_key(text)
            wanted = {name for name in NAMES if key and key in name_key(name)}
            got = {hit.name for hit in search(view.connection, text, limit=50)}
            if any(c.isalnum() for c in key):
                assert wanted <= got
            assert all(set(key) & set(name_key(name)) for name in got)

        check()


def test_the_same_name_comes_first(tmp_path: Path) -> None:
    with graph(tmp_path) as view:
        assert search(view.connection, "大", limit=5)[0].name == "大"
        assert [hit.name for hit in search(view.connection, "科", limit=5)] == ["科大讯飞", "宇树科技"]


def test_no_text_breaks_the_query_language(tmp_path: Path) -> None:
    with graph(tmp_path) as view:

        @settings(max_examples=200, deadline=None)
        @given(st.text())
        def check(text: str) -> None:
            search(view.connection, text, limit=3)
            near(view.connection, text)

        check()
