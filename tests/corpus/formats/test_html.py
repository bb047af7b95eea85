"""Web pages."""

import io
import socket
import time

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


HEADED = (
    "<html><head>{head}</head><body><p>导航 2019-05-06</p><h1>合肥出台人工智能新政</h1>{below}"
    "<div>{text}</div></body></html>"
)
PUBLISHED = '<meta name="firstpublishdate" content="2025-03-02 08:00">'
ADDRESS = '<link rel="canonical" href="https://www.example.cn/n1/2025/0303/c1-2.html">'
INFO = "<div class=info><span>2025年3月4日 08:30</span><span>来源：示例网</span></div>"


@pytest.mark.parametrize(
    ("head", "below", "expected"),
    [
        (PUBLISHED + ADDRESS, INFO, ("2025-03-02", "metadata")),
        (ADDRESS, INFO, ("2025-03-03", "url")),
        ("", INFO, ("2025-03-04", "text")),
        ("", "", ("2025-03-05", "file name")),
    ],
)
def test_where_the_date_of_a_page_is_from(head: str, below: str, expected: tuple[str, str]) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = read(HEADED.format(head=head, below=below, text=text), "2025-03-05.html")
    assert (article.date, article.date_from) == expected


@pytest.mark.parametrize("other", ["报名截止日期为2015-03-01。", "该公司成立于2015-03-01T08:00:00+08:00。"])
def test_days_that_a_page_merely_tells_are_not_its_own(other: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, other))
    aside = "<aside><time datetime=2019-05-06>旧闻</time><time datetime=2019-05-07>旧闻</time></aside>"
    assert read(HEADED.format(head="", below="", text=text + aside)).date is None


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


@pytest.mark.parametrize("count", [300, 29_000, 400_000])
def test_no_text_is_lost_in_the_depth(count: int) -> None:
    assert read("<div>合肥" * count).text.count("合肥") == count


JSON_LD = "<script type='application/ld+json'>{}</script>"
HOSTILE = {
    "paragraphs": "<p>第一段。" * 29_000,
    "many paragraphs": "<p>第一段。</p>" * 200_000,
    "tails of elements that are dropped": "<form><input></form>合肥市人民政府发布行动计划。" * 6_000,
    "attributes": "<p " + " ".join(f"a{n}" for n in range(400_000)) + ">第一段。",
    "attributes in what is a comment to some": "<!--> <p " + " ".join(f"a{n}" for n in range(400_000)) + "> -->段",
    "attributes of many": ("<p " + " ".join(f"a{n}" for n in range(400)) + ">段</p>") * 2_500,
    "programs that say metadata": JSON_LD.format('"author":"' * 700) * 500 + "第一段。",
    "a long program that says metadata": JSON_LD.format('"author":"' * 400_000) + "段",
    "a number that is no character": "段&#" + "9" * 4_000_000 + ";",
    "ampersands": "段&amp" * 10_000 + "<" * 10_000,
}
EMPTY = {
    "quotes": '<a href="' * 500_000,
    "comments": "<!--" * 1_000_000,
    "programs": "<script" * 600_000,
    "declarations": "<!" * 2_000_000,
    "equals signs": "<a " + "= " * 2_400_000,
}


@pytest.mark.parametrize("page", [*HOSTILE.values(), *EMPTY.values()], ids=[*HOSTILE, *EMPTY])
def test_hostile_pages_end_soon(page: str) -> None:
    start = time.process_time()
    if page in HOSTILE.values():
        assert "段" in read(page).text or "合肥" in read(page).text
    else:
        with pytest.raises(InputError, match="no text in this page"):
            read(page)
    assert time.process_time() - start < 20  # about 1 second where these took minutes


def test_large_pages_keep_their_main_text_and_metadata() -> None:
    image = f"<img src='data:image/png;base64,{'A' * 3_000_000}'>"
    page = PAGE.format(charset="utf-8").replace("<article>", f"<style>{'p{}' * 500_000}</style>{image}<article>")
    article = read(page)
    assert (article.title, article.date) == ("合肥出台人工智能新政", "2025-03-01")
    assert PARAGRAPHS[0] in article.text and "首页" not in article.text
