"""The example corpus keeps the forms and encodings its README promises."""

import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
GB18030 = EXAMPLES / "ai_plan_gb18030.txt"
TRADITIONAL = (EXAMPLES / "hetao_hongkong.txt", EXAMPLES / "chips_act_taiwan.txt")
TEXTS = sorted(EXAMPLES.glob("*.txt"))
ARTICLES = sorted(path for path in EXAMPLES.iterdir() if path.is_file())

# Characters that differ between the scripts and are common in any news text.
TRADITIONAL_ONLY = frozenset("國與業資為這個發開關學無對會來說時產")
SIMPLIFIED_ONLY = frozenset("国与业资为这个发开关学无对会来说时产")


def read(path: Path) -> str:
    return path.read_bytes().decode("gb18030" if path == GB18030 else "utf-8")


def test_there_are_enough_articles_in_every_form() -> None:
    assert len(ARTICLES) >= 12
    assert {path.suffix for path in ARTICLES} == {".txt", ".html", ".docx", ".md", ".jsonl"}
    assert len(TEXTS) >= 12


def test_the_gb18030_article_is_not_utf8() -> None:
    with pytest.raises(UnicodeDecodeError):
        GB18030.read_bytes().decode("utf-8")
    assert "新一代人工智能发展规划" in read(GB18030)


@pytest.mark.parametrize("path", TRADITIONAL, ids=lambda path: path.stem)
def test_traditional_articles_are_traditional_throughout(path: Path) -> None:
    characters = set(read(path))
    assert len(characters & TRADITIONAL_ONLY) >= 8
    assert not characters & SIMPLIFIED_ONLY


@pytest.mark.parametrize("path", [path for path in TEXTS if path not in TRADITIONAL], ids=lambda path: path.stem)
def test_other_articles_are_simplified(path: Path) -> None:
    assert not set(read(path)) & TRADITIONAL_ONLY


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_has_headline_dated_source_line_and_body(path: Path) -> None:
    headline, source, blank, *body = read(path).splitlines()
    assert 8 <= len(headline) <= 40 and "。" not in headline
    found = re.fullmatch(r"(?:来源|來源)：\S+  日期：(\d{4})年(\d{1,2})月(\d{1,2})日  \S+：\S+", source)
    assert found is not None
    assert 2014 <= date(*map(int, found.groups())).year <= 2025
    assert blank == ""
    assert 500 <= len("".join(body)) <= 1200


def test_the_web_page_carries_a_date_and_noise_around_its_article() -> None:
    page = read(EXAMPLES / "hangzhou_deepseek_wukong.html")
    assert '<meta property="article:published_time" content="2025-02-20' in page
    for tag in ("<nav", "<article>", "<aside>", "<footer>"):
        assert page.count(tag) == 1


def test_the_word_file_has_title_and_creation_date() -> None:
    with zipfile.ZipFile(EXAMPLES / "private_economy_law.docx") as archive:
        core = archive.read("docProps/core.xml").decode("utf-8")
        body = archive.read("word/document.xml").decode("utf-8")
    assert re.search(r"<dc:title>[^<]*民营经济促进法[^<]*</dc:title>", core)
    assert re.search(r"<dcterms:created[^>]*>2025-05-20T", core)
    assert body.count('w:val="Heading1"') >= 2


def test_the_json_lines_hold_two_dated_documents() -> None:
    rows = [json.loads(line) for line in read(EXAMPLES / "briefs.jsonl").splitlines()]
    assert len({row["id"] for row in rows}) == 2
    for row in rows:
        assert set(row) == {"id", "title", "date", "source", "text"}
        assert date.fromisoformat(row["date"]).year == 2025


def test_the_readme_names_every_article() -> None:
    readme = read(EXAMPLES.parent / "docs" / "examples.md")
    assert [path.name for path in ARTICLES if path.stem not in readme] == []
