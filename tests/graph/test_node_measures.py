"""Measures of entities and communities as a graph has them, asked for and exported."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import networkx as nx
import numpy as np
import pyarrow.parquet as pq
import pytest

from guanxi.config.errors import QueryError
from guanxi.graph import centrality
from guanxi.graph.export import export
from guanxi.graph.query.centrality import RANKS, communities, ranking, sampled
from guanxi.graph.query.view import View
from guanxi.graph.store import node_measures

from ..conftest import rows
from .conftest import MakeView
from .export.readers import triples
from .small_graph import Name, Text, make_graph

NAMES: list[Name] = [
    ("合肥", "city", []), ("芜湖", "city", []), ("蔚来", "company", []), ("建投", "fund", []),
    ("深圳", "city", []), ("腾讯", "company", []), ("华为", "company", []), ("长江", "region", []),
]  # fmt: skip
TEXTS: list[Text] = [
    ("a", None, None, ["合肥、芜湖和蔚来。", "建投投了蔚来。", "蔚来在合肥。", "芜湖与建投。", "蔚来、芜湖。"]),
    ("b", None, None, ["深圳有腾讯和华为。", "腾讯在深圳。", "华为与蔚来。", "长江。"]),
]


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def test_measures_are_those_networkx_finds_in_the_graph(view: View) -> None:
    graph = view.to_networkx()
    ranks, between = nx.pagerank(graph, tol=1e-12), nx.betweenness_centrality(graph)
    found = ranking(view)
    assert len(found) == len(NAMES)
    for entity in found:
        assert entity.pagerank == pytest.approx(ranks[entity.id], abs=1e-8)
        assert entity.betweenness == pytest.approx(between[entity.id], abs=1e-8)
        assert (entity.degree, entity.strength) == (graph.degree(entity.id), graph.degree(entity.id, weight="weight"))


def test_degrees_are_summed_up_a_few_entities_at_a_time(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node_measures, "_ENTITIES", 3)
    view = hand_made_graph(NAMES, TEXTS)
    graph = view.to_networkx()
    for entity in ranking(view):
        assert (entity.degree, entity.strength) == (graph.degree(entity.id), graph.degree(entity.id, weight="weight"))


@pytest.mark.parametrize("rank", RANKS)
def test_they_are_ranked(view: View, rank: str) -> None:
    found = [(-getattr(entity, rank), entity.id) for entity in ranking(view, rank=rank)]
    assert found == sorted(found) and found[0][0] < found[-1][0]
    assert [entity.id for entity in ranking(view, rank=rank, limit=3)] == [id_ for _, id_ in found[:3]]


def test_types_and_communities_narrow_the_ranking(view: View) -> None:
    assert {entity.name for entity in ranking(view, types="company")} == {"蔚来", "腾讯", "华为"}
    assert {entity.type for entity in ranking(view, types=["city", "fund"])} == {"city", "fund"}
    of_second = ranking(view, community=2)
    assert {entity.name for entity in of_second} == {"深圳", "腾讯", "华为"}
    assert {entity.community for entity in of_second} == {2}
    assert [entity.name for entity in ranking(view, community=2, types="city")] == ["深圳"]


def test_communities_are_told_with_their_strongest_members(view: View) -> None:
    first, second = communities(view)
    assert (first.number, first.size, first.inside, first.outside) == (1, 4, 7, 1)
    assert first.types == {"city": 2, "company": 1, "fund": 1}
    assert [member.name for member in first.members] == ["蔚来", "芜湖", "合肥", "建投"]
    assert first.name == "蔚来 · 芜湖 · 合肥"
    assert (second.size, second.inside, second.outside, second.name) == (3, 4, 1, "深圳 · 腾讯 · 华为")
    assert [len(c.members) for c in communities(view, limit=1, members=2)] == [2]
    assert view.info().communities == 2
    assert [entity.community for entity in ranking(view) if entity.name == "长江"] == [None]


def test_wrong_questions_are_refused(view: View) -> None:
    with pytest.raises(QueryError, match="no measure of entities is named 'size'; there are: documents"):
        ranking(view, rank="size")
    with pytest.raises(QueryError, match="no entity type is named 'planet'"):
        ranking(view, types="planet")
    for number in (0, 3):
        with pytest.raises(QueryError, match=f"no community {number}; this graph has 2"):
            ranking(view, community=number)
    with pytest.raises(QueryError, match="limit must be at least 1"):
        communities(view, limit=0)
    with pytest.raises(QueryError, match="members must be at least 1"):
        communities(view, members=0)


def test_a_graph_of_nothing(hand_made_graph: MakeView) -> None:
    nothing = hand_made_graph([], [])
    assert (ranking(nothing), communities(nothing), nothing.info().communities) == ([], [], 0)
    alone = hand_made_graph(NAMES[:1], TEXTS)
    assert [(entity.pagerank, entity.community) for entity in ranking(alone)] == [(1.0, None)]


def test_whether_betweenness_was_estimated_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for fewest, expected in ((64, None), (3, (3, 7))):
        monkeypatch.setattr(centrality, "FEWEST", fewest)
        monkeypatch.setattr(centrality, "_WORK", 1)
        with View.open(make_graph(tmp_path / f"{fewest}", NAMES, TEXTS)) as view:
            assert sampled(view) == expected


@pytest.mark.parametrize(("most", "least"), [(9, 1), (8, 2), (3, 2), (2, 3), (0, 3)])
def test_of_too_many_links_the_weakest_are_left_out(
    hand_made_graph: MakeView, monkeypatch: pytest.MonkeyPatch, most: int, least: int
) -> None:
    monkeypatch.setattr(node_measures, "_PAIRS", most)
    monkeypatch.setattr(node_measures, "_TURN", 4)
    view = hand_made_graph(NAMES, TEXTS)
    whole = view.to_networkx()
    weights = sorted(weight for *_, weight in whole.edges(data="weight"))
    assert (len(weights), weights.count(2), weights[-1]) == (9, 3, 2)
    assert view.info().standing_weight == least
    strong = nx.Graph(whole)
    strong.remove_edges_from([(a, b) for a, b, weight in whole.edges(data="weight") if weight < least])
    ranks, between = nx.pagerank(strong, tol=1e-12, max_iter=1000), nx.betweenness_centrality(strong)
    for entity in ranking(view):
        assert entity.pagerank == pytest.approx(ranks[entity.id], abs=1e-8)
        assert entity.betweenness == pytest.approx(between[entity.id], abs=1e-8)
        assert (entity.community is None) == (strong.degree(entity.id) == 0)
        assert entity.strength == whole.degree(entity.id, weight="weight")


def test_gaps_between_row_numbers_do_not_matter(tmp_path: Path) -> None:
    """A name that stands for something else wherever it is leaves a number unused."""
    from guanxi.graph.store.arrays import Arrays, Column
    from guanxi.graph.store.node_measures import store_node_measures

    links = "SELECT source, target, weight, documents FROM edges ORDER BY source, target"
    with sqlite3.connect(make_graph(tmp_path / "g", NAMES, TEXTS) / "graph.sqlite") as db:
        asked = "SELECT id, pagerank, betweenness, community, inside FROM entities ORDER BY entity"
        before = db.execute(asked).fetchall()
        db.execute("UPDATE entities SET entity = (entity + 1) * 1000, pagerank = 0, community = NULL")
        db.execute("UPDATE edges SET source = (source + 1) * 1000, target = (target + 1) * 1000")
        db.execute("DELETE FROM communities")
        db.execute("DELETE FROM meta WHERE key IN ('communities', 'betweenness_sources', 'standing_weight')")
        columns: list[Column] = [np.array(column, dtype=np.int32) for column in zip(*db.execute(links), strict=True)]
        starts = np.searchsorted(columns[0], np.arange(len(NAMES) * 1000 + 2))
        store_node_measures(db, Arrays(starts, *columns[1:]))
        assert db.execute(asked).fetchall() == before
    db.close()


MEASURES = ("degree", "strength", "pagerank", "betweenness", "community")


def test_they_are_in_the_canonical_export(view: View, tmp_path: Path) -> None:
    export(view, tmp_path / "x")
    nodes = {node["id"]: node for node in rows((tmp_path / "x" / "nodes.jsonl").read_text(encoding="utf-8"))}
    for entity in ranking(view):
        assert {key: nodes[entity.id][key] for key in MEASURES} == {key: getattr(entity, key) for key in MEASURES}


def test_they_reach_every_format(view: View, tmp_path: Path) -> None:
    for kind in ("csv", "graphml", "gexf", "neo4j", "jsonld", "turtle", "parquet"):
        export(view, tmp_path / kind, format=kind)
    expected = {entity.id: tuple(getattr(entity, key) for key in MEASURES) for entity in ranking(view)}
    for graph in (nx.read_graphml(tmp_path / "graphml"), nx.read_gexf(tmp_path / "gexf")):
        assert {id_: tuple(map(facts.get, MEASURES)) for id_, facts in graph.nodes(data=True)} == expected
    table = pq.read_table(tmp_path / "parquet" / "nodes.parquet").to_pylist()
    assert {row["id"]: tuple(row[key] for key in MEASURES) for row in table} == expected
    for file in ("csv/nodes.csv", "neo4j/entities.csv"):
        with (tmp_path / file).open(encoding="utf-8-sig", newline="") as lines:
            read = [{key.split(":")[0].lower(): value for key, value in row.items()} for row in csv.DictReader(lines)]
        found = {row["id"]: tuple(json.loads(row[key]) if row[key] else None for key in MEASURES) for row in read}
        assert found == expected, file


@pytest.mark.parametrize(("kind", "file"), [("turtle", "turtle"), ("json-ld", "jsonld")])
def test_they_are_linked_data(view: View, tmp_path: Path, kind: str, file: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    export(view, tmp_path / file, format=file)
    said = triples(tmp_path / file, kind)
    ids = {str(id_): subject for subject, id_ in said.subject_objects(rdflib.URIRef("https://schema.org/identifier"))}
    for entity in ranking(view):
        told = [said.value(ids[entity.id], rdflib.URIRef(f"urn:guanxi:term:{key}")) for key in MEASURES]
        values = [value if value is None else value.toPython() for value in told]
        assert values == [getattr(entity, key) for key in MEASURES]
