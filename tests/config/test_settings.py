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


def test_a_model_counts_from_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "m.npz").touch()
    settings = load_settings(write(tmp_path, "model: m.npz\nprofile: full\n"))
    assert (settings.model, settings.profile) == (tmp_path / "m.npz", "full")


@pytest.mark.parametrize(("text", "line"), [("profile: fast\nmodel: m.npz\n", 2), ("model: m.npz\nprofile: fast\n", 1)])
def test_a_model_that_the_profile_does_not_use_is_told(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "m.npz").touch()
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value) == f"{path}:{line}: profile fast works without a model; take out either model or profile"
    assert load_settings(write(tmp_path, "profile: fast\n")).profile == "fast"


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "# nothing\n")) == load_settings()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("window: sentence\nwindwo: document\n", 2, "did you mean 'window'"),
        ("window: page\n", 1, "sentence, paragraph, document"),
        ("profile: quick\n", 1, "full, fast"),
        ("model: none.npz\n", 1, "is not a file; paths count from the configuration"),
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
        ("a: &x [y]\nb: [*x, *x]\n", 2, "aliases (*) are not read: write it out"),
        ("window:\n  &x [*x]\n", 2, "aliases (*)"),
        ("window: sentence\n\0\n", 2, "unacceptable character #x0000"),
        ("\nentities: [{name: a\x1b, type: city}]\n", 2, "unacceptable character #x001b"),
        ('entities:\n  - {name: "某\\0", type: city}\n', 2, "a control character"),
        ('entities:\n  - {name: "某\\ud800", type: city}\n', 2, "a control character"),
        ("extractors:\n  jieba: {weight: " + "9" * 400 + "}\n", 2, "too large a number"),
        ("limits: {file_megabytes: 99999999999999999999}\n", 1, "must be 1 to 10000"),
        ("limits: {file_megabytes: " + "9" * 5000 + "}\n", 1, "cannot be read"),
        ("window: 2025-13-45\n", 1, "cannot be read: month must be in 1..12"),
        ("window: !!python/name:os.system\n", 1, "could not determine a constructor"),
        ("extractors:\n  mine: {when: 2025-01-01}\n", 2, "text, numbers, lists and maps"),
        ("extractors:\n  mine: {which: !!set {a}}\n", 2, "text, numbers, lists and maps"),
        ("lexicons: [[a]]\n", 1, "a lexicon is the path of a file, not ['a']"),
        ("lexicons: [" + "a" * 300 + "]\n", 1, "is not a file"),
    ],
)
def test_complaints_name_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["lexicons: " + "[" * 5000, "a: " + "{a: " * 5000, "- " * 5000])
def test_deep_nesting_is_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_settings(path)
    assert str(caught.value) == f"{path}: is nested too deeply"


def test_a_folder_or_a_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened: Is a directory"):
        load_settings(tmp_path)
    with pytest.raises(ConfigError, match="is larger than 1 MB; put entities into a lexicon file"):
        load_settings(write(tmp_path, "#" * 100_000_000))


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


def test_the_fingerprint_leaves_colours_and_labels_of_types_out(tmp_path: Path) -> None:
    plain = load_settings()
    painted = load_settings(write(tmp_path, 'types: {city: {color: "#000000", zh: 城, en: town}}\n'))
    assert painted.types["city"].zh == "城"
    assert painted.fingerprint() == plain.fingerprint()
    assert load_settings(write(tmp_path, "types: {ship: {}}\n")).fingerprint() != plain.fingerprint()
