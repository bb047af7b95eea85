"""Linking: which names are one entity, and what it is called."""

from hypothesis import given
from hypothesis import strategies as st

from guanxi.config.settings import LexiconEntry
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.document import DocumentNames
from guanxi.extract.linking.link import Linked, NameCount, link
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


def test_what_a_firm_does_behind_a_place_is_no_firm() -> None:
    names = [
        count("上海", "city"),
        count("冷链物流"),
        count("上海冷链物流有限公司"),
        count("上海青岭物流有限公司"),
        count("青岭物流"),
    ]
    linked = link(names, [], LEXICON)
    assert not one(linked, "冷链物流", "上海冷链物流有限公司") and one(linked, "青岭物流", "上海青岭物流有限公司")


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


def why(linked: Linked, name: str, kind: str = "company") -> tuple[str, str | None]:
    return linked.reason(linked.of_key[name_key(name), kind], name)


def test_every_name_has_its_reason() -> None:
    names = [
        count("深度求索", mentions=9),
        count("DeepSeek"),
        count("深度求索公司"),
        count("大青山"),
        count("青山科技"),
    ]
    names += [count("青山科技股份有限公司"), count("青山科技", mentions=3), count("Ｄｅｅｐｓｅｅｋ")]
    linked = link(names, [alias("d2", "青山科技", "大青山"), alias("d1", "青山科技", "大青山")], LEXICON)
    assert why(linked, "深度求索") == ("name", None)
    assert why(linked, "DeepSeek") == ("lexicon", None)
    assert why(linked, "深度求索公司") == ("legal-form", None)
    assert why(linked, "青山科技股份有限公司") == ("legal-form", None)
    assert why(linked, "大青山") == ("introduced", "d1")
    assert linked.reason(linked.of_key["青山科技", "company"], "青山科枝")[0] == "script"


def test_a_name_that_holds_in_one_document_says_so() -> None:
    names = [count("合肥城市投资集团有限公司"), count("城投集团")]
    linked = link(names, [alias("d1", "合肥城市投资集团有限公司", "城投集团")], LEXICON)
    entity = linked.of_alias["d1", "城投集团", "company"]
    assert linked.reason(entity, "城投集团") == ("introduced", "d1")
    assert (entity, "城投集团") in linked.known


def test_other_forms_of_a_name_go_with_it_where_it_means_something_else() -> None:
    names = [count("合肥城市投资集团有限公司"), count("合肥城投"), count("合肥城投集团")]
    said = [alias("d1", "合肥城市投资集团有限公司", "合肥城投"), alias("d2", "绿水", "合肥城投")]
    document = DocumentNames("d1", frozenset((n.key, n.type) for n in names))
    linked = link([*names, count("绿水")], said, LEXICON, lambda _: [document])
    full = linked.of_key["合肥城市投资集团有限公司", "company"]
    assert linked.of_alias["d1", "合肥城投", "company"] == linked.of_alias["d1", "合肥城投集团", "company"] == full


def code(document: str, name: str, number: str) -> Alias:
    return Alias(document, name_key(name), number, "company", "code")


def test_names_with_one_stock_code_are_one() -> None:
    names = [count("青山科技", mentions=2), count("大青山"), count("绿水")]
    linked = link(names, [code("d1", "青山科技", "600123.SH"), code("d2", "大青山", "600123.SH")], LEXICON)
    assert one(linked, "青山科技", "大青山") and not one(linked, "青山科技", "绿水")
    assert why(linked, "大青山") == ("code", "d2")


def test_known_firms_stay_two_whatever_their_code() -> None:
    lexicon = Lexicon((LexiconEntry("宁德时代", "company"), LexiconEntry("比亚迪", "company")))
    said = [code("d1", "宁德时代", "300750.SZ"), code("d2", "比亚迪", "300750.SZ")]
    assert not one(link([count("宁德时代"), count("比亚迪")], said, lexicon), "宁德时代", "比亚迪")


def test_registered_names_are_joined_with_trade_names() -> None:
    places = [count("上海", "city"), count("北京", "city")]
    names = [count("峰飞航宇"), count("上海峰飞航宇科技有限公司"), count("坤维科技"), count("坤维（北京）科技有限公司")]
    linked = link([*names, *places], [], LEXICON)
    assert one(linked, "峰飞航宇", "上海峰飞航宇科技有限公司") and one(linked, "坤维科技", "坤维（北京）科技有限公司")
    assert why(linked, "上海峰飞航宇科技有限公司") == ("legal-form", None)


def test_a_trade_name_that_two_registered_names_have_is_neither() -> None:
    names = [count("峰飞航宇"), count("上海峰飞航宇科技有限公司"), count("北京峰飞航宇技术有限公司")]
    linked = link([*names, count("上海", "city"), count("北京", "city")], [], LEXICON)
    assert len({linked.of_key[n.key, "company"] for n in names}) == 3


def test_groups_are_not_the_firms_named_after_them() -> None:
    lexicon = Lexicon((LexiconEntry("正青科技", "company", ("正青",)), LexiconEntry("河青集团", "company", ("河青",))))
    names = [count("正青科技"), count("正青集团"), count("正青公司"), count("河青集团"), count("河青股份有限公司")]
    names += [count("正青"), count("河青")]
    linked = link(names, [], lexicon)
    assert one(linked, "正青科技", "正青公司") and not one(linked, "正青科技", "正青集团")
    assert not one(linked, "河青集团", "河青股份有限公司")


def test_forms_of_one_core_are_joined_unless_group_and_listed_firm_stand_side_by_side() -> None:
    assert one(link([count("抖青公司"), count("抖青集团")], [], LEXICON), "抖青公司", "抖青集团")
    assert not one(link([count("长青集团"), count("长青股份有限公司")], [], LEXICON), "长青集团", "长青股份有限公司")


def test_a_place_is_named_with_or_without_its_unit() -> None:
    lexicon = Lexicon((LexiconEntry("杭州", "city", ("杭州市",)), LexiconEntry("吉林", "region", ("吉林省",))))
    lexicon = Lexicon((*lexicon.entries, LexiconEntry("吉林市", "city")))
    names = [count("杭州市公安局", "organization"), count("杭州公安局", "organization")]
    names += [count("吉林市公安局", "organization"), count("吉林公安局", "organization")]
    linked = link(names, [], lexicon)
    assert one(linked, "杭州市公安局", "杭州公安局", kind="organization")
    assert not one(linked, "吉林市公安局", "吉林公安局", kind="organization")


def test_laws_are_named_with_or_without_the_state() -> None:
    linked = link([count("中华人民共和国茶叶法", "policy"), count("茶叶法", "policy")], [], LEXICON)
    assert one(linked, "中华人民共和国茶叶法", "茶叶法", kind="policy")


def test_names_of_one_foreign_name_are_one() -> None:
    names = [count(n, "person") for n in ("皮特·格林", "彼得·格林", "Pete Green", "格林")]
    said = [
        Alias("d1", "皮特·格林", "petegreen", "person", "parentheses"),
        Alias("d2", "彼得·格林", "petegreen", "person", "parentheses"),
        Alias("d3", "格林", "petegreen", "person", "parentheses"),
    ]
    linked = link(names, said, LEXICON)
    assert one(linked, "皮特·格林", "彼得·格林", "Pete Green", kind="person")
    # A family name alone is that person's only where the document says so.
    assert list(linked.of_alias) == [("d3", "格林", "person")]


def test_spellings_of_one_foreign_name_are_one() -> None:
    linked = link([count("马克·扎克伯格", "person"), count("马克·扎克博格", "person")], [], LEXICON)
    assert one(linked, "马克·扎克伯格", "马克·扎克博格", kind="person")
    assert {linked.reason(0, n)[0] for n in ("马克·扎克伯格", "马克·扎克博格")} == {"name", "transliteration"}


def test_hyphens_of_products_do_not_count() -> None:
    assert one(
        link([count("青山-R2", "product"), count("青山R2", "product")], [], LEXICON),
        "青山-R2",
        "青山R2",
        kind="product",
    )


def test_a_foreign_acronym_of_a_known_thing_is_not_it_on_the_word_of_one_document() -> None:
    lexicon = Lexicon((LexiconEntry("腾青音乐", "company", ("TQM",)),))
    linked = link([count("腾青音乐"), count("TQM"), count("铁青矿业")], [alias("d1", "铁青矿业", "TQM")], lexicon)
    assert one(linked, "腾青音乐", "TQM") and not one(linked, "铁青矿业", "TQM")
    assert linked.of_alias["d1", "tqm", "company"] == linked.of_key["铁青矿业", "company"]


def test_a_chinese_name_is_shown_before_a_foreign_one_of_like_frequency() -> None:
    names = [count("Greenhill", mentions=3), count("青山科技")]
    linked = link(names, [alias("d1", "青山科技", "Greenhill"), alias("d2", "青山科技", "Greenhill")], LEXICON)
    assert [entity.name for entity in linked.entities] == ["青山科技"]


def test_policies_are_joined_with_what_points_at_them_only_in_their_documents() -> None:
    names = [count("茶叶管理办法", "policy"), count("办法", "policy")]
    said = [alias("d1", "茶叶管理办法", "办法", "policy"), alias("d2", "茶叶管理办法", "办法", "policy")]
    assert len(link(names, said, LEXICON).of_alias) == 2
