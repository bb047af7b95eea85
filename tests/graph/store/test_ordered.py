"""Rows in order, one range of numbers after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from guanxi.graph.store.ordered import in_order
from guanxi.graph.store.tables import connect, fetched
from guanxi.graph.store.windows import windows

ROWS = "SELECT (range * 7919 % 997)::BIGINT AS number, range AS nth, '第' || range || '行' AS text FROM range(5000)"
ORDERED = "SELECT number, nth, text FROM part ORDER BY ALL"


@pytest.mark.parametrize("room", [1, 3_000, 10_000_000])
def test_all_rows_come_in_order_however_many_ranges_there_are(tmp_path: Path, room: int) -> None:
    db = connect(300_000_000, str(tmp_path))
    db.execute(f"CREATE TABLE numbers AS SELECT DISTINCT number FROM ({ROWS})")
    found = in_order(db, ROWS, "number", of="numbers", size=100_000, room=room, ordered=ORDERED)
    assert list(found) == sorted(fetched(db, ROWS))


def test_no_rows_are_none(tmp_path: Path) -> None:
    db = connect(300_000_000, str(tmp_path))
    db.execute("CREATE TABLE numbers (number BIGINT)")
    found = in_order(db, f"{ROWS} WHERE false", "number", of="numbers", size=0, room=1, ordered=ORDERED)
    assert list(found) == []


@pytest.mark.parametrize("kind", ["sentence", "paragraph", "document"])
def test_the_text_of_windows_does_not_depend_on_the_room(tmp_path: Path, kind: str) -> None:
    db = connect(300_000_000, str(tmp_path))
    db.execute("""
        CREATE TABLE all_sentences AS
        SELECT document, sentence, sentence // 3 AS paragraph, 12 * sentence AS start, 12 * sentence + 10 AS "end",
               '第' || lpad(document::VARCHAR, 4, '零') || '篇第' || sentence || '句。' AS text
        FROM range(50) AS d(document), range(9) AS s(sentence)""")
    number = {"sentence": "sentence", "paragraph": "paragraph", "document": "0"}[kind]
    db.execute(f"""
        CREATE TABLE windows AS
        SELECT row_number() OVER (ORDER BY document, number) - 1 AS "window", document, number
        FROM (SELECT DISTINCT document, {number} AS number FROM all_sentences)""")
    at_once, in_many = (list(windows(db, kind, room=room)) for room in (10_000_000, 1))
    assert at_once == in_many
    assert [window for window, *_ in at_once] == list(range(50 * {"sentence": 9, "paragraph": 3, "document": 1}[kind]))
    *_, start, text = at_once[-1]
    sentences = {"sentence": [8], "paragraph": [6, 7, 8], "document": list(range(9))}[kind]
    assert start == 12 * sentences[0]
    assert [part for part in text.split() if part] == [f"第零零49篇第{number}句。" for number in sentences]
    assert ("\n" in text) == (kind == "document")
