"""Answers that stop early are the beginning of the whole answer."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from guanxi.graph.query.neighbors import MEASURES
from guanxi.graph.query.view import View

from .small_graph import Name, Text, make_graph

NAMES: list[Name] = [(f"企业{n:02}", "company", [f"别名{n:02}"]) for n in range(30)]


def texts(seed: int) -> list[Text]:
    """Documents that name a few companies much more often than others."""
    random = Random(seed)
    named = [[f"企业{int(30 * random.random() ** 2):02}" for _ in range(3)] for _ in range(150)]
    return [(f"d{n:03}", None, f"20{10 + n % 9}-01-01", ["、".join(names)]) for n, names in enumerate(named)]


@pytest.mark.parametrize("rank", MEASURES)
@pytest.mark.parametrize("since", [None, "2014"])
def test_the_best_neighbors_are_the_first_of_all_neighbors(tmp_path: Path, rank: str, since: str | None) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(1))) as view:
        for name, *_ in NAMES[:12]:
            every = view.neighbors(name, rank=rank, since=since, limit=1000)
            assert every == sorted(every, key=lambda found: (-found.score, found.name, found.id))
            for limit in (1, 3, 10):
                assert view.neighbors(name, rank=rank, since=since, limit=limit) == every[:limit]


def test_search_tells_the_most_named_first(tmp_path: Path) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(2))) as view:
        for text in ("企业", "业", "业1", "名"):
            every = view.search(text, limit=1000)
            assert [hit.documents for hit in every] == sorted((hit.documents for hit in every), reverse=True)
            assert len({hit.id for hit in every}) == len(every) >= 10
            assert view.search(text, limit=3) == every[:3]
