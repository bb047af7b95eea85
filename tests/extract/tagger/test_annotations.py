"""Annotated articles: every standing of a listed name, and complaints that name file and line."""

from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError, InputError
from guanxi.extract.tagger.annotations import read_annotations

TEXT = "杭州市与杭州银行签约。杭州路不是杭州。浙江大学在杭州，也在浙江。\n"
YAML = """doc: a.txt
entities:
  - {id: 杭州, type: city, surfaces: [杭州, 杭州市], exclude: [{surface: 杭州, context: 杭州路不}]}
  - {id: 杭州银行, type: company, surfaces: [杭州银行]}
  - {id: 浙江大学, type: ignore, surfaces: [浙江大学]}
  - {id: 浙江, type: region, surfaces: [浙江]}
relations:
  - {head: 杭州, type: located_in, tail: 浙江, evidence: 也在浙江}
"""
TYPES = ("city", "company", "region")


def _write(folder: Path, yaml: str = YAML, text: str = TEXT) -> tuple[Path, Path]:
    (folder / "gold").mkdir()
    (folder / "texts" / "deep").mkdir(parents=True)
    (folder / "gold" / "a.yaml").write_text(yaml, encoding="utf-8")
    (folder / "texts" / "deep" / "a.txt").write_text(text, encoding="utf-8")
    return folder / "gold", folder / "texts"


def test_the_longest_name_stands_and_what_is_excluded_or_shielded_does_not(tmp_path: Path) -> None:
    gold, texts = _write(tmp_path)
    (article,) = read_annotations(gold, texts, types=TYPES)
    names = [(TEXT[start:end], kind) for start, end, kind in article.spans]
    assert names == [
        ("杭州市", "city"), ("杭州银行", "company"), ("杭州", "city"), ("杭州", "city"), ("浙江", "region"),
    ]  # fmt: skip
    assert article.spans[2][0] == TEXT.index("不是杭州") + 2


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("a.txt", "b.txt", r"a\.yaml:1: no text named 'b\.txt'"),
        ("type: region", "type: planet", r"a\.yaml:6: type 'planet' is not one of city, company, ignore, region"),
        ("[浙江]", "[江苏]", r"a\.yaml:6: '江苏' does not stand in the text"),
        ("context: 杭州路不", "context: 杭州", r"a\.yaml:3: '杭州' must hold '杭州' and stand in the text once"),
        ("doc: a.txt", "", r"a\.yaml:2: doc is missing"),
        ("surfaces: [杭州银行]", "surface: [杭州银行]", r"a\.yaml:4: unknown key 'surface'; did you mean 'surfaces'"),
        ("surfaces: [杭州银行]", "surfaces: []", r"a\.yaml:4: surfaces are missing"),
        ("entities:", "entitys:", r"a\.yaml:2: unknown key 'entitys'; did you mean 'entities'"),
        ("type: company, ", "", r"a\.yaml:4: type '' is not one of"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    gold, texts = _write(tmp_path, YAML.replace(old, new))
    with pytest.raises(ConfigError, match=complaint):
        read_annotations(gold, texts, types=TYPES)


def test_two_texts_of_one_name_are_told(tmp_path: Path) -> None:
    gold, texts = _write(tmp_path)
    (texts / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"2 texts named 'a\.txt'"):
        read_annotations(gold, texts, types=TYPES)


def test_no_annotations_or_no_texts(tmp_path: Path) -> None:
    gold, texts = _write(tmp_path)
    with pytest.raises(InputError, match="no annotations"):
        read_annotations(texts, texts, types=TYPES)
    with pytest.raises(InputError, match="no such folder of texts"):
        read_annotations(gold, tmp_path / "none", types=TYPES)
