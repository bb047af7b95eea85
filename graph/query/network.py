"""A whole graph for networkx: its algorithms walk over the mapped arrays, so that nothing is copied or loaded."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Any, NoReturn, TypeVar

import networkx as nx
from networkx.classes.coreviews import AdjacencyView, AtlasView

from ..store.arrays import Arrays

_T = TypeVar("_T")
_KNOWN = "SELECT name, type, mentions, documents FROM entities"
_FACTS = ("name", "type", "mentions", "documents")


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise nx.NetworkXError("this graph is frozen: it shows what a View reads; copy() gives one that can be changed")


class Network(nx.Graph):  # type: ignore[misc]
    """A read-only nx.Graph over a View's links, which works as long as the View is open.

    Nodes are entity ids with name, type, mentions and documents, read where they are asked for; edges have weight and
    documents. What changes a graph raises NetworkXError; `copy()` and `nx.Graph(network)` give one in memory.
    """

    frozen = True

    def __new__(cls, *args: Any, **options: Any) -> nx.Graph:
        """Algorithms make new graphs by calling the class of the one they are given: those can be changed."""
        return nx.Graph(*args, **options)

    @classmethod
    def over(cls, arrays: Arrays, connection: sqlite3.Connection) -> Network:
        """The links of a graph, whose entities the connection has."""
        network: Network = object.__new__(cls)
        nx.Graph.__init__(network)
        ends = _Ends(arrays, connection)
        network._node, network._adj = _Nodes(ends, connection), _Adjacency(ends)
        network._links, network._weights = len(arrays.targets) // 2, arrays.weights
        return network

    def __reduce__(self) -> tuple[type[nx.Graph], tuple[nx.Graph]]:
        """For pickle and deepcopy, a graph in memory: what is read in place cannot be taken along."""
        return nx.Graph, (self.copy(),)

    @cached_property
    def adj(self) -> AdjacencyView:
        """The neighbors of each entity, shown as nx.Graph does, but quicker to go through."""
        return _Shown(self._adj)

    def size(self, weight: str | None = None) -> Any:
        """The number of edges, or the sum of what they have of `weight`."""
        return self._links if weight is None else super().size(weight=weight)

    add_node = add_nodes_from = add_edge = add_edges_from = add_weighted_edges_from = _refuse
    remove_node = remove_nodes_from = remove_edge = remove_edges_from = clear = clear_edges = update = _refuse


class Facts(dict[str, Any]):
    """What is known of a node or an edge, which nobody can change here; copies of it can be changed."""

    def __reduce__(self) -> tuple[type, tuple[dict[str, Any]]]:
        return dict, (dict(self),)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


class _Ends:
    """Links by entity ids. Ids are held in memory; a gap between row numbers has none."""

    def __init__(self, arrays: Arrays, connection: sqlite3.Connection) -> None:
        known = connection.execute("SELECT id, entity FROM entities ORDER BY entity")
        self.numbers: dict[str, int] = dict(known)
        self.ids: list[str] = [""] * (len(arrays.starts) - 1)
        for id_, number in self.numbers.items():
            self.ids[number] = id_
        # Numbers of Python come out of these, and quicker than out of arrays.
        self.starts = arrays.starts.data
        self.targets, self.weights = arrays.targets.data, arrays.weights.data
        self.documents = arrays.documents.data


class _OfEach(Mapping[str, _T]):
    """Something of each entity, by its id."""

    def __init__(self, ends: _Ends) -> None:
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends.numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ends.numbers)

    def __contains__(self, node: object) -> bool:
        return node in self._ends.numbers


class _Nodes(_OfEach[Facts]):
    """What is known of each entity."""

    def __init__(self, ends: _Ends, connection: sqlite3.Connection) -> None:
        super().__init__(ends)
        self._connection = connection

    def __getitem__(self, node: str) -> Facts:
        row = self._connection.execute(f"{_KNOWN} WHERE entity = ?", (self._ends.numbers[node],)).fetchone()
        return Facts(zip(_FACTS, row, strict=True))

    def items(self) -> ItemsView[str, Facts]:
        return _Known(self, self._connection)


class _Known(ItemsView[str, Facts]):
    """All that is known, in one reading."""

    _mapping: _Nodes

    def __init__(self, nodes: Mapping[str, Facts], connection: sqlite3.Connection) -> None:
        super().__init__(nodes)
        self._connection = connection

    def __iter__(self) -> Iterator[tuple[str, Facts]]:
        rows = self._connection.execute(f"{_KNOWN} ORDER BY entity")
        for node, row in zip(self._mapping, rows, strict=True):
            yield node, Facts(zip(_FACTS, row, strict=True))


class _Adjacency(_OfEach["_Neighbors"]):
    """The neighbors of each entity."""

    def __getitem__(self, node: str) -> _Neighbors:
        return _Neighbors(self._ends, self._ends.numbers[node])


class _FactsOf(dict[tuple[int, int], Facts]):
    """What is known of links with so many windows and documents: most have few of either, and share it."""

    def __missing__(self, counts: tuple[int, int]) -> Facts:
        weight, documents = counts
        facts = self[counts] = Facts(weight=weight, documents=documents)
        return facts


_FACTS_OF = _FactsOf()


class _Neighbors(Mapping[str, Facts]):
    """The links of one entity, by the ids of the others."""

    __slots__ = ("_ends", "_first", "_last")

    def __init__(self, ends: _Ends, entity: int) -> None:
        self._ends, self._first, self._last = ends, ends.starts[entity], ends.starts[entity + 1]

    def __len__(self) -> int:
        return self._last - self._first

    def __iter__(self) -> Iterator[str]:
        return map(self._ends.ids.__getitem__, self._ends.targets[self._first : self._last])

    def __contains__(self, node: object) -> bool:
        return self._place(node) is not None

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def __getitem__(self, node: str) -> Facts:
        place = self._place(node)
        if place is None:
            raise KeyError(node)
        return _FACTS_OF[self._ends.weights[place], self._ends.documents[place]]

    def keys(self) -> KeysView[str]:
        return dict.fromkeys(self).keys()  # for what sets are asked, which they are quicker at

    def items(self) -> ItemsView[str, Facts]:
        return _Items(self)

    def values(self) -> ValuesView[Facts]:
        return _Values(self)

    def facts(self) -> Iterator[Facts]:
        """Of each link, in order."""
        own = slice(self._first, self._last)
        return map(_FACTS_OF.__getitem__, zip(self._ends.weights[own], self._ends.documents[own], strict=True))

    def _place(self, node: object) -> int | None:
        number = self._ends.numbers.get(node)  # type: ignore[call-overload]
        if number is None:
            return None
        place = bisect_left(self._ends.targets, number, self._first, self._last)
        return place if place < self._last and self._ends.targets[place] == number else None


class _Items(ItemsView[str, Facts]):
    """Links in the order in which they stand, without a search for each."""

    _mapping: _Neighbors

    def __iter__(self) -> Iterator[tuple[str, Facts]]:
        return zip(self._mapping, self._mapping.facts(), strict=True)


class _Values(ValuesView[Facts]):
    """The same without the ids."""

    _mapping: _Neighbors

    def __iter__(self) -> Iterator[Facts]:
        return self._mapping.facts()


class _Shown(AdjacencyView):  # type: ignore[misc]
    """What `Network.adj` is."""

    __slots__ = ()

    def __getitem__(self, node: str) -> AtlasView:
        return _Row(self._atlas[node])


class _Row(AtlasView):  # type: ignore[misc]
    """What `network[node]` is."""

    __slots__ = ()

    def items(self) -> ItemsView[str, Facts]:
        return self._atlas.items()  # type: ignore[no-any-return]

    def values(self) -> ValuesView[Facts]:
        return self._atlas.values()  # type: ignore[no-any-return]
