"""Reading a graph: the View opens graph.sqlite read-only and answers questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING

from ...config.errors import QueryError
from ...config.settings import EntityType
from ..store.folder import GraphFolder
from . import naming, search
from .chains import backed
from .common import common
from .counts import at_least_one
from .evidence import ALSO, evidence
from .kinds import of_types
from .memory import to_networkx
from .names import names_of
from .neighbors import Question, neighbors
from .opening import Opened, open_graph, opened
from .paths import Search
from .period import Period
from .ranks import DEFAULT
from .results import Common, EntityRef, Evidence, GraphInfo, NameOf, Neighbor, Path, SearchHit, Timeline
from .timeline import timeline

if TYPE_CHECKING:
    import networkx as nx

    from .network import Network

_DATES = "SELECT coalesce(date_from, 'unknown'), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"
_COUNTED = (
    "documents reposts sentences windows window entities edges communities standing_weight mentions bounds dropped "
    "guanxi"
).split()


class View:
    """A read-only view of one graph, also while a build replaces it. Use it as a context manager, or `close` it.

    Names may be any alias in either script and any case, or an entity id.
    """

    def __init__(self, graph: sqlite3.Connection | Opened, *, longest: int | None = None) -> None:
        self._graph = graph if isinstance(graph, Opened) else opened(graph)
        self.connection, self._meta = self._graph.connection, self._graph.meta
        self._longest = longest
        self._search: Search | None = None

    @classmethod
    def open(cls, path: str | PathLike[str], *, longest: int | None = None) -> View:
        """Open the graph folder at `path`.

        Args:
            longest: where a window has more characters than this, quote what is around the names; None: all of it.

        Raises:
            GraphError: there is no graph, it is damaged, or another version made it.
        """
        return cls(open_graph(GraphFolder(path)), longest=longest)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> View:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def window(self) -> str:
        """What counts as named together in this graph: sentence, paragraph or document."""
        return str(self._meta["window"])

    def types(self) -> dict[str, EntityType]:
        """Entity types of the configuration the graph was built with."""
        return {name: EntityType(name, *texts) for name, texts in self._meta["types"].items()}

    def info(self) -> GraphInfo:
        """What the graph holds."""
        kinds = self.connection.execute("SELECT type, count(*) FROM entities GROUP BY type ORDER BY type")
        dated = "SELECT count(date), min(date), max(date) FROM documents"
        dates = dict(zip(("dated", "first", "last"), self.connection.execute(dated).fetchone(), strict=True))
        dates["dates"] = dict(self.connection.execute(_DATES))
        return GraphInfo(types=dict(kinds), **dates, **{key: self._meta[key] for key in _COUNTED})

    def undated(self) -> int:
        """How many documents have no date; questions about a period leave them out."""
        return int(self.connection.execute("SELECT count(*) FROM documents WHERE date IS NULL").fetchone()[0])

    def number_of(self, name: str) -> int:
        """The row number of the entity a name stands for, see `naming.number_of`.

        Raises:
            UnknownName, AmbiguousName: nothing has this name (offers near ones), or several have (lists them).
        """
        return naming.number_of(self.connection, name)

    def ref(self, entity: int) -> EntityRef:
        """The entity of a row number."""
        return naming.ref(self.connection, entity)

    def resolve(self, name: str) -> EntityRef:
        """The entity a name stands for; raises as `number_of`."""
        return self.ref(self.number_of(name))

    def names(self, name: str) -> list[NameOf]:
        """All names of an entity with the reason of each: the one it goes by, then those used most.

        Raises as `number_of`.
        """
        return names_of(self.connection, self.number_of(name))

    def also_named(self, name: str) -> list[EntityRef]:
        """Others that documents call by this name, beside the one it stands for in questions.

        Raises as `number_of`.
        """
        return naming.also_named(self.connection, name)

    def search(self, text: str, *, limit: int = 20) -> list[SearchHit]:
        """Entities one of whose names is, begins with, is typed as, or holds `text`, in this order; see `search`."""
        return search.search(self.connection, text, limit=at_least_one("limit", limit))

    def neighbors(
        self,
        name: str,
        *,
        types: Sequence[str] | str = (),
        limit: int = 50,
        min_weight: int = 1,
        rank: str = DEFAULT,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Neighbor]:
        """Entities named together with `name`, best first by the measure `rank`, then by name.

        Args:
            types: only this entity type, or these; all if empty.
            min_weight: only those named together in at least so many windows.
            rank: one of `ranks.MEASURES`.
            since, until: count only documents dated within (YYYY, YYYY-MM or YYYY-MM-DD; undated ones are left out).

        Raises:
            UnknownName, AmbiguousName: as `number_of`.
            QueryError: an unknown type, measure or date, or a period for a measure of all time.
        """
        asked = Question(
            self.number_of(name),
            of_types(types, self._meta["types"]),
            at_least_one("limit", limit),
            at_least_one("min_weight", min_weight),
            rank,
            Period.of(since, until),
        )
        return neighbors(self.connection, asked)

    def evidence(
        self, a: str, b: str, *, limit: int = 20, since: str | None = None, until: str | None = None, also: int = ALSO
    ) -> list[Evidence]:
        """Windows that name both, earliest first, undated last, with up to `also` reprints; raises as `neighbors`."""
        numbers, most = (self.number_of(a), self.number_of(b)), at_least_one("limit", limit)
        period = Period.of(since, until)
        return evidence(self.connection, *numbers, limit=most, period=period, longest=self._longest, also=also)

    def common(
        self,
        *names: str,
        types: Sequence[str] | str = (),
        limit: int = 50,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Common]:
        """Entities named with each of two or more, most often with the one they are named least with first.

        Raises as `neighbors`; QueryError, too, where fewer than two different entities are asked of.
        """
        ends = [self.number_of(name) for name in names]
        kinds, most = of_types(types, self._meta["types"]), at_least_one("limit", limit)
        return common(self._graph, ends, types=kinds, limit=most, period=Period.of(since, until))

    def path(
        self,
        a: str,
        b: str,
        *,
        paths: int = 1,
        max_hops: int = 6,
        avoid: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> list[Path]:
        """Up to `paths` chains from `a` to `b`, best first: few hops, strong links, through few hubs.

        No chain goes by those to `avoid`; those many hops longer than the shortest are not looked for (`paths.LONGER`).

        Raises:
            UnknownName, AmbiguousName: as `number_of`.
            QueryError: a number or date that is none, or an end that is to be avoided.
        """
        wanted, longest = at_least_one("paths", paths), at_least_one("max_hops", max_hops)
        self._search = search = self._between(a, b, avoid, Period.of(since, until))
        chains = search.chains(paths=wanted, max_hops=longest)
        return [backed(self.connection, chain, search, longest=self._longest) for chain in chains]

    def distance(
        self, a: str, b: str, *, avoid: Sequence[str] = (), since: str | None = None, until: str | None = None
    ) -> int | None:
        """Hops of a shortest chain between two entities, however long; None where no chain connects them.

        Asked after `path` about the same, it goes on where that stopped. Raises as `path`.
        """
        search = self._between(a, b, avoid, Period.of(since, until))
        if self._search is not None and self._search.asked == search.asked:
            search = self._search
        return search.fewest()

    def _between(self, a: str, b: str, avoid: Sequence[str], period: Period | None) -> Search:
        ends = self.number_of(a), self.number_of(b)
        avoided = frozenset(map(self.number_of, (avoid,) if isinstance(avoid, str) else avoid))
        for end in avoided.intersection(ends):
            raise QueryError(f"a path cannot avoid its own end {self.ref(end).name}; leave it out of avoid")
        return Search(self.connection, *ends, period, avoided)

    def timeline(
        self, a: str, b: str | None = None, *, by: str = "month", since: str | None = None, until: str | None = None
    ) -> Timeline:
        """When `a` was named, or both were together, by day, month or year; raises as `neighbors`."""
        ends = self.number_of(a), None if b is None else self.number_of(b)
        found = timeline(self.connection, *ends, by=by, period=Period.of(since, until))
        return Timeline(self.ref(ends[0]), None if ends[1] is None else self.ref(ends[1]), by, *found)

    def to_networkx(self) -> nx.Graph:
        """The whole graph in memory, to be changed at will, see `memory.to_networkx`: up to about a million edges."""
        return to_networkx(self.connection)

    def network(self) -> Network:
        """The whole graph for the algorithms of networkx, read-only and not in memory, see `network.Network`."""
        from .network import Network  # networkx takes longer to load than most questions take to answer

        return Network.over(self._graph.links(), self.connection)
