"""How fast pairs are counted and weighed, beside plain DuckDB, a loop with Counter and one with networkx.

    python benchmarks/count_speed.py [--mentions N...] [--loop-mentions N] [--memory SIZE] [--rounds N] [--json FILE]

All sides count the same invented mentions: names as unevenly spread as in news, five in a sentence, eight sentences in
a document. Guanxi counts entities, pairs with their documents and dates, and works out how probable each pair is by
chance, within the stated memory. DuckDB, within the same, only groups pairs by document and then by pair. The loops
count windows of each pair, Counter documents, too; they have no more than --loop-mentions, since they hold all in
memory. Reading the mentions is not part of the work.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations, groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from guanxi.benchmarks.harness.contest import contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.config.limits import Bounds, bytes_of, share_of
from guanxi.graph.store.counting import count_linked
from guanxi.graph.store.tables import connect

PER_SENTENCE, PER_DOCUMENT = 5, 8  # mentions, sentences
TAIL = 1.1  # The n-th most named entity is named in proportion to n ** -TAIL.
TURN = 100_000  # sentences invented at a time
LONGEST = 200
_MADE = ("moments", "named", "left_out", "pairs", "edges")
_KEPT = """
CREATE TABLE kept AS
SELECT range AS document, if(range % 4 = 0, NULL, (DATE '2020-01-01' + (range * 37 % 1500)::INTEGER)::VARCHAR) AS date
FROM range({documents})
"""
_PLAIN = """
CREATE OR REPLACE TABLE plain AS
WITH named AS (SELECT DISTINCT document, number, entity FROM linked),
     per_document AS (
         SELECT a.entity AS source, b.entity AS target, a.document, count(*) AS weight
         FROM named AS a JOIN named AS b ON a.document = b.document AND a.number = b.number AND a.entity < b.entity
         GROUP BY ALL)
SELECT source, target, sum(weight) AS weight, count(*) AS documents FROM per_document GROUP BY source, target
"""
Work = Callable[[], int]


def invent(mentions: int, path: Path, *, seed: int = 1) -> None:
    """Write so many mentions as Parquet: document, number (of the sentence), entity; as they come, not by document."""
    sentences = max(mentions // PER_SENTENCE, 1)
    documents, entities = -(-sentences // PER_DOCUMENT), max(mentions // 20, 10)
    random = np.random.default_rng(seed)
    numbers, places = random.permutation(entities), random.permutation(documents)
    schema = pa.schema([(name, pa.int32()) for name in ("document", "number", "entity")])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, sentences, TURN):
            turn = np.arange(first, min(first + TURN, sentences))
            sizes = np.minimum(1 + random.geometric(1 / (PER_SENTENCE - 1), len(turn)), LONGEST)
            sentence = np.repeat(turn, sizes)
            # Turned round, the sum of n ** -TAIL up to some n gives n.
            share = 1 - random.random(len(sentence)) * (1 - (entities + 1) ** (1 - TAIL))
            rank = np.minimum(share ** (1 / (1 - TAIL)) - 1, entities - 1).astype(np.int64)
            columns = [places[sentence // PER_DOCUMENT], sentence % PER_DOCUMENT, numbers[rank]]
            writer.write_table(pa.table([column.astype(np.int32) for column in columns], schema=schema))


def _filled(db: duckdb.DuckDBPyConnection, mentions: Path) -> duckdb.DuckDBPyConnection:
    """A counting run's tables."""
    columns = "document::BIGINT AS document, number, entity, 0::BIGINT AS start, 2::BIGINT AS \"end\", 'x' AS extractor"
    db.execute(f"CREATE TABLE linked AS SELECT {columns} FROM '{mentions}'")
    (documents,) = db.execute("SELECT max(document) + 1 FROM linked").fetchall()[0]
    db.execute(_KEPT.format(documents=documents))
    return db


def guanxi(mentions: Path, memory: int, scratch: str) -> Work:
    """All that the stage `count` of a build does with linked mentions."""
    Path(scratch).mkdir(exist_ok=True)
    db = _filled(connect(share_of(memory), scratch), mentions)
    sizes = "SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT document, number FROM linked)) FROM kept"
    ((documents, windows),) = db.execute(sizes).fetchall()

    def work() -> int:
        for name in _MADE:
            db.execute(f"DROP TABLE IF EXISTS {name}")
        count_linked(db, Bounds(), documents=documents, windows=windows, memory=memory)
        return _number(db, "edges")

    return work


def with_duckdb(mentions: Path, memory: int, scratch: str) -> Work:
    """Grouping alone, with its tables in memory."""
    db = duckdb.connect(config={"memory_limit": f"{memory}B", "temp_directory": scratch})
    _filled(db, mentions)

    def work() -> int:
        db.execute(_PLAIN)
        return _number(db, "plain")

    return work


def with_counter(mentions: Path) -> Work:
    """A loop over documents and their sentences."""
    named = list(_documents(mentions))

    def work() -> int:
        windows, documents = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
        for sentences in named:
            pairs = Counter(pair for entities in sentences for pair in combinations(entities, 2))
            windows.update(pairs)
            documents.update(pairs.keys())
        return len(windows)

    return work


def with_networkx(mentions: Path) -> Work:
    """The same with an edge for each pair; without documents."""
    named = list(_documents(mentions))

    def work() -> int:
        graph = nx.Graph()
        for sentences in named:
            for entities in sentences:
                for a, b in combinations(entities, 2):
                    if graph.has_edge(a, b):
                        graph[a][b]["weight"] += 1
                    else:
                        graph.add_edge(a, b, weight=1)
        return int(graph.number_of_edges())

    return work


def _documents(mentions: Path) -> Iterator[list[list[int]]]:
    """Of each document the entities of its sentences, each once."""
    query = f"SELECT DISTINCT document, number, entity FROM '{mentions}' ORDER BY ALL"
    with duckdb.connect() as db:
        rows = db.execute(query).fetchall()
    for _, of_document in groupby(rows, key=itemgetter(0)):
        yield [[entity for *_, entity in some] for _, some in groupby(of_document, key=itemgetter(1))]


def _number(db: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def rows(mentions: int, *, loops: bool, memory: int, rounds: int) -> list[Row]:
    """Measure all sides with so many mentions."""
    with tempfile.TemporaryDirectory(prefix="guanxi-") as folder:
        path = Path(folder) / "mentions.parquet"
        invent(mentions, path)
        sides = {"Guanxi": partial(guanxi, path, memory, f"{folder}/a")}
        sides |= {"DuckDB, pairs alone": partial(with_duckdb, path, memory, f"{folder}/b")}
        if loops:
            sides |= {"Counter": partial(with_counter, path), "networkx": partial(with_networkx, path)}
        costs = contest(sides, rounds=rounds)
    found = {cost.result for cost in costs.values()}
    if len(found) > 1:
        raise RuntimeError(f"the sides found different numbers of pairs: {found}")
    case = f"{mentions:,} mentions, {found.pop():,} pairs"
    return [Row(case, who, cost.measures()) for who, cost in costs.items()]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--mentions", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--loop-mentions", type=int, default=1_000_000)
    parser.add_argument("--memory", type=bytes_of, default=bytes_of("1GB"))
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    found = []
    for mentions in options.mentions:
        loops = mentions <= options.loop_mentions
        found += rows(mentions, loops=loops, memory=options.memory, rounds=options.rounds)
    Figure("counting", found).report(options.json)


if __name__ == "__main__":
    main()
