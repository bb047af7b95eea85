"""The reference says what the help says: an undocumented command or option fails here."""

import subprocess
import sys
from pathlib import Path


def test_the_reference_is_up_to_date(tmp_path: Path) -> None:
    # In a process of its own, as it is made: a command that ran without its group forgets the group's options.
    made = subprocess.run([sys.executable, "-m", "guanxi.cli.reference"], cwd=tmp_path, capture_output=True, check=True)
    stored = Path(__file__).parents[2] / "docs" / "commands.md"
    assert stored.read_bytes() == made.stdout, "run: make reference"
