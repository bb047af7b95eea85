"""PDF files."""

import io
import random

import pypdf
import pytest

from guanxi.config.errors import InputError
from guanxi.corpus.formats.article import Article, Opened
from guanxi.corpus.formats.pdf import read_pdf


def made(*pages: list[str]) -> bytes:
    """A PDF of these lines, its characters named by a ToUnicode map."""
    characters = sorted({c for page in pages for line in page for c in line})
    code = {c: f"{number:04x}" for number, c in enumerate(characters, 1)}
    pairs = "\n".join(f"<{code[c]}> <{c.encode('utf-16-be').hex()}>" for c in characters)
    codes = "1 begincodespacerange <0000> <ffff> endcodespacerange"
    cmap = f"begincmap {codes} {len(code)} beginbfchar\n{pairs}\nendbfchar endcmap"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 >>",
        stream(cmap),
    ]
    for page in pages:
        lines = " ".join(f"<{''.join(code[c] for c in line)}> Tj T*" for line in page)
        objects.append(stream(f"BT /F1 12 Tf 14 TL 72 720 Td {lines} ET"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode("ascii")


def stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def encrypted(data: bytes, user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def read(data: bytes, name: str = "a.pdf", limit: int = 10_000_000) -> Article:
    return next(read_pdf(Opened(name, io.BytesIO(data), None, limit)))


FIRST = [
    "合肥出台人工智能新政",
    "合肥市人民政府三月一日发布人工智能产业发展行动计",
    "划，科大讯飞等企业参与。",
    "第二段说首期规模五十亿元，投资者还有多家基金以及",
    "- 1 -",
]
SECOND = ["第 2 页", "众多企业。", "一、支持机器人", "二、支持⼈⼯智能"]
TEXT = (
    "合肥出台人工智能新政\n合肥市人民政府三月一日发布人工智能产业发展行动计划，科大讯飞等企业参与。\n"
    "第二段说首期规模五十亿元，投资者还有多家基金以及众多企业。\n一、支持机器人\n二、支持人工智能"
)


def test_wrapped_lines_are_joined_also_over_pages() -> None:
    article = read(made(FIRST, SECOND), "2025-03-01.pdf")
    assert (article.text, article.title, article.date) == (TEXT, "合肥出台人工智能新政", "2025-03-01")


def test_blank_between_latin_words() -> None:
    lines = ["the company called Unitree Robotics of Hangzhou", "makes robots and sells them over all the world."]
    assert read(made(lines)).text == " ".join(lines)


def test_properties() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(["正文。"])))
    writer.add_metadata({"/Title": "合肥新政", "/Author": "周禾", "/CreationDate": "D:20250301080000+08'00'"})
    target = io.BytesIO()
    writer.write(target)
    article = read(target.getvalue())
    assert (article.title, article.date, article.metadata) == ("合肥新政", "2025-03-01", {"author": "周禾"})
    assert article.date_from == "metadata"


def test_encrypted() -> None:
    with pytest.raises(InputError, match="encrypted PDF: remove its password"):
        read(encrypted(made(FIRST), "secret", "owner"))
    assert read(encrypted(made(FIRST, SECOND), "", "owner")).text == TEXT


def test_no_text() -> None:
    with pytest.raises(InputError, match="no text in this PDF"):
        read(made([" "]))


def test_limit() -> None:
    with pytest.raises(InputError, match="file_megabytes"):
        read(made(FIRST), limit=1000)


def test_damaged_files_end_in_a_reason(caplog: pytest.LogCaptureFixture) -> None:
    whole, chance = made(FIRST, SECOND), random.Random(7)
    for data in (b"hello", b"%PDF-1.7\n", whole[: len(whole) // 2]):
        with pytest.raises(InputError, match=r"damaged PDF|no text"):
            read(data)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(bytes(damaged))
        except InputError as error:
            assert str(error)
    assert not caplog.records
