"""One script of several ES modules: a page opened from disk cannot import files, and its policy allows no blobs.

The modules are put one after another, each behind those it imports, and share one scope. So they may only import
`{ names }` from "./neighbours.js", without circles and without renaming, and no two may use one name at the top: then
the result means the same as the modules a server hands out. A name used twice is a syntax error in the browser.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |let |function |async function |class )", re.MULTILINE)


def modules(folder: Path, start: str) -> list[str]:
    """File names of the modules that `start` needs, itself last, each behind those it imports."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        for imported in _IMPORT.findall((folder / name).read_text(encoding="utf-8")):
            if imported not in ordered:
                visit(imported)
        ordered[name] = None

    visit(start)
    return list(ordered)


def bundle(folder: Path, start: str) -> str:
    """The module `start` of a folder with all it imports, as the text of one module."""
    texts = ((folder / name).read_text(encoding="utf-8") for name in modules(folder, start))
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts)
