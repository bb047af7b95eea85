"""Settings whose engines start at once, for tests that build often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guanxi.config.settings import LexiconEntry, Settings, load_settings


def quick(entities: Sequence[LexiconEntry], *, engines: Sequence[str] = ("lexicon",)) -> Settings:
    """The defaults with these entities alone, these engines, and no model."""
    defaults = load_settings()
    few = {name: defaults.extractors[name] for name in engines}
    return replace(defaults, lexicons=(), entities=tuple(entities), profile="fast", extractors=few)


def entries(**names: str) -> list[LexiconEntry]:
    """Entities by type, their names with blanks between them."""
    return [LexiconEntry(name, kind) for kind, listed in names.items() for name in listed.split()]


# Of the articles in conftest.py and their like.
FEW = quick(entries(company="蔚来 宇树科技 輝達 台積電 比亚迪", city="合肥 杭州 深圳 上海"))
