"""What a web page declares about its day."""

import time

import pytest

from guanxi.corpus.formats.declared import declared_date


@pytest.mark.parametrize(
    "page",
    [
        '<meta name="PubDate" content="2025-03-01 08:30">',
        "<meta content='2025年3月1日' name='publishdate'>",
        '<meta property="article:published_time" content="2025-03-01T08:00:00+08:00"/>',
        '<meta property="og:release_date" content=2025-03-01>',
        '<meta itemprop="datePublished" content="2025/03/01 10:20">',
        '<META NAME="weibo: article:create_at" CONTENT="2025-03-01 10:20:00">',
        '<meta name="DC.date.issued" content="20250301">',
        '<span class="t" itemprop="datePublished" content="2025-03-01">今天</span>',
        '<time itemprop="datePublished" datetime="2025-03-01">今天</time><time datetime="2024-01-02">旧闻</time>',
        '<script type="application/ld+json">{"upDate": "2025-03-04", "pubDate": "2025-03-01T08:00:00"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished":"2025-03-01"}</script>',
        '<time datetime="2025-03-01T08:00">早</time><time datetime="2025-03-01T09:00">晚</time>',
        '<meta name="pubdate" content="不详"><meta name="publishdate" content="2025-03-01">',
    ],
)
def test_declared(page: str) -> None:
    assert declared_date(f"<html><head>{page}</head><body></body></html>") == "2025-03-01"


@pytest.mark.parametrize(
    "page",
    [
        '<meta property="article:modified_time" content="2025-03-01T08:00:00+08:00">',
        '<meta name="last-modified" content="2025-03-01"><meta http-equiv="expires" content="2025-03-01">',
        '<meta name="description" content="2025-03-01">',
        '<time datetime="2025-03-01">一</time><time datetime="2025-03-02">二</time>',
        '<script type="application/ld+json">{"dateModified": "2025-03-01"}</script>',
        "<p>2025-03-01</p>",
    ],
)
def test_not_declared(page: str) -> None:
    assert declared_date(page) is None


@pytest.mark.parametrize("piece", ["<meta ", "<a ", "<meta a='", "<b itemprop", "<time datetime=", "a=", '"pubDate":"'])
def test_hostile_pages_end_soon(piece: str) -> None:
    began = time.perf_counter()
    assert declared_date(piece * 100_000) is None
    assert time.perf_counter() - began < 2
