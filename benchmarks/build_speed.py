"""How fast a build is as a whole, beside jieba's part-of-speech tagger over the same text in the same run.

    python benchmarks/build_speed.py [INPUT...] [--articles N] [--json FILE]

Builds a graph on one core, with each profile: reading, extracting, linking, counting and storing, and loading of all
that is needed for it. The peer reads and tags, and nothing else; loading is not counted, and it gets Simplified text,
since it reads Traditional text thirty times slower. Figures are for a million characters. Without INPUT it reads
invented news.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import jieba.posseg

from guanxi.benchmarks.harness.contest import Cost, contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.news import write_lines
from guanxi.benchmarks.newsroom.article import Newsroom
from guanxi.config.settings import PROFILES, load_settings
from guanxi.corpus.fold import simplify
from guanxi.corpus.read import read_documents
from guanxi.graph.build import build

EXAMPLES = Path(__file__).parents[1] / "examples"
PEER_CHARACTERS = 300_000


def articles(folder: Path, count: int) -> list[Path]:
    """A file of invented news."""
    write_lines(Newsroom().articles(count), path := folder / "news.jsonl")
    return [path]


def guanxi(inputs: Sequence[Path], folder: Path, profile: str) -> Callable[[], int]:
    """A whole build; what it returns is the number of characters."""
    settings, output = replace(load_settings(), profile=profile), folder / f"{profile}.guanxi"
    return lambda: build(inputs, output, settings=settings).characters


def with_posseg(inputs: Sequence[Path]) -> Callable[[], int]:
    """jieba's tagger over the first texts."""
    texts, size = _first(inputs)
    list(jieba.posseg.cut("先装好词典再计时"))

    def work() -> int:
        for text in texts:
            for _ in jieba.posseg.cut(text):
                pass
        return size

    return work


def peer_speed(inputs: Sequence[Path]) -> float:
    """Characters a CPU second of jieba.posseg.cut over the first texts."""
    work = with_posseg(inputs)
    started = time.process_time()
    return work() / (time.process_time() - started)


def _first(inputs: Sequence[Path]) -> tuple[list[str], int]:
    texts, size = list[str](), 0
    for document in read_documents(inputs, max_bytes=10**9, on_unreadable=lambda _: None):
        texts.append(simplify(document.text))
        size += len(document.text)
        if size > PEER_CHARACTERS:
            break
    return texts, size


def figure(inputs: Sequence[Path], *, count: int) -> Figure:
    """Measure both profiles and the peer."""
    with tempfile.TemporaryDirectory() as scratch:
        given = inputs or articles(Path(scratch), count)
        sides = {profile: partial(guanxi, given, Path(scratch), profile) for profile in PROFILES}
        costs = contest({**sides, "jieba.posseg": partial(with_posseg, given)})
    rows = []
    for profile in PROFILES:
        case = f"{costs[profile].result:,} characters, `profile: {profile}`"
        rows += [Row(case, "guanxi build", _measures(costs[profile]))]
        rows += [Row(case, "jieba.posseg", _measures(costs["jieba.posseg"]))]
    return Figure("build", rows, compared="CPU s a million")


def _measures(cost: Cost) -> dict[str, float]:
    """For a million characters."""
    millions = cost.result / 1e6
    return {
        "wall s a million": cost.wall / millions,
        "CPU s a million": cost.cpu / millions,
        "peak MB": cost.peak,
        "characters a CPU s": cost.result / cost.cpu,
    }


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=3_000)
    options = parser.parse_args()
    figure(options.inputs, count=options.articles).report(options.json)


if __name__ == "__main__":
    main()
