"""Known names: the files, the marks of ambiguity, and where a name is only part of a word."""

from dataclasses import replace
from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError
from guanxi.config.settings import LexiconEntry, load_settings
from guanxi.extract.engines.lexicon import LexiconExtractor
from guanxi.extract.lexicon import Lexicon, plain, read_lexicon
from guanxi.extract.vote import HINT

from .conftest import MakePassage

ENTRIES = (
    LexiconEntry("合肥", "city", ("合肥市",)),
    LexiconEntry("上海", "city", ("上海市",)),
    LexiconEntry("?苹果", "company", ("Apple",), ("iPhone", "库克")),
    LexiconEntry("艺电", "company", ("EA",)),
    LexiconEntry("英伟达", "company", ("辉达", "Nvidia")),
    LexiconEntry("中国式现代化", "ignore"),
)


def found(make_passage: MakePassage, text: str) -> list[tuple[str, str]]:
    """Names in a text, mere hints left out."""
    mentions = LexiconExtractor(Lexicon(ENTRIES)).extract(make_passage(text))
    return [(m.text, m.type) for m in sorted(mentions, key=lambda m: (m.start, m.end)) if m.score >= HINT]


def test_names_in_either_script_and_width(make_passage: MakePassage) -> None:
    assert found(make_passage, "輝達（ＮＶＩＤＩＡ）來到合肥") == [
        ("輝達", "company"),
        ("ＮＶＩＤＩＡ", "company"),
        ("合肥", "city"),
    ]


def test_all_standings_also_inside_each_other(make_passage: MakePassage) -> None:
    assert found(make_passage, "合肥市") == [("合肥", "city"), ("合肥市", "city")]


def test_a_name_inside_another_word_is_not_found(make_passage: MakePassage) -> None:
    assert found(make_passage, "上海市场") == [("上海", "city")]
    assert found(make_passage, "SEA的IDEA与ea不是EA") == [("EA", "company")]


def test_ambiguous_names_need_support(make_passage: MakePassage) -> None:
    assert found(make_passage, "他吃了苹果。") == []
    assert found(make_passage, "苹果发布新iPhone。我吃苹果。") == [("苹果", "company")]
    assert found(make_passage, "苹果（Apple）上涨。苹果很好。") == [
        ("苹果", "company"),
        ("Apple", "company"),
        ("苹果", "company"),
    ]


def test_an_ambiguous_name_without_support_is_a_hint(make_passage: MakePassage) -> None:
    (hint,) = LexiconExtractor(Lexicon(ENTRIES)).extract(make_passage("他吃了苹果。"))
    assert (hint.text, hint.type) == ("苹果", "company")
    assert hint.score < HINT


def test_what_the_user_added_bears_another_name(make_passage: MakePassage) -> None:
    own = LexiconExtractor(Lexicon(ENTRIES, own=1)).extract(make_passage("合肥与上海"))
    assert [(m.text, m.extractor) for m in own] == [("合肥", "lexicon"), ("上海", "entities")]


def test_shields_are_found_as_such(make_passage: MakePassage) -> None:
    assert found(make_passage, "中国式现代化") == [("中国式现代化", "ignore")]


def test_what_the_user_says_of_a_name_goes_first() -> None:
    settings = load_settings()
    mine = LexiconEntry("宁德时代", "ship", ("BYD",))
    lexicon = Lexicon.of(replace(settings, entities=(mine,)))
    names = {(known.text, lexicon.entries[known.entry].type) for known in lexicon.names}
    assert {("宁德时代", "ship"), ("BYD", "ship"), ("比亚迪", "company")} <= names
    assert not {("宁德时代", "company"), ("BYD", "company")} & names
    again = Lexicon.of(replace(settings, entities=(LexiconEntry("比亚迪", "company", ("迪厂",)),)))
    (entry,) = again.entries[again.own :]
    assert plain(entry.name) == "比亚迪"
    assert {"迪厂", "BYD"} <= set(entry.aliases)


def test_shipped_lexicons_can_all_be_read() -> None:
    lexicon = Lexicon.of(load_settings())
    assert len(lexicon.entries) > 10_000
    assert all(known.text for known in lexicon.names)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name\ttype\n合肥\tcity\n", 1, "first row must be"),
        ("# about\nname\ttype\taliases\tcues\n合肥\ttown\n", 3, "type 'town'"),
        ("name\ttype\taliases\tcues\n?\tcity\n", 2, "name is empty"),
        ("name\ttype\taliases\tcues\n合肥\n", 2, "2 to 4 columns"),
    ],
)
def test_complaints_name_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        list(read_lexicon(path, kinds={"city", "ignore"}))
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


def test_an_encoding_other_than_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes("合肥".encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        list(read_lexicon(path, kinds={"city"}))
