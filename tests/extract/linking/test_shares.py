"""Names of listed shares."""

import pytest

from guanxi.config.settings import LexiconEntry
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.link import Linked, NameCount, link
from guanxi.extract.linking.shares import without_share_class

LEXICON = Lexicon((LexiconEntry("青山", "company", ("青山集团",)), LexiconEntry("青山药业", "company", ("?青药",))))


def linked(*names: str, kind: str = "company") -> Linked:
    counts = [NameCount(text, name_key(text), kind, len(names) - i) for i, text in enumerate(names)]
    return link(counts, [], LEXICON)


@pytest.mark.parametrize(
    ("name", "firm"),
    [
        ("美团-W", "美团"),
        ("京东集团－ＳＷ", "京东集团"),
        ("云从科技-UW", "云从科技"),
        ("万科Ａ", "万科"),
        ("中国平安H股", "中国平安"),
        ("晶泰控股-P（H", "晶泰控股"),
        ("*ST海马", "海马"),
        ("ST康美", "康美"),
        ("XD宝钢股", "宝钢股"),
        ("海马退", "海马"),
        ("STX大连", "STX大连"),
        ("ST工程技术公司", "ST工程技术公司"),
        ("F-35A", "F-35A"),
        ("青山A区", "青山A区"),
    ],
)
def test_what_an_exchange_adds_is_taken_off(name: str, firm: str) -> None:
    assert without_share_class(name_key(name)) == name_key(firm)


@pytest.mark.parametrize("share", ["青山-W", "青山集团-SW", "青山Ａ", "*ST青山", "ST青药"])
def test_listed_shares_are_the_firm_that_the_lexicon_knows(share: str) -> None:
    (entity,) = linked(share).entities
    assert entity.name == ("青山药业" if "青药" in share else "青山")
    assert linked(share).reason(0, share) == ("share-class", None)


def test_listed_shares_are_the_firm_that_the_corpus_names() -> None:
    (entity,) = linked("绿水生物-B", "绿水生物").entities
    assert (entity.name, entity.aliases) == ("绿水生物", ("绿水生物-B",))


def test_nothing_is_joined_where_no_firm_of_the_rest_is_known() -> None:
    assert {entity.name for entity in linked("ST绿水", "绿水生物", "深绿水").entities} == {
        "ST绿水",
        "绿水生物",
        "深绿水",
    }
    assert len(linked("青山A", "青山", kind="organization").entities) == 2
