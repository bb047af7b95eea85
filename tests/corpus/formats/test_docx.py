"""Word files."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from guanxi.config.errors import InputError
from guanxi.corpus.formats.article import Article, Opened
from guanxi.corpus.formats.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def made(fill: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(data: bytes, limit: int = 10_000_000) -> Article:
    return next(read_docx(Opened("a.docx", io.BytesIO(data), None, limit)))


def test_paragraphs_and_tables_in_order() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("合肥新政")
        table = document.add_table(2, 2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells), "企业 金额 科大讯飞 10亿元".split(), strict=True
        ):
            cell.text = text
        document.add_paragraph("正文。").add_run("第二句。")
        document.core_properties.title = "合肥市人工智能新政"
        document.core_properties.author = "周禾"
        document.core_properties.created = datetime(2025, 3, 1)

    article = read(made(fill))
    assert article.text == "合肥新政\n企业\t金额\n科大讯飞\t10亿元\n正文。第二句。"
    assert (article.title, article.date, article.metadata) == ("合肥市人工智能新政", "2025-03-01", {"author": "周禾"})
    assert article.date_from == "metadata"


def test_dateline_counts_more_than_the_day_of_creation() -> None:
    def fill(document: Any) -> None:
        document.core_properties.created = datetime(2020, 1, 1)
        document.add_paragraph("通知")
        document.add_paragraph("二〇二五年三月一日")

    assert (read(made(fill)).date, read(made(fill)).date_from) == ("2025-03-01", "text")


def test_day_of_the_template_is_no_date() -> None:
    article = read(made(lambda document: document.add_paragraph("正文。")))
    assert (article.text, article.title, article.date, article.date_from) == ("正文。", None, None, None)


def test_links_insertions_controls_and_breaks_are_text_deletions_not() -> None:
    body = f"""<w:p {W}><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/></w:r>
      <w:hyperlink><w:r><w:t>三</w:t></w:r></w:hyperlink><w:ins><w:r><w:t>四</w:t></w:r></w:ins><w:del><w:r><w:delText>五</w:delText></w:r></w:del></w:p>"""
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>六</w:t></w:r></w:p></w:sdtContent></w:sdt>"

    def fill(document: Any) -> None:
        document.element.body.insert(0, parse_xml(body))
        document.element.body.insert(1, parse_xml(control))

    assert read(made(fill)).text == "一\t二\n三四\n六"


def test_limit_holds_for_the_unpacked_file() -> None:
    data = made(lambda document: document.add_paragraph("一" * 200_000))
    assert len(data) < 100_000
    with pytest.raises(InputError, match="file_megabytes"):
        read(data, 150_000)


def test_damaged_files() -> None:
    whole = made(lambda document: document.add_paragraph("正文。"))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("x.txt", "x")
    for data in (
        whole[:2000],
        b"hello",
        b"PK\x03\x04",
        other.getvalue(),
        whole.replace(b"word/document.xml", b"word/documenx.xml"),
    ):
        with pytest.raises(InputError, match="damaged Word file"):
            read(data)
    with pytest.raises(InputError, match="remove its password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InputError, match="no text"):
        read(made(lambda document: document.add_paragraph(" ")))
