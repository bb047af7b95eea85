"""jieba's word cutting, loaded once, silent, and the same whatever else the process does with jieba.

The dictionary and its tags are jieba's; jieba-rs has the same one and cuts with it, the same words six to ten times as
fast. jieba's hidden Markov model for unknown words stays off: they are mostly the very names we look for, and the model
likes to glue their neighbours to them. So an unknown word comes as single characters.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from rjieba import Jieba

# Words that the dictionary lacks: places, and common words younger than it.
_ADDED = {
    "ns": "唐山 岳阳 吴忠 三沙 雄安 大湾区",
    "n": """公募 具身 闭源 开源 硬科技 大模型 小贷 算力 智驾 独角兽 科创 产线 银浆 晶硅 新材料 新技术 大公司 初创
    央国企 科网股 官网 险企 车企 药企 民企 国企 房企 险资 外资 内资 融资 港股 美股 个股 龙头股 股份制 人形 研报
    有限责任公司 股份有限公司""",
    "v": "领投 跟投 参投 调仓 募资 增资 获投 揭牌 官宣 配售 招股",
}
# All its words that glue the end of a name to a title: 学院|院长, 市委|书记.
_GLUED = """医院院长 学院院长 法院院长 协会会长 商会会长 协会主席 工会主席 局局长 总局局长 党委书记 区委书记 县委书记
团委书记 地委书记 市委书记 省委书记 纪委书记"""
# Frequency and tag of all these.
_CHANGED = {word: (1000, tag) for tag, words in _ADDED.items() for word in words.split()}
_CHANGED |= dict.fromkeys(_GLUED.split(), (0, ""))
# Logarithm of the frequencies of all words together.
_ALL = math.log(60_152_929)
_REMEMBERED = 1 << 16


@cache
def _cutter() -> Jieba:
    """A cutter of our own, for anybody may add words to that of rjieba."""
    cutter = Jieba()
    for word, (frequency, _) in _CHANGED.items():
        cutter.add_word(word, frequency, "")
    return cutter


@cache
def _lines() -> list[str]:
    """The lines of jieba's dictionary, in the order of their words: "杭州 1000 ns".

    To make a dict of them would take four times as long as to read them, and few words of it are ever asked for.
    jieba itself would write a cache file in the shared temporary folder and read any file that lies there.
    """
    spec = find_spec("jieba")
    assert spec is not None and spec.origin is not None
    return sorted(Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines())


@lru_cache(_REMEMBERED)  # some words are asked for again and again
def _known(word: str) -> tuple[int, str]:
    """Frequency and tag of a word; 0 and nothing if it is not in the dictionary."""
    if word in _CHANGED:
        return _CHANGED[word]
    lines = _lines()
    at = bisect_left(lines, f"{word} ")
    known, frequency, tag = lines[at].split(" ") if at < len(lines) else ("", "0", "")
    return (int(frequency), tag) if known == word else (0, "")


def cut(text: str) -> list[str]:
    """Words of a text, in order; joined they are the text.

    >>> cut("杭州市发改委发布报告")
    ['杭州市', '发改委', '发布', '报告']
    """
    words: list[str] = _cutter().cut(text, hmm=False)
    return words


def tag(word: str) -> str:
    """Part of speech of a word, as jieba.posseg names it (ns place, nr person, nt body …); "" if it is unknown."""
    return _known(word)[1]


def words() -> Iterator[tuple[str, int, str]]:
    """All words of the dictionary, each with its frequency and tag."""
    yield from ((word, *known) for word, known in _CHANGED.items() if known[0])
    for line in _lines():
        word, frequency, tag = line.split(" ")
        if word not in _CHANGED:
            yield word, int(frequency), tag


def chance(word: str) -> float:
    """Logarithm of how often a word stands among the words of ordinary text; an unknown one counts as seen once."""
    return math.log(max(_known(word)[0], 1)) - _ALL
