"""A dossier holds what the graph answers, as text, whatever names and sentences hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from markdown_it import MarkdownIt

from guanxi.config.errors import GuanxiError, QueryError
from guanxi.graph.dossier.gather import gather
from guanxi.graph.dossier.page import as_html, as_markdown
from guanxi.graph.dossier.quotes import best
from guanxi.graph.dossier.write import write_dossier
from guanxi.graph.query.results import Evidence
from guanxi.graph.query.view import View

from ..small_graph import Name, Text

Make = Callable[[list[Name], list[Text]], View]
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "a|b`c`",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "# heading",
    "**bold** _it_ ~~s~~ &lt; \\",
    "1. list",
    "- item",
    "www.evil.example",
    "http://evil.example/",
    "{{ 7 * 7 }}{% if %}",
    "new\nline\r\n\r\n# two",
    "\x1b[31mred\u202e\x00",
    "[^1]: note",
    "$x$ <!-- -->",
    "mail a@evil.example",
]


@pytest.fixture
def small(hand_made_graph: Make) -> View:
    names: list[Name] = [
        ("合肥", "city", []),
        ("蔚来", "company", ["NIO"]),
        ("京东方", "company", []),
        ("张三", "person", []),
    ]
    lines = ["蔚来在合肥。", "合肥与蔚来。", "京东方、张三在合肥。"]
    texts: list[Text] = [("a", "标题", "2023-02-01", lines), ("b", None, None, ["NIO来到合肥，" + "长" * 300 + "。"])]
    return hand_made_graph(names, texts)


@pytest.fixture
def hostile(hand_made_graph: Make) -> View:
    names: list[Name] = [("合肥", "city", [HOSTILE[0] + "合肥"]), *((name, "company", []) for name in HOSTILE)]
    texts: list[Text] = [
        (f"d{n} {name}", name, "2024-01-02", [f"{name} 合肥 {name}"]) for n, name in enumerate(HOSTILE)
    ]
    return hand_made_graph(names, texts)


def html(view: View, name: str, **options: object) -> str:
    return as_html(gather(view, name, **options), view.types(), lang="zh")  # type: ignore[arg-type]


def markdown(view: View, name: str, **options: object) -> str:
    return as_markdown(gather(view, name, **options), view.types(), lang="en")  # type: ignore[arg-type]


def test_it_tells_what_the_graph_answers(small: View) -> None:
    told = gather(small, "合肥", graph="small.guanxi")
    assert (told.mentions, told.documents, told.windows, told.neighbors) == (4, 2, 4, 3)
    assert (told.first, told.last) == ("2023-02-01", "2023-02-01")
    assert [(group.type, group.total) for group in told.groups] == [("company", 2), ("person", 1)]
    neighbors = [row.neighbor for group in told.groups for row in group.shown]
    assert {n.id: n.sentences for n in neighbors} == {n.id: n.sentences for n in small.neighbors("合肥")}
    scores = {n.id: n.score for n in small.neighbors("合肥", rank="log_likelihood")}
    assert {row.neighbor.id: row.log_likelihood for group in told.groups for row in group.shown} == scores


def test_quotes_are_numbered_and_one_sentence_has_one_number(small: View) -> None:
    told = gather(small, "合肥", quotes=3)
    numbers = {row.neighbor.name: [quote.number for quote in row.quotes] for g in told.groups for row in g.shown}
    assert numbers == {"蔚来": [1, 2, 3], "京东方": [4], "张三": [4]}
    assert [(source.document, source.sentence) for source in told.citations] == [("a", 0), ("a", 1), ("b", 0), ("a", 2)]
    page = lxml.html.fromstring(html(small, "合肥", quotes=3))
    links = {link.get("href").removeprefix("#") for link in page.findall(".//blockquote//a")}
    assert links == {item.get("id") for item in page.findall(".//ol/li")} == {f"source-{n}" for n in range(1, 5)}
    assert [mark.text for mark in page.findall(".//blockquote")[0].findall("mark")] == ["蔚来", "合肥"]


def test_a_limit_and_a_period(small: View) -> None:
    assert [len(group.shown) for group in gather(small, "合肥", limit=1).groups] == [1, 1]
    told = gather(small, "合肥", since="2023")
    assert (told.in_period, told.undated) == (3, 1)
    assert [row.neighbor.sentences for row in told.groups[0].shown] == [2, 1]
    assert "2023" in html(small, "合肥", since="2023", until="2023-12")
    with pytest.raises(QueryError):
        gather(small, "合肥", quotes=0)


def test_the_best_quotes_are_short_dated_near_and_different() -> None:
    def window(text: str, date: str | None, n: int) -> Evidence:
        spans = tuple((at, at + 2) for at in (text.index("合肥"), text.index("蔚来")))
        return Evidence("d", "s", None, date, n, text, spans, 1)

    far = window("合肥的天气一直都很好，街上人也多，蔚来。", "2024-01-01", 0)
    near = window("这一天合肥和蔚来签了约，大家都很高兴。", "2024-01-02", 1)
    again = window("这一天合肥和蔚来签了约， 大家都很高兴。", "2024-01-03", 2)
    undated = window("合肥蔚来，合肥蔚来，合肥蔚来。", None, 3)
    long = window("合肥蔚来" + "长" * 200, "2024-01-01", 4)
    every = [far, near, again, undated, long]
    assert best(every, 1) == [near]
    assert best(every, 2) == [far, near]
    assert best(every, 9) == [far, near, undated, long]


def test_quotes_are_rather_sentences_and_of_different_documents() -> None:
    def window(document: str, text: str, n: int) -> Evidence:
        spans = tuple((at, at + 2) for at in (text.index("合肥"), text.index("蔚来")))
        return Evidence(document, "s", None, "2024-01-01", n, text, spans, 1)

    table = window("c", "合肥 | 蔚来 | 2024 | 京东方 | 杭州", 0)
    line = window("c", "合肥　蔚来　2024　京东方　杭州　芜湖", 1)
    near = window("a", "这一天合肥和蔚来签了约，很高兴。", 2)
    same = window("a", "那一天合肥和蔚来签了约，很不高兴。", 3)
    other = window("b", "这一年合肥的人都在说一家公司，就是蔚来。", 4)
    every = [table, line, near, same, other]
    assert best(every, 2) == [near, other]
    assert best(every, 3) == [near, same, other]
    assert best(every, 4) == [line, near, same, other]


def test_a_quote_keeps_its_blanks(hand_made_graph: Make) -> None:
    text = "习近平　主席和合肥。"
    view = hand_made_graph([("习近平", "person", []), ("合肥", "city", [])], [("a", None, None, [text])])
    assert "</mark>　主席和" in html(view, "合肥")
    assert "】　主席和" in markdown(view, "合肥")


def test_a_period_without_dated_documents(small: View) -> None:
    told = markdown(small, "合肥", since="2030")
    assert "In this period no sentence names it" in told
    assert "No document of this period names it" in told
    assert "of all time unless noted" in told
    assert "Sources" not in told and "Sources" in markdown(small, "合肥")
    assert "引文出处" not in html(small, "合肥", since="2030") and "引文出处" in html(small, "合肥")


def test_numbers_of_sentences_begin_with_one(small: View) -> None:
    assert "· sentence 1\n" in markdown(small, "合肥") and "sentence 0" not in markdown(small, "合肥")


def test_it_is_one_file_without_scripts(small: View) -> None:
    text = html(small, "合肥")
    page = lxml.html.fromstring(text)
    assert not page.xpath(
        "//script | //link[@href != 'data:,'] | //img | //iframe | //@style | //@*[starts-with(name(), 'on')]"
    )
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|https?://", text)
    assert "@media print" in text and "size: A4" in text and "prefers-color-scheme: dark" in text


def test_hostile_names_are_text_in_html(hostile: View) -> None:
    text = html(hostile, "合肥", limit=50)
    page = lxml.html.fromstring(text)
    known = {element.tag for element in lxml.html.fromstring(html(hostile, "合肥", limit=1)).iter()}
    assert {element.tag for element in page.iter()} == known
    assert not page.xpath("//script | //img | //@onerror")
    assert len(page.xpath("//style")) == 1
    shown = [" ".join(th.text_content().split()) for th in page.findall(".//tbody/tr/th")]
    wanted = [" ".join(re.sub("[\x00-\x08\x0e-\x1f\u202e]", "\ufffd", name).split()) for name in HOSTILE]
    assert sorted(shown) == sorted(wanted)
    assert "{{ 7 * 7 }}" in text
    assert not re.search("[\x00-\x08\x1b\u202e]", text)


def test_hostile_names_are_text_in_markdown(hostile: View) -> None:
    text = markdown(hostile, "合肥", limit=50)
    assert not re.search("[\x00-\x08\x1b\u202e]", text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} <= {"text", "softbreak", "text_special"}
    assert [token.tag for token in tokens if token.type == "heading_open"] == [
        "h1",
        *["h2"] * 3,
        "h2",
        "h3",
        "h2",
        "h2",
    ]
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "ordered_list_open")]
    assert "://" not in text, "programs make links of such"
    first = [tokens[n + 2] for n, token in enumerate(tokens) if token.type == "tr_open" and tokens[n + 1].tag == "td"]
    listed = [tokens[n + 2] for n, token in enumerate(tokens) if token.type == "list_item_open"]
    for blocks in (first, listed):
        shown = {"".join(child.content for child in block.children or ()) for block in blocks}
        for name in HOSTILE:
            assert " ".join(re.sub("[\x00-\x08\x0e-\x1f\u202e]", "\ufffd", name).split()) in shown, name


def test_it_is_the_same_each_time_and_holds_no_clock(small: View, tmp_path: Path) -> None:
    for ending in ("html", "md"):
        first, second = (tmp_path / f"{n}.{ending}" for n in "ab")
        for path in (first, second):
            write_dossier(small, "合肥", path, graph="g")
        assert first.read_bytes() == second.read_bytes()


def test_a_dossier_that_cannot_be_written_leaves_the_old_one(small: View, tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(QueryError):
        write_dossier(small, "某某", path)
    with pytest.raises(QueryError, match="lang must be one of zh, en"):
        write_dossier(small, "合肥", path, lang="fr")
    with pytest.raises(GuanxiError, match="cannot be written"):
        write_dossier(small, "合肥", tmp_path / "none" / "x.html")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".guanxi"] == ["x.html"]
