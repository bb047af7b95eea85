"""Names that their list shows to be some."""

import pytest

from guanxi.extract.engines.lists import ListExtractor

from .conftest import MakePassage


def found(make_passage: MakePassage, text: str) -> dict[str, str]:
    return {m.text: m.type for m in ListExtractor().extract(make_passage(text))}


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("这里聚集了青芒动力、跃鹿和海雀智行等8家机器人企业。", "company", "青芒动力 跃鹿 海雀智行"),
        ("投资方包括云岭创投、青松资本和海阔。", "fund", "云岭创投 青松资本 海阔"),
        ("本轮融资由青松资本领投，海阔、跃鹿联合跟投。", "fund", "青松资本 海阔 跃鹿"),
        ("其GP为青松资本，LP为海阔、跃鹿。", "fund", "青松资本 海阔 跃鹿"),
        ("杭州“六小龙”分别是青芒动力、跃鹿、海雀智行。", "company", "青芒动力 跃鹿 海雀智行"),
        ("华莱大学、泰宜学院等高校参加。", "organization", "华莱大学 泰宜学院"),
    ],
)
def test_the_list_says_what_its_items_are(make_passage: MakePassage, text: str, kind: str, names: str) -> None:
    assert found(make_passage, text) == dict.fromkeys(names.split(), kind)


@pytest.mark.parametrize(
    "text",
    [
        "发展半导体设备、汽车零部件等企业。",
        "杭州、合肥等企业。",
        "他说的、想到的等企业。",
        "苹果、香蕉都好吃。",
        "、、、等企业领投、跟投",
        "",
    ],
)
def test_what_can_be_no_name_is_not_taken(make_passage: MakePassage, text: str) -> None:
    assert found(make_passage, text) == {}
