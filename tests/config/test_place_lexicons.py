"""The place lexicons as data: format, order, plausible counts, and entries that everyone can check."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "config" / "lexicons"
CHINA, WORLD, SHIELDS = "china_places.tsv", "world_places.tsv", "shields.tsv"
FILES = (CHINA, WORLD, SHIELDS)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    type: str
    names: tuple[str, ...]
    ambiguous: frozenset[str]
    cues: tuple[str, ...]


@cache
def parse(file: str) -> list[Row]:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    assert table.fieldnames == ["name", "type", "aliases", "cues"]
    return [row(cells) for cells in table]


def row(cells: dict[str, str]) -> Row:
    assert None not in cells and None not in cells.values(), cells
    marked = [cells["name"], *filter(None, cells["aliases"].split("|"))]
    names = tuple(name.removeprefix("?") for name in marked)
    ambiguous = frozenset(name[1:] for name in marked if name.startswith("?"))
    return Row(names[0], cells["type"], names, ambiguous, tuple(filter(None, cells["cues"].split("|"))))


@cache
def owners(file: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for entry in parse(file):
        for name in entry.names:
            found[name].append(entry)
    return found


@pytest.mark.parametrize("file", FILES)
def test_begins_with_comments_that_name_source_and_licence(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8")
    head = text[: text.index("name\t")]
    assert all(line.startswith("#") for line in head.splitlines())
    assert "MIT License" in head
    assert "\r" not in text and text.endswith("\n") and "\n\n" not in text


@pytest.mark.parametrize("file", FILES)
def test_names_are_clean_and_longer_than_one_character(file: str) -> None:
    for entry in parse(file):
        for text in (*entry.names, *entry.cues):
            assert len(text) >= 2, entry
            assert text == text.strip() and "?" not in text, entry


@pytest.mark.parametrize("file", FILES)
def test_rows_are_sorted_by_type_and_name(file: str) -> None:
    keys = [(entry.type, entry.name) for entry in parse(file)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("file", FILES)
def test_a_name_stands_twice_only_when_every_time_it_is_marked(file: str) -> None:
    for name, entries in owners(file).items():
        assert len({id(entry) for entry in entries}) == len(entries), f"{name} twice in one row"
        assert len(entries) == 1 or all(name in entry.ambiguous for entry in entries), name


@pytest.mark.parametrize("file", FILES)
def test_cues_stand_exactly_where_something_is_ambiguous(file: str) -> None:
    for entry in parse(file):
        assert bool(entry.cues) == bool(entry.ambiguous), entry
        assert not entry.ambiguous & set(entry.cues), entry
        assert len(set(entry.cues)) == len(entry.cues), entry


def test_types() -> None:
    assert {entry.type for entry in parse(CHINA)} == {"city", "region"}
    assert {entry.type for entry in parse(WORLD)} == {"city", "region"}
    assert {entry.type for entry in parse(SHIELDS)} == {"ignore"}


def test_shields_are_plain_and_no_places() -> None:
    places = owners(CHINA).keys() | owners(WORLD).keys()
    for entry in parse(SHIELDS):
        assert len(entry.names) == 1 and not entry.ambiguous
        assert entry.name not in places


def test_counts_are_plausible() -> None:
    zones = ("新区", "开发区", "高新区", "经开区", "自贸区", "合作区", "园区", "自治区", "保税区", "特区")
    china = parse(CHINA)
    cities = [entry for entry in china if entry.type == "city"]
    prefecture = ("自治州", "盟", "地区")
    prefectures = [
        entry for entry in china if entry.type == "region" and any(name.endswith(prefecture) for name in entry.names)
    ]
    counties = [
        entry
        for entry in china
        if entry.type == "region" and entry.name.endswith(("区", "县", "旗")) and not entry.name.endswith(zones)
    ]
    # 293 prefecture-level and 397 county-level cities; 40 other prefectures; shared county names are one row.
    assert len(cities) >= 293 + 397 and len(prefectures) >= 40
    assert len(counties) + 397 >= 2_800
    world = parse(WORLD)
    assert sum(entry.type == "city" for entry in world) >= 400
    assert sum(entry.type == "region" for entry in world) >= 195 + 50


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("北京", "city"),
        ("香港", "city"),
        ("澳门特别行政区", "city"),
        ("台湾", "region"),
        ("高雄", "city"),
        ("内蒙古自治区", "region"),
        ("广西", "region"),
        ("杭州市", "city"),
        ("昆山", "city"),
        ("吉林", "region"),
        ("吉林市", "city"),
        ("延边朝鲜族自治州", "region"),
        ("阿里地区", "region"),
        ("兴安盟", "region"),
        ("余杭区", "region"),
        ("余杭", "region"),
        ("桐庐", "region"),
        ("浦东", "region"),
        ("临平区", "region"),
        ("偃师区", "region"),
        ("长阳土家族自治县", "region"),
        ("雄安", "region"),
        ("长三角", "region"),
        ("海南自由贸易港", "region"),
        ("合肥高新区", "region"),
    ],
)
def test_places_of_china(name: str, type_: str) -> None:
    (entry,) = owners(CHINA)[name]
    assert entry.type == type_
    assert name not in entry.ambiguous


@pytest.mark.parametrize(
    ("name", "canonical", "type_"),
    [
        ("中华人民共和国", "中国", "region"),
        ("美利坚合众国", "美国", "region"),
        ("纽西兰", "新西兰", "region"),
        ("沙乌地阿拉伯", "沙特", "region"),
        ("寮国", "老挝", "region"),
        ("新加坡", "新加坡", "region"),
        ("加利福尼亚州", "加州", "region"),
        ("矽谷", "硅谷", "region"),
        ("三藩市", "旧金山", "city"),
        ("杜拜", "迪拜", "city"),
        ("Japan", "日本", "region"),
    ],
)
def test_places_of_the_world(name: str, canonical: str, type_: str) -> None:
    (entry,) = owners(WORLD)[name]
    assert (entry.name, entry.type) == (canonical, type_)
    assert name not in entry.ambiguous


@pytest.mark.parametrize(
    ("file", "name", "cue"),
    [
        (CHINA, "开封", "河南"),
        (CHINA, "日照", "山东"),
        (CHINA, "新城区", "呼和浩特"),
        (CHINA, "东方", "海南"),
        (CHINA, "河套", "深圳"),
        (WORLD, "雪梨", "澳洲"),
        (WORLD, "黑山", "塞尔维亚"),
        (WORLD, "华尔街", "纽约"),
    ],
)
def test_everyday_words_need_a_cue(file: str, name: str, cue: str) -> None:
    entries = owners(file)[name]
    assert all(name in entry.ambiguous for entry in entries)
    assert any(cue in entry.cues for entry in entries)


def test_a_name_shared_by_districts_is_one_row_with_all_parents() -> None:
    (drum_tower,) = owners(CHINA)["鼓楼区"]
    assert {"南京", "福州", "徐州", "开封"} <= set(drum_tower.cues)
    assert "鼓楼" in drum_tower.ambiguous and "鼓楼区" not in drum_tower.ambiguous


def test_old_divisions_are_gone() -> None:
    china = owners(CHINA)
    assert not {"下城区", "江干区", "孟津县", "横县"} & china.keys()


@pytest.mark.parametrize("text", ["中国式现代化", "发展中国家", "北京时间", "西安事变", "南京路", "长江", "大理石"])
def test_shields(text: str) -> None:
    assert text in owners(SHIELDS)
