"""Opening graph.sqlite: the database, and the arrays behind it of the same graph, also while a build replaces both."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from ...config.errors import GraphError
from ..store.arrays import Arrays, read_arrays
from ..store.folder import FORMAT, GraphFolder

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A database to read from, what its table `meta` says, and its arrays, None where something else changed it."""

    connection: sqlite3.Connection
    meta: dict[str, Any]
    arrays: Arrays | None = None

    def links(self) -> Arrays:
        """The arrays.

        Raises:
            GraphError: there are none.
        """
        if self.arrays is None:
            raise GraphError("graph.sqlite was changed by another program since the build; build the graph again")
        return self.arrays


def opened(connection: sqlite3.Connection) -> Opened:
    """A database that is open already, without arrays."""
    return Opened(connection, {key: json.loads(value) for key, value in connection.execute("SELECT * FROM meta")})


def open_graph(folder: GraphFolder) -> Opened:
    """The graph in a folder.

    Raises:
        GraphError: there is none, it is damaged, or another version made it.
    """
    if not folder.sqlite.is_file():
        what = "is not a graph (no graph.sqlite in it)" if folder.path.exists() else "does not exist"
        raise GraphError(f"{folder.path} {what}; make one with: guanxi build INPUT... -o {folder.path}")
    try:
        found = _together(folder)
    except (sqlite3.Error, ValueError) as error:
        raise GraphError(f"{folder.sqlite} is damaged ({error}); build the graph again") from error
    if found.meta.get("format") != FORMAT:
        found.connection.close()
        raise GraphError(f"{folder.path} was made by guanxi {found.meta.get('guanxi')}; build the graph again")
    return found


def _connection(folder: GraphFolder) -> sqlite3.Connection:
    return sqlite3.connect(f"{folder.sqlite.absolute().as_uri()}?mode=ro", uri=True)


def _together(folder: GraphFolder) -> Opened:
    """Both of one graph: another one may come in the place of the first between looking at either."""
    for _ in range(_TRIES):
        found = opened(_connection(folder))
        arrays = read_arrays(folder.sqlite, found.meta.get("arrays", ""))
        if arrays is not None:
            return replace(found, arrays=arrays)
        found.connection.close()
    return opened(_connection(folder))
