"""Linking: which names are one entity, and what it is called."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.settings import LexiconEntry
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.link import Linked, NameCount, link
from guanxi.extract.mention import Alias

LEXICON = Lexicon(
    (
        LexiconEntry("深度求索", "company", ("DeepSeek",)),
        LexiconEntry("杭州", "city", ("杭州市",)),
    )
)


def count(text: str, kind: str = "company", mentions: int = 1) -> NameCount:
    return NameCount(text, name_key(text), kind, mentions)


def alias(document: str, name: str, other: str, kind: str = "company") -> Alias:
    return Alias(document, name_key(name), name_key(other), kind, "introduced")


def one(linked: Linked, *names: str, kind: str = "company") -> bool:
    return len({linked.of_key[name_key(name), kind] for name in names}) == 1


def test_names_of_a_lexicon_entry_are_one_under_its_name() -> None:
    linked = link([count("DeepSeek", mentions=9), count("深度求索"), count("深度求索公司")], [], LEXICON)
    (entity,) = linked.entities
    assert (entity.id, entity.name) == ("company:深度求索", "深度求索")
    assert entity.aliases == ("DeepSeek", "深度求索公司")


def test_legal_forms_and_places_before_firms_are_joined() -> None:
    names = [count("青山科技"), count("青山科技股份有限公司"), count("杭州青山科技有限公司"), count("杭州", "city")]
    linked = link(names, [], LEXICON)
    assert one(linked, "青山科技", "青山科技股份有限公司", "杭州青山科技有限公司")
    assert linked.entities[linked.of_key["青山科技", "company"]].name == "青山科技"


def test_a_firm_is_not_joined_with_the_place_it_is_named_after() -> None:
    linked = link([count("杭州集团"), count("杭州", "company"), count("杭州", "city")], [], LEXICON)
    assert not one(linked, "杭州集团", "杭州")


def test_types_are_never_joined() -> None:
    linked = link([count("DeepSeek"), count("DeepSeek", "product")], [], LEXICON)
    assert [entity.id for entity in linked.entities] == ["company:深度求索", "product:DeepSeek"]


def test_declared_aliases_join_the_corpus() -> None:
    names = [count("国家集成电路产业投资基金", "fund"), count("大基金", "fund")]
    linked = link(names, [alias("d1", "国家集成电路产业投资基金", "大基金", "fund")], LEXICON)
    assert one(linked, "国家集成电路产业投资基金", "大基金", kind="fund")


def test_an_alias_for_two_things_counts_only_in_its_documents() -> None:
    names = [count("青山科技创新基金", "fund"), count("绿水科技创新基金", "fund"), count("科创基金", "fund")]
    linked = link(
        names,
        [alias("d1", "青山科技创新基金", "科创基金", "fund"), alias("d2", "绿水科技创新基金", "科创基金", "fund")],
        LEXICON,
    )
    assert linked.of_alias["d1", "科创基金", "fund"] == linked.of_key["青山科技创新基金", "fund"]
    assert linked.of_alias["d2", "科创基金", "fund"] == linked.of_key["绿水科技创新基金", "fund"]


def test_an_everyday_alias_of_one_document_holds_only_there() -> None:
    names = [count("合肥城市投资集团有限公司"), count("城投集团"), count("青山科技公司"), count("Green")]
    said = [alias("d1", "合肥城市投资集团有限公司", "城投集团"), alias("d1", "青山科技公司", "Green")]
    linked = link(names, said, LEXICON)
    assert set(linked.of_alias) == {("d1", "城投集团", "company"), ("d1", "green", "company")}
    twice = link(names, [*said, alias("d2", "青山科技公司", "Green")], LEXICON)
    assert one(twice, "青山科技公司", "Green")


def test_two_known_things_stay_two_whatever_a_document_says() -> None:
    lexicon = Lexicon((LexiconEntry("宁德时代", "company"), LexiconEntry("比亚迪", "company")))
    linked = link([count("宁德时代"), count("比亚迪")], [alias("d1", "宁德时代", "比亚迪")], lexicon)
    assert not one(linked, "宁德时代", "比亚迪")
    assert linked.of_alias == {}


def test_a_known_firm_behind_a_place_is_not_the_known_firm() -> None:
    lexicon = Lexicon((LexiconEntry("大众汽车", "company"),))
    linked = link([count("上海", "city"), count("大众汽车"), count("上海大众汽车有限公司")], [], lexicon)
    assert not one(linked, "大众汽车", "上海大众汽车有限公司")


def test_names_are_shown_in_simplified_characters_without_legal_form() -> None:
    linked = link([count("輝煌科技有限公司", mentions=5), count("輝煌科技")], [], LEXICON)
    assert [entity.name for entity in linked.entities] == ["辉煌科技"]


def test_names_only_the_lexicon_knows_can_be_asked_for() -> None:
    linked = link([count("DeepSeek")], [], LEXICON)
    assert linked.known == []
    linked = link([count("深度求索")], [], LEXICON)
    assert linked.known == [(0, "DeepSeek")]


@given(st.permutations(["DeepSeek", "深度求索", "青山科技", "青山科技公司", "大青山", "绿水", "绿水集团"]))
def test_order_does_not_matter(order: list[str]) -> None:
    aliases = [alias("d1", "青山科技", "大青山"), alias("d2", "绿水", "大青山")]
    names = [count(name, mentions=len(name)) for name in order]
    straight = link(sorted(names, key=lambda n: n.text), aliases, LEXICON)
    assert link(names, aliases[::-1], LEXICON) == straight
