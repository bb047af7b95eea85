"""The part of a graph that documents of some time make, as a graph of its own for as long as it is needed."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from ..config.errors import QueryError
from ..config.limits import Bounds
from .measures import adjusted, chance, log_likelihood
from .query.period import Period
from .query.view import View
from .store.folder import GraphFolder
from .store.writer import Writer

# Numbers stay what they are in the whole graph.
_KEPT = """
CREATE TEMP TABLE kept (document INTEGER PRIMARY KEY, date TEXT);
CREATE TEMP TABLE named (
    window INTEGER, entity INTEGER, document INTEGER, date TEXT, PRIMARY KEY (window, entity)) WITHOUT ROWID;
CREATE TEMP TABLE counted (entity INTEGER PRIMARY KEY, mentions INTEGER, documents INTEGER, windows INTEGER);
"""
_DATED = "INSERT INTO kept SELECT document, date FROM documents WHERE date >= ? AND date <= ?"
_NAMED = """
INSERT INTO named SELECT DISTINCT m.window, m.entity, k.document, k.date
FROM kept AS k CROSS JOIN windows AS w USING (document) CROSS JOIN mentions AS m USING (window)
"""
_COUNTED = """
INSERT INTO counted SELECT m.entity, count(*), count(DISTINCT k.document), count(DISTINCT m.window)
FROM kept AS k CROSS JOIN windows AS w USING (document) CROSS JOIN mentions AS m USING (window) GROUP BY m.entity
"""
# What the bounds leave out, as `store.pairs` does: hubs first, then of each window those that most documents name.
_FORMED = "SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM (SELECT count(*) AS n FROM named GROUP BY window)"
_HUBS = "SELECT entity FROM counted WHERE documents > ? * (SELECT count(*) FROM kept)"
_FULL = "SELECT window FROM named GROUP BY window HAVING count(*) > ?"
_TOO_MANY = f"""
DELETE FROM named WHERE (window, entity) IN (
    SELECT window, entity FROM (
        SELECT window, entity, row_number() OVER (PARTITION BY window ORDER BY c.documents, entity) AS rank
        FROM named JOIN counted AS c USING (entity) WHERE window IN ({_FULL})) WHERE rank > ?)
"""
_TOGETHER = """
CREATE TEMP TABLE together AS
SELECT a.entity AS source, b.entity AS target, count(*) AS weight, count(DISTINCT a.document) AS documents,
       min(a.date) AS first, max(a.date) AS last
FROM named AS a JOIN named AS b ON b.window = a.window AND b.entity > a.entity GROUP BY 1, 2 ORDER BY 1, 2
"""
_COUNTS = """
SELECT t.weight, a.windows, b.windows FROM together AS t
JOIN counted AS a ON a.entity = t.source JOIN counted AS b ON b.entity = t.target ORDER BY t.rowid
"""
_EDGES = """
SELECT source, target, weight, documents, first, last, rowid FROM together WHERE weight >= :least UNION ALL
SELECT target, source, weight, documents, first, last, rowid FROM together WHERE weight >= :least ORDER BY 1, 2
"""
_RARE = "SELECT count(*) FROM together WHERE weight < ?"
_DOCUMENTS = """
SELECT d.document, d.id, d.source, d.title, d.date, d.date_from, d.windows, o.document
FROM kept JOIN documents AS d USING (document) LEFT JOIN kept AS o ON o.document = d.repost_of ORDER BY d.document
"""
_WINDOWS = "SELECT w.* FROM windows AS w JOIN kept USING (document) ORDER BY w.window"
_REPRINTS = """
SELECT r.* FROM reprints AS r JOIN kept USING (document)
JOIN windows AS w USING (window) JOIN kept AS k ON k.document = w.document ORDER BY r.window, r.document, r.number
"""
_COPIED = """
SELECT c.* FROM copied_mentions AS c JOIN kept USING (document) JOIN kept AS o ON o.document = c.of_document
JOIN counted USING (entity) ORDER BY c.rowid
"""
_ENTITIES = """
SELECT e.entity, e.id, e.name, e.type, c.mentions, c.documents, c.windows
FROM counted AS c JOIN entities AS e USING (entity) ORDER BY e.entity
"""
_NAMES = """
SELECT n.entity, n.text, coalesce(said.mentions, 0), n.reason, d.id
FROM counted JOIN names AS n USING (entity) LEFT JOIN documents AS d ON d.document = n.document
LEFT JOIN (
    SELECT m.entity, substr(w.text, m.start - w.start + 1, m."end" - m.start) AS text, count(*) AS mentions
    FROM kept CROSS JOIN windows AS w USING (document) CROSS JOIN mentions AS m USING (window) GROUP BY 1, 2
) AS said ON said.entity = n.entity AND said.text = n.text
ORDER BY n.entity, n.text
"""
_MENTIONS = """
SELECT m.* FROM mentions AS m JOIN windows AS w USING (window) JOIN kept USING (document) ORDER BY m.entity, m.window
"""
_TOTALS = """
SELECT count(*), count(repost_of), coalesce(sum(windows), 0) FROM documents JOIN kept USING (document)
"""
_OWN = ("documents", "reposts", "sentences", "windows", "mentions", "entities", "edges")
_BY_THE_WRITER = ("strength", "communities", "betweenness_sources", "standing_weight", "arrays")


@contextmanager
def open_within(path: str | PathLike[str], *, since: str | None, until: str | None) -> Iterator[View]:
    """The graph of the documents dated within a time: as if no others had been read, but that its names stay joined.

    It takes about as long to make as the last stage of a build, and as much room among temporary files. Without `since`
    and `until` it is the graph itself. Reposts count where the story was first, as they do in all answers.

    Raises:
        GraphError: as `View.open`.
        QueryError: not a date, or no document is dated so.
    """
    period = Period.of(since, until)
    with View.open(path) as whole:
        if period is None:
            yield whole
            return
        with tempfile.TemporaryDirectory(prefix="guanxi-") as folder:
            _write(whole.connection, period, GraphFolder(folder).sqlite)
            with View.open(folder) as part:
                yield part


def _write(db: sqlite3.Connection, period: Period, path: Path) -> None:
    db.executescript(_KEPT)
    if not db.execute(_DATED, (period.first, period.last)).rowcount:
        (undated,) = db.execute("SELECT count(*) FROM documents WHERE date IS NULL").fetchone()
        raise QueryError(f"no document of that time; documents without a date: {undated}")
    facts = {key: json.loads(value) for key, value in db.execute("SELECT key, value FROM meta")}
    bounds = Bounds(**facts["bounds"])
    db.execute(_NAMED)
    db.execute(_COUNTED)
    dropped = _leave_out(db, bounds)
    db.execute(_TOGETHER)
    dropped["rare_pairs"] = _number(db, _RARE, bounds.min_support)
    totals = _totals(db, facts["window"])
    totals["edges"] -= dropped["rare_pairs"]
    with Writer(path) as writer:
        writer.documents(db.execute(_DOCUMENTS))
        writer.windows(db.execute(_WINDOWS))
        writer.reprints(db.execute(_REPRINTS))
        writer.entities(db.execute(_ENTITIES))
        writer.names(db.execute(_NAMES))
        writer.mentions(db.execute(_MENTIONS))
        writer.copied_mentions(db.execute(_COPIED))
        writer.edges(_edges(db, totals["windows"], bounds.min_support))
        kept = {key: value for key, value in facts.items() if key not in _BY_THE_WRITER}
        writer.meta(**kept | totals | {"dropped": dropped})


def _leave_out(db: sqlite3.Connection, bounds: Bounds) -> dict[str, int]:
    """Take out of `named` who forms no pairs; gives what that keeps out, as `store.counting.dropped`."""
    share = 1 if bounds.hub_share is None else bounds.hub_share
    most = 10**9 if bounds.entities_per_window is None else bounds.entities_per_window
    dropped = {"hubs": _number(db, f"SELECT count(*) FROM ({_HUBS})", share)}
    formed = _number(db, _FORMED)
    db.execute(f"DELETE FROM named WHERE entity IN ({_HUBS})", (share,))
    without_hubs = _number(db, _FORMED)
    dropped["full_windows"] = _number(db, f"SELECT count(*) FROM ({_FULL})", most)
    db.execute(_TOO_MANY, (most, most))
    return dropped | {"hub_pairs": formed - without_hubs, "full_pairs": without_hubs - _number(db, _FORMED)}


def _number(db: sqlite3.Connection, query: str, *values: float) -> int:
    return int(db.execute(query, values).fetchone()[0])


def _edges(db: sqlite3.Connection, windows: int, least: int) -> Iterator[tuple[Any, ...]]:
    counts = np.fromiter(db.execute(_COUNTS), dtype=np.dtype((np.int64, 3)))
    both, a, b = counts.T
    p = adjusted(chance(log_likelihood(both, a, b, windows)))
    for *row, number in db.execute(_EDGES, {"least": least}):
        yield *row, float(p[number - 1])


def _totals(db: sqlite3.Connection, window: str) -> dict[str, int]:
    documents, reposts, windows = db.execute(_TOTALS).fetchone()
    (mentions,) = db.execute("SELECT coalesce(sum(mentions), 0) FROM counted").fetchone()
    entities, edges = (db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("counted", "together"))
    # Sentences are not stored one by one: of wider windows nobody can tell how many of them lie in a time.
    sentences = windows if window == "sentence" else 0
    return dict(zip(_OWN, (documents, reposts, sentences, windows, mentions, entities, edges), strict=True))
