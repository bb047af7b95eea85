"""The lexicons of government bodies, institutions, policies and people keep the lexicon format."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "config" / "lexicons"
TYPES = {
    "government": "organization",
    "institutions": "organization",
    "policies": "policy",
    "people": "person",
}
MINIMUM_ROWS = {"government": 900, "institutions": 1900, "policies": 650, "people": 200}
FILES = pytest.mark.parametrize("lexicon", sorted(TYPES))


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    type: str
    aliases: tuple[str, ...]
    cues: tuple[str, ...]

    def marked(self) -> tuple[str, ...]:
        """The name and the aliases as written, with their question marks."""
        return (self.name, *self.aliases)

    def names(self) -> tuple[str, ...]:
        return tuple(text.removeprefix("?") for text in self.marked())


@cache
def lines(lexicon: str) -> tuple[str, ...]:
    text = (FOLDER / f"{lexicon}.tsv").read_bytes().decode("utf-8")
    assert "\r" not in text and "\ufeff" not in text and text.endswith("\n")
    return tuple(text.splitlines())


@cache
def rows(lexicon: str) -> tuple[Row, ...]:
    data = [line for line in lines(lexicon) if not line.startswith("#")]
    header, *records = csv.reader(data, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header == ["name", "type", "aliases", "cues"]
    assert {len(record) for record in records} == {4}
    return tuple(Row(name, kind, split(aliases), split(cues)) for name, kind, aliases, cues in records)


def split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def row_of(lexicon: str, name: str) -> Row:
    return next(row for row in rows(lexicon) if row.names()[0] == name)


def cells(lexicon: str) -> Iterator[str]:
    for row in rows(lexicon):
        yield from row.names()
        yield from row.cues


@FILES
def test_comments_come_first_and_name_source_licence_and_date(lexicon: str) -> None:
    comments = [line for line in lines(lexicon) if line.startswith("#")]
    assert list(lines(lexicon)[: len(comments)]) == comments
    assert all(word in " ".join(comments) for word in ("Source:", "Licence:", "Date:"))


@FILES
def test_types_are_right_and_rows_enough(lexicon: str) -> None:
    kinds = [row.type for row in rows(lexicon)]
    assert set(kinds) == {TYPES[lexicon], "ignore"}
    assert kinds.count(TYPES[lexicon]) >= MINIMUM_ROWS[lexicon]


@FILES
def test_rows_are_sorted_by_type_and_name(lexicon: str) -> None:
    keys = [(row.type, row.names()[0]) for row in rows(lexicon)]
    assert keys == sorted(keys)


@FILES
def test_cells_are_clean(lexicon: str) -> None:
    for text in cells(lexicon):
        assert text and text == text.strip() and "?" not in text, text
        assert not any("\uff01" <= character <= "\uff5e" for character in text), f"full width: {text}"


@FILES
def test_names_are_longer_than_one_character(lexicon: str) -> None:
    assert [name for row in rows(lexicon) for name in row.names() if len(name) < 2] == []


@FILES
def test_no_name_stands_twice_in_a_row(lexicon: str) -> None:
    assert [row.name for row in rows(lexicon) if len(set(row.names())) != len(row.names())] == []


@FILES
def test_a_name_in_two_rows_is_always_marked_ambiguous(lexicon: str) -> None:
    written = defaultdict(list)
    for row in rows(lexicon):
        for text in row.marked():
            written[text.removeprefix("?")].append(text)
    shared = {name: texts for name, texts in written.items() if len(texts) > 1}
    assert {name for name, texts in shared.items() if not all(text[0] == "?" for text in texts)} == set()


@FILES
def test_cues_stand_exactly_where_a_name_is_ambiguous(lexicon: str) -> None:
    wrong = [row.name for row in rows(lexicon) if bool(row.cues) != any(t[0] == "?" for t in row.marked())]
    assert wrong == []


@FILES
def test_outer_quotes_are_no_part_of_a_name(lexicon: str) -> None:
    quoted = [name for row in rows(lexicon) for name in row.names() if name[0] in "“「" and name[-1] in "”」"]
    assert quoted == []


@pytest.mark.parametrize("lexicon, name, alias", [
    ("government", "国家发改委", "国家发展和改革委员会"),
    ("government", "国家发改委", "?发改委"),
    ("government", "工信部", "工业和信息化部"),
    ("government", "中国人民银行", "?央行"),
    ("government", "台湾央行", "?央行"),
    ("government", "美联储", "联准会"),
    ("government", "银保监会", "中国银行保险监督管理委员会"),
    ("institutions", "浙江大学", "浙大"),
    ("institutions", "北京大学", "?北大"),
    ("institutions", "斯坦福大学", "史丹福大学"),
    ("institutions", "中国科学院", "中科院"),
    ("institutions", "港交所", "香港联合交易所"),
    ("institutions", "彭博社", "Bloomberg"),
    ("policies", "十四五规划", "“十四五”规划"),
    ("policies", "芯片与科学法案", "芯片法案"),
    ("policies", "区域全面经济伙伴关系协定", "RCEP"),
    ("policies", "公司法", "中华人民共和国公司法"),
    ("people", "特朗普", "川普"),
    ("people", "蒂姆·库克", "?库克"),
])  # fmt: skip
def test_well_known_names_have_their_aliases(lexicon: str, name: str, alias: str) -> None:
    assert alias in row_of(lexicon, name).aliases


@pytest.mark.parametrize("lexicon, text, inner", [
    ("government", "财政部门", "财政部"),
    ("institutions", "上海大学生", "上海大学"),
    ("policies", "反垄断法律", "反垄断法"),
    ("people", "马克思主义", "马克思"),
])  # fmt: skip
def test_shields_cover_longer_words(lexicon: str, text: str, inner: str) -> None:
    shields = {name for row in rows(lexicon) if row.type == "ignore" for name in row.names()}
    named = {name for row in rows(lexicon) if row.type != "ignore" for name in row.names()}
    assert text in shields and inner in named and inner in text


@FILES
def test_every_shield_is_unambiguous(lexicon: str) -> None:
    assert [row.name for row in rows(lexicon) if row.type == "ignore" and row.cues] == []
