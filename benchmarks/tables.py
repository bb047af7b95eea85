"""Writes the tables of docs/performance.md from the figures that were measured.

    python benchmarks/tables.py [--figures out/bench/full] [--docs docs/performance.md]

The table of a figure goes between `<!-- figure: NAME -->` and `<!-- end -->`, the machine between `<!-- machine -->`
and `<!-- end -->`; what stands around them is left alone, and so is a table whose figure has not been measured.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guanxi.benchmarks.harness.figure import Figure, table

_BLOCK = re.compile(r"(<!-- (?:figure: (?P<name>\w+)|machine) -->\n).*?(<!-- end -->)", re.DOTALL)


def written(docs: str, figures: Path) -> tuple[str, list[str]]:
    """The document with its tables anew, and the names of figures that are missing."""
    missing: list[str] = []

    def block(found: re.Match[str]) -> str:
        name, path = found["name"], figures / f"{found['name']}.json"
        if name and not path.exists():
            missing.append(name)
            return found[0]
        made = table(Figure.read(path)) if name else machines(figures)
        return f"{found[1]}{made}\n{found[3]}"

    return _BLOCK.sub(block, docs), missing


def machines(figures: Path) -> str:
    """What the figures were measured on: a line for each machine, with their names if there are several."""
    lines: dict[str, list[str]] = {}
    loads: list[float] = []
    for path in sorted(figures.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))["machine"]
        loads.append(told.pop("load"))
        lines.setdefault(_line(told), []).append(path.stem)
    made = [line if len(lines) == 1 else f"{', '.join(names)}: {line}" for line, names in lines.items()]
    if loads:
        made.append(f"Load of the machine when figures were written: {min(loads)} to {max(loads)}.")
    return "\n\n".join(made)


def _line(told: Mapping[str, Any]) -> str:
    facts = dict(told)
    begin = f"{facts.pop('processor')}, {facts.pop('cores')} cores, {facts.pop('memory GB')} GB, {facts.pop('system')}"
    return f"{begin}; {', '.join(f'{name} {value}' for name, value in facts.items())}."


def main() -> None:
    """Write the document anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=Path, default=Path("out/bench/full"))
    parser.add_argument("--docs", type=Path, default=Path("docs/performance.md"))
    options = parser.parse_args()
    made, missing = written(options.docs.read_text(encoding="utf-8"), options.figures)
    options.docs.write_text(made, encoding="utf-8", newline="\n")
    for name in missing:
        print(f"{name}: no {options.figures / name}.json yet; its table stays as it is", file=sys.stderr)


if __name__ == "__main__":
    main()
