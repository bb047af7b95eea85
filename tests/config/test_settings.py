"""Settings: defaults, the user's keys over them, and complaints that name file and line."""

from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError
from guanxi.config.settings import load_settings


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_have_eight_types_and_all_lexicons() -> None:
    settings = load_settings()
    assert set(settings.types) == {
        "city", "region", "company", "fund", "policy", "organization", "person", "product",
    }  # fmt: skip
    assert settings.window == "sentence"
    assert {path.name for path in settings.lexicons} >= {"china_places.tsv", "companies.tsv", "funds.tsv"}


def test_user_keys_go_over_the_defaults(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "window: paragraph\nextractors: {jieba: false, suffix: {weight: 0.5}}\n"
        "types: {ship: {zh: 船舶}}\nentities: [{name: 雪龙2号, type: ship, aliases: [雪龙二号]}]\n",
    )
    settings = load_settings(path)
    assert settings.window == "paragraph"
    assert "jieba" not in settings.extractors
    assert settings.extractors["suffix"].weight == 0.5
    assert settings.extractors["lexicon"].weight == 1.0
    assert settings.types["ship"].zh == "船舶"
    assert settings.types["city"].zh == "城市"
    assert settings.entities[0].aliases == ("雪龙二号",)
    assert load_settings(path, window="document").window == "document"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "# nothing\n")) == load_settings()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("window: sentence\nwindwo: document\n", 2, "did you mean 'window'"),
        ("window: page\n", 1, "sentence, paragraph, document"),
        ("limits:\n  file_megabyte: 3\n", 2, "did you mean 'file_megabytes'"),
        ("limits:\n  file_megabytes: many\n", 2, "a whole number"),
        ("types:\n  ship: {color: blue}\n", 2, "hexadecimal"),
        ("types: {ship: 3}\n", 1, "must be a map"),
        ("extractors:\n  lexicon: {weight: 0}\n", 2, "above 0"),
        ("entities:\n  - {name: 某某, type: ship}\n", 2, "not one of"),
        ("entities:\n  - {type: city}\n", 2, "needs a name"),
        ("lexicons: [nowhere.tsv]\n", 1, "is not a file"),
        ("window: sentence\nwindow: document\n", 2, "stands twice"),
        ("a: [\n", 2, "not valid YAML"),
        ("- a\n", 1, "must be a map"),
    ],
)
def test_complaints_name_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened"):
        load_settings(tmp_path / "none.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_bytes("window: 句子".encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_settings(bad)


def test_the_fingerprint_tells_what_changes_mentions(tmp_path: Path) -> None:
    plain = load_settings()
    assert plain.fingerprint() == load_settings(window="document").fingerprint()
    other = load_settings(write(tmp_path, "entities: [{name: 某某, type: city}]\n"))
    assert plain.fingerprint() != other.fingerprint()
