"""How good the graph is, against documents that people annotated; and a gate that keeps it so.

    python benchmarks/quality.py                                    the shared gold, held to the pinned floors
    python benchmarks/quality.py --gold my/gold --docs my/texts     annotations of your own

Builds a graph of the documents that the gold names, has the gold's own scorer judge it, and sorts what went wrong into
classes. Exit code 1: a figure is below its floor, or the gold is not the one the floors were pinned on.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from guanxi.benchmarks.scoring.floors import Floors, below, failures, pinned, read_floors, write_floors
from guanxi.benchmarks.scoring.gold import GoldDocument, fingerprint, read_gold
from guanxi.benchmarks.scoring.mistakes import mistakes, read_found
from guanxi.benchmarks.scoring.report import Run, as_json, print_run
from guanxi.benchmarks.scoring.scorer import Figure, run_scorer
from guanxi.cli.output import complain
from guanxi.config.errors import GuanxiError, InputError
from guanxi.config.settings import Settings, load_settings
from guanxi.graph.build import build
from guanxi.graph.export import export
from guanxi.graph.query.view import View

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
FLOORS = HERE / "quality_floors.yaml"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        complain(f"{message}; try --help")
        sys.exit(2)


def measure(gold: Path, docs: Path, *, scorer: Path, settings: Settings) -> Run:
    """Build, export and score a graph of the documents that the gold names.

    Raises:
        GuanxiError: the gold, a text, the scorer or the settings cannot be used.
    """
    documents = read_gold(gold, docs, types=settings.types)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "export"
        graph = build([d.path for d in documents], Path(scratch) / "gold.guanxi", settings=settings, strict=True).path
        with View.open(graph) as view:
            export(view, folder)
        scores = run_scorer(scorer, gold=gold, docs=docs, export=folder)
        found = read_found(folder / "mentions.jsonl", documents)
        scripts = _by_script(documents, docs, scorer=scorer, export=folder)
    # The classes of mistakes come from a reading of our own: it must be the scorer's.
    ours = sum(len(d.spans) for d in documents), sum(map(len, found.values()))
    if ours != (scores.mentions, scores.found):
        raise InputError(f"{scorer} counts {scores.mentions} mentions in the gold and {scores.found} found, we {ours}")
    return Run(documents, scores, scripts, mistakes(documents, found), fingerprint(documents))


def _by_script(
    documents: Sequence[GoldDocument], docs: Path, *, scorer: Path, export: Path
) -> dict[str, tuple[int, Figure]]:
    """Number of documents and the scorer's figure of exact mentions, for each script in which there are mentions."""
    judged = {}
    for script in ("simplified", "traditional"):
        chosen = [document for document in documents if document.script == script]
        if any(document.spans for document in chosen):
            with tempfile.TemporaryDirectory() as part:
                for document in chosen:
                    shutil.copy(document.annotation, part)
                scores = run_scorer(scorer, gold=Path(part), docs=docs, export=export)
            judged[script] = len(chosen), scores.figures["mention.f1"]
    return judged


def pin(path: Path, run: Run, old: Floors | None, *, allow_lower: bool) -> list[str]:
    """Write the floors of this run; or, if a figure is below an old floor, nothing: the lines that say so."""
    sunk = below(run.scores.figures, old) if old and not allow_lower else []
    if sunk:
        return [*sunk, "nothing pinned: floors are lowered only with --allow-lower"]
    write_floors(path, pinned(run.scores.figures, old, run.gold, allow_lower=allow_lower))
    return []


def arguments_of(line: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line, and fill in where things stand if it does not say."""
    parser = _Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="folder of annotations (default: ../shared/gold beside the checkout)")
    parser.add_argument("--split", help="folder inside the gold to use (default for the shared gold: dev)")
    parser.add_argument("--docs", type=Path, help="folder below which the texts are")
    parser.add_argument("--scorer", type=Path, default=SHARED / "gold" / "score.py", help="the score.py of the gold")
    parser.add_argument("--config", type=Path, help="settings of the build, e.g. with types of your own")
    parser.add_argument("--floors", type=Path, help="file of floors (default for the shared gold: quality_floors.yaml)")
    parser.add_argument("--pin", action="store_true", help="write the floors from this run")
    parser.add_argument("--allow-lower", action="store_true", help="let --pin lower floors")
    parser.add_argument("--examples", type=int, default=3, metavar="N", help="examples of each class (default: 3)")
    parser.add_argument("--json", action="store_true", help="print everything, all mistakes included, as JSON")
    arguments = parser.parse_args(line)
    if arguments.gold and not arguments.docs:
        parser.error("--gold needs --docs, the folder below which its texts are")
    if arguments.examples < 0:
        parser.error("--examples is a number of examples, 0 or more")
    if not arguments.gold and arguments.split in (None, "dev") and not arguments.config:
        arguments.floors = arguments.floors or FLOORS
    if arguments.pin and not arguments.floors:
        parser.error("--pin needs --floors, the file to write: the floors of the shared gold are not for this run")
    return arguments


def run(arguments: argparse.Namespace) -> int:
    """Measure, print and judge; the exit code.

    Raises:
        GuanxiError: what the user must mend.
    """
    if not arguments.gold and not (SHARED / "gold").is_dir():
        print("score: no annotated articles at ../shared/gold, skipped")
        return 0
    split = arguments.split or ("" if arguments.gold else "dev")
    gold = (arguments.gold or SHARED / "gold") / split
    floors = read_floors(arguments.floors) if arguments.floors else None
    docs = arguments.docs or SHARED / "corpus"
    measured = measure(gold, docs, scorer=arguments.scorer, settings=load_settings(arguments.config))
    if arguments.pin:
        reasons = pin(arguments.floors, measured, floors, allow_lower=arguments.allow_lower)
        floors = read_floors(arguments.floors)
    else:
        reasons = failures(measured.scores.figures, floors, measured.gold) if arguments.floors else []
    if arguments.json:
        print(as_json(measured, floors, reasons))
    else:
        print_run(Console(highlight=False, markup=False), measured, floors, limit=arguments.examples)
    for reason in reasons:
        print(f"score: {reason}", file=sys.stderr)
    return 1 if reasons else 0


def main() -> None:
    """Run and exit: 0 passed or skipped, 1 not passed, 2 for what the user must mend."""
    arguments = arguments_of(None)
    try:
        sys.exit(run(arguments))
    except GuanxiError as error:
        complain(str(error))
    except OSError as error:
        complain(f"{error.filename or 'input/output'}: {error.strerror or error}")
    sys.exit(2)


if __name__ == "__main__":
    main()
