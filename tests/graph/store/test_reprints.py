"""Reposts in a graph: found, counted once, listed; with --keep-reposts counted as any document."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner
from opencc import OpenCC

from guanxi.cli import questions
from guanxi.config.settings import Settings, load_settings
from guanxi.corpus.reposts import sketch
from guanxi.graph.build import build
from guanxi.graph.dossier.gather import gather
from guanxi.graph.query.evidence import ALSO
from guanxi.graph.query.view import View
from guanxi.graph.serve.details import document_text
from guanxi.graph.serve.questions import DocumentQuestion
from guanxi.graph.store import reprints as store_reprints
from guanxi.graph.store.reprints import find_reprints

from ...conftest import exported, rows

OUTLETS = ("某某财经", "合肥晚报", "江城日报", "第一时报", "新观察", "每日新闻")
ORIGINAL = """合肥与蔚来深化合作
3月1日，合肥市人民政府与蔚来汽车签署合作协议，双方将在合肥扩大投资。协议规定，第一期投资为50亿元，用于研发与制造。
国家发展改革委和工业和信息化部的负责人出席了签约仪式。蔚来创始人李斌表示，将继续与江淮汽车、比亚迪等企业合作，共同建设产业链。
合肥是蔚来的第二故乡，也是科大讯飞和京东方的生产基地。李斌回忆，公司五年前最困难的时候，是合肥给了蔚来第二次机会。
目前，小鹏汽车和理想汽车也在安徽寻找合适的地点，芜湖、上海、深圳的供应商已经表示有兴趣。
"""
OTHER = "宇树科技在杭州发布了新的机器人。阿里巴巴和腾讯都参加了发布会，杭州市人民政府表示祝贺。\n"
FAST = replace(load_settings(), profile="fast")
TRADITIONAL = OpenCC("s2t").convert  # made once: that takes long


@cache
def fifty(text: str) -> list[str]:
    """What outlets make of a text."""
    head, _, body = text.partition("\n")
    made = []
    for n in range(50):
        outlet = OUTLETS[n % len(OUTLETS)]
        made.append(
            (
                text,
                f"{text}来源：{outlet}",
                text[: len(text) // 3],
                text[: len(text) * (50 + n) // 100],
                f"{outlet}独家：你必须知道的一件事！\n{body}",
                TRADITIONAL(text),
                text.replace("表示", "称").replace("目前，", "现在").replace("已经", "已"),
                text.replace("，", ", ").replace("。李斌", "；李斌"),
                f"{head}\n2024-03-0{n % 9 + 1} 08:12 {outlet}\n{body}（责任编辑：王某某）",
                TRADITIONAL(f"【{outlet}】{body[: len(body) // 2]}"),
            )[n % 10]
        )
    return made


def write(path: Path, texts: list[str], *, prefix: str, date: str | None = "2024-03-01") -> Path:
    lines = ({"id": f"{prefix}{n:02}", "text": text, "date": date} for n, text in enumerate(texts))
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def tables(tmp_path: Path, name: str, inputs: list[Path], settings: Settings = FAST) -> dict[str, str]:
    build(inputs, tmp_path / f"{name}.guanxi", settings=settings)
    return exported(tmp_path / f"{name}.guanxi", tmp_path / name)


@pytest.mark.parametrize("window", ["sentence", "paragraph"])
def test_fifty_reposts_change_nothing(tmp_path: Path, window: str) -> None:
    settings = replace(FAST, window=window)
    news = write(tmp_path / "news.jsonl", [ORIGINAL, OTHER], prefix="m")
    copies = write(tmp_path / "copies.jsonl", fifty(ORIGINAL), prefix="c", date="2024-03-02")
    alone = tables(tmp_path, "alone", [news], settings)
    both = tables(tmp_path, "both", [copies, news], settings)
    assert len(rows(alone["edges.jsonl"])) > 20
    assert both["edges.jsonl"] == alone["edges.jsonl"]
    assert both["nodes.jsonl"] == alone["nodes.jsonl"]
    reposts = {row["id"]: row["repost_of"] for row in rows(both["documents.jsonl"])}
    assert reposts == {"m00": None, "m01": None, **{f"c{n:02}": "m00" for n in range(50)}}
    with View.open(tmp_path / "alone.guanxi") as one, View.open(tmp_path / "both.guanxi") as other:
        before, after = one.info(), other.info()
    assert (after.documents, after.reposts) == (52, 50)
    assert (after.sentences, after.windows, after.mentions) == (before.sentences, before.windows, before.mentions)


def test_without_dates_the_text_that_others_print_from_counts(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", [ORIGINAL], prefix="m", date=None)
    copies = write(tmp_path / "copies.jsonl", fifty(ORIGINAL), prefix="c", date=None)
    alone, both = tables(tmp_path, "alone", [news]), tables(tmp_path, "both", [copies, news])
    assert both["edges.jsonl"] == alone["edges.jsonl"]
    counted = ("id", "aliases", "mentions", "documents")
    one, other = ([[row[key] for key in counted] for row in rows(t["nodes.jsonl"])] for t in (alone, both))
    assert one == other


def test_kept_reposts_count(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", [ORIGINAL] * 3, prefix="m")
    once = rows(tables(tmp_path, "once", [news])["edges.jsonl"])
    kept = rows(tables(tmp_path, "kept", [news], replace(FAST, keep_reposts=True))["edges.jsonl"])
    assert [(row["source"], row["target"], 3 * row["weight"]) for row in once] == [
        (row["source"], row["target"], row["weight"]) for row in kept
    ]
    with View.open(tmp_path / "kept.guanxi") as view:
        assert view.info().reposts == 0


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    texts = [*fifty(ORIGINAL)[:10], ORIGINAL, OTHER]
    files = [write(tmp_path / f"{n}.jsonl", [text], prefix=f"d{n}", date=None) for n, text in enumerate(texts)]
    assert tables(tmp_path, "a", files) == tables(tmp_path, "b", files[::-1])


def test_a_copy_counts_with_what_it_says_of_its_own(tmp_path: Path) -> None:
    changed = ORIGINAL.replace("国家发展改革委和工业和信息化部的负责人", "国家发展改革委和宁德时代的负责人")
    files = [
        write(tmp_path / f"{n}.jsonl", [text], prefix=n, date=f"2024-03-0{day}")
        for n, text, day in (("m", ORIGINAL, 1), ("c", changed, 2))
    ]
    found = tables(tmp_path, "a", files)
    (pair,) = [row for row in rows(found["edges.jsonl"]) if {"company:宁德时代"} < {row["source"], row["target"]}]
    assert (pair["weight"], pair["documents"], pair["first"]) == (1, 1, "2024-03-02")
    (once,) = [row for row in rows(found["nodes.jsonl"]) if row["id"] == "company:比亚迪"]
    assert (once["mentions"], once["documents"]) == (1, 1)


def test_a_sentence_that_many_end_with_joins_nothing(tmp_path: Path) -> None:
    notice = "风险提示：本文由合肥晚报与腾讯联合发布，市场有风险，投资需谨慎，据此投资，责任自负，与本平台无关。"
    news = write(tmp_path / "news.jsonl", [ORIGINAL + notice, OTHER * 2 + notice], prefix="m")
    found = tables(tmp_path, "a", [news])
    assert [row["repost_of"] for row in rows(found["documents.jsonl"])] == [None, None]
    assert any(row["weight"] == 2 for row in rows(found["edges.jsonl"]))


@pytest.mark.parametrize("window", ["sentence", "paragraph", "document"])
def test_counts_are_recounted_from_all_mentions(tmp_path: Path, window: str) -> None:
    news = write(tmp_path / "news.jsonl", [ORIGINAL, OTHER], prefix="m")
    copies = write(tmp_path / "copies.jsonl", fifty(ORIGINAL)[:20], prefix="c", date="2024-03-02")
    found = tables(tmp_path, "a", [news, copies], replace(FAST, window=window))
    texts = {row["id"]: row["text"] for path in (news, copies) for row in rows(path.read_text(encoding="utf-8"))}
    mentions: list[dict[str, Any]] = rows(found["mentions.jsonl"])
    assert all(texts[m["document"]][m["start"] : m["end"]] == m["text"] for m in mentions)
    assert {m["document"] for m in mentions if m["reprint_of"]} == {f"c{n:02}" for n in range(20)}
    if window == "sentence":
        named: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for m in mentions:
            place = m["reprint_of"] or m
            named[place["document"], place["sentence"]].add(m["entity"])
        pairs = Counter(pair for names in named.values() for pair in itertools.combinations(sorted(names), 2))
        assert pairs == {(row["source"], row["target"]): row["weight"] for row in rows(found["edges.jsonl"])}
    counted = Counter(m["entity"] for m in mentions if not m["reprint_of"])
    assert counted == {row["id"]: row["mentions"] for row in rows(found["nodes.jsonl"])}


def test_of_many_copies_the_first_are_told_and_all_are_counted(tmp_path: Path) -> None:
    news = write(tmp_path / "news.jsonl", [ORIGINAL], prefix="m")
    copies = write(tmp_path / "copies.jsonl", [ORIGINAL] * (ALSO + 5), prefix="c", date="2024-03-02")
    tables(tmp_path, "a", [copies, news])
    with View.open(tmp_path / "a.guanxi") as view:
        quotes = view.evidence("合肥", "蔚来")
        (bare,) = view.evidence("合肥", "蔚来", limit=1, also=0)
        cited = gather(view, "合肥").citations
    assert {tuple(p.document for p in q.also_in) for q in quotes} == {tuple(f"c{n:02}" for n in range(ALSO))}
    assert {q.also_in_total for q in (*quotes, bare)} == {ALSO + 5} == {citation.also for citation in cited}
    assert bare.also_in == ()
    told = CliRunner().invoke(questions.evidence, [str(tmp_path / "a.guanxi"), "合肥", "蔚来"]).stdout
    assert f"also in {ALSO + 5}: " in told


def test_a_yearbook_that_joins_all_articles_fits_in_memory() -> None:
    """Its text is not held once for each of them."""
    letters = random.Random(1)
    articles = ["".join(chr(letters.randrange(0x4E00, 0x9000)) for _ in range(1000)) for _ in range(150)]
    texts = ["".join(articles), *articles]
    places = [(document, at) for document, text in enumerate(texts) for at in range(0, len(text), 50)]
    with duckdb.connect(config={"memory_limit": "60MB", "max_temp_directory_size": "0MB"}) as db:
        kept = {"document": [*range(len(texts))], "date": [None] * len(texts), "sketch": [sketch(t) for t in texts]}
        sentences = {
            "document": [document for document, _ in places],
            "sentence": [at // 50 for _, at in places],
            "text": [texts[document][at : at + 50] for document, at in places],
        }
        for name, columns in (("kept", kept), ("all_sentences", sentences)):
            db.register("given", pa.table(columns))
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        db.execute("ALTER TABLE kept ADD COLUMN id VARCHAR")
        db.execute("CREATE TABLE all_said (document BIGINT, sentence INTEGER, text VARCHAR, key VARCHAR)")
        db.execute("CREATE TABLE all_aliases (document BIGINT, alias VARCHAR)")
        find_reprints(db, keep=False)
        assert db.execute("SELECT count(DISTINCT document), count(*) FROM reprinted").fetchone() == (150, 150 * 20)


def test_pairs_are_compared_in_batches_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_reprints, "_CHARACTERS", 50)
    rows = [(9, 1, 1000, 30), (9, 2, 1000, 30), (9, 3, 1000, 30), (8, 3, 40, 30)]
    assert list(store_reprints._batches(rows)) == [[(9, 1), (9, 2)], [(9, 3), (8, 3)]]


@pytest.mark.parametrize("window", ["sentence", "paragraph"])
def test_evidence_says_where_else_it_stands(tmp_path: Path, window: str) -> None:
    news = write(tmp_path / "news.jsonl", [ORIGINAL], prefix="m")
    third = TRADITIONAL(ORIGINAL[: len(ORIGINAL) // 3])
    copies = write(tmp_path / "copies.jsonl", [ORIGINAL, third], prefix="c", date="2024-03-02")
    tables(tmp_path, "a", [copies, news], replace(FAST, window=window))
    with View.open(tmp_path / "a.guanxi") as view:
        first, *_, last = view.evidence("合肥", "蔚来")
    assert {quote.document for quote in (first, last)} == {"m00"}
    assert [(p.document, p.source, p.date) for p in first.also_in] == [
        ("c00", "copies.jsonl", "2024-03-02"),
        ("c01", "copies.jsonl", "2024-03-02"),
    ]
    assert [p.document for p in last.also_in] == ["c00"]
    assert (first.also_in_total, last.also_in_total) == (2, 1)
    told = CliRunner().invoke(questions.evidence, [str(tmp_path / "a.guanxi"), "合肥", "蔚来"]).stdout
    assert "also in 2: 合肥与蔚来深化合作 · c00 · copies.jsonl; 合肥與蔚來深化合作 · c01 · copies.jsonl\n" in told
    told = CliRunner().invoke(questions.info, [str(tmp_path / "a.guanxi")]).stdout
    assert told.startswith("3 documents") and ", 2 of them reposts, " in told
    with View.open(tmp_path / "a.guanxi") as view:
        assert document_text(view, DocumentQuestion(id="c01")).repost_of == "m00"
        assert document_text(view, DocumentQuestion(id="m00")).repost_of is None
