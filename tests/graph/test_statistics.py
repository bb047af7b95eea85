"""Exported statistics, worked out again from the exported mentions in plain Python."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from guanxi.graph.build import build
from guanxi.graph.export import export
from guanxi.graph.query.view import View

from ..conftest import rows, write_articles

CITIES = ["杭州", "合肥", "深圳", "北京", "上海", "广州", "成都", "苏州", "武汉", "南京"]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, random = tmp_path_factory.mktemp("statistics"), Random(5)
    articles = {
        f"{n}.txt": "".join("、".join(random.sample(CITIES, random.choice((1, 2, 2, 3)))) + "开会。" for _ in range(6))
        + "无。"
        for n in range(12)
    }
    build([write_articles(folder / "in", articles)], folder / "g.guanxi")
    with View.open(folder / "g.guanxi") as view:
        export(view, folder / "out")
        (folder / "out" / "windows").write_text(str(view.info().windows), encoding="utf-8")
    return folder / "out"


def test_every_count_and_statistic_can_be_recounted(exported: Path) -> None:
    windows: dict[tuple[str, int], set[str]] = {}
    for mention in rows((exported / "mentions.jsonl").read_text(encoding="utf-8")):
        windows.setdefault((mention["document"], mention["sentence"]), set()).add(mention["entity"])
    named = Counter(entity for entities in windows.values() for entity in entities)
    together = Counter(pair for entities in windows.values() for pair in combinations(sorted(entities), 2))
    strength, degree = Counter[str](), Counter[str]()
    for pair, weight in together.items():
        for end in pair:
            strength[end] += weight
            degree[end] += 1
    read = int((exported / "windows").read_text(encoding="utf-8"))
    assert read > len(windows), "windows that name nothing count too"
    edges = rows((exported / "edges.jsonl").read_text(encoding="utf-8"))
    assert {(e["source"], e["target"]): e["weight"] for e in edges} == dict(together)
    for edge in edges:
        ends = edge["source"], edge["target"]
        c, (a, b) = edge["weight"], (named[end] for end in ends)
        assert edge["jaccard"] == pytest.approx(c / (a + b - c))
        assert edge["salton"] == pytest.approx(c / math.sqrt(a * b))
        assert edge["association_strength"] == pytest.approx(c * read / (a * b))
        assert edge["pmi"] == pytest.approx(math.log2(c * read / (a * b)), abs=1e-7)
        assert edge["npmi"] == pytest.approx(edge["pmi"] / -math.log2(c / read), abs=1e-7)
        assert edge["llr"] == pytest.approx(likelihood(c, a, b, read), abs=1e-7)
        assert edge["disparity"] == pytest.approx(min((1 - c / strength[end]) ** (degree[end] - 1) for end in ends))
        kappa = sum(strength.values()) / (strength[ends[0]] * strength[ends[1]])
        assert edge["noise_corrected"] == pytest.approx((kappa * c - 1) / (kappa * c + 1), abs=1e-7)
        assert edge["noise_corrected_sd"] > 0
    p = [math.erfc(math.sqrt(max(edge["llr"], 0) / 2)) for edge in edges]
    assert [edge["p_adjusted"] for edge in edges] == pytest.approx(adjusted(p), rel=1e-5)
    assert len({edge["p_adjusted"] for edge in edges}) > 3


def likelihood(c: int, a: int, b: int, n: int) -> float:
    """G² from the table of observed and expected windows."""
    observed = [c, a - c, b - c, n - a - b + c]
    expected = [a * b / n, a * (n - b) / n, (n - a) * b / n, (n - a) * (n - b) / n]
    return 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True) if o)


def adjusted(p: list[float]) -> list[float]:
    """Benjamini and Hochberg, as the definition says."""
    ranked = sorted(p)
    return [min(1, *(len(p) * ranked[k] / (k + 1) for k in range(len(p)) if ranked[k] >= value)) for value in p]
