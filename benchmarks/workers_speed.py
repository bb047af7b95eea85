"""What a second core is worth: the same build with one worker and with more.

    python benchmarks/workers_speed.py [INPUT...] [--articles N] [--workers 2] [--profile full|fast]
                                       [--rounds 1] [--json FILE]

The clock counts here, not CPU time. To extract is what workers share, from their start to the last shard; of what comes
behind it they share only the second pass.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from operator import attrgetter
from pathlib import Path

from guanxi.benchmarks.build_speed import articles
from guanxi.benchmarks.harness.contest import Cost, contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.config.settings import PROFILES, load_settings
from guanxi.graph.build import BuildReport, build


def guanxi(inputs: Sequence[Path], folder: Path, profile: str, workers: int) -> Callable[[], BuildReport]:
    """A build from nothing: each round writes a graph of its own, so that none finds shards of another."""
    settings, outputs = replace(load_settings(), profile=profile), count()

    def work() -> BuildReport:
        return build(inputs, folder / f"{workers}_{next(outputs)}.guanxi", settings=settings, workers=workers)

    return work


def figure(inputs: Sequence[Path], *, documents: int, workers: int, profile: str, rounds: int) -> Figure:
    """Measure one worker and more."""
    with tempfile.TemporaryDirectory() as scratch:
        given = inputs or articles(Path(scratch), documents)
        sides = {f"{n} worker{'s' * (n > 1)}": partial(guanxi, given, Path(scratch), profile, n) for n in (workers, 1)}
        costs = contest(sides, rounds=rounds, by=attrgetter("wall"))
    report: BuildReport = next(iter(costs.values())).result
    case = f"{report.documents:,} documents, {report.characters:,} characters, `profile: {profile}`"
    rows = [
        Row(f"{case}: extract", who, _paced(cost.result, cost.result.seconds["extract"])) for who, cost in costs.items()
    ]
    rows += [Row("the whole build", who, _paced(cost.result, cost.wall) | _used(cost)) for who, cost in costs.items()]
    return Figure("workers", rows, compared="wall s")


def _paced(report: BuildReport, seconds: float) -> dict[str, float]:
    return {"wall s": seconds, "documents an hour": 3600 * report.documents / seconds}


def _used(cost: Cost) -> dict[str, float]:
    return {"CPU s": cost.cpu, "peak MB": cost.peak}


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--profile", choices=PROFILES, default="full")
    parser.add_argument("--rounds", type=int, default=1)
    told = parser.parse_args()
    made = figure(told.inputs, documents=told.articles, workers=told.workers, profile=told.profile, rounds=told.rounds)
    made.report(told.json)


if __name__ == "__main__":
    main()
