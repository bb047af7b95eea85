"""Answers that stop early are the beginning of the whole answer."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from guanxi.config.errors import QueryError
from guanxi.graph.query import neighbors
from guanxi.graph.query.counts import GREATEST
from guanxi.graph.query.ranks import MEASURES
from guanxi.graph.query.results import Neighbor
from guanxi.graph.query.view import View
from guanxi.graph.web.subgraph import select

from .conftest import MakeView
from .small_graph import Name, Text, make_graph

OF_ALL_TIME = "above_noise", "2014"
NAMES: list[Name] = [(f"企业{n:02}", "company", [f"别名{n:02}"]) for n in range(30)]


def texts(seed: int) -> list[Text]:
    """Documents that name a few companies much more often than others."""
    random = Random(seed)
    named = [[f"企业{int(30 * random.random() ** 2):02}" for _ in range(3)] for _ in range(150)]
    return [(f"d{n:03}", None, f"20{10 + n % 9}-01-01", ["、".join(names)]) for n, names in enumerate(named)]


def below(found: Neighbor, rank: str) -> bool:
    """Whether someone was seen too seldom to come before others, by a measure that favours such."""
    return rank not in ("weight", "documents", "log_likelihood") and found.sentences < 2


@pytest.mark.parametrize(("rank", "since"), [(r, s) for r in MEASURES for s in (None, "2014") if (r, s) != OF_ALL_TIME])
def test_the_best_neighbors_are_the_first_of_all_neighbors(tmp_path: Path, rank: str, since: str | None) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(1))) as view:
        for name, *_ in NAMES[:12]:
            every = view.neighbors(name, rank=rank, since=since, limit=1000)
            assert every == sorted(every, key=lambda n: (below(n, rank), -n.score, n.name, n.id))
            for limit in (1, 3, 10):
                assert view.neighbors(name, rank=rank, since=since, limit=limit) == every[:limit]


@pytest.mark.parametrize("turn", [1, 7])
def test_the_best_are_the_same_however_many_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(3))) as view:
        for rank in MEASURES:
            for name, *_ in NAMES[:12]:
                monkeypatch.setattr(neighbors, "_TURN", 1000)
                every = view.neighbors(name, rank=rank)
                monkeypatch.setattr(neighbors, "_TURN", turn)
                assert view.neighbors(name, rank=rank, limit=2) == every[:2]


@pytest.mark.parametrize("rank", ["weight", "documents", "jaccard", "log_likelihood", "above_noise"])
def test_scores_are_those_of_the_page(tmp_path: Path, rank: str) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(4))) as view:
        page = select(view)
        for edge in page.edges:
            ends = page.nodes[edge.source], page.nodes[edge.target]
            for one, other in (ends, ends[::-1]):
                (score,) = [n.score for n in view.neighbors(one.id, rank=rank, limit=1000) if n.id == other.id]
                assert float(f"{score:.4g}") == getattr(edge, rank)
    assert len(page.edges) > 50


def test_a_pair_seen_less_often_than_chance_expects_has_a_negative_likelihood(hand_made_graph: MakeView) -> None:
    lines = ["企业00、企业01", *["企业00很好", "企业01很好"] * 9, "企业00、企业02", "企业03"]
    view = hand_made_graph(NAMES[:4], [("d", None, None, lines)])
    found = {n.name: n.score for n in view.neighbors("企业00", rank="log_likelihood")}
    assert found["企业01"] < 0 < found["企业02"]


def test_likelihood_in_a_period_is_that_of_its_documents_alone(hand_made_graph: MakeView) -> None:
    """Also of their windows that name nobody."""
    old = [
        ("a", None, "2013-05-01", ["企业00、企业01", "企业00、企业02", "无人"]),
        ("u", None, None, ["企业00、企业01"]),
    ]
    new = [("b", None, "2015-05-01", ["企业00、企业01", "企业01、企业02", "企业00、企业01", "无人", "也无人"])]
    both, alone = hand_made_graph(NAMES[:3], [*old, *new]), hand_made_graph(NAMES[:3], new)
    for rank in ("jaccard", "log_likelihood"):
        found = both.neighbors("企业01", rank=rank, since="2014")
        assert found == alone.neighbors("企业01", rank=rank) == alone.neighbors("企业01", rank=rank, since="2014")
        assert len(found) == 2


def test_what_is_of_all_time_is_not_told_of_a_period(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES[:2], [("d", None, "2020-01-01", ["企业00、企业01"])])
    assert view.neighbors("企业00", rank="above_noise")
    with pytest.raises(QueryError, match=r"above_noise is of all time; .* documents, jaccard, .*log_likelihood"):
        view.neighbors("企业00", rank="above_noise", since="2020")


def test_as_many_as_there_are_may_be_asked_for(hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES[:3], [("d", None, "2020-01-01", ["企业00、企业01", "企业00、企业02"])])
    for limit in (3_000_000_000, GREATEST):
        assert len(view.neighbors("企业00", limit=limit)) == 2
        assert len(view.neighbors("企业00", limit=limit, rank="jaccard", since="2020")) == 2


def test_scores_do_not_depend_on_the_links_that_are_left_out(tmp_path: Path) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(4))) as view:
        page = select(view, min_weight=2)
        for edge in page.edges:
            one, other = page.nodes[edge.source].id, page.nodes[edge.target].id
            scores = {n.id: n.score for n in view.neighbors(one, rank="above_noise", min_weight=2, limit=1000)}
            assert float(f"{scores[other]:.4g}") == edge.above_noise
    assert len(page.edges) > 20


def test_search_tells_the_most_named_first(tmp_path: Path) -> None:
    with View.open(make_graph(tmp_path / "g.guanxi", NAMES, texts(2))) as view:
        for text in ("企业", "业", "业1", "名"):
            every = view.search(text, limit=1000)
            assert [hit.documents for hit in every] == sorted((hit.documents for hit in every), reverse=True)
            assert len({hit.id for hit in every}) == len(every) >= 10
            assert view.search(text, limit=3) == every[:3]
