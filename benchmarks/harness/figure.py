"""A figure: rows of measures, Guanxi's and those of its peers, with the machine they were taken on."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_LIBRARIES = ("jieba", "flashtext", "pyahocorasick", "spacy", "duckdb", "networkx", "numpy", "pyvis", "ahocorasick-rs")


@dataclass(frozen=True, slots=True)
class Row:
    """What one side needed for a case; measures are named with their unit."""

    case: str
    who: str
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """Rows, those of one case together, Guanxi's first.

    Attributes:
        compared: the measure in which the others are compared with Guanxi; less is better.
    """

    name: str
    rows: Sequence[Row]
    compared: str = "CPU s"

    def report(self, path: Path | None = None) -> None:
        """Print the table; with a path, write the JSON too."""
        print(table(self))
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(self._stored(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _stored(self) -> dict[str, Any]:
        rows = [{"case": row.case, "who": row.who, "measures": dict(row.measures)} for row in self.rows]
        return {"figure": self.name, "compared": self.compared, "machine": machine(), "rows": rows}

    @classmethod
    def read(cls, path: Path) -> Figure:
        """One that was written."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(stored["figure"], [Row(**row) for row in stored["rows"]], stored["compared"])


def arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser for a benchmark, with the option `--json`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figure there too")
    return parser


def table(figure: Figure) -> str:
    """The rows in Markdown, with the ratio of each to the first of its case."""
    names = list(dict.fromkeys(name for row in figure.rows for name in row.measures))
    ratios = _ratios(figure)
    compared = [f"ratio of {figure.compared}"] if any(ratios) else []
    lines = [["", "", *names, *compared], ["---", "---", *["--:"] * (len(names) + len(compared))]]
    case = ""
    for row, ratio in zip(figure.rows, ratios, strict=True):
        cells = [number(row.measures[name]) if name in row.measures else "" for name in names]
        lines.append([row.case if row.case != case else "", row.who, *cells, *([ratio] if compared else [])])
        case = row.case
    return "\n".join("|" + "|".join(f" {cell} " if cell else " " for cell in line) + "|" for line in lines)


def number(value: float) -> str:
    """Three digits that count, and no more than whole ones of large numbers.

    >>> number(0.012345), number(7.0), number(7), number(1234567.8)
    ('0.0123', '7.00', '7', '1,234,568')
    """
    if isinstance(value, int) or abs(value) >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:#.3g}"


def machine() -> dict[str, Any]:
    """The machine and what is installed on it: how it was measured."""
    return {
        "processor": next(_processor(), platform.machine()),
        "cores": os.cpu_count(),
        "memory GB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
        "guanxi": version("guanxi"),
        **dict(_versions()),
    }


def _processor() -> Iterator[str]:
    if (told := Path("/proc/cpuinfo")).exists():
        for line in told.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                yield line.partition(":")[2].strip()


def _versions() -> Iterator[tuple[str, str]]:
    for library in _LIBRARIES:
        try:
            yield library, version(library)
        except PackageNotFoundError:
            continue


def _ratios(figure: Figure) -> list[str]:
    """Of each row, how it stands to the first of its case."""
    first: dict[str, Row] = {}
    found = []
    for row in figure.rows:
        ours = first.setdefault(row.case, row)
        here, there = row.measures.get(figure.compared), ours.measures.get(figure.compared)
        found.append(number(here / there) if row is not ours and here is not None and there else "")
    return found
