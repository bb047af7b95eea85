"""What names mean by the other names of their document."""

from __future__ import annotations

import pytest

from guanxi.config.settings import LexiconEntry
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.document import DocumentNames
from guanxi.extract.linking.link import Linked, NameCount, link

LEXICON = Lexicon(
    (
        LexiconEntry("华为", "company"),
        LexiconEntry("国家发改委", "organization", ("?发改委",), ("国务院",)),
        LexiconEntry("合肥", "city", ("合肥市",)),
        LexiconEntry("上海", "city", ("上海市",)),
        LexiconEntry("澳门", "city"),
        LexiconEntry("鼓楼区", "region"),
        LexiconEntry("鼓楼区（南京）", "region", ("?鼓楼区",), ("南京",)),
    )
)


def linked(documents: dict[str, list[str]], kind: str) -> Linked:
    """Names of one type, by document; each stands there once."""
    texts = sorted({text for names in documents.values() for text in names})
    counts = [NameCount(text, name_key(text), kind, sum(text in n for n in documents.values())) for text in texts]
    names = [
        DocumentNames(document, frozenset((name_key(text), kind) for text in texts))
        for document, texts in documents.items()
    ]
    return link(counts, [], LEXICON, lambda _: names)


def meaning(found: Linked, document: str, name: str, kind: str) -> tuple[str, str]:
    """What a name means in a document, and why."""
    key = name_key(name)
    entity = found.of_alias.get((document, key, kind), found.of_key[key, kind])
    return found.entities[entity].name, found.reason(entity, name)[0]


@pytest.mark.parametrize(
    ("kind", "full", "short", "reason"),
    [
        ("person", "埃隆·马斯科", "马斯科", "foreign-name"),
        ("person", "Elon Mask", "Mask", "foreign-name"),
        ("product", "青山-R2", "R2", "abbreviation"),
        ("product", "青山 X1", "X1", "abbreviation"),
        ("policy", "关于促进茶叶消费的实施意见", "意见", "context"),
        ("company", "青山茶业科技有限公司", "青山茶业公司", "legal-form"),
        ("company", "中国移信", "移信", "place-prefix"),
        ("organization", "上海交运大学", "交大", "abbreviation"),
        ("organization", "澳门邮政局", "邮政局", "place-prefix"),
        ("organization", "合肥市招商局", "市招商局", "place-prefix"),
        ("organization", "合肥市发改委", "发改委", "context"),
        ("organization", "合肥教育局", "市教育局", "place-prefix"),
    ],
)
def test_a_short_name_is_the_only_thing_it_can_be_short_for(kind: str, full: str, short: str, reason: str) -> None:
    found = linked({"d1": [full, short], "d2": [short]}, kind)
    assert meaning(found, "d1", short, kind) == (meaning(found, "d1", full, kind)[0], reason)
    assert meaning(found, "d2", short, kind)[0] != meaning(found, "d1", full, kind)[0]


@pytest.mark.parametrize(
    ("kind", "names", "short"),
    [
        ("person", ["埃隆·马斯科", "金博尔·马斯科"], "马斯科"),
        ("product", ["青山-R2", "绿水-R2"], "R2"),
        ("policy", ["关于茶叶的意见", "关于咖啡的意见"], "意见"),
        ("organization", ["上海交运大学", "合肥交运大学"], "交大"),
        ("organization", ["上海市招商局", "合肥市招商局"], "市招商局"),
        ("company", ["华为终端有限公司"], "华为"),
        ("company", ["中国国民酒店"], "中国酒店"),
        ("organization", ["国家发改委", "合肥市发改委"], "发改委"),
    ],
)
def test_a_short_name_of_several_or_of_a_known_thing_is_left_alone(kind: str, names: list[str], short: str) -> None:
    found = linked({"d1": [*names, short]}, kind)
    assert found.of_alias == {}


def test_what_several_documents_suggest_holds_everywhere_if_the_name_says_enough() -> None:
    together = ["埃隆·马斯科", "马斯科"]
    found = linked({"d1": together, "d2": together, "d3": ["马斯科"]}, "person")
    assert meaning(found, "d3", "马斯科", "person") == meaning(found, "d1", "马斯科", "person")
    assert len(found.entities) == 1
    found = linked({"d1": together, "d2": ["金博尔·马斯科", "马斯科"], "d3": ["马斯科"]}, "person")
    assert meaning(found, "d3", "马斯科", "person") == ("马斯科", "name")


def test_a_district_becomes_the_one_of_its_city() -> None:
    names = frozenset({("鼓楼区", "region"), ("南京", "city")})
    said = DocumentNames("d1", names, {("鼓楼区", "region"): ("鼓楼区招商",)})
    counts = [NameCount("鼓楼区", "鼓楼区", "region", 2), NameCount("南京", "南京", "city", 1)]
    alone = DocumentNames("d2", frozenset({("鼓楼区", "region")}), {("鼓楼区", "region"): ("鼓楼区招商",)})
    found = link(counts, [], LEXICON, lambda _: [said, alone])
    assert meaning(found, "d1", "鼓楼区", "region") == ("鼓楼区（南京）", "context")
    assert meaning(found, "d2", "鼓楼区", "region") == ("鼓楼区", "name")


def test_the_order_of_documents_does_not_matter() -> None:
    documents = {"d1": ["埃隆·马斯科", "马斯科"], "d2": ["金博尔·马斯科", "马斯科"], "d3": ["马斯科"]}
    assert linked(documents, "person") == linked(dict(reversed(documents.items())), "person")


def test_everyday_words_behind_china_are_a_firm_only_if_it_is_known() -> None:
    names = ["中国冷链物流", "冷链物流"]
    assert meaning(linked({"d": names}, "company"), "d", "冷链物流", "company")[0] == "冷链物流"
    known = Lexicon((LexiconEntry("中国冷链物流", "company"),))
    counts = [NameCount(name, name, "company", 1) for name in names]
    document = DocumentNames("d", frozenset((name, "company") for name in names))
    assert meaning(link(counts, [], known, lambda _: [document]), "d", "冷链物流", "company")[0] == "中国冷链物流"
