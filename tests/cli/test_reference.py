"""The reference says what the help says: an undocumented command or option fails here."""

from pathlib import Path

from guanxi.cli.reference import reference


def test_the_reference_is_up_to_date() -> None:
    stored = Path(__file__).parents[2] / "docs" / "commands.md"
    assert stored.read_text(encoding="utf-8") == reference(), "run: make reference"
