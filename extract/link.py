"""Names of one thing become one entity: by lexicon, legal form, place before the firm, and declared aliases.

Works on the names of the whole corpus at once, so that neither the order of documents nor how they were split
among workers matters. Mentions are not touched: what comes out says which entity each name stands for.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..corpus.fold import name_key, simplified_name, simplify
from . import segment
from .legal import has_legal_form, strip_legal_form
from .lexicon import Lexicon, plain
from .mention import Alias, Entity

Key = tuple[str, str]  # (folded name, type)
_FIRMS = ("company", "fund")
_PLACES = ("city", "region")
# Kinds of firms that every city has one of and the dictionary does not know.
_KINDS = re.compile("城投|建投|产投|交投|文投|科投|国投|金控")


@dataclass(frozen=True, slots=True)
class NameCount:
    """How often a name stands in the corpus: `text` as written, `key` folded."""

    text: str
    key: str
    type: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Linked:
    """The outcome of linking.

    Attributes:
        entities: all entities, sorted by id.
        of_key: index of the entity each (folded name, type) stands for.
        of_alias: the same for aliases that mean something else in single documents: (document, folded name, type).
        known: further names of entities that the corpus does not use (from lexicons): (entity index, name).
    """

    entities: list[Entity]
    of_key: dict[Key, int]
    of_alias: dict[tuple[str, str, str], int] = field(default_factory=dict)
    known: list[tuple[int, str]] = field(default_factory=list)


class _Groups:
    """Union-find whose representative is the smallest member, so that the order of joins does not matter."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def find(self, key: Key) -> Key:
        root = key
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while key != root:
            self._parent[key], key = root, self._parent.get(key, key)
        return root

    def join(self, a: Key, b: Key) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low


def link(names: Iterable[NameCount], aliases: Sequence[Alias], lexicon: Lexicon) -> Linked:
    """Join the names of the corpus into entities.

    Args:
        names: every name with its count; order does not matter.
        aliases: what documents declare; order does not matter.
        lexicon: known names.
    """
    written: defaultdict[Key, list[NameCount]] = defaultdict(list)
    for name in names:
        written[name.key, name.type].append(name)
    groups = _Groups()
    entries = _join_by_lexicon(groups, written, lexicon)
    _join_by_form(groups, written, entries)
    apart = _join_by_declaration(groups, written, aliases, entries)
    return _entities(groups, written, entries, apart, lexicon)


def _join_by_lexicon(groups: _Groups, written: Iterable[Key], lexicon: Lexicon) -> dict[Key, int]:
    """Join names of one lexicon entry. Returns the entry of each written key that has exactly one."""
    known = lexicon.entries_by_key()
    entries: dict[Key, int] = {}
    first: dict[int, Key] = {}
    for key in sorted(written):
        indexes = known.get(key) or known.get((strip_legal_form(key[0]), key[1]), [])
        if len(indexes) == 1:
            entries[key] = indexes[0]
            groups.join(first.setdefault(indexes[0], key), key)
    return entries


def _join_by_form(groups: _Groups, written: Iterable[Key], entries: dict[Key, int]) -> None:
    """宇树科技有限公司 and 杭州宇树科技有限公司 are 宇树科技, where the corpus uses that name too."""
    keys = set(written)
    places = {name for name, kind in keys if kind in _PLACES}
    for name, kind in sorted(keys):
        if kind not in _FIRMS or (name, kind) in entries:
            continue
        core = strip_legal_form(name)
        if core != name and (core, kind) in keys and core not in places:
            groups.join((name, kind), (core, kind))
        if core != name:
            for cut in range(2, len(core) - 2):
                rest = (core[cut:], kind)
                # A known firm after a place is often a firm of its own: 上海大众汽车有限公司 is not 大众汽车.
                if core[:cut] in places and rest in keys and rest not in entries:
                    groups.join((name, kind), rest)


def _join_by_declaration(
    groups: _Groups, written: Iterable[Key], aliases: Sequence[Alias], entries: dict[Key, int]
) -> dict[tuple[str, str, str], Key]:
    """Join declared aliases. Those that hold only in the documents that declare them are returned apart."""
    keys = set(written)
    said: defaultdict[Key, set[tuple[Key, str]]] = defaultdict(set)
    for a in aliases:
        key, full = (a.alias, a.type), (a.name, a.type)
        # Two known things stay two, whatever a document says.
        clash = key in entries and full in entries and entries[key] != entries[full]
        if key in keys and full in keys and not clash:
            said[key].add((full, a.document))
    apart = {}
    for key in sorted(said):
        roots = {groups.find(full) for full, _ in said[key]}
        documents = {document for _, document in said[key]}
        if len(roots) == 1 and (key in entries or len(documents) > 1 or is_distinctive(key[0])):
            groups.join(key, *roots)
        else:
            apart.update({(document, *key): full for full, document in sorted(said[key]) if groups.find(key) != full})
    return apart


def is_distinctive(alias: str) -> bool:
    """Whether an alias is no mere chain of everyday words (城投集团) and no bare Latin word, which others use too."""
    words = segment.cut(_KINDS.sub("", alias))
    return not alias.isascii() and any(len(word) == 1 or word not in segment.tags() for word in words)


def _entities(
    groups: _Groups,
    written: dict[Key, list[NameCount]],
    entries: dict[Key, int],
    apart: dict[tuple[str, str, str], Key],
    lexicon: Lexicon,
) -> Linked:
    members: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(written):
        members[groups.find(key)].append(key)
    made: dict[str, tuple[Entity, list[Key], int | None]] = {}
    for keys in members.values():
        entry = min((entries[key] for key in keys if key in entries), default=None)
        entity = _entity([name for key in keys for name in written[key]], entry, lexicon)
        if entity.id in made:  # the same short name by two roads: they are one
            keys = made[entity.id][1] + keys
            entry = made[entity.id][2] if entry is None else entry
            entity = _entity([name for key in keys for name in written[key]], entry, lexicon)
        made[entity.id] = (entity, keys, entry)
    ordered = [made[id_] for id_ in sorted(made)]
    of_key = {key: i for i, (_, keys, _) in enumerate(ordered) for key in keys}
    known = [(i, name) for i, (entity, _, entry) in enumerate(ordered) for name in _unused(entity, entry, lexicon)]
    of_alias = {where: of_key[full] for where, full in apart.items()}
    known += sorted({(index, alias) for (_, alias, _), index in of_alias.items()})
    return Linked([entity for entity, _, _ in ordered], of_key, of_alias, known)


def _entity(names: list[NameCount], entry: int | None, lexicon: Lexicon) -> Entity:
    kind = names[0].type
    counts: Counter[str] = Counter()
    for written in names:
        counts[written.text] += written.mentions
    by_frequency = sorted(counts, key=lambda text: (-counts[text], text))
    name = plain(lexicon.entries[entry].name) if entry is not None else _usual(by_frequency)
    return Entity(f"{kind}:{name}", name, kind, tuple(text for text in by_frequency if text != name))


def _usual(by_frequency: list[str]) -> str:
    """The most frequent name without a legal form, else without its form; in Simplified characters."""
    bare = [text for text in by_frequency if not has_legal_form(simplify(text))]
    return simplified_name((bare or by_frequency)[0]).strip()


def _unused(entity: Entity, entry: int | None, lexicon: Lexicon) -> list[str]:
    if entry is None:
        return []
    used = {name_key(text) for text in (entity.name, *entity.aliases)}
    names = (plain(name) for name in (lexicon.entries[entry].name, *lexicon.entries[entry].aliases))
    return [name for name in dict.fromkeys(names) if name_key(name) not in used]
