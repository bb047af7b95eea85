"""Small graphs that the browser tests look at."""

from __future__ import annotations

from ..small_graph import Name, Text

NAMES: list[Name] = [
    ("杭州", "city", []),
    ("上海", "city", []),
    ("辉达", "company", ["英伟达", "Nvidia"]),
    ("云栖基金", "fund", []),
]
TEXTS: list[Text] = [
    ("a", "🚀合作", "2024-03-01", ["🚀杭州与上海合作。", "Nvidia落户杭州。", "辉达与杭州再签约。"]),
    ("b", None, None, ["云栖基金投资了英伟达。"]),
]

# 中国 is a hub between two chains: 甲科技 – 合肥 – 乙基金 and 甲科技 – 中国 – 乙基金; 丙大学 stands apart.
ROUTES: list[Name] = [
    ("中国", "region", []),
    ("甲科技", "company", []),
    ("合肥", "city", []),
    ("乙基金", "fund", []),
    ("芜湖", "city", []),
    ("蚌埠", "city", []),
    ("丙大学", "organization", []),
    ("丁某", "person", []),
]
ROUTE_TEXTS: list[Text] = [
    ("r1", "落户", "2022-01-05", ["甲科技落户合肥。", "乙基金与合肥签约。", "甲科技享誉中国。"]),
    ("r2", "基金", "2022-03-09", ["乙基金在中国。", "芜湖在中国。", "蚌埠在中国。", "甲科技落户合肥，又签新约。"]),
    ("r3", "转载", "2022-06-01", ["甲科技落户合肥。", "丁某在丙大学。"]),
    ("r4", "无日期", None, ["甲科技落户合肥，再扩产。"]),
]

# Named together in two months of a year much more than in the others.
BURSTING: tuple[list[Name], list[Text]] = (
    [("杭州", "city", []), ("宇树", "company", []), ("合肥", "city", [])],
    [
        (
            f"d{month:02}",
            None,
            f"2024-{month:02}-15",
            ["宇树在杭州。"] * (12 if month in (5, 6) else 1) + ["合肥。"] * 20,
        )
        for month in range(1, 13)
    ],
)
