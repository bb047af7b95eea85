import math
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rjieba import Jieba

from guanxi.extract import segment
from guanxi.extract.tagger.vocabulary import _TAGS

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


@pytest.fixture(scope="module")
def jiebas_own() -> Callable[[str], list[str]]:
    """jieba's tokenizer with our dictionary."""
    import jieba

    frequencies = {word: frequency for word, frequency, _ in segment.words()}
    beginnings = {beginning: 0 for word in frequencies for beginning in accumulate(word)}
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ = {**beginnings, **frequencies}
    tokenizer.total = sum(frequencies.values())
    tokenizer.initialized = True
    return partial(tokenizer.lcut, HMM=False)


WORDS = sorted({word for word, *_ in segment.words()})[::50]
MARKS = "，。（）《》· \n\r\t\u3000\x1c\x85１Ａé\U0001f600\u3400\u9fd5\u9fd6\ufa0e\U000200000123abcXYZ+#&._%-@"
PIECES = st.sampled_from(WORDS) | st.sampled_from("的一是在公司中国市长银行大学钛晔") | st.sampled_from(MARKS)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_words_are_those_of_jieba(jiebas_own: Callable[[str], list[str]], text: str) -> None:
    assert segment.cut(text) == jiebas_own(text)


def test_unknown_words_come_as_single_characters() -> None:
    assert segment.cut("钛晔发布") == ["钛", "晔", "发布"]


def test_the_dictionary_of_jieba_rs_is_that_of_jieba() -> None:
    known = dict(line.split(" ")[:2] for line in segment._lines())
    theirs, ours = Jieba(), Jieba.empty()  # type: ignore[no-untyped-call]
    for word, frequency in known.items():
        ours.add_word(word, int(frequency), "")
    assert [word for word in list(known)[::20] if theirs.suggest_freq(word) != ours.suggest_freq(word)] == []


def test_all_frequencies_together() -> None:
    frequencies = {word: frequency for word, frequency, _ in segment.words()}
    assert math.log(sum(frequencies.values())) == segment._ALL
    assert segment.chance("的") == math.log(frequencies["的"]) - segment._ALL
    assert segment.chance("钛晔") == -segment._ALL


@pytest.mark.parametrize(
    ("word", "tag"),
    [("杭州", "ns"), ("唐山", "ns"), ("省委书记", ""), ("钛晔", ""), ("", ""), ("AT&T", "nz"), ("AT&T 3", "")],
)
def test_tags(word: str, tag: str) -> None:
    assert segment.tag(word) == tag


def test_words_have_the_tags_they_are_listed_with() -> None:
    listed = {word: tag for word, _, tag in segment.words()}
    assert len(listed) > 300_000
    assert not any(
        word.endswith(("院院长", "院院士", "会会长", "会主席", "局局长", "委书记", "部部长", "厅厅长"))
        for word in listed
    )
    assert set(listed.values()) <= set(_TAGS)
    assert all(segment.tag(word) == listed[word] for word in WORDS)


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
