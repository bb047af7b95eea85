"""Names known beforehand: TSV files and entries of the configuration.

A file lists one entity a row under the header `name  type  aliases  cues`; aliases and cues are separated by `|`,
lines that begin with # are comments. A name that begins with `?` is ambiguous as plain text (苹果, 平安): it counts
only where the passage also uses an unambiguous name of the entity, or one of its cues stands in the same sentence.
Type `ignore` marks text in which no shorter name must be read (中国式现代化).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..config.errors import ConfigError
from ..config.settings import SHIPPED, LexiconEntry, Settings
from ..corpus.fold import each, name_key, name_keys, simplify
from .garbage import NO_COLLECTION

IGNORE = "ignore"
# Extractor of mentions that the shipped lexicons name.
LEXICON = "lexicon"
# Extractor of mentions that the user's own lexicons and entities name: they stand whatever others think.
OWN = "entities"
HEADER = ("name", "type", "aliases", "cues")
# 上海市场 is not 上海市: after the word for a unit these characters begin another word.
_NOT_AFTER_UNIT = {
    "市": "场值民区面价售况占盈集净",
    "区": "域间别分块位",
    "县": "域级",
    "省": "会级内",
    "州": "际",
    "国": "际",
}
_LATIN = re.compile(r"[A-Za-z&.' -]{1,3}")


class KnownName(NamedTuple):
    """One name of a lexicon entry, simplified; `exact` ones match only in the case they are written in."""

    text: str
    key: str
    entry: int
    ambiguous: bool
    exact: bool


class Lexicon:
    """All known entities, with their names.

    Attributes:
        entries: the entries in the order of files and rows; other attributes refer to them by index.
        names: every name of every entry.
        own: index of the first entry that the user added; all from there on are the user's.
    """

    def __init__(self, entries: tuple[LexiconEntry, ...], *, own: int | None = None) -> None:
        self.entries = entries
        self.own = len(entries) if own is None else own
        self.names = list(_names(entries))

    @property
    def ignored(self) -> frozenset[str]:
        """Folded texts that are no names."""
        return frozenset(known.key for known in self.names if self.entries[known.entry].type == IGNORE)

    @property
    def own_names(self) -> Mapping[str, Set[str]]:
        """Folded names that the user added, with their types."""
        found: dict[str, set[str]] = {}
        for known in self.names:
            if known.entry >= self.own:
                found.setdefault(known.key, set()).add(self.entries[known.entry].type)
        return found

    @classmethod
    def of(cls, settings: Settings) -> Lexicon:
        """The lexicons that the settings name, the user's own entries last.

        Raises:
            ConfigError: a file cannot be read or a row is wrong; names file and line.
        """
        files = tuple((path, path.stat().st_mtime_ns) for path in settings.lexicons)
        with NO_COLLECTION:
            return _load(files, settings.entities, frozenset((*settings.types, IGNORE)))


@lru_cache(maxsize=1)  # both the engine and the linker of one build want it, and it takes a third of a second
def _load(files: tuple[tuple[Path, int], ...], entities: tuple[LexiconEntry, ...], kinds: frozenset[str]) -> Lexicon:
    shipped: list[LexiconEntry] = []
    added: list[LexiconEntry] = []
    for path, _ in files:
        (shipped if path.is_relative_to(SHIPPED) else added).extend(read_lexicon(path, kinds=kinds))
    own = list(_with_own(added, entities))
    known = tuple(_with_own(shipped, own))
    return Lexicon(known, own=len(known) - len(own))


def _with_own(rows: Sequence[LexiconEntry], own: Sequence[LexiconEntry]) -> Iterator[LexiconEntry]:
    """Entries with the user's own: what the user says of a name goes before what any lexicon says of it.

    An entry that the user names with the same type gives its other names to the user's; with another type it goes.
    """
    if not own:
        yield from rows
        return
    owners: dict[str, dict[str, LexiconEntry]] = {}
    for entry in own:
        for name in (entry.name, *entry.aliases):
            owners.setdefault(name_key(plain(name)), {})[entry.type] = entry
    given: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        mine = owners.get(name_key(plain(row.name)))
        aliases = tuple(alias for alias in row.aliases if name_key(plain(alias)) not in owners)
        if mine is None:
            yield replace(row, aliases=aliases)
        elif row.type in mine:
            key = (mine[row.type].name, row.type)
            given[key] = given.get(key, ()) + aliases
    for entry in own:
        yield replace(entry, aliases=entry.aliases + given.get((entry.name, entry.type), ()))


def cuts_latin(text: str, position: int) -> bool:
    """Whether a position is inside a Latin word or a number, where no name can begin or end."""
    around = text[position - 1 : position + 1] if position else ""
    return len(around) == 2 and around.isascii() and around.isalnum()


def cuts_unit(text: str, start: int, end: int) -> bool:
    """Whether a name in the text seems to end in the word for a unit, but this begins another word: 上海|市场."""
    last, after = text[end - 1], text[end : end + 1]
    return bool(after) and after in _NOT_AFTER_UNIT.get(last, "") and end - start > 2


def may_be_cut(name: str) -> bool:
    """Whether `cuts_latin` or `cuts_unit` may be true where a name stands in a text."""
    first, last = name[:1], name[-1:]
    return (first.isascii() and first.isalnum()) or (last.isascii() and last.isalnum()) or last in _NOT_AFTER_UNIT


def plain(name: str) -> str:
    """A name without the mark of ambiguity."""
    return name.removeprefix("?")


def _names(entries: Sequence[LexiconEntry]) -> Iterator[KnownName]:
    given = [(i, name) for i, entry in enumerate(entries) for name in dict.fromkeys((entry.name, *entry.aliases))]
    texts = [text.strip() for text in each(simplify, [plain(name) for _, name in given])]
    for (i, name), text, key in zip(given, texts, name_keys(texts), strict=True):
        yield KnownName(text, key, i, name.startswith("?"), bool(_LATIN.fullmatch(text)))


def read_lexicon(path: Path, *, kinds: Collection[str]) -> Iterator[LexiconEntry]:
    """Entries of one TSV file.

    Raises:
        ConfigError: not readable as UTF-8, a wrong header, or a row with a wrong number of columns or type.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise ConfigError(f"cannot be opened: {error.strerror or error}", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text; save it as UTF-8", file=str(path)) from error
    header = False
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r").split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if not header:
            if tuple(cells) != HEADER:
                wanted = "<TAB>".join(HEADER)
                raise ConfigError(f"the first row must be {wanted}", file=str(path), line=number)
            header = True
            continue
        yield _entry(cells, kinds, path, number)


def _entry(cells: list[str], kinds: Collection[str], path: Path, number: int) -> LexiconEntry:
    if not 2 <= len(cells) <= len(HEADER):
        raise ConfigError(f"a row has 2 to 4 columns, not {len(cells)}", file=str(path), line=number)
    name, kind, aliases, cues = (*(cell.strip() for cell in cells), "", "")[:4]
    if not plain(name):
        raise ConfigError("the name is empty", file=str(path), line=number)
    if kind not in kinds:
        raise ConfigError(f"type {kind!r} is not one of {', '.join(sorted(kinds))}", file=str(path), line=number)
    return LexiconEntry(name, kind, _cell(aliases), _cell(cues))


def _cell(text: str) -> tuple[str, ...]:
    return tuple([name for part in text.split("|") if plain(name := part.strip())]) if text else ()
