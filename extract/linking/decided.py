"""Carrying out what people decided, on the groups of names that the program found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...corpus.fold import name_key
from ..ledger import APART, DIFFERENT, IGNORE, ONE, RENAME, RETYPE, SAME, Decision, Ledger
from ..lexicon import Lexicon
from .groups import Group, NameCount, Written, entity_of
from .joins import Joins, Key


def key_of(name: str) -> Key:
    """The folded name and type of a name given as `type:name`."""
    kind, _, text = name.partition(":")
    return name_key(text), kind


@dataclass(frozen=True, slots=True)
class Apart:
    """That entities are another in some documents, once their groups are known.

    Attributes:
        about: the groups of the entities.
        beside: groups whose names make it so in the documents that have them.
        to: the group of what they are there.
    """

    decision: Decision
    about: list[Group]
    beside: list[Group]
    to: Group


class Decided:
    """Decisions on groups, one after another, each on what those before it made of them.

    Attributes:
        idle: numbers of decisions that so far touch nothing: the names they are about are not in the corpus, or what
            they say is so anyway.
        ignored: groups that people say are no names.
        parted: names that people took from a group, each with that group.
        apart: what is to be done in single documents.
    """

    def __init__(self, ledger: Ledger, joins: Joins, written: Written, lexicon: Lexicon) -> None:
        self._joins, self._written, self._lexicon = joins, written, lexicon
        self._decisions = ledger.holding
        self.idle = {decision.number for decision in self._decisions}
        self.ignored: list[Group] = []
        self.parted: list[tuple[Key, Group]] = []
        self.apart: list[Apart] = []
        self._groups: dict[Group, None] = {}
        self._home: dict[Key, Group] = {}

    def meant(self) -> Iterator[NameCount]:
        """The names that single documents mean, which perhaps none uses."""
        for decision in self._decisions:
            if decision.decision == APART:
                yield NameCount(decision.to, name_key(decision.to), key_of(decision.names[0])[1], 0)

    def carry_out(self, groups: Iterable[Group]) -> list[Group]:
        """The groups as people want them."""
        self._groups = dict.fromkeys(groups)
        for group in self._groups:
            self._settle(group)
        for decision in self._decisions:
            if decision.decision == APART:
                self._note(decision)
            elif self._done(decision):
                self.idle.discard(decision.number)
        return list(self._groups)

    def _note(self, decision: Decision) -> None:
        about, beside = (
            [home for name in names if (home := self._home.get(key_of(name)))]
            for names in (decision.names, decision.beside)
        )
        to = self._home.get((name_key(decision.to), key_of(decision.names[0])[1]))
        if to is None or not about:
            return
        if not any(count.mentions for key in to.keys for count in self._written[key]):
            to.name = to.name or decision.to  # what only people know is written as they do
        self.apart.append(Apart(decision, about, beside, to))

    def _settle(self, group: Group) -> None:
        """Find the group by its names, and by what it is called, from now on."""
        for text, _ in group.keys:
            self._home.setdefault((text, group.type), group)
        self._home[self._called(group), group.type] = group

    def _unsettle(self, group: Group) -> None:
        """Before a group is changed: find it no more."""
        for text in (*(text for text, _ in group.keys), self._called(group)):
            if self._home.get((text, group.type)) is group:
                del self._home[text, group.type]

    def _called(self, group: Group) -> str:
        return name_key(group.name or entity_of(group, self._written, self._lexicon).name)

    def _done(self, decision: Decision) -> bool:
        """Carry out one decision; whether it says anything of these groups."""
        homes = [self._home.get(key_of(name)) for name in decision.names]
        if decision.decision == SAME:
            return self._join(list(dict.fromkeys(home for home in homes if home is not None)))
        group = homes[0]
        if group is None or decision.decision == ONE:
            return group is not None
        if decision.decision == DIFFERENT:
            return self._keep_apart(group, key_of(decision.names[0]), set(map(key_of, decision.names[1:])))
        self._unsettle(group)
        if decision.decision == IGNORE:
            del self._groups[group]
            self.ignored.append(group)
            return True
        before = group.name, group.type
        group.name = decision.to if decision.decision == RENAME else group.name
        group.type = decision.to if decision.decision == RETYPE else group.type
        self._settle(group)
        return before != (group.name, group.type)

    def _join(self, groups: Sequence[Group]) -> bool:
        if len(groups) < 2:
            return False
        group, *others = groups
        # It goes on by its name, even if others bring names that are used more.
        group.name = entity_of(group, self._written, self._lexicon).name
        for other in others:
            self._unsettle(other)
            del self._groups[other]
            self._joins.decide(self._main(group), self._main(other))
            group.keys += other.keys
        self._settle(group)
        return True

    def _keep_apart(self, group: Group, name: Key, others: Collection[Key]) -> bool:
        homes = {self._home.get(other) for other in others}
        if group not in homes:
            return homes != {None}  # two entities as it is, and so they stay
        # The group goes by a name that is to leave it where the program joined two that people keep apart.
        swapped = name in group.keys and self._called(group) in {text for text, _ in others}
        return self._part(group, {text for text, _ in ({name} if swapped else others)})

    def _part(self, group: Group, leaving: Collection[str]) -> bool:
        gone = {key for key in group.keys if key[0] in leaving}
        if len(gone) == len(group.keys) or not any(self._written[key] for key in gone):
            return False
        self._unsettle(group)
        away = self._joins.nearer(group.keys, gone, self._main(group, but=gone))
        group.keys = [key for key in group.keys if key not in away]
        self.parted += [(key, group) for key in sorted(away)]
        other = Group(sorted(away), group.type)
        self._groups[other] = None
        self._settle(group)
        self._settle(other)
        return True

    def _main(self, group: Group, *, but: Collection[Key] = ()) -> Key:
        """The name that it goes by, else the one used most."""
        called = self._called(group)

        def fit(key: Key) -> tuple[bool, int, Key]:
            return key[0] != called, -sum(count.mentions for count in self._written[key]), key

        return min((key for key in group.keys if key not in but), key=fit)
