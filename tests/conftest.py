"""Shared by all tests: small graphs built from invented articles, and the command line as a user runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from guanxi.graph.build import BuildReport, build
from guanxi.graph.export import export
from guanxi.graph.query.view import View

from . import browsing
from .calling import Done, in_its_own, in_this_process

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No test is about time: a slow machine makes none fail.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ARTICLES = {
    "1_hefei.txt": "2024年3月2日\n蔚来与合肥签约，合肥建投领投。蔚来总部落户合肥。\n",
    "2_hangzhou.txt": "宇树科技位于杭州。宇树科技股份有限公司发布新品！杭州与合肥相距不远。\n",
    "3_traditional.txt": "輝達與台積電合作。台積電在台灣設廠。\n",
}

Run = Callable[..., Done]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    browsing.mark(items)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    yield from browsing.launched()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with the three articles."""
    return write_articles(tmp_path / "articles", ARTICLES)


def write_articles(folder: Path, texts: Mapping[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def exported(graph: Path, folder: Path) -> dict[str, str]:
    """The canonical export of a graph, file by file."""
    with View.open(graph) as view:
        export(view, folder)
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}


def rows(text: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines text."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def three_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the three articles, for all tests of a session: to be read, not changed."""
    folder = tmp_path_factory.mktemp("three")
    report: BuildReport = build([write_articles(folder / "articles", ARTICLES)], folder / "small.guanxi")
    assert report.documents == len(ARTICLES)
    return folder / "small.guanxi"


@pytest.fixture
def small_graph(three_articles: Path, tmp_path: Path) -> Path:
    """The graph of the three articles, for one test alone."""
    return shutil.copytree(three_articles, tmp_path / "small.guanxi")


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the articles of graph/reviewed.py, for all tests of a session: to be read, not changed."""
    from .graph.reviewed import to_review

    return to_review(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture
def review_graph(reviewed: Path, tmp_path: Path) -> Path:
    """The same, for one test alone."""
    return shutil.copytree(reviewed, tmp_path / "g.guanxi")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `guanxi ARGUMENT...` in an empty folder, with standard input if given."""
    return partial(in_this_process, tmp_path)


@pytest.fixture
def run_alone(tmp_path: Path) -> Run:
    """The same in a process of its own, where that is what matters: it takes seconds."""
    return partial(in_its_own, tmp_path)
