"""Discs do not overlap, whatever their sizes tell."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from ..conftest import MakeView
from ..small_graph import Name, Text
from .conftest import Show

# A crowd is named again and again in one document, 常客 once in each of many.
CROWD = [f"城{chr(0x4E00 + i)}" for i in range(20)]
NAMES: list[Name] = [("常客", "company", []), *((name, "city", []) for name in CROWD)]
TEXTS: list[Text] = [
    ("a", None, None, ["、".join(CROWD)] * 30 + [f"{CROWD[0]}有常客。"]),
    *((f"b{i}", None, None, ["常客。"]) for i in range(40)),
]


def test_discs_are_apart_at_every_size(show: Show, hand_made_graph: MakeView) -> None:
    view = hand_made_graph(NAMES, TEXTS)
    for size in ("documents", "mentions", "neighbors", "strength"):
        page = show(view, address=f"#size={size}")
        page.locator(".menu summary").click()
        with page.expect_download() as download:
            page.locator("#svg").click()
        picture = ElementTree.fromstring(Path(download.value.path()).read_text(encoding="utf-8"))
        discs = [[float(circle.attrib[key]) for key in ("cx", "cy", "r")] for circle in picture.iterfind("{*}circle")]
        assert len(discs) == 21
        for (x, y, r), (u, v, s) in combinations(discs, 2):
            assert math.hypot(x - u, y - v) >= r + s, size
        page.close()
