"""How fast a build is, against jieba's part-of-speech tagger over the same text in the same run.

    python benchmarks/build_speed.py [INPUT...] [--workers N] [--profile full|fast]

Prints characters a CPU second of the whole build and of jieba.posseg, their ratio, the share of each stage in wall
time, and the peak memory of the building process. Without INPUT it reads the example articles a hundred times over.
The build's figure includes loading dictionaries and lexicons (two to three seconds), the peer's does not; and the peer
is given Simplified text, since it reads Traditional text thirty times slower.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import jieba.posseg

from guanxi.config.settings import PROFILES, load_settings
from guanxi.corpus.fold import simplify
from guanxi.corpus.read import read_documents
from guanxi.graph.build import build

EXAMPLES = Path(__file__).parents[1] / "examples"
PEER_CHARACTERS = 300_000


def cpu_seconds() -> float:
    """User and system time of this process and its finished children."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def peak_megabytes() -> float:
    """Greatest resident memory of this process or any child so far."""
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes / 1024


def many_examples(folder: Path) -> list[Path]:
    """The example articles a hundred times, each time with another last line so that none is a duplicate."""
    documents = list(read_documents([EXAMPLES], max_bytes=10**9, on_unreadable=lambda _: None))
    for i in range(100):
        for n, document in enumerate(documents):
            (folder / f"{i:03}_{n:02}.txt").write_text(f"{document.text}\n第{i}次。\n", encoding="utf-8")
    return [folder]


def peer_speed(inputs: list[Path]) -> float:
    """Characters a CPU second of jieba.posseg.cut over the first texts."""
    texts, size = [], 0
    for document in read_documents(inputs, max_bytes=10**9, on_unreadable=lambda _: None):
        texts.append(simplify(document.text))
        size += len(document.text)
        if size > PEER_CHARACTERS:
            break
    list(jieba.posseg.cut("先装好词典再计时"))
    started = time.process_time()
    for text in texts:
        for _ in jieba.posseg.cut(text):
            pass
    return size / (time.process_time() - started)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--profile", choices=PROFILES, default="full")
    arguments = parser.parse_args()
    # The hundred copies of the examples stand for as many articles: each is to be counted.
    settings = replace(load_settings(), profile=arguments.profile, keep_reposts=not arguments.inputs)
    with tempfile.TemporaryDirectory() as scratch:
        (folder := Path(scratch) / "texts").mkdir()
        inputs = arguments.inputs or many_examples(folder)
        started = cpu_seconds()
        report = build(inputs, Path(scratch) / "bench.guanxi", settings=settings, workers=arguments.workers)
        speed = report.characters / (cpu_seconds() - started)
        memory = peak_megabytes()
        peer = peer_speed(inputs)
    total = sum(report.seconds.values())
    shares = ", ".join(f"{stage} {seconds / total:.0%}" for stage, seconds in report.seconds.items())
    print(f"{report.documents} documents, {report.characters:,} characters, {report.mentions:,} mentions")
    print(f"build         {speed:12,.0f} characters a CPU second")
    print(f"jieba.posseg  {peer:12,.0f} characters a CPU second")
    print(f"ratio         {speed / peer:12.2f}")
    print(f"wall time     {total:12.1f} s with {arguments.workers} worker(s): {shares}")
    print(f"peak memory   {memory:12.0f} MB")


if __name__ == "__main__":
    main()
