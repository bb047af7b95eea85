from __future__ import annotations

import numpy as np
import pytest

from guanxi.graph.pinyin import syllables
from guanxi.graph.query.view import View
from guanxi.graph.web import choice
from guanxi.graph.web.choice import Pairs, Weights, pairs_among, strongest

from .conftest import MakeView
from .small_graph import Name

# A hub stands once beside each of many; two pairs stand together again and again.
MANY = [f"城{chr(0x4E00 + i)}" for i in range(12)]
NAMES: list[Name] = [("中心", "region", []), *((name, "city", []) for name in MANY)]
TEXTS = [("a", None, None, [f"中心见{name}。" for name in MANY] + [f"{MANY[0]}{MANY[1]}", f"{MANY[2]}{MANY[3]}"] * 6)]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def names(view: View, entities: list[int]) -> list[str]:
    return [view.ref(entity).name for entity in entities]


def test_strengths_and_what_stands_out_from_noise(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    hub, pair, other, alone = (view.number_of(name) for name in ("中心", *MANY[:2], MANY[5]))
    for rows in (1, 3, 100_000):
        monkeypatch.setattr(choice, "_TURN", rows)
        weights = Weights(view.connection, 1)
        assert weights.strength[[hub, pair, alone]].tolist() == [12, 7, 1]
        # The hub and one of a pair are named together less often than their strengths let expect.
        links = np.array([[hub, pair, 1], [pair, other, 6], [hub, alone, 1]]).T
        assert weights.stands_out(*links).tolist() == [False, True, True]
        assert weights.in_backbone()[[hub, pair, alone]].tolist() == [8, 6, 1]


def test_what_stands_out_does_so_among_all_links(view: View) -> None:
    hub, pair, other, alone = (view.number_of(name) for name in ("中心", *MANY[:2], MANY[5]))
    weights = Weights(view.connection, 2)
    assert weights.strength[[hub, pair, alone]].tolist() == [0, 6, 0]
    links = np.array([[hub, pair, 1], [pair, other, 6], [hub, alone, 1]]).T
    assert weights.stands_out(*links).tolist() == [False, True, True]
    assert weights.in_backbone()[[hub, pair, alone]].tolist() == [0, 6, 0]


def test_those_with_most_weight_beyond_chance_are_chosen(view: View) -> None:
    chosen = strongest(view.connection, Weights(view.connection, 1), 5, [])
    assert set(names(view, chosen)) == {"中心", *MANY[:4]}


def among(view: View, count: int) -> Pairs:
    return pairs_among(view.connection, list(range(count)), Weights(view.connection, 1), 1, centre=None)


def test_few_lines_are_the_forest_the_backbone_and_the_heaviest_others(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(among(view, len(NAMES)).drawn) == 14
    monkeypatch.setattr(choice, "EDGES_PER_NODE", 1)
    found = among(view, len(NAMES))
    pairs = [frozenset(names(view, list(pair))) for pair in found.drawn]
    assert {*pairs[:2]} == {frozenset(MANY[:2]), frozenset(MANY[2:4])}
    # Of the hub's four lines to them that are no more than chance, one each keeps the picture in one piece; of the two
    # others one has room.
    assert (len(pairs), len(found.others), found.unknown) == (13, 1, 0)
    assert {name for pair in pairs for name in pair} == {name for name, _, _ in NAMES}


def test_a_crowd_in_one_sentence_gets_as_many_lines_as_there_is_room(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [f"人{chr(0x4E00 + i)}" for i in range(16)]
    view = hand_made_graph([(name, "person", []) for name in crowd], [("a", None, None, ["、".join(crowd)])])
    found = among(view, 16)
    assert (len(found.drawn), len(found.others), found.unknown) == (64, 120 - 64, 0)
    assert len({*found.drawn, *found.others}) == 120
    monkeypatch.setattr(choice, "OTHERS", 50)
    fewer = among(view, 16)
    assert (fewer.drawn, fewer.others, fewer.unknown) == (found.drawn, found.others[:50], 6)


def test_syllables() -> None:
    assert syllables(["重庆", "绿地A股", "Nvidia", "輝達", "（宇树）科技", "长" * 100]) == [
        "chong qing", "lv di a gu", "", "hui da", "yu shu ke ji", " ".join(["chang"] * 40),
    ]  # fmt: skip
