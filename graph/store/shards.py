"""Shards: what was extracted from a batch of documents, as four Parquet files that are never changed.

A shard is named by a hash of what it was made from (the documents and the fingerprint of settings and code), so a
build that was interrupted finds what it had finished, and a new build of a grown folder reuses what did not change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from ...config.errors import GraphError
from ...corpus.document import Document, content_id
from ...corpus.fold import name_key
from ...corpus.reposts import SKETCHED_BY, sketch
from ...extract.mention import Mention
from ...extract.pipeline import Extraction
from .folder import Shard, file_checksum, replace_atomically

T = TypeVar("T")

_COLUMNS = {
    "documents": "shard:long doc:int id content source title date date_from origin digest sentences:int paragraphs:int"
    " sketch:longs",
    "sentences": "shard:long doc:int sentence:int paragraph:int start:long end:long text",
    "mentions": "shard:long doc:int sentence:int paragraph:int start:long end:long text key type extractor score:float",
    "aliases": "shard:long doc:int document name alias type reason",
}
_KINDS = {"": pa.string(), "int": pa.int32(), "long": pa.int64(), "float": pa.float32(), "longs": pa.list_(pa.int64())}
SCHEMAS = {
    table: pa.schema([(name, _KINDS[kind]) for name, _, kind in (c.partition(":") for c in columns.split())])
    for table, columns in _COLUMNS.items()
}

# A batch ends at about this many characters, or, with this share of them, after a document whose id says so: that way
# the batches of a grown folder fall into step again behind a new document. News makes batches of half the size.
BATCH_CHARACTERS = 500_000
_LEAST, _CUT_ONE_IN = 0.4, 32


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Cut a stream of documents into batches, the same ones for the same documents."""
    return cut(documents, size=lambda d: len(d.text), key=lambda d: d.id, most=BATCH_CHARACTERS)


def cut(items: Iterable[T], *, size: Callable[[T], float], key: Callable[[T], str], most: int) -> Iterator[list[T]]:
    """Cut a stream into pieces of about `most` in size, or of a part of that behind an item whose key says so."""
    piece: list[T] = []
    total = 0.0
    for item in items:
        piece.append(item)
        total += size(item)
        digest = hashlib.sha256(key(item).encode("utf-8", "surrogatepass")).hexdigest()
        if total >= most or (total >= _LEAST * most and int(digest[:8], 16) % _CUT_ONE_IN == 0):
            yield piece
            piece, total = [], 0.0
    if piece:
        yield piece


def stem_of(batch: Sequence[Document], fingerprint: str) -> str:
    """Name of the shard for a batch: a hash of its documents and of how they are read (`fingerprint`)."""
    digest = hashlib.sha256(fingerprint.encode())
    for document in batch:
        digest.update(digest_of(document).encode())
    return digest.hexdigest()[:24]


def digest_of(document: Document) -> str:
    """Hash of all that a shard holds of a document: with the same digest nothing of it has changed."""
    d, digest = document, hashlib.sha256()
    for part in (d.id, d.text, d.source, d.title or "", d.date or "", d.date_from or "", d.origin):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:24]


@cache
def code_fingerprint() -> str:
    """Hash of the code that decides what is found, so that shards of other code are not taken for its own."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted((*root.glob("corpus/**/*.py"), *root.glob("extract/**/*.py"), Path(__file__))):
        digest.update(path.read_bytes())
    digest.update(SKETCHED_BY.encode())
    return digest.hexdigest()


def find_shard(folder: Path, stem: str, checksums: Mapping[str, str]) -> Shard | None:
    """The finished shard of that name, if it is there and whole.

    Args:
        checksums: those the manifest knows; a shard of an interrupted build is not among them yet.
    """
    try:
        documents = pq.read_metadata(_path(folder, stem, "documents")).num_rows
        for table in SCHEMAS:
            pq.read_metadata(_path(folder, stem, table))
        shard = Shard(stem, _checksum(folder, stem), documents)
    except (OSError, pa.ArrowException):
        return None
    return shard if checksums.get(stem, shard.checksum) == shard.checksum else None


def read_shard(folder: Path, stem: str, table: str, columns: Sequence[str]) -> pa.Table:
    """Columns of one table of a shard, in the order asked for.

    Raises:
        GraphError: it cannot be read.
    """
    path = _path(folder, stem, table)
    try:
        with pq.ParquetFile(path) as file:
            return file.read(list(columns), use_threads=False).select(columns)
    except (OSError, pa.ArrowException) as error:
        raise GraphError(f"{path} cannot be read ({str(error).splitlines()[0]}); build the graph again") from error


def write_shard(folder: Path, stem: str, extractions: Iterable[Extraction]) -> Shard:
    """Write what was extracted as a shard."""
    return put_shard(folder, stem, _tables(number_of(stem), extractions))


def put_shard(folder: Path, stem: str, tables: Mapping[str, pa.Table]) -> Shard:
    """Write the four files of a shard; `documents` last, so that its standing there says that all do."""
    for name in sorted(tables, key="documents".__eq__):
        replace_atomically(_path(folder, stem, name), _parquet_writer(tables[name]))
    return Shard(stem, _checksum(folder, stem), tables["documents"].num_rows)


def number_of(stem: str) -> int:
    """The number that rows of a shard carry: the first 60 bits of its name."""
    return int(stem[:15], 16)


def _parquet_writer(table: pa.Table) -> Callable[[Path], object]:
    return lambda path: pq.write_table(table, path, compression="zstd")


def _path(folder: Path, stem: str, table: str) -> Path:
    return folder / f"{stem}.{table}.parquet"


def shard_files(folder: Path, stems: Sequence[str], table: str) -> list[str]:
    """The files of one table of several shards."""
    return [str(_path(folder, stem, table)) for stem in stems]


def _checksum(folder: Path, stem: str) -> str:
    parts = [file_checksum(_path(folder, stem, table)) for table in sorted(SCHEMAS)]
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _tables(shard: int, extractions: Iterable[Extraction]) -> dict[str, pa.Table]:
    columns: dict[str, list[list[object]]] = {name: [[] for _ in schema.names[2:]] for name, schema in SCHEMAS.items()}
    docs: dict[str, list[int]] = {name: [] for name in SCHEMAS}
    for doc, extraction in enumerate(extractions):
        for name, rows in _rows(extraction).items():
            docs[name] += [doc] * len(rows)
            for column, values in zip(columns[name], zip(*rows, strict=True), strict=False):
                column.extend(values)
    return {
        name: pa.table([[shard] * len(docs[name]), docs[name], *columns[name]], schema=schema)
        for name, schema in SCHEMAS.items()
    }


def _rows(extraction: Extraction) -> dict[str, list[tuple[object, ...]]]:
    d, sentences = extraction.document, extraction.sentences
    told = len(sentences), sentences[-1].paragraph + 1 if sentences else 0, sketch(d.text)
    return {
        "documents": [
            (d.id, content_id(d.text), d.source, d.title, d.date, d.date_from, d.origin, digest_of(d), *told)
        ],
        "sentences": [(s.index, s.paragraph, s.start, s.end, d.text[s.start : s.end]) for s in sentences],
        "mentions": [_mention(m, sentences[m.sentence].paragraph) for m in extraction.mentions],
        "aliases": [(d.id, a.name, a.alias, a.type, a.reason) for a in extraction.aliases],
    }


def _mention(m: Mention, paragraph: int) -> tuple[object, ...]:
    return (m.sentence, paragraph, m.start, m.end, m.text, name_key(m.text), m.type, m.extractor, m.score)
