"""What documents know of each other's names is the same whether it is worked out here or by a cluster."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from guanxi.config.errors import GraphError
from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.mention import Alias, Mention
from guanxi.extract.pipeline import Extraction
from guanxi.graph.engine import Engine
from guanxi.graph.engine.local import LocalEngine
from guanxi.graph.store import home
from guanxi.graph.store.count import Counter
from guanxi.graph.store.folder import Shard
from guanxi.graph.store.recalling import shard_parts
from guanxi.graph.store.shards import read_shard, write_shard

from .alone import Alone

_NAMES = "群核 星海图 智元 银河通用 云深处 众擎 逐际动力".split()
_TYPES = (*["company"] * 10, "product", "organization")
_EXTRACTORS = ("model", "model", "lexicon", "entities")


def _extraction(number: int, chance: random.Random) -> Extraction:
    """Sentences about names, each of which is seen or not; every third document reprints another and adds one."""
    is_reprint = number % 3 == 2
    tellers = [random.Random(number % 7) if is_reprint else chance] * 8 + [chance] * is_reprint
    lines = [(teller.choice(_NAMES), teller.randrange(10**9), teller.randrange(4)) for teller in tellers]
    text = "".join(f"第{day}天的消息说，我们一直看好{name}的产品和团队，编号{day}。" for name, day, _ in lines)
    document = Document(f"d{number}", text, f"{number}.txt", date=f"2024-01-{number % 28 + 1:02}")
    sentences = split_sentences(document)
    mentions, aliases = [], []
    for sentence, (name, _, seen) in zip(sentences, lines, strict=True):
        if seen:
            start, kind = text.index(name, sentence.start), chance.choice(_TYPES)
            span = (document.id, sentence.index, start, start + len(name), name)
            mentions.append(Mention(*span, kind, chance.choice(_EXTRACTORS), 0.9))
    if number == 3:
        aliases.append(Alias(document.id, "云深处科技", "云深处", "company", "introduced"))
    return Extraction(document, sentences, mentions, aliases)


@pytest.fixture
def shards(tmp_path: Path) -> list[Shard]:
    return _written(tmp_path, 0)


def _written(tmp_path: Path, seed: int) -> list[Shard]:
    chance = random.Random(seed)
    (tmp_path / "shards").mkdir()
    documents = [_extraction(i, chance) for i in range(60)]
    stems = [letter * 24 for letter in "bdac"]
    return [write_shard(tmp_path / "shards", stem, documents[i::4]) for i, stem in enumerate(stems)]


def _found(graph: Path, shards: list[Shard], engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with Counter(graph / "shards", shards, scratch=graph) as counter:
        counter.recall(ignored=["逐际动力"], engine=engine, graph=str(graph))
        tables = ("agreed", "witnesses", "mentions", "found_again", "doubtful", "reposts")
        return {table: sorted(counter._rows(f"SELECT DISTINCT * FROM {table}"), key=str) for table in tables}


@pytest.mark.parametrize("seed", range(6))
def test_names_are_found_again_wherever_that_is_done(seed: int, tmp_path: Path) -> None:
    shards = _written(tmp_path, seed)
    here = _found(tmp_path, shards, LocalEngine(1))
    assert here == _found(tmp_path, shards, Alone())
    assert here["agreed"] and here["found_again"] and here["reposts"]
    again = [row for row in here["mentions"] if row[-1] == "corpus"]
    assert again and not {"逐际动力"} & {row[-4] for row in again}


@pytest.mark.parametrize(
    ("shards", "sizes"), [(0, []), (1, [1]), (16, [16]), (17, [9, 8]), (40, [14, 14, 12]), (2**15, [33] * 992 + [32])]
)
def test_shards_are_shared_out_evenly(shards: int, sizes: list[int]) -> None:
    stems = [str(number) for number in range(shards)]
    parts = list(shard_parts(stems))
    assert [part.num_rows for part in parts] == sizes
    assert [stem for part in parts for stem in part["stem"].to_pylist()] == stems


def test_where_nothing_is_known_nobody_looks(tmp_path: Path) -> None:
    class Idle(LocalEngine):
        def map(self, maker: Any, parts: Any) -> Iterator[Any]:
            assert not list(parts)
            return iter(())

    (tmp_path / "shards").mkdir()
    shard = write_shard(tmp_path / "shards", "a" * 24, [_extraction(1, random.Random(1))])
    assert not [row for row in _found(tmp_path, [shard], Idle(1))["mentions"] if row[-1] == "corpus"]


@pytest.mark.parametrize("engine", [LocalEngine(1), Alone()], ids=["here", "cluster"])
def test_a_shard_that_cannot_be_read_is_told_in_one_line(
    engine: Engine, shards: list[Shard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(folder: Path, stem: str, table: str, columns: Sequence[str]) -> pa.Table:
        (folder / f"{stem}.{table}.parquet").write_bytes(b"PAR1, but nothing else")
        return read_shard(folder, stem, table, columns)

    monkeypatch.setattr(home, "read_shard", damaged)
    with pytest.raises(GraphError, match=r"\.parquet cannot be read \(.*\); build the graph again$"):
        _found(tmp_path, shards, engine)
