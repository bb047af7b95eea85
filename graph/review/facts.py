"""What proposals are made of, read from graph.sqlite: names of entities, whom they are named with, and where."""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from ...corpus.fold import name_key

_ENTITIES = "SELECT entity, id, name, type, documents, neighbors FROM entities"
_NAMES = "SELECT entity, key FROM names WHERE mentions > 0 ORDER BY name"
_SOUNDS = """
SELECT n.entity, n.key, s.syllables FROM spellings AS s JOIN names AS n USING (name) WHERE n.mentions > 0 ORDER BY name
"""
_DOCUMENTS = "SELECT DISTINCT m.entity, w.document FROM mentions AS m JOIN windows AS w USING (window)"
_NEIGHBORS = "SELECT target, weight FROM edges WHERE source = ?"
# The types between which names waver, so that two of them may be one thing.
_FAMILIES = {"company": "body", "fund": "body", "organization": "body", "city": "place", "region": "place"}


@dataclass(frozen=True, slots=True)
class Row:
    """An entity: `key` is the folded name it goes by, `family` its type or what types it could be taken for."""

    entity: int
    id: str
    name: str
    key: str
    type: str
    family: str
    documents: int
    neighbors: int


class Facts:
    """Read when asked for, once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._near: dict[int, dict[int, int]] = {}

    @cached_property
    def rows(self) -> dict[int, Row]:
        """All entities by number."""
        return {
            entity: Row(entity, id_, name, name_key(name), type_, _FAMILIES.get(type_, type_), documents, neighbors)
            for entity, id_, name, type_, documents, neighbors in self._connection.execute(_ENTITIES)
        }

    @cached_property
    def owners(self) -> dict[tuple[str, str], list[int]]:
        """Entities by family and folded name, for all names that documents use."""
        found: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        for entity, key in self._connection.execute(_NAMES):
            found[self.rows[entity].family, key][entity] = None
        return {where: list(entities) for where, entities in found.items()}

    @cached_property
    def sounds(self) -> dict[tuple[str, str, int], dict[str, None]]:
        """Folded names by family, syllables and length."""
        found: defaultdict[tuple[str, str, int], dict[str, None]] = defaultdict(dict)
        for entity, key, syllables in self._connection.execute(_SOUNDS):
            found[self.rows[entity].family, syllables, len(key)][key] = None
        return found

    @cached_property
    def places(self) -> frozenset[str]:
        """Folded names of places."""
        return frozenset(key for family, key in self.owners if family == "place")

    @cached_property
    def documents(self) -> dict[int, set[int]]:
        """The documents that name each entity."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for entity, document in self._connection.execute(_DOCUMENTS):
            found[entity].add(document)
        return found

    @cached_property
    def named_in(self) -> dict[int, list[int]]:
        """The entities that each document names."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for entity, documents in self.documents.items():
            for document in documents:
                found[document].append(entity)
        return found

    def near(self, entity: int) -> dict[int, int]:
        """Whom an entity is named together with, and in how many windows."""
        if entity not in self._near:
            self._near[entity] = dict(self._connection.execute(_NEIGHBORS, (entity,)))
        return self._near[entity]

    def rarity(self, entity: int) -> float:
        """How much it says to be named with this one: hubs say little."""
        return math.log((len(self.rows) + 1) / (self.rows[entity].neighbors + 1))
