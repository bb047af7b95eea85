"""What is printed: nothing of it steers a terminal, and JSON stays JSON."""

import json
from dataclasses import dataclass

import pytest

from guanxi.cli.output import complain, marked, print_json, print_table, safe


@dataclass(frozen=True, slots=True)
class Answer:
    name: str


# Escape, C1 control sequence, delete, marks that turn the direction, Arabic letter mark, a lone surrogate.
STEERING = "\x1b[1m\x9b2J\x7f\u202e\u2066\u200f\u061c\ud800"


def test_json_escapes_what_steers_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(f"合肥\n{STEERING}\\")
    print_json([answer])
    printed = capsys.readouterr().out
    assert json.loads(printed) == [{"name": answer.name}]
    assert "合肥\\n" in printed and "\\u009b2J\\u007f\\u202e\\u2066\\u200f\\u061c\\ud800" in printed
    assert not set(STEERING) & set(printed) - set("[1m2J")
    assert printed.splitlines()[1:3] == ["  {", printed.splitlines()[2]]


def test_tables_keep_a_row_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "type"), [("合\t肥\n市", None), (STEERING, 3)])
    assert capsys.readouterr().out == f"name\ttype\n合 肥 市\t\n{safe(STEERING)}\t3\n"


def test_text_for_people_shows_where_something_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert safe(STEERING) == "�[1m�2J������"
    assert marked("a\u061c合肥", [(2, 4)]) == "a�【合肥】"
    assert marked("习近平　主席  在 \r\n 合肥", [(0, 3)]) == "【习近平】　主席  在 合肥"
    complain("x\n\x9by")
    assert capsys.readouterr().err == "guanxi: x �y\n"
