"""From groups of names to entities: what each is called, and why each of its names is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...corpus.fold import name_key, simplified_name
from ..lexicon import Lexicon, plain
from ..mention import Entity
from .joins import Because, Joins, Key
from .legal import has_legal_form
from .reasons import LEXICON, NAME, SCRIPT
from .shares import without_share_class

Where = tuple[str, str, str]  # (document, folded name, type)

_CHINESE_FIRST = 4


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
        of_alias: the same for names that mean something else in single documents: (document, folded name, type).
        known: further names of entities that the corpus does not use (from lexicons): (entity index, name).
        because: why a name is one of an entity: (entity index, folded name) → (reason, document that shows it or None).
    """

    entities: list[Entity]
    of_key: dict[Key, int]
    of_alias: dict[Where, int] = field(default_factory=dict)
    known: list[tuple[int, str]] = field(default_factory=list)
    because: dict[tuple[int, str], Because] = field(default_factory=dict)

    def reason(self, entity: int, text: str) -> Because:
        """Why `text` is a name of an entity, and a document that shows it."""
        main, key = self.entities[entity].name, name_key(text)
        if text == main:
            return NAME, None
        if key == name_key(main):
            return SCRIPT, None
        return self.because.get((entity, key), (SCRIPT, None))


@dataclass(slots=True)
class _Made:
    entity: Entity
    keys: list[Key]
    entry: int | None


def make_entities(
    joins: Joins,
    written: Mapping[Key, Sequence[NameCount]],
    apart: Mapping[Where, tuple[Key, str]],
    lexicon: Lexicon,
) -> Linked:
    """The entities of all names.

    Args:
        written: every name of the corpus, and names of entries that single documents mean, with no count.
        apart: names that mean something else in single documents: what they mean there (one of its names), and why.
    """
    ordered = _all_made(joins, written, lexicon)
    of_key = {key: i for i, item in enumerate(ordered) for key in item.keys}
    linked = Linked([item.entity for item in ordered], of_key)
    for i, item in enumerate(ordered):
        main = next((key for key in item.keys if key[0] == name_key(item.entity.name)), item.keys[0])
        linked.because.update({(i, key[0]): why for key, why in joins.reasons(item.keys, main).items()})
    _add_apart(linked, apart)
    for i, item in enumerate(ordered):
        for name in _unused(item.entity, item.entry, lexicon):
            linked.known.append((i, name))
            linked.because.setdefault((i, name_key(name)), (LEXICON, None))
    return linked


def _all_made(joins: Joins, written: Mapping[Key, Sequence[NameCount]], lexicon: Lexicon) -> list[_Made]:
    """One entity for each group of names, by id."""
    members: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(written):
        members[joins.find(key)].append(key)
    made: dict[str, _Made] = {}
    for keys in members.values():
        new = _made(keys, joins.entry(keys[0]), written, lexicon)
        if new.entity.id in made:  # the same short name by two roads: they are one
            old = made[new.entity.id]
            new = _made(old.keys + keys, old.entry if new.entry is None else new.entry, written, lexicon)
        made[new.entity.id] = new
    return [made[id_] for id_ in sorted(made)]


def _add_apart(linked: Linked, apart: Mapping[Where, tuple[Key, str]]) -> None:
    """Names that hold in single documents; of several that show one the first is kept."""
    known = set()
    for where, (full, reason) in sorted(apart.items()):
        entity = linked.of_key[_end(full, where[0], apart)]
        if linked.of_key.get(where[1:]) != entity:
            linked.of_alias[where] = entity
            known.add((entity, where[1]))
            linked.because.setdefault((entity, where[1]), (reason, where[0]))
    linked.known.extend(sorted(known))


def _end(full: Key, document: str, apart: Mapping[Where, tuple[Key, str]]) -> Key:
    """What a name means in a document if its fuller name means something else there too."""
    seen = {full}
    while (meaning := apart.get((document, *full))) and meaning[0] not in seen:
        full = meaning[0]
        seen.add(full)
    return full


def _made(keys: list[Key], entry: int | None, written: Mapping[Key, Sequence[NameCount]], lexicon: Lexicon) -> _Made:
    kind = keys[0][1]
    counts: Counter[str] = Counter()
    for key in keys:
        for count in written[key]:
            counts[count.text] += count.mentions
    by_frequency = sorted(counts, key=lambda text: (-counts[text], text))
    name = plain(lexicon.entries[entry].name) if entry is not None else _usual(counts)
    return _Made(Entity(f"{kind}:{name}", name, kind, tuple(t for t in by_frequency if t != name)), keys, entry)


def _usual(counts: Mapping[str, int]) -> str:
    """The most frequent name without legal form and share class, if need be with; in Simplified characters.

    A foreign name has to be four times as frequent as a Chinese one to be taken.
    """
    bare = {text: n for text, n in counts.items() if not _is_dressed(text)} or counts
    best = min(bare, key=lambda text: (-bare[text] * (1 if text.isascii() else _CHINESE_FIRST), text))
    return simplified_name(best).strip()


def _is_dressed(text: str) -> bool:
    """Whether a firm's name has a legal form or the mark of its shares."""
    name = name_key(text)
    return has_legal_form(name) or without_share_class(name) != name


def _unused(entity: Entity, entry: int | None, lexicon: Lexicon) -> list[str]:
    if entry is None:
        return []
    used = {name_key(text) for text in (entity.name, *entity.aliases)}
    names = (plain(name) for name in (lexicon.entries[entry].name, *lexicon.entries[entry].aliases))
    return [name for name in dict.fromkeys(names) if name_key(name) not in used]
