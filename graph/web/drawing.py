"""Drawing with pyvis and vis-network: one HTML file with everything in it, safe against what names hold."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network

from .bundle import bundle
from .layout import place, radius
from .subgraph import Node, Subgraph

WEB = Path(__file__).parent
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "selectable": False},
    "nodes": {"shape": "dot", "borderWidth": 0, "chosen": False},
}


def draw(shown: Subgraph, members: Sequence[Sequence[int]], *, start: str, heading: str, **values: Any) -> str:
    """The page as HTML: the template page.html with `values`, everything inline.

    `members` are the nodes by community, `start` is the module of app/ that the page begins with.
    """
    drawing = _Drawing(heading=heading, start=start, **values)
    _place(drawing, shown, members)
    return _html(drawing, start)


class _Drawing(Network):  # type: ignore[misc]
    """pyvis with our template: none of its own templates works offline, and none escapes names."""

    def __init__(self, *, heading: str, **values: object) -> None:
        super().__init__(heading=heading)
        folders = [WEB, Path(pyvis.__file__).parent / "templates"]
        self.templateEnv = Environment(autoescape=True, loader=ChoiceLoader([FileSystemLoader(f) for f in folders]))
        self.templateEnv.filters["json"] = _json
        self.templateEnv.globals.update(values)
        self.path = "page.html"
        self.options = _OPTIONS

    def library(self) -> Markup:
        """vis-network as it stands in the page, which is what its hash is taken of."""
        text = self.templateEnv.get_template(_LIBRARY).render()
        # A source map is the one thing in vis-network that a browser would ask for.
        return Markup(re.sub(r"//# sourceMappingURL=\S*", "", text))


def _html(drawing: _Drawing, start: str) -> str:
    library = drawing.library()
    script = Markup(f"\n{bundle(WEB / 'app', start)}")
    style = Markup((WEB / "page.css").read_text(encoding="utf-8"))
    drawing.templateEnv.globals.update(
        library=library, script=script, style=style,
        script_hashes=Markup(f"{_hash(library)} {_hash(script)}"), style_hash=Markup(_hash(style)),
    )  # fmt: skip
    return str(drawing.generate_html())


def _place(drawing: Network, shown: Subgraph, members: Sequence[Sequence[int]]) -> None:
    """Nodes and edges as vis-network wants them; straight into the lists, since pyvis's add_edge is quadratic.

    Sizes and colours follow what the user of the page chooses.
    """
    ties = [(edge.source, edge.target, float(edge.weight)) for edge in shown.edges]
    for number, (x, y) in enumerate(place(_radii(shown.nodes), ties, members)):
        drawing.nodes.append({"id": number, "x": x, "y": y})
    for number, edge in enumerate(shown.edges):
        width = round(min(1 + math.log2(edge.weight), 9), 1)
        drawing.edges.append({"id": number, "from": edge.source, "to": edge.target, "width": width})


def _radii(nodes: Sequence[Node]) -> list[float]:
    """Of the discs at their largest, whatever their sizes tell."""
    sizes = [(node.documents, node.mentions, node.neighbors, node.strength) for node in nodes]
    most = [max(1, *column) for column in zip(*sizes, strict=True)]
    return [radius(*(size / of for size, of in zip(own, most, strict=True))) for own in sizes]


def _json(value: object) -> Markup:
    """JSON that can stand inside a script element: nothing in it ends the element or a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
