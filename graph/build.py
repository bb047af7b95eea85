"""Building a graph: read, extract, and assemble."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path

from ..config.errors import InputError
from ..config.settings import Settings, load_settings
from ..corpus.decode import encoding_name
from ..corpus.document import Document
from ..corpus.read import Unreadable, read_documents, read_files
from ..corpus.walk import STDIN, Found, find_files
from ..extract.ledger import read_ledger
from .assembly import Clock, Recipe, assemble, failing_clearly
from .engine import LOCAL, Cluster, Engine, engine_named
from .extraction import ExtractionRun, Progress
from .stages import Reading
from .store.folder import Shard
from .store.place import Place, place_of


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `reused` of `shards` were there already; `seconds` says how long each stage took."""

    path: Path | str
    documents: int
    reposts: int
    sentences: int
    windows: int
    mentions: int
    entities: int
    edges: int
    characters: int
    unreadable: tuple[Unreadable, ...]
    shards: int
    reused: int
    seconds: dict[str, float] = field(default_factory=dict)


def build(
    inputs: Sequence[str | Path] | str | Path,
    output: str | Path,
    *,
    settings: Settings | None = None,
    encoding: str | None = None,
    strict: bool = False,
    workers: int | None = 1,
    engine: str = LOCAL,
    ray: str | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> BuildReport:
    """Build the graph `output` from files and folders, in the place of the graph that stood there.

    What people decided about names (its ledger) stays.

    Args:
        inputs: a file or folder, or several, also in object storage (s3://bucket/folder); "-" reads JSON lines from
            standard input.
        output: a folder, also in object storage.
        settings: from `load_settings`; the defaults if None.
        encoding: of all text inputs; detected if None.
        strict: stop at the first file that cannot be read.
        workers: processes that extract; None for all cores. With more than one, call from under
            `if __name__ == "__main__"`.
        engine: what runs them: "local", "daft" or "spark".
        ray: address of the Ray cluster on which engine "daft" runs; this machine without it.
        progress: called now and then.

    Raises:
        InputError: nothing could be read (or, with `strict`, a file could not).
        ConfigError: the settings name engines or files that cannot be used, or the ledger cannot be read, or there
            is no such engine.
        MissingDependency: the libraries of the engine are not installed.
        GraphError: `output` cannot be written or is not a graph.
    """
    settings = settings or load_settings()
    reading = Reading(encoding, settings.file_megabytes * 1_000_000, strict)
    with closing(engine_named(engine, workers=workers, ray=ray)) as runs:
        given = [inputs] if isinstance(inputs, (str, Path)) else inputs
        source = Source(given, reading, here=not isinstance(runs, Cluster))
        source.open()
        with place_of(output) as place:
            return _build(source, place, settings, runs, progress)


def _build(
    source: Source, place: Place, settings: Settings, engine: Engine, progress: Callable[[Progress], None]
) -> BuildReport:
    clock, folder = Clock(), place.folder
    run = ExtractionRun(place.graph, settings, progress, engine=engine, documents=source.documents, home=place.home)
    with folder.writing() as scratch, failing_clearly(folder):
        ledger = read_ledger(folder.ledger)
        shards = source.shards(run, folder.checksums())
        place.bring(shards)
        clock.stop("extract")
        recipe = Recipe(shards, settings, run.fingerprint, ledger)
        graph = str(folder.path) if source.here else place.graph
        made = assemble(folder, scratch, recipe, tell=run.tell, engine=engine, graph=graph)
        place.send()
    return BuildReport(
        place.path,
        **made.totals,
        characters=run.characters,
        unreadable=tuple(source.unreadable),
        shards=len(shards),
        reused=run.reused,
        seconds=clock.seconds | made.seconds,
    )


class Source:
    """The documents of some inputs, read `here` (`documents`), or where an engine runs.

    `unreadable` grows as they are read.
    """

    def __init__(self, inputs: Sequence[str | Path], reading: Reading, *, here: bool) -> None:
        self._inputs, self._reading, self.here = inputs, reading, here
        self._files: list[Found | Unreadable] = []
        self.unreadable: list[Unreadable] = []
        self.documents: Iterator[Document] = iter(())

    def open(self) -> None:
        """See that there is something to read.

        Raises:
            InputError: there is nothing, or (where that is asked for) something cannot be read.
        """
        how = asdict(self._reading)
        if self.here:
            documents = read_documents(self._inputs, **how, on_unreadable=self.unreadable.append)
        elif STDIN in map(str, self._inputs):
            raise InputError("standard input is read on this machine only: give a file, or use engine local")
        else:
            if self._reading.encoding is not None:
                encoding_name(self._reading.encoding)
            self._files = list(find_files(self._inputs))
            documents = read_files(self._files, **how, on_unreadable=self.unreadable.append)
        first = next(documents, None)
        if first is None:
            raise InputError(nothing_read(self.unreadable))
        if self.here:
            self.documents = chain([first], documents)

    def shards(self, run: ExtractionRun, checksums: Mapping[str, str]) -> list[Shard]:
        """What becomes of them."""
        if self.here:
            return run.shards(checksums)
        self.unreadable.clear()  # the first document is read again there, and all before it
        return run.shards_of_files(self._files, self._reading, checksums, on_unreadable=self.unreadable.append)


def nothing_read(unreadable: Sequence[Unreadable]) -> str:
    """Why inputs gave no document, for an InputError."""
    if not unreadable:
        return "nothing to read: the inputs hold no documents (.txt .md .html .json .jsonl .csv .docx .pdf)"
    first = unreadable[0]
    more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
    return f"nothing could be read: {first.source}: {first.reason}{more}"
