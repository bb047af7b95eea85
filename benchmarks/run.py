"""Every figure of docs/performance.md, one program after the other.

    python benchmarks/run.py [--size full|small|tiny] [--only NAME,NAME] [--out out/bench]

Each figure is written to OUT/SIZE/NAME.json as soon as it is there; with `--only` the others keep what they had. A
program that fails does not stop the others; the exit code tells.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
SIZES = ("full", "small", "tiny")
# Name of the figure: the program, and its options for each size.
PROGRAMS: dict[str, tuple[str, dict[str, str]]] = {
    "matching": (
        "matching_speed.py",
        {"full": "", "small": "--characters 200000", "tiny": "--characters 3000 --names 300"},
    ),
    "extraction": (
        "extraction_speed.py",
        {"full": "", "small": "--characters 100000 --names 10000", "tiny": "--characters 3000 --names 300"},
    ),
    "parts": ("part_speed.py", {"full": "", "small": "", "tiny": str(HERE.parent / "examples" / "hefei_nio.txt")}),
    "build": ("build_speed.py", {"full": "", "small": "--articles 500", "tiny": "--articles 5"}),
    "workers": (
        "workers_speed.py",
        {"full": "", "small": "--articles 1500", "tiny": "--articles 5 --profile fast --rounds 1"},
    ),
    "counting": (
        "count_speed.py",
        {"full": "--mentions 1000000 10000000", "small": "--mentions 1000000", "tiny": "--mentions 2000"},
    ),
    "queries": (
        "query_speed.py",
        {"full": "--edges 5000000", "small": "--edges 100000", "tiny": "--edges 500"},
    ),
    "centrality": (
        "centrality_speed.py",
        {"full": "", "small": "--pairs 30000", "tiny": "--pairs 500"},
    ),
    "page": (
        "page_speed.py",
        {
            "full": "--sizes 500 1500 3000 --peer 500",
            "small": "--sizes 200 --peer 200 --edges 4000",
            "tiny": "--sizes 60 --peer 0 --edges 1000",
        },
    ),
    "memory": (
        "memory.py",
        {
            "full": "--megabytes 10 20 40 --files 4000 8000 16000 --engines lexicon",
            "small": "--megabytes 5 10 --files 2000 4000 --engines lexicon",
            "tiny": "--megabytes 0.1 --files 10 --engines lexicon",
        },
    ),
}


def run(names: Sequence[str], *, size: str, out: Path) -> list[str]:
    """Run the programs of some figures; gives the names of those that failed."""
    failed = []
    for name in names:
        program, options = PROGRAMS[name]
        started = time.perf_counter()
        print(f"## {name}\n", flush=True)
        command = [
            sys.executable,
            str(HERE / program),
            *options[size].split(),
            "--json",
            str(out / size / f"{name}.json"),
        ]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
        print(f"\n{time.perf_counter() - started:.0f} s\n", flush=True)
    return failed


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--only", default="", metavar="NAME,NAME", help=f"of {', '.join(PROGRAMS)}")
    parser.add_argument("--out", type=Path, default=Path("out/bench"))
    options = parser.parse_args()
    names = [name.strip() for name in options.only.split(",") if name.strip()] or list(PROGRAMS)
    if unknown := sorted(set(names) - set(PROGRAMS)):
        parser.error(f"there is no figure {unknown[0]!r}; there are: {', '.join(PROGRAMS)}")
    if failed := run(names, size=options.size, out=options.out):
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
