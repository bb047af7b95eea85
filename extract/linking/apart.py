"""Entities that people say are others in some documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .decided import Apart
from .document import DocumentNames
from .entities import IGNORED, Linked
from .reasons import DECIDED


def set_apart(linked: Linked, apart: Sequence[Apart], documents: Iterable[DocumentNames]) -> set[int]:
    """Carry out what people say of single documents; the numbers of the decisions that touched one.

    Args:
        documents: all, with their names; order does not matter.
    """
    places = _Places(linked, apart)
    touched = set()
    said = defaultdict(list)
    for document in documents:
        for number, entity, key in places.in_document(document):
            linked.of_alias[document.document, *key] = entity
            touched.add(number)
            if entity != IGNORED:
                said[entity, key[0]].append(document.document)
    for (entity, text), where in sorted(said.items()):
        if (entity, text) not in linked.because:
            linked.because[entity, text] = (DECIDED, min(where))
            linked.known.append((entity, text))
    return touched


class _Places:
    """Which decisions are about a document, in their order."""

    def __init__(self, linked: Linked, apart: Sequence[Apart]) -> None:
        self._linked = linked
        self._told = [
            ({self._entity(group.keys) for group in one.about}, self._entity(one.to.keys), one.decision.number)
            for one in apart
        ]
        self._by_document: defaultdict[str, set[int]] = defaultdict(set)
        self._by_entity: defaultdict[int, set[int]] = defaultdict(set)
        for place, one in enumerate(apart):
            for document in one.decision.documents:
                self._by_document[document].add(place)
            for group in one.beside:
                self._by_entity[self._entity(group.keys)].add(place)

    def _entity(self, keys: Sequence[tuple[str, str]]) -> int:
        return self._linked.of_key.get(keys[0], IGNORED)

    def in_document(self, document: DocumentNames) -> Iterable[tuple[int, int, tuple[str, str]]]:
        """(number of the decision, entity, name) of names that are something else there."""
        of_key, of_alias = self._linked.of_key, self._linked.of_alias
        found = {key: of_alias.get((document.document, *key), of_key.get(key, IGNORED)) for key in document.names}
        places = set(self._by_document.get(document.document, ()))
        for entity in set(found.values()):
            places |= self._by_entity.get(entity, set())
        for place in sorted(places):
            about, to, number = self._told[place]
            for key in sorted(key for key, entity in found.items() if entity in about):
                found[key] = to
                yield number, to, key
