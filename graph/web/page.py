"""The HTML page of a graph: one file that needs neither network nor server, drawn by pyvis and vis-network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypedDict, Unpack

from ...config.errors import GuanxiError, QueryError
from ...config.settings import EntityType
from ...corpus.fold import lower, simplify
from ..pinyin import syllables
from ..query.view import View
from ..store.folder import replace_atomically
from .drawing import WEB, draw
from .layout import communities
from .subgraph import Edge, Node, Subgraph, select

TITLE = "Guanxi 关系"
LANGUAGES = {"zh": "zh-CN", "en": "en"}
_GREY = "#7d8792"


class Options(TypedDict, total=False):
    """What a page shows: `focus`, `depth`, `max_nodes`, `min_weight` and `pinned` as `select` takes them; `lang` is
    zh or en."""

    focus: str | None
    depth: int
    max_nodes: int
    min_weight: int
    pinned: Sequence[str]
    lang: str
    title: str | None


def write(view: View, path: str | Path, **options: Unpack[Options]) -> None:
    """Write the page of `render` to `path`, all or nothing.

    Raises:
        GuanxiError: the file cannot be written; else as `render`.
    """
    html = render(view, **options)
    try:
        replace_atomically(Path(path), lambda beside: beside.write_bytes(html.encode()))
    except OSError as error:
        raise GuanxiError(f"{path} cannot be written: {error.strerror or error}") from error


def render(
    view: View,
    *,
    focus: str | None = None,
    depth: int = 1,
    max_nodes: int = 1500,
    min_weight: int = 1,
    pinned: Sequence[str] = (),
    lang: str = "zh",
    title: str | None = None,
) -> str:
    """The page of what `select` chooses, as HTML. `lang` is zh or en; `title` stands above the page.

    Raises:
        QueryError: an argument is out of its range, or `focus` or a pinned name stands for none or several entities.
    """
    if lang not in LANGUAGES:
        raise QueryError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
    shown = select(view, focus=focus, depth=depth, max_nodes=max_nodes, min_weight=min_weight, pinned=pinned)
    ties = [(edge.source, edge.target, float(edge.weight)) for edge in shown.edges]
    members = communities(len(shown.nodes), ties)
    extent = _extent(view, shown, focus is not None, depth, min_weight)
    return draw(
        shown,
        members,
        start="disk.js",
        heading=title or (shown.nodes[0].name if focus is not None else TITLE),
        language=LANGUAGES[lang],
        words=all_words()[lang],
        page={**frame(view, _kinds(view, shown), lang), "shown": extent, "communities": members, **_data(shown)},
    )


def frame(view: View, kinds: Mapping[str, EntityType], lang: str) -> dict[str, Any]:
    """What every page knows, whatever it shows: its words and the entity types."""
    types = [{"name": name, "color": kind.color, "zh": kind.zh, "en": kind.en} for name, kind in kinds.items()]
    return {"lang": lang, "languages": LANGUAGES, "words": all_words(), "window": view.window, "types": types}


def _kinds(view: View, shown: Subgraph) -> dict[str, EntityType]:
    known = view.types()
    present = {node.type for node in shown.nodes}
    unknown = {name: EntityType(name, _GREY, name, name) for name in sorted(present - known.keys())}
    return {name: kind for name, kind in {**known, **unknown}.items() if name in present}


def _extent(view: View, shown: Subgraph, focused: bool, depth: int, min_weight: int) -> dict[str, Any]:
    """How much of the graph the page holds, and by which rule it was chosen; the page puts it into words."""
    whole, read = (len(shown.nodes), len(shown.edges)) == (shown.entities, shown.comentions), view.info()
    rule = "whole" if whole else "focus" if focused else "strongest" if shown.comentions else "isolated"
    return {
        "entities": shown.entities,
        "comentions": shown.comentions,
        "unknown": shown.unknown,
        "read": read.documents,
        "dated": read.dated,
        "rule": rule,
        "focus": shown.nodes[0].id if focused else None,
        "depth": depth,
        "min": min_weight,
    }


def _data(shown: Subgraph) -> dict[str, Any]:
    """What app/embedded.js answers from."""
    return {
        "nodes": _table([_of_node(node) for node in shown.nodes]),
        "edges": _table([_of_edge(edge) for edge in shown.edges]),
        "others": _table([_of_other(edge) for edge in shown.others]),
        "sentences": [[sentence.source, sentence.number, sentence.text] for sentence in shown.sentences],
        "sources": [[source.id, source.title, source.source, source.date] for source in shown.sources],
        "fold": _folds(shown.nodes),
    }


def _table(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows of the same keys without repeating the keys."""
    return {"keys": list(rows[0]) if rows else [], "rows": [list(row.values()) for row in rows]}


def _facts(row: Node | Edge) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _of_node(node: Node) -> dict[str, Any]:
    return {**_facts(node), "pinyin": syllables((node.name, *node.aliases))}


def _of_edge(edge: Edge) -> dict[str, Any]:
    facts = _facts(edge)
    del facts["source"], facts["target"]  # They stand in the drawing.
    quotes = [[q.sentence, q.of_a, q.also, [at for span in q.spans for at in span]] for q in edge.quotes]
    return {**facts, "quotes": quotes}


def _of_other(edge: Edge) -> dict[str, Any]:
    """Of a pair without a line; the months tell when, to the month."""
    facts = _of_edge(edge)
    del facts["first"], facts["last"]
    return {"source": edge.source, "target": edge.target, **facts}


def _folds(nodes: Sequence[Node]) -> list[str]:
    """Characters and what they are folded to, two strings of one length, for the search of the page.

    Of all of Unicode's first plane only what can matter: what is folded to a character that some name has.
    """
    present = {
        character for node in nodes for name in (node.name, *node.aliases) for character in lower(simplify(name))
    }
    every = "".join(chr(code) for code in (*range(0x80, 0xD800), *range(0xF900, 0x10000)))
    pairs = [(a, b) for a, b in zip(every, lower(simplify(every)), strict=True) if a != b and b in present]
    return ["".join(a for a, _ in pairs), "".join(b for _, b in pairs)]


@cache
def all_words() -> dict[str, dict[str, Any]]:
    """What the page says, by language and key."""
    words: dict[str, dict[str, Any]] = json.loads((WEB / "words.json").read_text(encoding="utf-8"))
    return words
