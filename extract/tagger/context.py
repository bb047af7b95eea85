"""What surrounds a character: lists and what they are of, quotes, brackets, short lines. One column each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .labels import Span

Column = NDArray[np.int32]

_ENDS = "。;!?\n,"
_END = re.compile(f"[{_ENDS}]")
# What lists of names are of.
_NOUNS = (
    "企业|公司|厂商|厂家|商家|巨头|龙头|独角兽|车企|药企|品牌|集团|券商|银行|险企|股东|投资方|投资机构|投资人|基金|资本|创投|"
    "机构|部门|单位|委员会|高校|大学|院校|学校|医院|媒体|协会|组织|平台|城市|地区|地方|省份|省市|区县|县市|市县|国家|"
    "经济体|园区|乡镇|人士|专家|学者|嘉宾|领导|产品|模型|应用|软件|游戏|车型|机型|手机|芯片|药物|药品|电影|影片|"
    "政策|文件|法规|法律|条例|办法|规划|计划|方案|个股|概念股|股|子公司|客户|伙伴"
)
_NOUN_CODES = {noun: code for code, noun in enumerate(_NOUNS.split("|"), 1)}
# A list says it at its end, 、A、B等8家机器人企业, or before it begins, 投资方包括A、B.
_AFTER = re.compile(f"等(?:[0-9]+|[一二三四五六七八九十几多数]+)?[余多]?[家个位所款种名座地]?[一-鿿]{{0,8}}?({_NOUNS})")
_BEFORE = re.compile(f"({_NOUNS})[一-鿿]{{0,4}}?(?:包括|包含|涵盖|有|为|是|如|即|:)")
_QUOTED = re.compile('《[^《》\n]{1,60}》|“[^“”\n]{1,40}”|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』|"[^"\n]{1,40}"')
_BRACKETS = re.compile(r"\([^()\n]{1,60}\)")
_BESIDE = frozenset("、和及与(等")


def text_id(text: str) -> int:
    """A number for a text, the same on every machine."""
    return crc32(text.encode("utf-8", "surrogatepass"))


# What features know the nouns of lists by: 0 for none, then one for each code.
NOUN_VALUES = np.array([0, *map(text_id, _NOUN_CODES)], np.uint32)


def lists(folded: str, names: Sequence[Span], codes: Mapping[str, int]) -> tuple[Column, Column, Column]:
    """For characters of 、-lists: the type most known items have (and how sure that is), the noun that says what the
    list is of, and whether the item is the first, a middle or the last one."""
    kind, noun, place = (np.zeros(len(folded), np.int32) for _ in range(3))
    starts = [start for start, _, _ in names]
    for start, end in _clauses_with_lists(folded):
        first, last = folded.index("、", start), folded.rindex("、", start, end) + 1
        known = names[bisect_left(starts, start) : bisect_left(starts, end)]
        kind[start:end] = 1 + _kind_of_items(folded, known, codes)
        head = _AFTER.search(folded, last, min(end + 12, len(folded))) or _BEFORE.search(folded, start, first)
        if head:
            noun[start:end] = _NOUN_CODES[head[1]]
        place[start:end] = 2
        place[start:first] = 1
        place[last:end] = 3
    return kind, noun, place


def _clauses_with_lists(folded: str) -> Iterator[tuple[int, int]]:
    end = 0
    while (comma := folded.find("、", end)) >= 0:
        start = max(folded.rfind(mark, end, comma) for mark in _ENDS) + 1
        found = _END.search(folded, comma)
        end = found.start() if found else len(folded)
        yield start, end


def _kind_of_items(folded: str, known: Sequence[Span], codes: Mapping[str, int]) -> int:
    found: dict[str, int] = {}
    for start, end, kind in known:
        if kind in codes and (folded[end : end + 1] in _BESIDE or folded[start - 1 : start] in _BESIDE):
            found[kind] = found.get(kind, 0) + 1
    if not found:
        return 0
    (kind, times), *others = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    sureness = 1 if others else 2 if times > 1 else 0
    return codes[kind] * 3 + sureness


def quotes(folded: str) -> Column:
    """Inside which marks a character stands, and how long what they hold is."""
    column = np.zeros(len(folded), np.int32)
    for match in _QUOTED.finditer(folded):
        start, end = match.span()
        inside = end - start - 2
        length = (inside > 2) + (inside > 4) + (inside > 8) + (inside > 15)
        column[start + 1 : end - 1] = (1 if folded[start] == "《" else 2) * 8 + length
    return column


def brackets(folded: str) -> Column:
    """Inside brackets: whether they hold Latin letters, a short text or a long one."""
    column = np.zeros(len(folded), np.int32)
    for match in _BRACKETS.finditer(folded):
        start, end = match.span()
        inside = folded[start + 1 : end - 1]
        column[start + 1 : end - 1] = 1 if inside.isascii() else 2 if len(inside) < 5 else 3
    return column


def lines(folded: str, *, is_first: bool) -> Column:
    """Whether a character stands in the first line of the document, in a very short, short or full line."""
    column = np.zeros(len(folded), np.int32)
    start = 0
    for i, line in enumerate(folded.split("\n")):
        end = start + len(line) + 1
        column[start:end] = 1 if is_first and i == 0 else 2 if len(line) < 8 else 3 if len(line) < 25 else 4
        start = end
    return column
