"""The words that questions are made of, and files of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.config.errors import ConfigError
from guanxi.config.settings import load_settings
from guanxi.graph.ask.words import fold, load_words


def test_the_words_that_come_along_are_folded_and_distinct() -> None:
    words = load_words()
    assert set(words.types) == set(words.finer) == set(load_settings().types)
    for table in (words.types, words.finer, words.relations, words.groups):
        for name, listed in table.items():
            assert listed, name
            assert [fold(word) for word in listed] == list(listed), name
            assert len(set(listed)) == len(listed), name


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("relation: {}", "did you mean 'relations'"),
        ("words: {whitch: [哪]}", "did you mean 'which'"),
        ("relations: {投资: 入股}", "must be a list"),
        ("relations: {投资: [no]}", "quotes around"),
        ("types: [公司]", "must be a map"),
    ],
)
def test_a_file_that_cannot_be_used_is_complained_about(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"words\.yaml:1: .*" + complaint):
        load_words(file)
