"""Web pages."""

import io
import socket

import pytest

from guanxi.config.errors import InputError
from guanxi.corpus.formats.article import Article, Opened
from guanxi.corpus.formats.html import read_html

PARAGRAPHS = [
    "合肥市人民政府3月1日发布《合肥市人工智能产业发展行动计划》，科大讯飞等企业参与。",
    "合肥产投集团将设立人工智能基金，首期规模50亿元，重点支持大模型和机器人企业。",
]
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>合肥出台人工智能新政_示例网</title>
<meta name="author" content="Zhou He"><meta property="og:site_name" content="示例网">
<meta property="article:published_time" content="2025-03-01T08:00:00+08:00">
<link rel="canonical" href="https://www.example.cn/a/1.html"></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/b">财经</a></li></ul></nav>
<article><h1>合肥出台人工智能新政</h1><p>合肥市人民政府3月1日发布《合肥市<b>人工智能</b>产业发展行动计划》，科大讯飞等企业参与。</p>
<p>合肥产投集团将设立<a href="/c">人工智能</a>基金，首期规模50亿元，重点支持大模型和机器人企业。</p></article>
<script>var x = "不是正文";</script><footer>版权所有</footer></body></html>"""


def read(page: bytes | str, name: str = "a.html") -> Article:
    data = page.encode() if isinstance(page, str) else page
    article = next(read_html(Opened(name, io.BytesIO(data), None, 100_000_000)))
    assert isinstance(article, Article)
    return article


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_main_text_and_metadata(charset: str, encoding: str) -> None:
    article = read(PAGE.format(charset=charset).encode(encoding))
    assert [line for line in PARAGRAPHS if line not in article.text.split("\n")] == []
    assert "首页" not in article.text and "不是正文" not in article.text
    assert (article.title, article.date) == ("合肥出台人工智能新政", "2025-03-01")
    assert article.metadata == {
        "encoding": encoding,
        "author": "Zhou He",
        "sitename": "示例网",
        "url": "https://www.example.cn/a/1.html",
    }


def test_big5_page_that_says_so_in_xml() -> None:
    page = '<?xml version="1.0" encoding="big5"?><html><body><p>臺積電在新竹。</p></body></html>'
    assert read(page.encode("big5")).text == "臺積電在新竹。"


def test_without_main_text_all_text_of_the_body() -> None:
    head = "<head><title>题</title><style>p{}</style></head>"
    assert read(f"<html>{head}<body>合肥<b>市</b><br>杭州<script>x</script>市</body></html>").text == "合肥市\n杭州市"
    assert read("没有标签的文字").text == "没有标签的文字"


def test_no_text() -> None:
    with pytest.raises(InputError, match="no text in this page"):
        read("<html><body><img src=x><script>文字</script></body></html>")


def test_hostile_pages_end_soon() -> None:
    huge = read("<html><body>" + "<p>第一段。</p>" * 100_000 + "</body></html>")
    assert huge.text.count("第一段。") == 100_000
    for page in ("<div>" * 50_000 + "深", '<a href="' * 20_000, "<!--" * 10_000, "&amp" * 10_000 + "<" * 10_000):
        try:
            assert read(page).text
        except InputError as error:
            assert "no text" in str(error)
