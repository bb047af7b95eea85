"""Groups of names that make one entity each, and what the entity is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...corpus.fold import name_key, simplified_name
from ..lexicon import Lexicon, plain
from ..mention import Entity
from .joins import Joins, Key
from .legal import has_legal_form
from .shares import without_share_class

_CHINESE_FIRST = 4


@dataclass(frozen=True, slots=True)
class NameCount:
    """How often a name stands in the corpus: `text` as written, `key` folded."""

    text: str
    key: str
    type: str
    mentions: int


Written = Mapping[Key, Sequence[NameCount]]


@dataclass(slots=True, eq=False)
class Group:
    """The names of one entity. Two groups are never equal, whatever is in them.

    Attributes:
        keys: its names.
        type: its entity type; that of its names, unless people say otherwise.
        entry: the entry of the lexicon that it is, where it is one.
        name: what people say it is called.
    """

    keys: list[Key]
    type: str
    entry: int | None = None
    name: str = ""


def groups_of(joins: Joins, written: Written, lexicon: Lexicon) -> list[tuple[Group, Entity]]:
    """The groups that the joins make of all written names, as `with_entities`."""
    members: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(written):
        members[joins.find(key)].append(key)
    groups = (Group(keys, keys[0][1], joins.entry(keys[0])) for keys in members.values())
    return with_entities(groups, written, lexicon)


def with_entities(groups: Iterable[Group], written: Written, lexicon: Lexicon) -> list[tuple[Group, Entity]]:
    """Each group with its entity, by id. Groups that come to the same name by two roads are one."""
    made: dict[str, tuple[Group, Entity]] = {}
    for group in groups:
        entity = entity_of(group, written, lexicon)
        if entity.id in made:
            old = made[entity.id][0]
            entry = old.entry if group.entry is None else group.entry
            group = Group(old.keys + group.keys, old.type, entry, old.name or group.name)
            entity = entity_of(group, written, lexicon)
        made[entity.id] = group, entity
    return [made[id_] for id_ in sorted(made)]


def entity_of(group: Group, written: Written, lexicon: Lexicon) -> Entity:
    """The entity that a group of names makes."""
    counts: dict[str, int] = {}
    for key in group.keys:
        for count in written[key]:
            counts[count.text] = counts.get(count.text, 0) + count.mentions
    by_frequency = sorted(counts, key=lambda text: (-counts[text], text)) if len(counts) > 1 else counts
    known = "" if group.entry is None else plain(lexicon.entries[group.entry].name)
    name = group.name or known or _usual(counts)
    return Entity(f"{group.type}:{name}", name, group.type, tuple(text for text in by_frequency if text != name))


def _usual(counts: Mapping[str, int]) -> str:
    """The most frequent name without legal form and share class, if need be with; in Simplified characters.

    A foreign name has to be four times as frequent as a Chinese one to be taken.
    """
    best, *others = counts
    if others:
        bare = {text: n for text, n in counts.items() if not _is_dressed(text)} or counts
        best = min(bare, key=lambda text: (-bare[text] * (1 if text.isascii() else _CHINESE_FIRST), text))
    return simplified_name(best).strip()


def _is_dressed(text: str) -> bool:
    """Whether a firm's name has a legal form or the mark of its shares."""
    name = name_key(text)
    return has_legal_form(name) or without_share_class(name) != name


def unused(entity: Entity, entry: int | None, lexicon: Lexicon) -> list[str]:
    """The names that the lexicon knows of an entity and the corpus does not use."""
    if entry is None:
        return []
    used = {name_key(text) for text in (entity.name, *entity.aliases)}
    names = (plain(name) for name in (lexicon.entries[entry].name, *lexicon.entries[entry].aliases))
    return [name for name in dict.fromkeys(names) if name_key(name) not in used]
