"""Documents into a graph and out of it: the graph becomes what a build of the documents that it then has would give.

Only documents that are new or changed are read for names; linking, counting and the statistics, which depend on the
whole, are done again over all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath

from ..config.errors import InputError
from ..corpus.document import Document, content_id
from ..corpus.read import Unreadable, read_documents
from .assembly import Assembled
from .build import nothing_read
from .extraction import Progress
from .standing import Standing, standing
from .store.shards import digest_of
from .store.stored import StoredDocument, stored_documents, without

_SHOWN = 5
_LOOKED_AT = 20_000  # documents whose names may be near


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What became of a graph.

    Attributes:
        added: documents that are new in it.
        removed: documents that are no more in it, also those that changed ones replaced.
        unchanged: documents that were given and stood in it already.
        documents, entities, edges: what the graph holds now.
    """

    path: Path
    added: int
    removed: int
    unchanged: int
    documents: int
    entities: int
    edges: int
    unreadable: tuple[Unreadable, ...] = ()


def add(
    graph: str | Path,
    inputs: Sequence[str | Path] | str | Path,
    *,
    encoding: str | None = None,
    strict: bool = False,
    keep_reposts: bool | None = None,
    workers: int | None = 1,
    memory: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> UpdateReport:
    """Add documents to a graph, with the settings it was built with.

    A document with an id of its own replaces the one that has this id. A file that was read before replaces what was
    read from it then; of its documents with ids of their own those that it has no more stay.

    Args:
        inputs, encoding, strict, workers, progress: as for `build`.
        keep_reposts: count reposts from now on, or no more; None leaves that as it is.
        memory: for counting, in bytes; None for what the graph was built with.

    Raises:
        InputError: nothing could be read (or, with `strict`, a file could not).
        ConfigError: a file of the settings or the ledger cannot be used.
        GraphError: there is no such graph, it is damaged, or another version or other settings made it.
    """
    with standing(graph, workers=workers, memory=memory, progress=progress) as old:
        unreadable: list[Unreadable] = []
        documents = read_documents(
            [inputs] if isinstance(inputs, (str, Path)) else inputs,
            encoding=encoding,
            max_bytes=old.settings.file_megabytes * 1_000_000,
            strict=strict,
            on_unreadable=unreadable.append,
        )
        news = _News(document.digest for document in _stored(old))
        run = old.reading(news.of(documents))
        shards = run.shards(dict(old.manifest.shards))
        if not news.read:
            raise InputError(nothing_read(unreadable))
        gone = [document for document in _stored(old) if news.replaces(document)]
        kept = without(old.folder.shards, old.shards, gone)
        settings = old.settings if keep_reposts is None else replace(old.settings, keep_reposts=keep_reposts)
        made = old.become(shards=[*kept, *shards], settings=settings)
    counts = {"added": run.documents, "removed": len(gone), "unchanged": news.read - run.documents}
    return _report(old, made, unreadable=tuple(unreadable), **counts)


def remove(
    graph: str | Path,
    documents: Sequence[str] | str,
    *,
    memory: int | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> UpdateReport:
    """Take documents out of a graph, each by its id or by the name of its file where only one has it.

    `memory` and `progress` are as for `add`.

    Raises:
        InputError: a document is not in the graph (offers near names), or several have this name (lists their ids);
            nothing is removed then.
        ConfigError, GraphError: as for `add`.
    """
    with standing(graph, memory=memory, progress=progress) as old:
        names = [documents] if isinstance(documents, str) else documents
        gone = _called(names, lambda: _stored(old))
        ids = {document.id for document in gone}
        copied = {document.id for document in _stored(old) if document.id in ids and document not in gone}
        made = old.become(shards=without(old.folder.shards, old.shards, gone))
    return _report(old, made, removed=len(ids - copied))


def _stored(graph: Standing) -> Iterator[StoredDocument]:
    return stored_documents(graph.folder.shards, graph.shards)


def _report(
    graph: Standing,
    made: Assembled,
    *,
    added: int = 0,
    removed: int = 0,
    unchanged: int = 0,
    unreadable: tuple[Unreadable, ...] = (),
) -> UpdateReport:
    totals = {name: made.totals[name] for name in ("documents", "entities", "edges")}
    return UpdateReport(graph.folder.path, added, removed, unchanged, **totals, unreadable=unreadable)


class _News:
    """What is new in documents that are read, and what they replace of those that are stored."""

    def __init__(self, stored: Iterable[str]) -> None:
        self.read = 0
        self._stored = frozenset(stored)
        self._seen: set[str] = set()
        self._last: dict[str, str] = {}  # of the ids that were given, the digest read last
        self._origins: set[str] = set()

    def of(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Those of the documents that are not stored as they are, and what stands behind another of its id."""
        for document in documents:
            self.read += 1
            digest, again = digest_of(document), False
            if document.origin:
                self._origins.add(document.origin)
            if document.id == content_id(document.text):
                self._seen.add(digest)
            else:
                again = self._last.get(document.id, digest) != digest
                self._last[document.id] = digest
            if again or digest not in self._stored:
                yield document

    def replaces(self, stored: StoredDocument) -> bool:
        """Whether a stored document goes, once all are read."""
        if stored.id in self._last:
            return self._last[stored.id] != stored.digest
        return stored.digest not in self._seen and not stored.named and stored.origin in self._origins


def _called(names: Sequence[str], stored: Callable[[], Iterator[StoredDocument]]) -> set[StoredDocument]:
    """All copies of the one document of each id; else what stands in the one file of each name."""
    found: dict[str, list[list[StoredDocument]]] = {name: [[], [], []] for name in names}
    for document in stored():
        for place, text in enumerate((document.id, document.source, PurePosixPath(document.source).name)):
            if text in found:
                found[text][place].append(document)
    return {document for name, by in found.items() for document in _one(name, by, stored)}


def _one(
    name: str, by: Sequence[Sequence[StoredDocument]], stored: Callable[[], Iterator[StoredDocument]]
) -> Sequence[StoredDocument]:
    called = next((documents for documents in by if documents), ())
    ids = sorted({document.id for document in called})
    if len(ids) == 1:
        return called
    if ids:
        more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
        raise InputError(f"{name!r} names {len(ids)} documents, say which by id: {', '.join(ids[:_SHOWN])}{more}")
    names = {text for document in islice(stored(), _LOOKED_AT) for text in (document.id, document.source)}
    near = get_close_matches(name, sorted(names), n=3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise InputError(f"no document of the graph has the id or file name {name!r}{hint}")
