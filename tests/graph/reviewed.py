"""Invented articles in which one person has two spellings, two persons one name, and two banks are two."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guanxi.config.settings import LexiconEntry, Settings, load_settings
from guanxi.graph.build import build

from ..conftest import write_articles

ARTICLES = {
    "d1.txt": "深度求索创始人梁文锋在杭州发布新品。\n梁文锋与幻方量化、英伟达都有往来。",
    "d2.txt": "深度求索的梁文峰回到杭州。\n梁文峰与幻方量化、英伟达的故事很多。",
    "k1.txt": "Keep创始人王宁与彭唯在北京见面。\n王宁谈Keep的课程。",
    "k2.txt": "Keep创始人王宁介绍北京的课程，彭唯在场。",
    "k3.txt": "Keep创始人王宁与彭唯回到北京。",
    "y1.txt": "云南省委书记王宁在昆明调研滇池。",
    "y2.txt": "云南省委书记王宁在昆明会见客人，滇池治理有了进展。",
    "b1.txt": "东吴证券与东无证券在北京签约。\n东吴证券、东无证券都到了昆明。",
}
_NAMES = {
    "person": "梁文锋 梁文峰 王宁 彭唯",
    "city": "杭州 北京 昆明",
    "company": "深度求索 英伟达 Keep 东吴证券 东无证券",
    "fund": "幻方量化",
    "organization": "云南省委",
    "region": "滇池",
}


def settings() -> Settings:
    """Engines that start at once."""
    defaults = load_settings()
    entities = tuple(LexiconEntry(name, kind) for kind, names in _NAMES.items() for name in names.split())
    engines = {"lexicon": defaults.extractors["lexicon"]}
    return replace(defaults, lexicons=(), entities=entities, profile="fast", extractors=engines)


def to_review(folder: Path) -> Path:
    """A graph of them."""
    write_articles(folder / "in", ARTICLES)
    build(folder / "in", folder / "g.guanxi", settings=settings())
    return folder / "g.guanxi"
