"""A wheel, away from the checkout, does the main job: no file it needs is missing from it.

To be quick and need no network, these tests borrow the libraries of the environment that runs them, so a library that
the wheel forgets to ask for could be there by chance; `test_every_library_imported_is_asked_for` looks for that.
`make wheel`, which CI runs, does the main job in an environment that has nothing but what the wheel asks for.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import Distribution, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that has the wheel, and the libraries of this one but not its Guanxi."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", str(ROOT)]
    subprocess.run([*build, "--wheel-dir", str(folder)], check=True, capture_output=True)
    venv.create(folder / "env", with_pip=False)
    (site,) = (folder / "env").glob("lib/python*/site-packages")
    (wheel,) = folder.glob("guanxi-*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    # A path in a .pth file is added as it stands: the editable install of the checkout does not come along.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "env" / "bin" / "python"


def test_the_wheel_does_the_main_job(python: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        command = [str(python), *arguments]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout

    assert str(ROOT) not in run("-c", "import guanxi; print(guanxi.__file__)")
    assert "entities" in run("-m", "guanxi", "demo")
    assert "合肥" in run("-m", "guanxi", "neighbors", "guanxi-demo/demo.guanxi", "蔚来")
    assert (tmp_path / "guanxi-demo" / "demo.html").stat().st_size > 100_000


def test_the_wheel_holds_no_tests_and_no_stray_files(python: Path) -> None:
    (wheel,) = python.parents[2].glob("guanxi-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[1] for name in names if name.startswith("guanxi/")}
    assert not {"tests", "benchmarks", "docs", "build"} & tops
    assert {"cli", "config", "corpus", "examples", "extract", "graph", "py.typed"} <= tops


def test_every_library_imported_is_asked_for(python: Path) -> None:
    (site,) = (python.parents[1]).glob("lib/python*/site-packages")
    (wheel,) = Distribution.discover(name="guanxi", path=[str(site)])
    # The extra `train` brings what only `guanxi train` needs, `pandas` what only to_pandas does, `cluster` and
    # `spark` what only the engines daft and spark do; they say so without.
    extras = "extra == .(train|pandas|cluster|spark)."
    wanted = [line for line in wheel.requires or () if "extra ==" not in line or re.search(extras, line)]
    asked = {canonical(line) for line in wanted}
    imported = {name for path in (site / "guanxi").rglob("*.py") for name in imports(path)}
    libraries = sorted(imported - sys.stdlib_module_names - {"guanxi"})
    assert {"click", "lxml", "spacy"} <= set(libraries)
    provided_by = packages_distributions()
    assert [name for name in libraries if not asked & set(map(canonical, provided_by.get(name, [name])))] == []


def imports(path: Path) -> set[str]:
    """Top-level names of all that a module imports by its full name, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def canonical(requirement: str) -> str:
    """Name of a distribution in a requirement, as indexes compare them: python-docx for `python_docx >= 1.1`."""
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
