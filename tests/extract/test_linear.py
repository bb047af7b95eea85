"""Hostile texts: what is read four times over takes about four times as long, not sixteen."""

import time
from dataclasses import replace

import pytest

from guanxi.config.settings import load_settings
from guanxi.corpus.document import Document
from guanxi.extract.pipeline import Pipeline

PIPELINE = Pipeline(replace(load_settings(), profile="full"))


@pytest.mark.parametrize(
    "piece", ["x1 ", "则", "联合", "主席兼", "LP为甲", "Aa ", "甲、", "等企业", "(", "“", "《", "·尼"]
)
def test_no_text_makes_reading_quadratic(piece: str) -> None:
    def seconds(characters: int) -> float:
        document = Document("d", (piece * characters)[:characters], "d.txt")
        started = time.process_time()
        PIPELINE.extract(document)
        return time.process_time() - started

    seconds(1_000)
    # Twelve times for four times the text leaves room for a loaded machine; a quadratic pattern takes minutes here.
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.5)
