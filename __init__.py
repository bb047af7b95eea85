"""Guanxi 关系: who is linked to what in Chinese news and policy documents, and which sentence says so.

>>> import guanxi
>>> report = guanxi.build(["articles/"], "my.guanxi")              # doctest: +SKIP
>>> with guanxi.View.open("my.guanxi") as view:                    # doctest: +SKIP
...     view.neighbors("杭州", types=["company"])
...     view.evidence("宇树科技", "杭州")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .config.errors import (
        AmbiguousName,
        ConfigError,
        GraphError,
        GuanxiError,
        InputError,
        QueryError,
        UnknownName,
    )
    from .config.settings import Settings, load_settings
    from .corpus.document import Document, Sentence
    from .extract.extractor import Extractor
    from .extract.ledger import Decision
    from .extract.mention import Entity, Mention
    from .extract.passage import Passage
    from .extract.pipeline import Pipeline
    from .graph.ask.asking import ask
    from .graph.ask.results import Answer
    from .graph.ask.words import Words, load_words
    from .graph.build import BuildReport, build
    from .graph.decide import DecisionReport, decide, undo
    from .graph.dossier.write import write_dossier
    from .graph.export import export
    from .graph.export.months import months_to_arrow
    from .graph.export.tables import to_arrow, to_pandas
    from .graph.query.centrality import communities, ranking
    from .graph.query.results import (
        Common,
        CommunityInfo,
        EntityRef,
        Evidence,
        GraphInfo,
        Hop,
        NameOf,
        Neighbor,
        Path,
        Printed,
        Quote,
        RankedEntity,
        SearchHit,
    )
    from .graph.query.view import View
    from .graph.update import UpdateReport, add, remove
    from .graph.verdicts import ignoring, merging, renaming, retyping, setting_apart, splitting
    from .graph.web.page import write as write_page

# Where each public name lives. They are imported when first used: asking a graph needs none of what building does.
_HOME = {
    "AmbiguousName": "config.errors",
    "Answer": "graph.ask.results",
    "BuildReport": "graph.build",
    "Common": "graph.query.results",
    "CommunityInfo": "graph.query.results",
    "ConfigError": "config.errors",
    "Decision": "extract.ledger",
    "DecisionReport": "graph.decide",
    "Document": "corpus.document",
    "Entity": "extract.mention",
    "EntityRef": "graph.query.results",
    "Evidence": "graph.query.results",
    "Extractor": "extract.extractor",
    "GraphError": "config.errors",
    "GraphInfo": "graph.query.results",
    "GuanxiError": "config.errors",
    "Hop": "graph.query.results",
    "InputError": "config.errors",
    "Mention": "extract.mention",
    "NameOf": "graph.query.results",
    "Neighbor": "graph.query.results",
    "Passage": "extract.passage",
    "Path": "graph.query.results",
    "Pipeline": "extract.pipeline",
    "Printed": "graph.query.results",
    "QueryError": "config.errors",
    "Quote": "graph.query.results",
    "RankedEntity": "graph.query.results",
    "SearchHit": "graph.query.results",
    "Sentence": "corpus.document",
    "Settings": "config.settings",
    "UnknownName": "config.errors",
    "UpdateReport": "graph.update",
    "View": "graph.query.view",
    "Words": "graph.ask.words",
    "add": "graph.update",
    "ask": "graph.ask.asking",
    "build": "graph.build",
    "communities": "graph.query.centrality",
    "decide": "graph.decide",
    "export": "graph.export",
    "ignoring": "graph.verdicts",
    "load_settings": "config.settings",
    "load_words": "graph.ask.words",
    "merging": "graph.verdicts",
    "months_to_arrow": "graph.export.months",
    "ranking": "graph.query.centrality",
    "remove": "graph.update",
    "renaming": "graph.verdicts",
    "retyping": "graph.verdicts",
    "setting_apart": "graph.verdicts",
    "splitting": "graph.verdicts",
    "to_arrow": "graph.export.tables",
    "to_pandas": "graph.export.tables",
    "undo": "graph.decide",
    "write_dossier": "graph.dossier.write",
    "write_page": "graph.web.page",
}

__all__ = [
    "AmbiguousName",
    "Answer",
    "BuildReport",
    "Common",
    "CommunityInfo",
    "ConfigError",
    "Decision",
    "DecisionReport",
    "Document",
    "Entity",
    "EntityRef",
    "Evidence",
    "Extractor",
    "GraphError",
    "GraphInfo",
    "GuanxiError",
    "Hop",
    "InputError",
    "Mention",
    "NameOf",
    "Neighbor",
    "Passage",
    "Path",
    "Pipeline",
    "Printed",
    "QueryError",
    "Quote",
    "RankedEntity",
    "SearchHit",
    "Sentence",
    "Settings",
    "UnknownName",
    "UpdateReport",
    "View",
    "Words",
    "__version__",
    "add",
    "ask",
    "build",
    "communities",
    "decide",
    "export",
    "ignoring",
    "load_settings",
    "load_words",
    "merging",
    "months_to_arrow",
    "ranking",
    "remove",
    "renaming",
    "retyping",
    "setting_apart",
    "splitting",
    "to_arrow",
    "to_pandas",
    "undo",
    "write_dossier",
    "write_page",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'guanxi' has no attribute {name!r}")
    attribute = "write" if name == "write_page" else name
    return getattr(import_module(f".{_HOME[name]}", __name__), attribute)


def __dir__() -> list[str]:
    return __all__
