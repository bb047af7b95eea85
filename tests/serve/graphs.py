"""Small graphs made by hand for the server."""

from __future__ import annotations

from pathlib import Path

from ..graph.small_graph import Name, Text, make_graph

NAMES: list[Name] = [
    ("杭州", "city", []),
    ("合肥", "city", []),
    ("宇树科技", "company", ["Unitree"]),
    ("蔚来", "company", []),
    ("光明", "company", []),
    ("光明", "city", []),
    ("台积电", "company", ["臺積電"]),
    ("英伟达", "company", ["輝達"]),
]
TEXTS: list[Text] = [
    ("a", "合作", "2024-03-01", ["宇树科技在杭州。", "蔚来与合肥签约。", "合肥与杭州合作。"]),
    ("b", None, None, ["Unitree与杭州再签约。", "蔚来。"]),
    ("c", "芯片", "2025-01-02", ["台积电与英伟达合作。", "宇树科技与杭州、合肥。"]),
]


def small(folder: Path, *, texts: list[Text] | None = None) -> Path:
    """A graph of three documents, or of others that name the same."""
    return make_graph(folder / "small.guanxi", NAMES, texts or TEXTS)


def star(folder: Path, arms: int) -> Path:
    """A graph of one city named together with many companies."""
    names: list[Name] = [("中心", "city", []), *((f"甲{n:03}", "company", []) for n in range(arms))]
    return make_graph(folder / "star.guanxi", names, [("d", None, None, [f"中心与甲{n:03}。" for n in range(arms)])])
