import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanxi.extract import segment

segment.cut("")  # loading the dictionary takes longer than a property test may


@given(st.text(max_size=60))
def test_words_cover_the_text(text: str) -> None:
    assert "".join(segment.cut(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("唐山开会", ["唐山", "开会"]),
        ("公募基金调仓", ["公募", "基金", "调仓"]),
        ("省委书记出席", ["省委", "书记", "出席"]),
        ("教育局局长", ["教育局", "局长"]),
    ],
)
def test_words_added_and_glued_words_parted(text: str, words: list[str]) -> None:
    assert segment.cut(text) == words


def test_unknown_words_come_as_single_characters() -> None:
    assert segment.cut("钛晔发布") == ["钛", "晔", "发布"]


def test_tags() -> None:
    assert segment.tags()["杭州"] == "ns"


def test_what_others_do_with_jieba_does_not_matter() -> None:
    import jieba

    before = segment.cut("霁阑集团在京成立")
    jieba.add_word("霁阑集团")
    try:
        assert segment.cut("霁阑集团在京成立") == before
    finally:
        jieba.del_word("霁阑集团")


def test_silent_and_without_cache_file(tmp_path: Path) -> None:
    code = (
        f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}; from guanxi.extract import segment; segment.cut('好')"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
    assert Path(tempfile.gettempdir()) != tmp_path
