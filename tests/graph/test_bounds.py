"""Bounds of pairs: what they keep out, that it is told, and that no way to a graph makes another one."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from guanxi.config.errors import ConfigError
from guanxi.config.limits import Bounds, share_of
from guanxi.config.settings import Settings
from guanxi.graph.build import build
from guanxi.graph.export import export
from guanxi.graph.query.view import View
from guanxi.graph.store import count
from guanxi.graph.update import add, remove
from guanxi.graph.within import open_within

from ..conftest import exported, rows, write_articles
from ..quick import entries, quick

CITIES = "杭州 合肥 深圳 北京 上海 广州 成都 苏州 武汉 南京 西安 长沙 郑州 青岛 宁波 无锡 佛山 东莞 济南 福州".split()
BOUNDS = Bounds(entities_per_window=3, hub_share=0.8, min_support=2)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some from 2023 and some from 2024; 杭州 and 合肥 are in all of them."""
    random, texts = Random(6), {}
    for n in range(16):
        own = random.sample(CITIES, 7)
        said = "".join("、".join(random.sample(own, random.choice((1, 3, 5)))) + "开会。" for _ in range(5))
        texts[f"{n:02}.txt"] = f"202{3 + n % 2}年3月{n + 1}日\n杭州和合肥的新闻。{said}"
    return write_articles(tmp_path_factory.mktemp("bounds"), texts)


def settings(bounds: Bounds = BOUNDS) -> Settings:
    return replace(quick(entries(city=" ".join(CITIES))), bounds=bounds)


def test_counts_can_be_recounted_within_bounds(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "g.guanxi", settings=settings())
    tables = {name: rows(text) for name, text in exported(tmp_path / "g.guanxi", tmp_path / "out").items()}
    documents = {node["id"]: node["documents"] for node in tables["nodes.jsonl"]}
    hubs = {id_ for id_, count in documents.items() if count > 0.8 * 16}
    named: dict[tuple[str, int], set[str]] = {}
    for mention in tables["mentions.jsonl"]:
        named.setdefault((mention["document"], mention["sentence"]), set()).add(mention["entity"])
    weights = Counter[tuple[str, str]]()
    for entities in named.values():
        rarest = sorted(entities - hubs, key=lambda entity: (documents[entity], entity))[:3]
        weights.update(combinations(sorted(rarest), 2))
    kept = {pair: weight for pair, weight in weights.items() if weight >= 2}
    assert {(edge["source"], edge["target"]): edge["weight"] for edge in tables["edges.jsonl"]} == kept
    assert all(edge["months"] for edge in tables["edges.jsonl"])
    with View.open(tmp_path / "g.guanxi") as view:
        info = view.info()
    assert info.bounds == {"entities_per_window": 3, "hub_share": 0.8, "min_support": 2}
    assert info.edges == len(kept)
    formed = sum(len(e) * (len(e) - 1) // 2 for e in named.values())
    without_hubs = sum(len(e - hubs) * (len(e - hubs) - 1) // 2 for e in named.values())
    assert info.dropped == {
        "full_windows": sum(len(e - hubs) > 3 for e in named.values()),
        "full_pairs": without_hubs - weights.total(),
        "hubs": len(hubs),
        "hub_pairs": formed - without_hubs,
        "rare_pairs": len(weights) - len(kept),
    }
    assert all(info.dropped.values())


def test_adding_and_removing_is_building(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())
    build(files, tmp_path / "all.guanxi", settings=settings())
    build(files[:11], tmp_path / "some.guanxi", settings=settings())
    some, whole = exported(tmp_path / "some.guanxi", tmp_path / "1"), exported(tmp_path / "all.guanxi", tmp_path / "2")
    add(tmp_path / "some.guanxi", files[11:], memory=700_000_000)
    assert exported(tmp_path / "some.guanxi", tmp_path / "3") == whole != some
    remove(tmp_path / "some.guanxi", [file.name for file in files[11:]])
    assert exported(tmp_path / "some.guanxi", tmp_path / "4") == some


def test_a_graph_is_counted_again_in_the_memory_it_was_built_with(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list[int]()

    def told(memory: int) -> int:
        given.append(memory)
        return share_of(memory)

    monkeypatch.setattr(count, "share_of", told)
    files = sorted(articles.iterdir())
    graph = tmp_path / "g.guanxi"
    build(files[:3], graph, settings=replace(settings(), memory=2**30))
    remove(graph, "00.txt")
    add(graph, files[:4], memory=800_000_000)
    remove(graph, "01.txt")
    assert given == [2**30, 2**30, 800_000_000, 800_000_000]
    with pytest.raises(ConfigError, match="memory must be at least 700MB, not 5 bytes"):
        remove(graph, "02.txt", memory=5)
    remove(graph, "02.txt")


def test_the_graph_of_a_time_has_the_bounds_of_its_documents(articles: Path, tmp_path: Path) -> None:
    build([articles], tmp_path / "all.guanxi", settings=settings())
    build(sorted(articles.iterdir())[1::2], tmp_path / "new.guanxi", settings=settings())
    wanted = exported(tmp_path / "new.guanxi", tmp_path / "1")
    whole = tmp_path / "all.guanxi"
    with View.open(tmp_path / "new.guanxi") as new, open_within(whole, since="2024", until=None) as part:
        assert part.info() == new.info()
        assert all(part.info().dropped.values())
        export(part, tmp_path / "2")
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "2").iterdir()} == wanted


def test_bounds_decide_the_graph_and_memory_does_not(articles: Path, tmp_path: Path) -> None:
    manifests, prints = [], []
    for number, some in enumerate((settings(), replace(settings(), memory=2**30), settings(Bounds()))):
        build([articles], tmp_path / f"{number}.guanxi", settings=some)
        manifests.append(json.loads((tmp_path / f"{number}.guanxi" / "manifest.json").read_text(encoding="utf-8")))
        prints.append(some.fingerprint())
    assert [manifest.pop("memory") for manifest in manifests] == [10**9, 2**30, 10**9]
    assert manifests[0] == manifests[1]
    assert manifests[2]["settings"]["bounds"] == {"entities_per_window": 200, "hub_share": None, "min_support": 1}
    assert manifests[0]["settings"]["bounds"] != manifests[2]["settings"]["bounds"]
    assert len(set(prints)) == 1, "which mentions are found does not depend on them"
