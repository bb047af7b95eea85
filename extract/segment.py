"""jieba's word cutting, loaded once, silent, and the same whatever else the process does with jieba.

The dictionary and its tags are jieba's; jieba-rs cuts with it, the same words six to ten times as fast.
jieba's hidden Markov model for unknown words stays off: they are mostly the very names we look for, and the model
likes to glue their neighbours to them. So an unknown word comes as single characters.
"""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rjieba import Jieba

# Words that the dictionary lacks: places, and common words younger than it.
_ADDED = {
    "ns": "唐山 岳阳 吴忠 三沙 雄安 大湾区",
    "n": """公募 具身 闭源 开源 硬科技 大模型 小贷 算力 智驾 独角兽 科创 产线 银浆 晶硅 新材料 新技术 大公司 初创
    央国企 科网股 官网 险企 车企 药企 民企 国企 房企 险资 外资 内资 融资 港股 美股 个股 龙头股 股份制 人形 研报
    有限责任公司 股份有限公司""",
    "v": "领投 跟投 参投 调仓 募资 增资 获投 揭牌 官宣 配售 招股",
}
# Words of the dictionary that glue the end of a name to a title: 学院院长, 市委书记, 局局长.
_GLUED = ("院院长", "院院士", "会会长", "会主席", "局局长", "委书记", "部部长", "厅厅长")


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """A cutter of our own; how often each word stands in ordinary text, and its tag; the logarithm of all together."""

    cutter: Jieba
    frequencies: Mapping[str, int]
    tags: Mapping[str, str]
    total: float


@cache
def _dictionary() -> _Dictionary:
    """jieba's dictionary with our words.

    jieba's `initialize` would write a cache file in the shared temporary folder and read any file that lies there;
    parsing the dictionary takes no longer, and gives the tags along the way.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42 imports pkg_resources and has invalid escape sequences
        import jieba

    with jieba.Tokenizer().get_dict_file() as file:
        fields = file.read().decode("utf-8").split()  # word, frequency and tag, line by line
    frequencies = dict(zip(fields[::3], map(int, fields[1::3]), strict=True))
    tags = dict(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))
    for word in [word for word in tags if word.endswith(_GLUED)]:
        del frequencies[word], tags[word]
    for tag, words in _ADDED.items():
        frequencies.update(dict.fromkeys(words.split(), 1000))
        tags.update(dict.fromkeys(words.split(), tag))
    cutter: Jieba = Jieba.empty()  # type: ignore[no-untyped-call]
    for word, frequency in frequencies.items():
        cutter.add_word(word, frequency, "")
    return _Dictionary(cutter, frequencies, tags, math.log(sum(frequencies.values())))


def cut(text: str) -> list[str]:
    """Words of a text, in order; joined they are the text.

    >>> cut("杭州市发改委发布报告")
    ['杭州市', '发改委', '发布', '报告']
    """
    words: list[str] = _dictionary().cutter.cut(text, hmm=False)
    return words


def tags() -> Mapping[str, str]:
    """Part of speech of each word of the dictionary, as jieba.posseg names them (ns place, nr person, nt body …)."""
    return _dictionary().tags


def chance(word: str) -> float:
    """Logarithm of how often a word stands among the words of ordinary text; an unknown one counts as seen once."""
    dictionary = _dictionary()
    return math.log(max(dictionary.frequencies.get(word, 1), 1)) - dictionary.total
