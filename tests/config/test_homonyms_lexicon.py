"""The lexicon of names that several things have: every row tells its thing apart."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from guanxi.config.settings import SHIPPED, LexiconEntry, load_settings
from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon, plain, read_lexicon

FILE = SHIPPED / "lexicons" / "homonyms.tsv"
ROWS = list(read_lexicon(FILE, kinds={"region", "city", "organization"}))


def test_it_says_where_it_comes_from_and_is_sorted() -> None:
    lines = Path(FILE).read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("#") for line in lines) >= 3 and any("MIT License" in line for line in lines)
    keys = [(row.type, row.name) for row in ROWS]
    assert keys == sorted(keys) and len(keys) == len(set(keys)) >= 90


def test_places_of_one_name_have_their_city_in_brackets_and_first_among_the_cues() -> None:
    places = [row for row in ROWS if row.type == "region"]
    assert len(places) > 50
    for row in places:
        bare, _, seat = row.name.removesuffix("）").partition("（")
        assert seat and row.cues[0] == seat and f"?{bare}" in row.aliases, row


def test_only_doubtful_names_are_shared_and_each_by_several() -> None:
    """Every alias is marked, and stands for two things or more over all lexicons."""
    bearers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in Lexicon.of(load_settings()).entries:
        for name in (entry.name, *entry.aliases):
            bearers[name_key(plain(name)), entry.type].add(name_key(plain(entry.name)))
    for row in ROWS:
        assert all(alias.startswith("?") for alias in row.aliases), row
        for alias in row.aliases:
            assert len(bearers[name_key(plain(alias)), row.type]) > 1, alias


def test_bodies_are_those_that_other_lexicons_know() -> None:
    known = {(plain(e.name), e.type) for e in Lexicon.of(load_settings()).entries if not _of_this_file(e)}
    for row in ROWS:
        if row.type == "organization":
            assert row.name.startswith("?") and (plain(row.name), row.type) in known, row


def _of_this_file(entry: LexiconEntry) -> bool:
    return entry in ROWS
