"""Invented news: the same for the same seed, made one by one, with names where it says."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.benchmarks import news
from guanxi.benchmarks.newsroom.article import TYPICAL, Article, Newsroom
from guanxi.benchmarks.newsroom.names import CASTS
from guanxi.corpus.fold import simplify
from guanxi.corpus.read import read_documents


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture(scope="module")
def articles(newsroom: Newsroom) -> list[Article]:
    return list(newsroom.articles(400))


def write(*arguments: object) -> None:
    sys.argv = ["news.py", *map(str, arguments)]
    news.main()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [])
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write(30, "--seed", seed, "-o", tmp_path / name)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c
    assert len(a.splitlines()) == 30
    write(12, "-o", tmp_path / "fewer")
    assert a.startswith((tmp_path / "fewer").read_bytes())


def test_an_article_does_not_depend_on_those_before_it(newsroom: Newsroom, articles: list[Article]) -> None:
    assert Newsroom().article(399) == articles[399]
    assert list(newsroom.articles(3, first=200)) == articles[200:203]


def test_articles_are_made_one_by_one(tmp_path: Path) -> None:
    alive: list[int] = []

    def watched() -> Iterator[Article]:
        for article in Newsroom(2).articles(120):
            if article.number % 40 == 39:
                alive.append(sum(isinstance(thing, Article) and thing.number > 10**6 for thing in gc.get_objects()))
            yield replace(article, number=article.number + 2 * 10**6)

    news.write_lines(watched(), tmp_path / "news.jsonl")
    assert len(alive) == 3 and max(alive) <= 1


def test_names_stand_where_it_says(newsroom: Newsroom, articles: list[Article]) -> None:
    for article in articles:
        for named in article.names:
            name = newsroom.name(named)
            written = simplify(article.text[named.start : named.end])
            assert written in {simplify(name.short), simplify(name.full)}


def test_names_are_as_frequent_as_in_news(articles: list[Article]) -> None:
    named = Counter((n.kind, n.rank) for article in articles for n in article.names)
    characters = sum(len(article.text) for article in articles)
    assert 20 < 1000 * named.total() / characters < 36
    assert {kind for kind, _ in named} == set(CASTS)
    frequencies = sorted(named.values(), reverse=True)
    assert frequencies[0] > 20 * frequencies[len(frequencies) // 20]
    assert sum(count == 1 for count in frequencies) > len(frequencies) / 3


def test_scripts_reposts_and_lengths(articles: list[Article]) -> None:
    traditional = [article for article in articles if set("國發將與數業產會開") & set(article.text)]
    assert 0.15 < len(traditional) / len(articles) < 0.3
    lengths = sorted(len(article.text) for article in articles)
    assert 0.8 * TYPICAL < lengths[200] < 1.3 * TYPICAL
    reposts = [article for article in articles if article.repost_of is not None]
    assert 0.02 < len(reposts) / len(articles) < 0.12
    kept = []
    for article in reposts:
        assert article.repost_of is not None
        original = articles[article.repost_of]
        assert original.repost_of is None and original.number < article.number
        body = article.text.rpartition("\n")[0]
        # Where the scripts differ some characters do not come back as they were.
        same = sum(a == b for a, b in zip(simplify(body), simplify(original.text), strict=False))
        assert same > 0.97 * len(body)
        assert article.date >= original.date
        kept.append(len(body) / len(original.text))
    assert max(kept) == 1 and 0.5 < min(kept) < 0.95


def test_both_shapes_are_read_as_the_same_documents(
    tmp_path: Path, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "IN_A_FOLDER", 15)
    news.write_lines(articles[:40], tmp_path / "news.jsonl")
    news.write_files(articles[:40], tmp_path / "files")

    def read(path: Path) -> list[str]:
        documents = read_documents(
            [path], max_bytes=10**9, on_unreadable=lambda unreadable: pytest.fail(str(unreadable))
        )
        return [document.text.rstrip("\n") for document in documents]

    assert [len(list(folder.iterdir())) for folder in sorted((tmp_path / "files").iterdir())] == [15, 15, 10]
    assert sorted(read(tmp_path / "news.jsonl")) == sorted(read(tmp_path / "files"))
    assert sorted(article.text for article in articles[:40]) == sorted(read(tmp_path / "files"))
    first = json.loads((tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["text"].startswith(first["title"] + "\n") and first["date"] == articles[0].date.isoformat()
