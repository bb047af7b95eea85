"""The floors of the house: the layers contract in setup.cfg is kept, and would be missed if it were broken."""

from __future__ import annotations

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(config: Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("importlinter", reason="import-linter is not installed")
    command = [sys.executable, "-c", RUN, "--config", str(config), "--no-cache"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_no_module_imports_from_a_floor_above_it() -> None:
    done = lint(ROOT / "setup.cfg")
    assert (done.returncode, "1 kept, 0 broken" in done.stdout) == (0, True), done.stdout + done.stderr


def test_a_house_built_upside_down_is_noticed(tmp_path: Path) -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    contract = config["importlinter:contract:layers"]
    contract["layers"] = "\n" + "\n".join(reversed(contract["layers"].split()))
    with (tmp_path / "setup.cfg").open("w", encoding="utf-8") as file:
        config.write(file)
    done = lint(tmp_path / "setup.cfg")
    assert (done.returncode, "0 kept, 1 broken" in done.stdout) == (1, True), done.stdout + done.stderr


def test_every_folder_of_the_package_has_its_floor() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    packages = config["options"]["packages"].split()
    floors = config["importlinter:contract:layers"]["layers"].split()
    assert set(floors) == {name for name in packages if name.count(".") == 1}
