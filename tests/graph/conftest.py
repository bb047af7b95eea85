"""`hand_made_graph(names, texts)` writes a small graph and opens it; see small_graph.py for the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from guanxi.graph.query.view import View

from .small_graph import Name, Text, make_graph

MakeView = Callable[[Sequence[Name], Sequence[Text]], View]


@pytest.fixture
def hand_made_graph(tmp_path: Path) -> Iterator[MakeView]:
    with ExitStack() as stack:

        def make(names: Sequence[Name], texts: Sequence[Text]) -> View:
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}.guanxi"
            return stack.enter_context(View.open(make_graph(folder, names, texts)))

        yield make
