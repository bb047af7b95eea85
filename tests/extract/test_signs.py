"""Words that engines look for, found in one pass, and patterns tried only there."""

import random
import re

import pytest

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract import segment, wordclass
from guanxi.extract.engines import jieba_pos, lists, person, policy, policy_unmarked, product
from guanxi.extract.passage import Passage, Passages
from guanxi.extract.signs import Signs, matches

# Patterns, what their matches begin with, and how far before it.
PATTERNS = [
    (person._TITLE, person._TITLES, ()),
    (person._HONOUR, person._HONOURS, ()),
    (person._SAYS, person._SPEAKS, ()),
    (person._FOREIGN, person._DOTS, range(1, 7)),
    (policy._YEAR_NUMBER, policy._YEARS, ()),
    (policy._ORDER, policy._ORDER_WORDS, (0, 3, 4, 5, 6)),
    (policy._FIVE_YEARS, policy._PLANS, (0, 1)),
    (policy_unmarked._NOTICE, policy_unmarked._NOTICES, ()),
    *((ending, words, ()) for words, ending, _, _ in policy_unmarked._ENDINGS),
    (product._LINE, product._LATIN_LINES, ()),
    (product._CHINESE_LINE, product._CHINESE_LINES, ()),
    (product._NUMBERED, product._SERIES_NAMES, ()),
    (lists._BEFORE, lists._NOUNS, ()),
    (lists._PARTNERS, lists._ROLE_WORDS, ()),
]
# What stands beside the words of the patterns.
BESIDE = """张三 李小明 马斯克 埃隆 · 为 是 兼 : 、 , 。 ( ) “ ” 的 也 对此 近日 第12号 第一百号 规划 纲要
    24〕3号 1 4o -7 Pro Max 通知 若干意见 关于做好有关工作 包括 有 甲公司 持有 条 件 支持 性 s 国家""".split()


def passage_of(text: str) -> Passage:
    document = Document("d", text, "d.txt")
    return next(iter(Passages(document, split_sentences(document))))


@pytest.mark.parametrize(("pattern", "signs", "back"), PATTERNS, ids=[min(signs.words) for _, signs, _ in PATTERNS])
def test_patterns_match_at_their_signs_what_they_match_anywhere(
    pattern: re.Pattern[str], signs: Signs, back: tuple[int, ...]
) -> None:
    chance = random.Random(7)
    words = sorted(signs.words)
    found = 0
    for _ in range(200):
        text = "".join(chance.choice(words if chance.random() < 0.4 else BESIDE) for _ in range(40))
        passage = passage_of(text)
        at_signs = matches(pattern, passage.folded, signs.starts(passage, back=back))
        assert [m.span() for m in at_signs] == [m.span() for m in pattern.finditer(passage.folded)]
        found += len(at_signs)
    assert found


def test_each_place_is_told_once_and_in_order() -> None:
    signs = Signs(["副总经理", "总经理", "经理", "副总"])
    passage = passage_of("李明任副总经理。经理")
    assert list(signs.starts(passage)) == [3, 4, 5, 8]
    assert list(signs.starts(passage, back=(0, 1))) == [2, 3, 4, 5, 7, 8]


def test_no_place_is_before_the_text() -> None:
    passage = passage_of("某甲乙丙")
    assert list(Signs(["某甲"]).starts(passage, back=(0, 1))) == [0]


def test_words_that_are_wanted_later_are_found_in_a_passage_that_was_read() -> None:
    passage = passage_of("某丙丁")
    assert list(Signs(["某丙"]).starts(passage)) == [0]
    assert list(Signs(["丙丁"]).starts(passage)) == [1]


def test_all_words_that_jieba_names_things_with_are_looked_at() -> None:
    words = {word for word, _, tag in segment.words() if tag in ("ns", "nt", "j", "nr", "nrfg")}
    named = {word for word in words if jieba_pos._kinds[word]}
    unseen = {word for word in named if not jieba_pos._NAMING.match(wordclass.letters([word]))}
    assert named
    assert unseen <= jieba_pos._ODD.words
