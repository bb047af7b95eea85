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
    from .extract.mention import Entity, Mention
    from .extract.passage import Passage
    from .extract.pipeline import Pipeline
    from .graph.build import BuildReport, build
    from .graph.export import export
    from .graph.export.tables import to_arrow, to_pandas
    from .graph.query.results import EntityRef, Evidence, GraphInfo, Hop, NameOf, Neighbor, Path, Quote, SearchHit
    from .graph.query.view import View
    from .graph.web.page import write as write_page

# Where each public name lives. They are imported when first used: asking a graph needs none of what building does.
_HOME = {
    "AmbiguousName": "config.errors",
    "BuildReport": "graph.build",
    "ConfigError": "config.errors",
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
    "QueryError": "config.errors",
    "Quote": "graph.query.results",
    "SearchHit": "graph.query.results",
    "Sentence": "corpus.document",
    "Settings": "config.settings",
    "UnknownName": "config.errors",
    "View": "graph.query.view",
    "build": "graph.build",
    "export": "graph.export",
    "load_settings": "config.settings",
    "to_arrow": "graph.export.tables",
    "to_pandas": "graph.export.tables",
    "write_page": "graph.web.page",
}

__all__ = [
    "AmbiguousName",
    "BuildReport",
    "ConfigError",
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
    "QueryError",
    "Quote",
    "SearchHit",
    "Sentence",
    "Settings",
    "UnknownName",
    "View",
    "__version__",
    "build",
    "export",
    "load_settings",
    "to_arrow",
    "to_pandas",
    "write_page",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'guanxi' has no attribute {name!r}")
    attribute = "write" if name == "write_page" else name
    return getattr(import_module(f".{_HOME[name]}", __name__), attribute)


def __dir__() -> list[str]:
    return __all__
