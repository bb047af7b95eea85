from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from guanxi.config.errors import GuanxiError, QueryError, UnknownName
from guanxi.graph.query.view import View
from guanxi.graph.web import page
from guanxi.graph.web.drawing import WEB
from guanxi.graph.web.page import render, write

from .conftest import MakeView

NAMES = [("杭州", "city", []), ("上海", "city", []), ("甲科技", "company", ["甲科技股份有限公司"])]
TEXTS = [("a", "合作", "2024-03-01", ["杭州与上海合作。", "甲科技落户杭州。"])]
HOSTILE = [
    ("</script><script>window.hit=1</script>", "company", []),
    ('<img src=x onerror="window.hit=1">', "city", ["<!--", "]]>"]),
    ("__proto__", "person", []),
    ("'\"`${7*7}{{7*7}}{% raw %}", "policy", []),
    ("\u202eabc\u2028\u2029\u200f", "fund", []),
    ("長" * 10_000, "product", []),
]
HOSTILE_TEXTS = [
    (
        "h",
        '<a href="javascript:alert(1)">href</a></title><b>',
        "2024-01-01",
        ["，".join(name for name, _, _ in HOSTILE) + "</script><svg onload=alert(1)>。"],
    )
]


Attributes = dict[str, str | None]


class Page(HTMLParser):
    """Elements with their attributes, and the texts of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Attributes]] = []
        self.texts: list[tuple[str, Attributes, list[str]]] = []
        self.open = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append((tag, dict(attrs), []))
        self.open = True

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        self.open = False

    def raw(self, tag: str) -> list[tuple[Attributes, str]]:
        return [(attributes, "".join(parts)) for name, attributes, parts in self.texts if name == tag]

    def data(self, id_: str) -> Any:
        (text,) = (text for attributes, text in self.raw("script") if attributes.get("id") == id_)
        return json.loads(text)


@pytest.fixture
def view(hand_made_graph: MakeView) -> View:
    return hand_made_graph(NAMES, TEXTS)


def test_no_resource_is_asked_for(view: View) -> None:
    parsed = Page(render(view))
    for tag, attributes in parsed.elements:
        assert tag not in ("iframe", "object", "embed", "img", "base", "a")
        for name in ("src", "href", "srcset", "action", "data"):
            assert attributes.get(name, "data:,") == "data:,"
    for _, style in parsed.raw("style"):
        assert "url(" not in style and "@import" not in style
    for _, script in parsed.raw("script"):
        assert "sourceMappingURL" not in script
        assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|importScripts|sendBeacon)\s*\(", script)


def test_policy_allows_exactly_what_the_page_holds(view: View) -> None:
    parsed = Page(render(view))
    (policy,) = (a["content"] for _, a in parsed.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy and "unsafe" not in policy

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    kinds = (None, "module")
    scripts = [text for attributes, text in parsed.raw("script") if attributes.get("type") in kinds]
    assert len(scripts) == 2
    assert all(digest(text) in policy for text in (*scripts, *(text for _, text in parsed.raw("style"))))
    assert not any(name.startswith("on") or name == "style" for _, a in parsed.elements for name in a)


def rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(table["keys"], row, strict=True)) for row in table["rows"]]


def test_data_of_the_page(view: View) -> None:
    parsed = Page(render(view))
    data, drawn = parsed.data("page"), parsed.data("network")
    nodes, edges = rows(data["nodes"]), rows(data["edges"])
    assert [node["name"] for node in nodes] == ["杭州", "上海", "甲科技"]
    assert nodes[2]["pinyin"] == ["jia ke ji", "jia ke ji gu fen you xian gong si"]
    # Sizes and colours are what the user chooses, so the drawing has only places.
    assert [(node["id"], set(node)) for node in drawn["nodes"]] == [(n, {"id", "x", "y"}) for n in range(3)]
    assert {frozenset((e["from"], e["to"])) for e in drawn["edges"]} == {frozenset((0, 1)), frozenset((0, 2))}
    assert drawn["options"]["physics"] == {"enabled": False}
    assert edges[0]["months"] == [[2024 * 12 + 2, 1, 1]]
    sentence, of_a, also, spans = edges[0]["quotes"][0]
    text = data["sentences"][sentence][2]
    assert sorted(text[spans[i] : spans[i + 1]] for i in (0, 2)) == ["上海", "杭州"]
    assert (of_a, also) == (1, [])
    assert sorted(number for group in data["communities"] for number in group) == [0, 1, 2]
    assert [(t["zh"], t["en"]) for t in data["types"]] == [("城市", "city"), ("企业", "company")]


def test_pairs_without_a_line_are_told_apart(hand_made_graph: MakeView) -> None:
    crowd = [f"人{i}" for i in range(10)]
    texts = [("a", None, "2024-03-01", ["、".join(crowd)])]
    parsed = Page(render(hand_made_graph([(name, "person", []) for name in crowd], texts)))
    data, drawn = parsed.data("page"), parsed.data("network")
    others = rows(data["others"])
    assert (len(drawn["edges"]), len(data["edges"]["rows"]), len(others)) == (40, 40, 5)
    assert (data["shown"]["rule"], data["shown"]["unknown"]) == ("strongest", 0)
    pairs = {frozenset((e["from"], e["to"])) for e in drawn["edges"]}
    assert len(pairs | {frozenset((e["source"], e["target"])) for e in others}) == 45
    assert {(e["weight"], e["documents"], tuple(e["months"][0]), len(e["quotes"])) for e in others} == {
        (1, 1, (2024 * 12 + 2, 1, 1), 1)
    }


def test_chinese_is_not_doubled_and_the_same_graph_gives_the_same_page(view: View) -> None:
    html = render(view)
    assert "甲科技落户杭州" in html
    assert render(view) == html


def test_hostile_texts_stay_texts(hand_made_graph: MakeView) -> None:
    html = render(hand_made_graph(HOSTILE, HOSTILE_TEXTS), title="</title><script>window.hit=1</script>")
    parsed = Page(html)
    assert sorted(tag for tag, _ in parsed.elements if tag in ("script", "img", "svg", "b", "a")) == ["script"] * 4
    data = parsed.data("page")
    assert sorted(node["name"] for node in rows(data["nodes"])) == sorted(name for name, _, _ in HOSTILE)
    assert data["sources"][0][1] == HOSTILE_TEXTS[0][1]
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert len(blocks) == 2 and not any(c in block for block in blocks for c in "<\u2028\u2029")


def test_says_how_much_is_shown_and_by_which_rule(view: View) -> None:
    def extent(**options: Any) -> tuple[str, int, int]:
        told = Page(render(view, **options)).data("page")["shown"]
        return told["rule"], told["entities"], told["comentions"]

    assert extent() == ("whole", 3, 2)
    assert extent(max_nodes=2) == ("strongest", 3, 2)
    assert extent(focus="上海") == ("focus", 3, 2)


def test_languages_have_the_same_words() -> None:
    words = page.all_words()
    assert words.keys() == page.LANGUAGES.keys()
    fields = {
        lang: {key: set(re.findall(r"\{\w+\}", str(text))) - {"{unit}"} for key, text in own.items()}
        for lang, own in words.items()
    }
    assert fields["zh"] == fields["en"]


def test_wrong_arguments_are_refused(view: View) -> None:
    with pytest.raises(QueryError, match="zh, en"):
        render(view, lang="fr")
    with pytest.raises(UnknownName):
        render(view, focus="不存在")


def test_write_replaces_all_or_nothing(view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "页面.html"
    target.write_text("old")
    with pytest.raises(UnknownName):
        write(view, target, focus="不存在")
    assert target.read_text() == "old"
    write(view, target)
    assert target.read_text(encoding="utf-8") == render(view)
    with pytest.raises(GuanxiError, match="cannot be written"):
        write(view, tmp_path / "missing" / "page.html")
    assert {p.name for p in tmp_path.iterdir() if p.is_file()} == {"页面.html"}


def test_search_table_folds_what_the_names_need() -> None:
    from guanxi.graph.web.subgraph import Node

    node = Node("x", "辉达Nvidia", "company", (), (), 1, 1, 0, 0, None, None, ())
    table = dict(zip(*page._folds((node,)), strict=True))
    assert table["輝"] == "辉" and table["達"] == "达" and table["Ｎ"] == "n"
    assert "關" not in table


def test_every_word_of_the_page_is_said_and_every_one_said_is_there() -> None:
    texts = [*(WEB / "app").glob("*.js"), WEB / "page.html"]
    code = "\n".join(text.read_text(encoding="utf-8") for text in texts)
    known = set(page.all_words()["en"])
    said = (r'\bsay\(\s*(?:\w+ \? )?"(\w+)"', r'data-(?:text|label|hint)="(\w+)"')
    assert {word for pattern in said for word in re.findall(pattern, code)} <= known
    begun = (
        "failed_",
        "measure_",
        "about_",
        "column_",
        "color_",
        "theme_",
        "table_",
        "rule_",
        "why_",
        "decided_",
        "ask_",
    )
    families = (*begun, "empty", "units", "reasons")
    quoted = set(re.findall(r'"(\w+)"', code))
    words = {word.removesuffix("_served") for word in known if not word.startswith(families)}
    assert words <= quoted | {"noscript"}
