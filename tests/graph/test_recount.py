"""Every count can be recounted from the exported mentions by a few independent lines."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from pathlib import Path

from guanxi.graph.build import build

from ..conftest import exported, rows

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_counts_of_the_examples_are_recounted(tmp_path: Path) -> None:
    build([EXAMPLES], tmp_path / "a.guanxi")
    tables = {name: rows(text) for name, text in exported(tmp_path / "a.guanxi", tmp_path / "a").items()}
    date = {row["id"]: row["date"] for row in tables["documents.jsonl"]}
    named = defaultdict(set)
    for m in tables["mentions.jsonl"]:
        named[m["document"], m["sentence"]].add(str(m["entity"]))
    weight: Counter[tuple[str, str]] = Counter()
    documents = defaultdict(set)
    months: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (document, _), entities in named.items():
        day = date[document]
        for pair in itertools.combinations(sorted(entities), 2):
            weight[pair] += 1
            documents[pair].add(document)
            months[pair].update([str(day)[:7]] if day else [])
    assert len(weight) > 100
    got = {(row["source"], row["target"]): row for row in tables["edges.jsonl"]}
    assert {pair: row["weight"] for pair, row in got.items()} == dict(weight)
    for pair, row in got.items():
        dates = sorted(str(date[d]) for d in documents[pair] if date[d])
        assert row["documents"] == len(documents[pair])
        assert (row["first"], row["last"]) == ((dates[0], dates[-1]) if dates else (None, None))
        assert list(row["months"].items()) == sorted(months[pair].items())
    assert sum(len(found) for found in months.values()) > len(weight)
    mentions = Counter(str(m["entity"]) for m in tables["mentions.jsonl"])
    assert {row["id"]: row["mentions"] for row in tables["nodes.jsonl"]} == dict(mentions)
