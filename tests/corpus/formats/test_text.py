"""Plain text and Markdown."""

import io

import pytest

from guanxi.config.errors import InputError
from guanxi.corpus.formats.article import Article, Opened
from guanxi.corpus.formats.text import read_markdown, read_text


def opened(text: str, name: str = "a.txt", limit: int = 10_000) -> Opened:
    return Opened(name, io.BytesIO(text.encode()), None, limit)


def markdown(text: str) -> Article:
    return next(read_markdown(opened(text, "a.md")))


def test_text_is_untouched_and_tells_title_and_date() -> None:
    text = "合肥出台新政\r\n2025年3月1日 08:00\r\n\r\n　　正文。\r\n"
    article = next(read_text(opened(text)))
    assert article == Article(text, "合肥出台新政", "2025-03-01", metadata={"encoding": "utf-8"}, date_from="text")


def test_name_tells_the_date_only_when_the_text_does_not() -> None:
    named, told = "标题\n正文。", "标题\n2024-01-02\n正文。"
    found = [next(read_text(opened(text, "2025-03-01_x.txt"))) for text in (named, told)]
    assert [(a.date, a.date_from) for a in found] == [("2025-03-01", "file name"), ("2024-01-02", "text")]


def test_nothing_but_blanks() -> None:
    with pytest.raises(InputError, match="no text"):
        next(read_text(opened("\ufeff \r\n\t　")))


def test_limit() -> None:
    with pytest.raises(InputError, match="its content is more than the 10 bytes allowed: raise limits: file_megabytes"):
        next(read_text(opened("0123456789a", limit=10)))
    assert next(read_text(opened("0123456789", limit=10))).text == "0123456789"


def test_front_matter() -> None:
    text = '---\ntitle: "合肥新政"\nDate: 2025/3/1\ntags: [x]\n---\n# 别的标题\n\n正文。\n'
    article = markdown(text)
    assert (article.text, article.title, article.date) == (text, "合肥新政", "2025-03-01")
    assert article.date_from == "metadata"


def test_address_in_front_matter() -> None:
    address = "https://example.cn/202503/t20250301_1.html"
    article = markdown(f"---\nurl: {address}\n---\n标题\n2024-01-02\n正文。\n")
    assert (article.date, article.date_from, article.metadata["url"]) == ("2025-03-01", "url", address)
    article = markdown("---\ntags:\n  - x\n  - y\nby: z\nat: here\n---\n标题\n2024-01-02\n正文。\n")
    assert (article.date, article.date_from) == ("2024-01-02", "text")


def test_heading() -> None:
    assert markdown("前言\n\n# 合肥新政 #\n## 二级\n").title == "合肥新政"
    assert markdown("合肥新政\n\n正文。").title == "合肥新政"
    assert markdown("---\ndate: 昨天\n---\n正文。\n").date is None
