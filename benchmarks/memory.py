"""How much memory a build takes, stage by stage, and how that grows with the input.

    python benchmarks/memory.py [--megabytes 10 20 40] [--files 5000 10000 20000] [--memory SIZE] [--workers N]
                                [--profile full|fast] [--engines lexicon]

Writes JSON lines of so many MB, and folders of so many small files, builds each in a process of its own, and watches
its resident memory (workers included) all the time. Prints the greatest of each stage, and what it grows by for each
further MB or thousand files: where memory is bounded, the slope is near nothing. Stages that count fill the memory that
they may have first; by default they have the least there is, so that they come to their limit with little input.
With `--engines lexicon` a build takes a fraction of the time, and its later stages have nearly as much to do.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.news import write_files, write_lines
from guanxi.benchmarks.newsroom.article import Newsroom
from guanxi.config.limits import LEAST_MEMORY, bytes_of
from guanxi.config.settings import PROFILES, Settings, load_settings
from guanxi.graph.build import build
from guanxi.graph.extraction import Progress

# Half of the small files have fewer characters.
SMALL = 200
_BYTES = 1_000_000
_PAUSE = 0.02  # seconds between two looks
_END = "end"


@dataclass(frozen=True, slots=True)
class Watched:
    """A build: its input, seconds, and the greatest resident memory of each stage in MB, in their order."""

    size: float
    seconds: float
    peaks: dict[str, float]


def watched(given: Path, size: float, *, settings: Settings, workers: int) -> Watched:
    """Build in a process of its own and watch it."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as scratch:
        pipe, theirs = context.Pipe()
        process = context.Process(
            target=_build, args=(given, Path(scratch) / "watched.guanxi", settings, workers, theirs)
        )
        process.start()
        theirs.close()
        started, peaks, stage = time.perf_counter(), dict[str, float](), ""
        while process.is_alive():
            while stage != _END and pipe.poll():
                stage = _told(pipe)
            if stage not in ("", _END):
                peaks[stage] = max(peaks.get(stage, 0.0), _resident(process.pid))
            time.sleep(_PAUSE)
        if process.exitcode:
            raise RuntimeError(f"the build of {given} failed")
    return Watched(size, time.perf_counter() - started, peaks)


def _told(pipe: Connection) -> str:
    try:
        stage: str = pipe.recv()
    except EOFError:
        return _END
    return stage


def _resident(process: int | None) -> float:
    try:
        parent = psutil.Process(process)
        return float(sum(each.memory_info().rss for each in (parent, *parent.children(recursive=True)))) / _BYTES
    except psutil.NoSuchProcess:
        return 0.0


def _build(given: Path, output: Path, settings: Settings, workers: int, pipe: Connection) -> None:
    """In the child: each stage is told as it begins."""
    stage = ""

    def tell(progress: Progress) -> None:
        nonlocal stage
        if progress.stage != stage:
            stage = progress.stage
            pipe.send(stage)

    pipe.send("read")
    build([given], output, settings=settings, workers=workers, progress=tell)
    pipe.send(_END)


def slope(sizes: Sequence[float], peaks: Sequence[float]) -> float:
    """By how much a peak grows for each unit of size: least squares.

    >>> slope([1, 2, 3], [10, 12, 14])
    2.0
    """
    middle, height = sum(sizes) / len(sizes), sum(peaks) / len(peaks)
    across = sum((size - middle) ** 2 for size in sizes)
    return sum((s - middle) * (p - height) for s, p in zip(sizes, peaks, strict=True)) / across if across else 0.0


def lines_of(megabytes: float, path: Path) -> Path:
    """JSON lines of about so many MB."""
    newsroom, sample = Newsroom(), 200
    each = sum(len(str(article.record()).encode()) for article in newsroom.articles(sample)) / sample
    write_lines(newsroom.articles(max(1, round(megabytes * _BYTES / each))), path)
    return path


def files_of(count: float, path: Path) -> Path:
    """A folder of so many small files."""
    write_files(Newsroom(typical=SMALL).articles(int(count)), path)
    return path


def rows_of(
    what: str,
    unit: float,
    sizes: Sequence[float],
    write: Callable[[float, Path], Path],
    *,
    settings: Settings,
    workers: int,
) -> list[Row]:
    """Builds of growing inputs, and the slope of each stage by `unit` of size."""
    found: list[Watched] = []
    rows: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            given = write(size, Path(scratch) / ("input.jsonl" if what == "MB" else "input"))
            found.append(watched(given, size, settings=settings, workers=workers))
        rows.append(Row(f"{size:,.0f} {what}", "build", {"wall s": found[-1].seconds, **_titled(found[-1].peaks)}))
    if len(found) > 1:
        stages = [stage for stage in found[-1].peaks if all(stage in each.peaks for each in found)]
        grows = {s: unit * slope([e.size for e in found], [e.peaks[s] for e in found]) for s in stages}
        rows.append(Row(f"for each further {unit:,.0f} {what}", "build", _titled(grows)))
    return rows


def _titled(peaks: dict[str, float]) -> dict[str, float]:
    return {f"{stage} MB": peak for stage, peak in peaks.items()}


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--megabytes", nargs="*", type=float, default=[10, 20, 40])
    parser.add_argument("--files", nargs="*", type=int, default=[5_000, 10_000, 20_000])
    parser.add_argument("--memory", type=bytes_of, default=LEAST_MEMORY, help="that counting may have")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--profile", choices=PROFILES, default="fast")
    parser.add_argument("--engines", nargs="+", help="these alone instead of all")
    options = parser.parse_args()
    settings = replace(load_settings(), profile=options.profile, memory=options.memory)
    if options.engines:
        chosen = {name: settings.extractors[name] for name in options.engines}
        settings = replace(settings, extractors=chosen)
    rows = rows_of("MB", 1, options.megabytes, lines_of, settings=settings, workers=options.workers)
    rows += rows_of("files", 1_000, options.files, files_of, settings=settings, workers=options.workers)
    Figure("memory", rows).report(options.json)


if __name__ == "__main__":
    main()
