"""Search by pairs of characters finds every name that holds the text, and only those."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guanxi.config.errors import UnknownName
from guanxi.corpus.fold import name_key
from guanxi.graph.pinyin import syllables
from guanxi.graph.query import spelling
from guanxi.graph.query.search import near, search
from guanxi.graph.query.spelling import begins, letters_of, spelled
from guanxi.graph.query.view import View
from guanxi.graph.store.folder import FORMAT
from guanxi.graph.store.writer import Writer

NAMES = ["宇树科技", "科大讯飞", "浙江大学", "大", "DeepSeek-R1", "C919", "埃隆·马斯克", "黑神话:悟空", "a\"b'c*", "树"]


def graph(folder: Path, names: Sequence[str] = NAMES) -> View:
    (folder / "g.guanxi").mkdir()
    with Writer(folder / "g.guanxi" / "graph.sqlite") as writer:
        writer.entities((i, f"product:{name}", name, "product", 1, 1, 1) for i, name in enumerate(names))
        writer.names((i, name, 1, "name", None) for i, name in enumerate(names))
        writer.meta(format=FORMAT, guanxi="0", types={}, window="sentence")
    return View.open(folder / "g.guanxi")


def test_every_name_that_holds_the_text_is_found(tmp_path: Path) -> None:
    with graph(tmp_path) as view:

        @settings(max_examples=300)
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
            typed = {n for n in got if letters_of(key) and begins(syllables([n])[0].split(), letters_of(key))}
            assert all(set(key) & set(name_key(name)) for name in got - typed)

        check()


def test_the_same_name_comes_first(tmp_path: Path) -> None:
    with graph(tmp_path) as view:
        assert search(view.connection, "大", limit=5)[0].name == "大"
        assert [hit.name for hit in search(view.connection, "科", limit=5)] == ["科大讯飞", "宇树科技"]


def test_no_text_breaks_the_query_language(tmp_path: Path) -> None:
    with graph(tmp_path) as view:

        @settings(max_examples=200)
        @given(st.text())
        def check(text: str) -> None:
            search(view.connection, text, limit=3)
            near(view.connection, text)

        check()


SPELLED = [
    "宇树科技", "雲深處科技", "西安", "先导基金", "绿地集团", "A股", "鹅", "重庆银行", "DeepSeek公司", "云科", "雨水",
    "雨苏山", "安安昂", "中国银行", "中国工商银行", "中关村", "上海", "三合", "俄安", "恩安", "浙江大学", "Nvidia",
    "5G基金", "NVIDIA中国",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "宇树科技") for text in ("yushukeji", "YuShuKeJi", "yskj", "ysk", "yushu", "yushuk", "yshkeji")),
        *((text, "云深处科技") for text in ("yunshenchu", "ysck", "yunsc")),
        *((text, "西安") for text in ("xian", "xi'an", "xa", "ｘｉ’ａｎ", "xi an")),
        *((text, "绿地集团") for text in ("lvdi", "lüdi", "lvdj")),
        *((text, "重庆银行") for text in ("chongqing", "cqyh", "cqyinhang")),
        *((text, "DeepSeek公司") for text in ("deepseekg", "deepgs", "dgs")),
        ("agu", "A股"), ("5gjj", "5G基金"), ("e", "鹅"), ("ean", "俄安"),
    ],
)  # fmt: skip
def test_names_are_found_as_they_are_typed(tmp_path: Path, text: str, name: str) -> None:
    with graph(tmp_path, [*SPELLED, "云深处科技"]) as view:
        assert name in [hit.name for hit in search(view.connection, text, limit=5)]


def test_what_is_named_so_comes_before_what_is_typed_so(tmp_path: Path) -> None:
    names = ["南京医药", "NJ", "NJX", "南京", "宁江", "新NJ"]
    with graph(tmp_path, names) as view:
        assert [hit.name for hit in search(view.connection, "nj", limit=9)] == [
            "NJ", "南京", "宁江", "NJX", "南京医药", "新NJ",
        ]  # fmt: skip
        assert [hit.name for hit in search(view.connection, "nj", limit=4)] == ["NJ", "南京", "宁江", "NJX"]
        assert [hit.name for hit in search(view.connection, "nanjing", limit=9)] == ["南京", "南京医药"]


def test_letters_find_exactly_the_names_that_begin_so(tmp_path: Path) -> None:
    """As the page's own search has it: `begins` looks at each name alone, the graph at its indexes."""
    all_ = [text.split() for text in syllables(SPELLED)]
    lengths = st.lists(st.integers(1, 8), min_size=8, max_size=8)
    typed = st.builds(
        lambda parts, cuts: "".join(part[:cut] for part, cut in zip(parts, cuts, strict=False)),
        st.sampled_from([parts for parts in all_ if parts]),
        lengths,
    )
    with graph(tmp_path, SPELLED) as view:

        @settings(max_examples=300)
        @given(typed, st.integers(1, 30))
        @example("ysh", 3)  # 雨苏山 has these initials and a second syllable sh, but not one after the other
        def check(all_letters: str, length: int) -> None:
            letters = all_letters[:length]
            order = [name for (name,) in view.connection.execute("SELECT text FROM names ORDER BY name")]
            wanted = {name for name, parts in zip(SPELLED, all_, strict=True) if begins(parts, letters)}
            found = [order[number] for number in chain(*spelled(view.connection, letters))]
            assert set(found) == wanted
            forms = (("".join(parts), "".join(part[0] for part in parts)) for parts in all_)
            same = {name for name, form in zip(SPELLED, forms, strict=True) if letters in form}
            assert set(found[: len(same)]) == same

        check()


@pytest.mark.parametrize("text", ["a" * 200, "an" * 100, "yushukeji" * 20])
def test_long_texts_are_cut_a_bounded_number_of_times(tmp_path: Path, text: str) -> None:
    # Any number of these letters is the beginning of a syllable, so that there are endless ways to cut.
    with graph(tmp_path, ["安" * 40, "aaaaaaaa啊", "宇树科技" * 10]) as view:
        assert len(spelling._cuts(view.connection, text)) <= spelling._CUTS
        search(view.connection, text, limit=5)


def test_an_unknown_name_in_letters_offers_whom_they_spell(tmp_path: Path) -> None:
    with graph(tmp_path, SPELLED) as view:
        assert near(view.connection, "yushukej") == ["宇树科技"]
        with pytest.raises(UnknownName, match="did you mean 宇树科技"):
            view.resolve("yskj")
        assert near(view.connection, "qqqq") == []
        assert near(view.connection, "zgyhdeepseek")[:1] == near(view.connection, "deepseekgs")[:1] == ["DeepSeek公司"]
