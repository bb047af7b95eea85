"""The HTML page of a graph: one file that needs neither network nor server, drawn by pyvis and vis-network."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections import Counter
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from ..config.errors import GuanxiError, QueryError
from ..config.settings import EntityType
from ..corpus.fold import lower, simplify
from .folder import replace_atomically
from .layout import place
from .subgraph import Edge, Node, Subgraph, select
from .view import View

TITLE = "Guanxi 关系"
LANGUAGES = {"zh": "zh-CN", "en": "en"}
_WEB = Path(__file__).parent / "web"
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("data.js", "canvas.js", "search.js", "panel.js", "page.js")
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "selectable": False, "hideEdgesOnDrag": True, "hideEdgesOnZoom": True},
    "nodes": {"shape": "dot", "borderWidth": 0, "chosen": False},
    "edges": {"smooth": False, "chosen": False},
}
_GREY = "#7d8792"


class _Drawing(Network):  # type: ignore[misc]
    """pyvis with our template: none of its own templates works offline, and none escapes names."""

    def __init__(self, *, heading: str, **values: object) -> None:
        super().__init__(heading=heading)
        folders = [_WEB, Path(pyvis.__file__).parent / "templates"]
        self.templateEnv = Environment(autoescape=True, loader=ChoiceLoader([FileSystemLoader(f) for f in folders]))
        self.templateEnv.filters["json"] = _json
        self.templateEnv.globals.update(values)
        self.path = "page.html"
        self.options = _OPTIONS

    def source(self, name: str) -> Markup:
        """A script or stylesheet as it stands in the page, which is what its hash is taken of."""
        text = self.templateEnv.get_template(name).render()
        # A source map is the one thing in vis-network that a browser would ask for.
        return Markup(re.sub(r"//# sourceMappingURL=\S*", "", text))


def write(
    view: View,
    path: str | Path,
    *,
    focus: str | None = None,
    depth: int = 1,
    max_nodes: int = 1500,
    min_weight: int = 1,
    lang: str = "zh",
    title: str | None = None,
) -> Subgraph:
    """Write the page of `render` to `path`, all or nothing, and return what it shows.

    Raises:
        GuanxiError: the file cannot be written; else as `render`.
    """
    shown = select(view, focus=focus, depth=depth, max_nodes=max_nodes, min_weight=min_weight)
    html = _page(view, shown, focus=focus, depth=depth, min_weight=min_weight, lang=lang, title=title)
    try:
        replace_atomically(Path(path), lambda beside: beside.write_bytes(html.encode()))
    except OSError as error:
        raise GuanxiError(f"{path} cannot be written: {error.strerror or error}") from error
    return shown


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
    shown = select(view, focus=focus, depth=depth, max_nodes=max_nodes, min_weight=min_weight)
    return _page(view, shown, focus=focus, depth=depth, min_weight=min_weight, lang=lang, title=title)


def _page(
    view: View, shown: Subgraph, *, focus: str | None, depth: int, min_weight: int, lang: str, title: str | None
) -> str:
    if lang not in LANGUAGES:
        raise QueryError(f"lang must be one of {', '.join(LANGUAGES)}, not {lang!r}")
    words = _words()[lang]
    info = view.info()
    unit = words["units"].get(info.window, info.window)
    kinds = _kinds(view, shown)
    drawing = _Drawing(
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
    _draw(drawing, shown, kinds)
    return _html(drawing)


def _html(drawing: _Drawing) -> str:
    library = drawing.source(_LIBRARY)
    own = Markup("\n").join(drawing.source(name) for name in _SCRIPTS)
    script = Markup('"use strict";\n{\n') + own + Markup("\n}\n")
    style = drawing.source("page.css")
    drawing.templateEnv.globals.update(
        library=library, script=script, style=style,
        script_hashes=Markup(f"{_hash(library)} {_hash(script)}"), style_hash=Markup(_hash(style)),
    )  # fmt: skip
    return str(drawing.generate_html())


def _draw(drawing: Network, shown: Subgraph, kinds: dict[str, EntityType]) -> None:
    """Nodes and edges as vis-network wants them; straight into the lists, since pyvis's add_edge is quadratic."""
    most = max((node.documents for node in shown.nodes), default=1) or 1
    sizes = [7 + 23 * math.sqrt(node.documents / most) for node in shown.nodes]
    places = place(sizes, [(edge.source, edge.target, float(edge.weight)) for edge in shown.edges])
    for number, (node, size, (x, y)) in enumerate(zip(shown.nodes, sizes, places, strict=True)):
        color = kinds[node.type].color
        drawing.nodes.append({"id": number, "x": x, "y": y, "size": round(size, 1), "color": color})
    for number, edge in enumerate(shown.edges):
        width = round(min(1 + math.log2(edge.weight), 9), 1)
        drawing.edges.append({"id": number, "from": edge.source, "to": edge.target, "width": width})


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
    words: dict[str, dict[str, Any]] = json.loads((_WEB / "words.json").read_text(encoding="utf-8"))
    return words


def _json(value: object) -> Markup:
    """JSON that can stand inside a script element: nothing in it ends the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
