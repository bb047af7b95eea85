"""GEXF and GraphML: colours, the timeline, and ids that stay apart."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from guanxi.graph.export import export

from ..conftest import MakeView
from .conftest import graph_of
from .test_formats import write

GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
GRAPHML = {"g": "http://graphml.graphdrawing.org/xmlns"}
ATTRIBUTES = {"@type", "@mode"}


def test_gephi_gets_colours_and_a_timeline(plain_graph: Path, tmp_path: Path) -> None:
    root = etree.parse(write(plain_graph, tmp_path / "g.gexf", "gexf")).getroot()
    assert (root.tag, root.get("version")) == ("{http://gexf.net/1.3}gexf", "1.3")
    (graph,) = root.findall("g:graph", GEXF)
    assert dict(graph.attrib) == {
        "defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"
    }  # fmt: skip
    (node,) = graph.xpath("g:nodes/g:node[@label='合肥']", namespaces=GEXF)
    assert (node.get("start"), node.get("end")) == ("2024-01-02", "2024-03-04")
    assert dict(node.find("viz:color", GEXF).attrib) == {"r": "224", "g": "96", "b": "90"}
    for edge in graph.iterfind("g:edges/g:edge", GEXF):
        assert edge.get("start") in {"2024-01-02", "2024-03-04"} and edge.get("start") <= edge.get("end")
    declared = {
        of: set(graph.xpath(f"g:attributes[@class='{of}']/g:attribute/@id", namespaces=GEXF)) for of in ("node", "edge")
    }
    for of, ids in declared.items():
        assert set(graph.xpath(f"//g:{of}/g:attvalues/g:attvalue/@for", namespaces=GEXF)) <= ids


def test_without_any_date_there_is_no_timeline(hand_made_graph: MakeView, tmp_path: Path) -> None:
    view = hand_made_graph([("合肥", "city", []), ("蔚来", "company", [])], [("d", None, None, ["蔚来在合肥"])])
    export(view, tmp_path / "g.gexf", format="gexf")
    (graph,) = etree.parse(tmp_path / "g.gexf").getroot().findall("g:graph", GEXF)
    assert dict(graph.attrib) == {"defaultedgetype": "undirected", "mode": "static"}
    assert not graph.xpath("//*[@start or @end]")


def test_a_type_without_a_colour_has_none(hand_made_graph: MakeView, tmp_path: Path) -> None:
    export(hand_made_graph([("天宫", "station", [])], [("d", None, None, ["天宫"])]), tmp_path / "g", format="gexf")
    graph = nx.read_gexf(tmp_path / "g")
    assert graph.nodes["e00000"] == {
        "label": "天宫", "type": "station", "aliases": "", "mentions": 1, "documents": 1, "degree": 0, "strength": 0,
        "pagerank": 1.0, "betweenness": 0.0,
    }  # fmt: skip


def test_every_key_of_graphml_is_declared_with_its_type(plain_graph: Path, tmp_path: Path) -> None:
    root = etree.parse(write(plain_graph, tmp_path / "g.graphml", "graphml")).getroot()
    keys = {key.get("id"): key for key in root.iterfind("g:key", GRAPHML)}
    assert len(keys) == len(root.findall("g:key", GRAPHML))
    for of in ("node", "edge"):
        assert {keys[id_].get("for") for id_ in root.xpath(f"//g:{of}/g:data/@key", namespaces=GRAPHML)} == {of}
    assert (keys["edge-weight"].get("attr.name"), keys["edge-weight"].get("attr.type")) == ("weight", "long")
    assert keys["node-name"].get("attr.name") == "label"


@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_ids_that_differ_only_in_what_xml_cannot_hold_stay_apart(tmp_path: Path, kind: str) -> None:
    names = ["甲\x01", "甲\x02", "甲\ufffd"]
    out = write(graph_of(tmp_path / "g.guanxi", names), tmp_path / "out", kind)
    graph = nx.read_graphml(out) if kind == "graphml" else nx.read_gexf(out)
    assert [graph.nodes[id_]["label"] for id_ in graph] == ["甲\ufffd"] * 3
    assert graph.number_of_edges() == 3 and "company:甲\ufffd" in graph
