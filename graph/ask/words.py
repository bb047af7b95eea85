"""The words of questions, as data: `config/asking.yaml`, and a file of the user's own behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from os import PathLike
from pathlib import Path

from ...config.settings import SHIPPED, EntityType
from ...config.yamlfile import Section, read_yaml
from ...corpus.fold import lower, simplify

GROUPS = (
    "which", "count", "who", "and", "link", "common", "how", "whether", "when", "most", "first", "evidence", "card",
    "not", "is", "particle", "vague", "filler",
)  # fmt: skip

Role = tuple[str, str]  # what a word does in a question: ("type", "company"), ("relation", "投资"), ("which", "")
Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """Words for entity types, for parts of them, for relations, and of each group; all folded.

    Among those of a relation, 风投资本 with a `!` before it is not the word that it holds.
    """

    types: Table
    finer: Table
    relations: Table
    groups: Table

    def roles(self, types: Mapping[str, EntityType]) -> dict[str, frozenset[Role]]:
        """What each word may do in a question to a graph with these entity types."""
        own = {name: (name, kind.zh, kind.en) for name, kind in types.items()}
        known = {name: (*own[name], *self.types.get(name, ()), *self.finer.get(name, ())) for name in own}
        finer = {name: words for name, words in self.finer.items() if name in own}
        found: dict[str, set[Role]] = {}
        for what, table in (("type", known), ("finer", finer), ("relation", self.relations)):
            for value, words in table.items():
                for word in words:
                    if not word.startswith("!"):
                        found.setdefault(fold(word), set()).add((what, value))
        for group, words in self.groups.items():
            for word in words:
                found.setdefault(word, set()).add((group, ""))
        found.pop("", None)
        return {word: frozenset(roles) for word, roles in found.items()}


def fold(text: str) -> str:
    """Simplified characters, half width, small letters; length is kept.

    >>> fold("投資ＡＩ")
    '投资ai'
    """
    return lower(simplify(text))


def load_words(path: str | PathLike[str] | None = None) -> Words:
    """The words that come with Guanxi; with a file of the same keys, its words behind them.

    Raises:
        ConfigError: the file has an unknown key or something that is not a list of words; names file and line.
    """
    shipped = _shipped()
    return shipped if path is None else _joined(shipped, _read(Path(path)))


@cache
def _shipped() -> Words:
    return _read(SHIPPED / "asking.yaml")


def _read(path: Path) -> Words:
    top = read_yaml(path)
    types, finer, relations = (_table(top, key) for key in ("types", "finer", "relations"))
    words = Words(types, finer, relations, _table(top, "words", GROUPS))
    top.finish()
    return words


def _table(top: Section, key: str, allowed: Iterable[str] | None = None) -> Table:
    section = top.section(key)
    if section is None:
        return {}
    names = list(section.names()) if allowed is None else list(allowed)
    table = {name: tuple(_word(section, name, word) for word in section.get(name, list, [])) for name in names}
    section.finish()
    return table


def _word(section: Section, name: str, word: object) -> str:
    if not isinstance(word, str) or not word.strip():
        raise section.error(name, f"{name!r} must be a list of words, with quotes around numbers, yes and no")
    return fold(word.strip())


def _joined(first: Words, second: Words) -> Words:
    return Words(*(_both(a, b) for a, b in zip(_tables(first), _tables(second), strict=True)))


def _tables(words: Words) -> tuple[Table, Table, Table, Table]:
    return words.types, words.finer, words.relations, words.groups


def _both(a: Table, b: Table) -> Table:
    return {key: tuple(dict.fromkeys((*a.get(key, ()), *b.get(key, ())))) for key in {**a, **b}}
