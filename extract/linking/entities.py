"""From groups of names to entities: what each is called, and why each of its names is there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ...corpus.fold import name_key
from ..lexicon import Lexicon
from ..mention import Entity
from .decided import Decided
from .groups import NameCount, Written, groups_of, unused, with_entities
from .joins import Because, Joins, Key, Meanings, Where
from .reasons import LEXICON, NAME, SCRIPT

__all__ = ["IGNORED", "Linked", "NameCount", "make_entities"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The outcome of linking.

    Attributes:
        entities: all entities, sorted by id.
        of_key: index of the entity each (folded name, type) stands for.
        of_alias: the same for names that mean something else in single documents: (document, folded name, type).
        known: further names of entities that the corpus does not use (from lexicons): (entity index, name).
        because: why a name is one of an entity: (entity index, folded name) → (reason, document that shows it or None).
        idle: numbers of decisions of people that touch nothing.
    """

    entities: list[Entity]
    of_key: dict[Key, int]
    of_alias: dict[Where, int] = field(default_factory=dict)
    known: list[tuple[int, str]] = field(default_factory=list)
    because: dict[tuple[int, str], Because] = field(default_factory=dict)
    idle: frozenset[int] = frozenset()

    def reason(self, entity: int, text: str) -> Because:
        """Why `text` is a name of an entity, and a document that shows it."""
        main, key = self.entities[entity].name, name_key(text)
        if text == main:
            return NAME, None
        if key == name_key(main):
            return SCRIPT, None
        return self.because.get((entity, key), (SCRIPT, None))


IGNORED = -1  # stands for an entity where people say that there is none


def make_entities(
    joins: Joins,
    written: Written,
    apart: Meanings,
    lexicon: Lexicon,
    decided: Decided,
) -> Linked:
    """The entities of all names.

    Args:
        written: every name of the corpus, and names of entries that single documents mean, with no count.
        apart: names that mean something else in single documents: what they mean there (one of its names), and why.
        decided: what people say about them.
    """
    ordered = groups_of(joins, written, lexicon)
    if decided.idle:  # all that was decided, so far
        ordered = with_entities(decided.carry_out(group for group, _ in ordered), written, lexicon)
    of_key = {key: i for i, (group, _) in enumerate(ordered) for key in group.keys}
    of_key |= {key: IGNORED for group in decided.ignored for key in group.keys}
    linked = Linked([entity for _, entity in ordered], of_key)
    for i, (group, entity) in enumerate(ordered):
        called = name_key(entity.name)
        main = next((key for key in group.keys if key[0] == called), group.keys[0])
        linked.because.update({(i, key[0]): why for key, why in joins.reasons(group.keys, main).items()})
    parted = {(key[0], of_key[group.keys[0]]) for key, group in decided.parted}
    _add_apart(linked, apart, parted)
    for i, (group, entity) in enumerate(ordered):
        for name in unused(entity, group.entry, lexicon):
            if (name_key(name), i) in parted:
                continue
            linked.known.append((i, name))
            linked.because.setdefault((i, name_key(name)), (LEXICON, None))
    return linked


def _add_apart(linked: Linked, apart: Meanings, parted: Collection[tuple[str, int]]) -> None:
    """Names that hold in single documents; of several that show one the first is kept.

    What a document seems to mean does not count where people took the name from that entity (`parted`).
    """
    known = set()
    for where, (full, reason) in sorted(apart.items()):
        entity = linked.of_key[_end(full, where[0], apart)]
        if linked.of_key.get(where[1:]) == entity or (where[1], entity) in parted:
            continue
        linked.of_alias[where] = entity
        if entity != IGNORED:
            known.add((entity, where[1]))
            linked.because.setdefault((entity, where[1]), (reason, where[0]))
    linked.known.extend(sorted(known))


def _end(full: Key, document: str, apart: Meanings) -> Key:
    """What a name means in a document if its fuller name means something else there too."""
    seen = {full}
    while (meaning := apart.get((document, *full))) and meaning[0] not in seen:
        full = meaning[0]
        seen.add(full)
    return full
