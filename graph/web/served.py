"""The page of a server: the same as the one on disk, but empty. It asks for what it shows."""

from __future__ import annotations

from ..query.view import View
from .drawing import draw
from .page import LANGUAGES, TITLE, all_words, frame
from .subgraph import Subgraph

_NOTHING = Subgraph((), (), (), (), 0, 0)


def served_page(view: View, *, lang: str) -> str:
    """The page as HTML; it asks its own server at the address `api`. `lang` is zh or en."""
    whole = view.info()
    return draw(
        _NOTHING,
        [],
        start="served.js",
        heading=TITLE,
        language=LANGUAGES[lang],
        words=all_words()[lang],
        page={
            **frame(view, view.types(), lang),
            "shown": {
                "entities": whole.entities,
                "comentions": whole.edges,
                "read": whole.documents,
                "dated": whole.dated,
                "rule": "served",
            },
        },
    )
