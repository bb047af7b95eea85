"""The HTML page of a graph: one file that needs neither network nor server, drawn by pyvis and vis-network."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, TypedDict, Unpack

from ...config.errors import GuanxiError, QueryError
from ...config.settings import EntityType
from ...corpus.fold import lower, simplify
from ..query.view import View
from ..store.folder import replace_atomically
from .drawing import WEB, draw
from .subgraph import Edge, Node, Subgraph, select

TITLE = "Guanxi 关系"
LANGUAGES = {"zh": "zh-CN", "en": "en"}
_GREY = "#7d8792"


class Options(TypedDict, total=False):
    """What a page shows: `focus` and `depth`, `max_nodes`, `min_weight` as `select` takes them; `lang` is zh or en."""

    focus: str | None
    depth: int
    max_nodes: int
    min_weight: int
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
    lang: str = "zh",
    title: str | None = None,
) -> str:
    """The page of what `select` chooses, as HTML. `lang` is zh or en; `title` stands above the page.

    Raises:
        QueryError: an argument is out of its range, or `focus` names none or several entities.
    """
    if lang not in LANGUAGES:
        raise QueryError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
    shown = select(view, focus=focus, depth=depth, max_nodes=max_nodes, min_weight=min_weight)
    words = _words()[lang]
    info = view.info()
    unit = words["units"].get(info.window, info.window)
    kinds = _kinds(view, shown)
    return draw(
        shown,
        kinds,
        heading=title or (shown.nodes[0].name if focus is not None else TITLE),
        language=LANGUAGES[lang],
        words=words,
        summary=_summary(shown, words, unit, focus is not None, depth, min_weight),
        empty=_nothing(words, info.documents, shown, min_weight),
        page={
            "lang": lang,
            "words": words,
            "unit": unit,
            "focus": None if focus is None else 0,
            "types": _legend(shown, kinds, lang),
            "nodes": [asdict(node) for node in shown.nodes],
            "edges": [_facts(edge) for edge in shown.edges],
            "sentences": [[sentence.source, sentence.text] for sentence in shown.sentences],
            "sources": [[source.title, source.source, source.date] for source in shown.sources],
            "fold": _folds(shown.nodes),
        },
    )


def _kinds(view: View, shown: Subgraph) -> dict[str, EntityType]:
    known = view.types()
    names = sorted({node.type for node in shown.nodes} - known.keys())
    return {**known, **{name: EntityType(name, _GREY, name, name) for name in names}}


def _legend(shown: Subgraph, kinds: dict[str, EntityType], lang: str) -> list[dict[str, Any]]:
    counts = Counter(node.type for node in shown.nodes)
    return [
        {"name": name, "label": kind.zh if lang == "zh" else kind.en, "color": kind.color, "count": counts[name]}
        for name, kind in kinds.items()
        if counts[name]
    ]


def _facts(edge: Edge) -> dict[str, Any]:
    quotes = [[quote.sentence, *(at for span in quote.spans for at in span)] for quote in edge.quotes]
    return {
        "weight": edge.weight,
        "documents": edge.documents,
        "first": edge.first,
        "last": edge.last,
        "quotes": quotes,
    }


def _summary(shown: Subgraph, words: dict[str, Any], unit: str, focused: bool, depth: int, min_weight: int) -> str:
    """How much of the graph the page shows, and if not all, by which rule it was chosen."""
    if not shown.nodes:
        return ""
    counts = {"n": len(shown.nodes), "N": shown.entities, "e": len(shown.edges), "E": shown.comentions}
    whole = counts["n"] == counts["N"] and counts["e"] == counts["E"]
    lines = [words["shown" if whole else "cut"].format(**{key: f"{value:,}" for key, value in counts.items()})]
    if not whole:
        rule = "rule_focus" if focused else "rule_strongest" if shown.comentions else "rule_isolated"
        lines.append(words[rule].format(unit=unit, focus=shown.nodes[0].name, depth=depth))
    if min_weight > 1:
        lines.append(words["rule_weight"].format(unit=unit, n=f"{min_weight:,}"))
    return "\n".join(lines)


def _nothing(words: dict[str, Any], documents: int, shown: Subgraph, min_weight: int) -> list[str]:
    key, number = ("empty_weight", min_weight) if shown.entities else ("empty", documents)
    return [words[line].format(n=f"{number:,}") for line in (key, f"{key}_why")]


def _folds(nodes: tuple[Node, ...]) -> list[str]:
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
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = json.loads((WEB / "words.json").read_text(encoding="utf-8"))
    return words
