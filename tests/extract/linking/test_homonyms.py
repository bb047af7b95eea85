"""Which of several things of one name a document means."""

import pytest

from guanxi.config.settings import LexiconEntry, load_settings
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.document import DocumentNames
from guanxi.extract.linking.homonyms import Homonyms
from guanxi.extract.linking.joins import Key

LEXICON = Lexicon(
    (
        LexiconEntry("鼓楼区", "region", ("?鼓楼",), ("南京", "福州", "江苏", "福建")),
        LexiconEntry("鼓楼区（南京）", "region", ("?鼓楼区", "?鼓楼"), ("南京", "江苏")),
        LexiconEntry("鼓楼区（福州）", "region", ("?鼓楼区", "?鼓楼"), ("福州", "福建")),
        LexiconEntry("中山大学", "organization", ("?中大",), ("广州",)),
        LexiconEntry("香港中文大学", "organization", ("港中大", "?中大"), ("香港",)),
        LexiconEntry("证监会", "organization", ("中国证监会",)),
        LexiconEntry("?证监会", "organization", (), ("A股", "沪深")),
        LexiconEntry("香港证监会", "organization", ("?证监会",), ("香港",)),
        LexiconEntry("国家发改委", "organization", ("?发改委",), ("国务院",)),
        LexiconEntry("腾讯音乐", "company", ("?TME",), ("音乐",)),
    )
)
HOMONYMS = Homonyms(LEXICON)


def key(name: str, kind: str = "organization") -> Key:
    return name_key(name), kind


def chosen(name: str, kind: str, said: str, *others: Key) -> str | None:
    document = DocumentNames("d", frozenset({key(name, kind), *others}), {key(name, kind): (said,)})
    found = dict(HOMONYMS.choices(document)).get(key(name, kind))
    return None if found is None else LEXICON.entries[found].name


@pytest.mark.parametrize(
    ("said", "others", "expected"),
    [
        ("鼓楼区发布通知", [("南京", "city")], "鼓楼区（南京）"),
        ("鼓楼区发布通知", [("福州市", "city")], "鼓楼区（福州）"),
        ("福州市鼓楼区与南京企业签约", [("南京", "city"), ("福州市", "city")], "鼓楼区（福州）"),
        ("鼓楼区发布通知", [("南京", "city"), ("福州", "city")], "鼓楼区"),
        ("鼓楼区发布通知", [], "鼓楼区"),
    ],
)
def test_districts_are_told_apart_by_their_cities(said: str, others: list[Key], expected: str) -> None:
    assert chosen("鼓楼区", "region", said, *others) == expected


def test_a_name_that_is_nobodys_own_stays_alone_until_something_decides() -> None:
    assert chosen("中大", "organization", "中大教授说") is None
    assert chosen("中大", "organization", "中大教授说", key("港中大")) == "香港中文大学"
    assert chosen("中大", "organization", "广州的中大") == "中山大学"
    assert chosen("中大", "organization", "中大与港中大", key("港中大"), key("中山大学")) is None


def test_the_owner_of_a_name_gives_it_away_only_where_nothing_speaks_for_it() -> None:
    assert chosen("证监会", "organization", "证监会发布规则") == "证监会"
    assert chosen("证监会", "organization", "香港的证监会持牌法团", key("香港", "city")) == "香港证监会"
    assert chosen("证监会", "organization", "证监会核准", key("香港", "city")) == "证监会"
    assert chosen("证监会", "organization", "A股公司赴香港上市，证监会备案") == "证监会"
    assert chosen("证监会", "organization", "证监会发布", key("香港证监会"), key("中国证监会")) == "证监会"


def test_all_of_them_together_are_none_of_them() -> None:
    assert chosen("中大", "organization", "各地中大的广州校友") is None


def test_one_thing_in_several_files_is_one() -> None:
    assert HOMONYMS.entries[key("中国证监会")] == [5]
    assert HOMONYMS.entries[key("证监会")] == [5, 7]


def test_common_names_of_bodies_are_doubtful_where_nothing_speaks_for_the_known_one() -> None:
    def is_common(said: str, *others: Key) -> bool:
        document = DocumentNames("d", frozenset({key("发改委"), *others}), {key("发改委"): (said,)})
        return key("发改委") in HOMONYMS.common(document)

    assert is_common("市长说发改委要牵头")
    assert not is_common("国务院要求发改委牵头")
    assert not is_common("发改委要牵头", key("国家发改委"))


def test_the_shipped_lexicons_tell_shared_names_apart() -> None:
    lexicon = Lexicon.of(load_settings())
    homonyms = Homonyms(lexicon)
    names = {lexicon.entries[i].name for i in homonyms.entries["鼓楼区", "region"]}
    assert {"鼓楼区", "鼓楼区（南京）", "鼓楼区（福州）", "鼓楼区（徐州）", "鼓楼区（开封）"} == names
    assert lexicon.entries[homonyms.owner["财政部", "organization"]].name == "财政部"


def test_an_acronym_is_the_known_thing_only_where_something_speaks_for_it() -> None:
    assert HOMONYMS.taken_for(key("TME", "company")) is None
    assert chosen("TME", "company", "TME中的免疫细胞") is None
    assert chosen("TME", "company", "TME的音乐业务") == "腾讯音乐"
    assert chosen("TME", "company", "TME发布财报", key("腾讯音乐", "company")) == "腾讯音乐"
