"""Why a name is one of an entity's names. The words are stored in graphs and shown; the order is their strength."""

from __future__ import annotations

NAME = "name"  # the entity goes by it
SCRIPT = "script"  # the same name in other characters, case, width, or with other hyphens and blanks
LEXICON = "lexicon"  # a lexicon lists both names under one entity
LEGAL_FORM = "legal-form"  # the same firm with and without its legal form, or with its registered name
SHARE_CLASS = "share-class"  # the same firm by the name of its listed shares: 美团-W, 万科A, *ST海马
PLACE_PREFIX = "place-prefix"  # the same name with and without the place before it
INTRODUCED = "introduced"  # 以下简称, 又称, 英文名 … in a document
PARENTHESES = "parentheses"  # one name stands in brackets behind the other in a document
CODE = "code"  # both names stand before the same stock code
FOREIGN_NAME = "foreign-name"  # the same foreign name, or the family name of a foreign person named in full
TRANSLITERATION = "transliteration"  # one foreign name in two spellings
ABBREVIATION = "abbreviation"  # a document names exactly one thing that it can be short for
ELIDED = "elided"  # the name shares its end with one that is written out: 东海、南海和黄海水产研究所
CONTEXT = "context"  # of several things with this name, the document names only one, or names its place
DECIDED = "decided"  # people say so, in the ledger

REASONS = (
    NAME, SCRIPT, LEXICON, LEGAL_FORM, SHARE_CLASS, PLACE_PREFIX, INTRODUCED, PARENTHESES, CODE, FOREIGN_NAME,
    TRANSLITERATION, ABBREVIATION, ELIDED, CONTEXT, DECIDED,
)  # fmt: skip
STRENGTH = {reason: place for place, reason in enumerate(REASONS)}
