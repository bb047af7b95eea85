"""Carrying out what people decided, on the groups of names that the program found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ...corpus.fold import name_key
from ..ledger import APART, DIFFERENT, IGNORE, ONE, RENAME, RETYPE, SAME, Decision, Ledger
from ..lexicon import Lexicon
from .document import DocumentNames
from .groups import Group, NameCount, Written, entity_of
from .joins import Joins, Key, Meanings
from .reasons import DECIDED


def key_of(name: str) -> Key:
    """The folded name and type of a name given as `type:name`."""
    kind, _, text = name.partition(":")
    return name_key(text), kind


class Decided:
    """Decisions on groups, one after another, each on what those before it made of them.

    Attributes:
        idle: numbers of decisions that so far touch nothing: the names they are about are not in the corpus, or what
            they say is so anyway.
        ignored: groups that people say are no names.
        parted: names that people took from a group, each with that group.
    """

    def __init__(self, ledger: Ledger, joins: Joins, written: Written, lexicon: Lexicon) -> None:
        self._joins, self._written, self._lexicon = joins, written, lexicon
        self._decisions = ledger.holding
        self.idle = {decision.number for decision in self._decisions}
        self.ignored: list[Group] = []
        self.parted: list[tuple[Key, Group]] = []
        self._apart: list[tuple[Decision, frozenset[Key], frozenset[Key]]] | None = None
        self._groups: list[Group] = []
        self._home: dict[Key, Group] = {}

    def in_document(self, document: DocumentNames) -> Meanings:
        """Names that people say mean something else in this document. Ask once all joins are made."""
        meanings: Meanings = {}
        for decision, about, beside in self._roots():
            roots = {key: self._joins.find(key) for key in document.names}
            if document.document in decision.documents or not beside.isdisjoint(roots.values()):
                there = [key for key, root in roots.items() if root in about]
                meanings |= {(document.document, *key): ((name_key(decision.to), key[1]), DECIDED) for key in there}
                self.idle -= {decision.number} if there else set()
        return meanings

    def _roots(self) -> list[tuple[Decision, frozenset[Key], frozenset[Key]]]:
        """Each decision about documents with the groups that it is about, and those it asks for beside them."""
        if self._apart is None:
            found = [decision for decision in self._decisions if decision.decision == APART]
            self._apart = [(d, self._groups_with(d.names), self._groups_with(d.beside)) for d in found]
        return self._apart

    def _groups_with(self, names: Iterable[str]) -> frozenset[Key]:
        return frozenset(self._joins.find(key_of(name)) for name in names)

    def meant(self) -> Iterator[NameCount]:
        """The names that single documents mean, which perhaps none uses."""
        for decision in self._decisions:
            if decision.decision == APART:
                yield NameCount(decision.to, name_key(decision.to), key_of(decision.names[0])[1], 0)

    def carry_out(self, groups: Iterable[Group]) -> list[Group]:
        """The groups as people want them."""
        self._groups = list(groups)
        if self._decisions:
            for group in self._groups:
                self._settle(group)
        for decision in self._decisions:
            if decision.decision == APART:
                self._call(decision)
            elif self._done(decision):
                self.idle.discard(decision.number)
        return self._groups

    def _call(self, decision: Decision) -> None:
        """Write the name of what only people know as they do."""
        group = self._home.get((name_key(decision.to), key_of(decision.names[0])[1]))
        if group and not any(count.mentions for key in group.keys for count in self._written[key]):
            group.name = group.name or decision.to

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
        return name_key(entity_of(group, self._written, self._lexicon).name)

    def _done(self, decision: Decision) -> bool:
        """Carry out one decision; whether it says anything of these groups."""
        group = self._home.get(key_of(decision.names[0]))
        if group is None or decision.decision == ONE:
            return group is not None
        if decision.decision == SAME:
            return self._join(group, decision.names[1:])
        if decision.decision == DIFFERENT:
            return self._keep_apart(group, key_of(decision.names[0]), set(map(key_of, decision.names[1:])))
        self._unsettle(group)
        if decision.decision == IGNORE:
            self._groups.remove(group)
            self.ignored.append(group)
            return True
        before = group.name, group.type
        group.name = decision.to if decision.decision == RENAME else group.name
        group.type = decision.to if decision.decision == RETYPE else group.type
        self._settle(group)
        return before != (group.name, group.type)

    def _join(self, group: Group, names: Iterable[str]) -> bool:
        found = dict.fromkeys(self._home.get(key_of(name)) for name in names)
        others = [other for other in found if other is not None and other is not group]
        if others:
            # It goes on by its name, even if others bring names that are used more.
            group.name = entity_of(group, self._written, self._lexicon).name
        for other in others:
            self._unsettle(other)
            self._groups.remove(other)
            self._joins.decide(self._main(group), self._main(other))
            group.keys += other.keys
        self._settle(group)
        return bool(others)

    def _keep_apart(self, group: Group, name: Key, others: Collection[Key]) -> bool:
        homes = {self._home.get(other) for other in others}
        if group not in homes:
            return homes != {None}  # two entities as it is, and so they stay
        # The group goes by a name that is to leave it where the program joined two that people keep apart.
        leaving = {name} if self._main(group) in others else others
        return self._part(group, {text for text, _ in leaving})

    def _part(self, group: Group, leaving: Collection[str]) -> bool:
        gone = {key for key in group.keys if key[0] in leaving}
        main = self._main(group)
        if main in gone or not any(self._written[key] for key in gone):
            return False
        self._unsettle(group)
        away = self._joins.nearer(group.keys, gone, main)
        group.keys = [key for key in group.keys if key not in away]
        self.parted += [(key, group) for key in sorted(away)]
        self._groups.append(Group(sorted(away), group.type))
        self._settle(group)
        self._settle(self._groups[-1])
        return True

    def _main(self, group: Group) -> Key:
        called = self._called(group)
        return next((key for key in group.keys if key[0] == called), group.keys[0])
