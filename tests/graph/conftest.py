"""`hand_made_graph(names, texts)` writes a small graph and opens it; see small_graph.py for the arguments."""

from __future__ import annotations

import importlib.util
from contextlib import ExitStack
from pathlib import Path

import pytest

from guanxi.graph.view import View

_spec = importlib.util.spec_from_file_location("small_graph", Path(__file__).with_name("small_graph.py"))
assert _spec and _spec.loader
small_graph = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(small_graph)


@pytest.fixture
def hand_made_graph(tmp_path):
    with ExitStack() as stack:

        def make(names, texts, **options):
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}.guanxi"
            return stack.enter_context(View.open(small_graph.make_graph(folder, names, texts, **options)))

        yield make
