"""How much text to expect."""

import gzip
from pathlib import Path

import pytest

from guanxi.corpus.expected import expected_characters
from guanxi.corpus.read import read_documents


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_text_is_foretold_to_a_third(name: str, tmp_path: Path) -> None:
    text = "".join(f"合肥市第{number}次会议在京召开，讨论产业基金。\n" for number in range(500)).encode()
    (tmp_path / name).write_bytes(gzip.compress(text, 1) if name.endswith(".gz") else text)
    (tmp_path / "left-out.png").write_bytes(bytes(100_000))
    (read,) = read_documents([tmp_path], max_bytes=10**6, on_unreadable=print)
    expected = expected_characters([tmp_path])
    assert expected is not None
    if name.endswith(".txt"):
        assert len(read.text) == pytest.approx(expected, rel=1 / 3)
    else:
        assert 0 < expected < len(read.text)  # lines that are all alike pack better than news


def test_standard_input_tells_nothing_beforehand(tmp_path: Path) -> None:
    assert expected_characters([tmp_path, "-"]) is None
