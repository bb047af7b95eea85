"""In graphs with wider windows the word of a relation has to stand in the sentence that names the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.graph.ask.asking import ask
from guanxi.graph.ask.results import Found
from guanxi.graph.query.view import View

from ..small_graph import make_graph

NAMES: list[tuple[str, str, list[str]]] = [("合肥", "city", []), ("蔚来", "company", []), ("京东方", "company", [])]
TEXT = "合肥的天气很好。蔚来获得投资。京东方建了新楼。"


@pytest.mark.parametrize(("window", "named"), [("document", ["蔚来"]), ("sentence", ["京东方", "蔚来"])])
def test_the_word_stands_where_the_answer_is_named(tmp_path: Path, window: str, named: list[str]) -> None:
    graph = make_graph(tmp_path / "w.guanxi", NAMES, [("a", None, None, [TEXT])], window=window)
    with View.open(graph) as view:
        answer = ask(view, "合肥投资了哪些公司")
        assert sorted(row.name for row in answer.answers if isinstance(row, Found)) == named
        assert window in answer.meaning
