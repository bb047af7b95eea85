"""Aliases a document declares: 国家集成电路产业投资基金（下称“大基金”）, 深度求索（DeepSeek）."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from ...corpus.fold import name_key
from ..lexicon import LEXICON, OWN
from ..mention import Alias, Mention
from ..passage import Passage
from .abbreviate import abbreviates
from .introduced import BEGINNING, FIRST, Behind, Said
from .legal import FIRMS, is_registered
from .reasons import CODE, INTRODUCED

NAME = "alias"
SCORE = 0.9
_KNOWN = frozenset((LEXICON, OWN))  # engines whose names are sure to be names of what they say
_ABBREVIATED = frozenset(("company", "fund", "policy", "organization"))
Standing = dict[tuple[int, int], Mention]
# Words that point at something instead of naming it: an alias for this document's reader only.
_POINTING = frozenset(
    """公司 本公司 我公司 该公司 集团 本集团 上市公司 标的公司 目标公司 发行人 基金 本基金 合伙企业 甲方 乙方 丙方 协议
    本协议 学校 中心 项目 平台 企业 机构 政府 委员会 协会 实验室 研究院 大学 医院 部门 工程 行动 战略 双方 各方 投资方
    保荐机构 交易所""".split()
)
# The same of policies, which name one where they stand in 《》: 《意见》, 《实施方案》.
_KINDS_OF_POLICY = re.compile(
    "[本该]?(?:实施|行动|工作|指导|管理|暂行|总体|专项|若干|征求|发展){0,2}"
    "(?:办法|条例|规定|意见|通知|方案|规划|计划|细则|措施|纲要|指引|决定|公告|意见稿|白皮书|报告|指南|法案|草案|通告|政策)"
)


def is_pointing(text: str, kind: str) -> bool:
    """Whether an alias only points at what the document is about: 公司, 《意见》."""
    return text in _POINTING or (kind == "policy" and _KINDS_OF_POLICY.fullmatch(text) is not None)


def declared(passages: Iterable[Passage], mentions: Sequence[Mention]) -> tuple[list[Mention], list[Alias]]:
    """Read the aliases that a document declares after its mentions.

    Args:
        passages: the whole document; gone through twice.
        mentions: its mentions, sorted, not overlapping.

    Returns:
        The mentions with every standing of each alias among them (again sorted, not overlapping), and the aliases.
    """
    found: dict[tuple[str, ...], tuple[str, Alias]] = {}
    standing: Standing = {}
    for passage, within in by_passage(passages, mentions):
        begins, text, at = BEGINNING.match, f"{passage.folded}\n", passage.start
        for mention in [m for m in within if text[m.end - at] in FIRST and begins(text, m.end - at)]:
            standing = standing or {(m.start, m.end): m for m in mentions}
            for said, alias in _aliases(_behind(passage, mention, standing), mention):
                # Of two meanings of an alias the first counts; a code may stand behind several names.
                key = (alias.alias, alias.type, alias.name if said.reason == CODE else "")
                found.setdefault(key, (said.text, alias))
    if not found:
        return list(mentions), []
    ordered = sorted(found.values(), key=lambda item: (item[0], item[1].type))
    texts = {text: alias.type for text, alias in ordered if alias.reason != CODE}
    if texts:
        mentions = merge(mentions, _stand(passages, standing, texts))
    return list(mentions), [alias for _, alias in ordered]


def _aliases(behind: Behind, mention: Mention) -> Iterator[tuple[Said, Alias]]:
    """What a text says behind a mention of its other names, as far as they can be names."""
    for said in behind.read():
        if _is_name(said, mention.type):
            name, other = name_key(mention.text), said.text if said.reason == CODE else name_key(said.text)
            if said.fuller:
                name, other = other, name
            if name != other:
                yield said, Alias(mention.document, name, other, mention.type, said.reason)


def by_passage(passages: Iterable[Passage], mentions: Sequence[Mention]) -> Iterator[tuple[Passage, Sequence[Mention]]]:
    """Each passage of a document with the mentions in it; both come in order of position."""
    first = 0
    for passage in passages:
        limit = passage.start + len(passage.text)
        if first < len(mentions) and mentions[-1].start < limit:
            yield passage, mentions[first:]
            return
        last = bisect_left(mentions, limit, first, key=attrgetter("start"))
        yield passage, mentions[first:last]
        first = last


def _behind(passage: Passage, mention: Mention, standing: Standing) -> Behind:
    """What stands right behind a mention, ready to be read."""

    def short(text: str) -> bool:
        return mention.type in _ABBREVIATED and abbreviates(text, mention.text)

    def named(start: int, end: int) -> bool | None:
        inside = standing.get((passage.start + start, passage.start + end))
        if inside is None:
            return None
        if inside.extractor in _KNOWN:
            # Two names of the lexicon are joined by it or are two things: 宁德时代（比亚迪）. A known firm behind
            # what is not known is often its maker or owner: 青山片（恒瑞医药）.
            is_owner = mention.type in FIRMS and not (is_registered(mention.text) or short(inside.text))
            if mention.extractor in _KNOWN or (is_owner and not inside.text.isascii()):
                return False
        return inside.type == mention.type

    start, end = mention.start - passage.start, mention.end - passage.start
    return Behind(passage.folded, start, end, mention.type, short, named)


def _is_name(said: Said, kind: str) -> bool:
    """Whether what a text says can be a name: 公司 and 甲方 point at something; of policies 《意见》 does so too."""
    if said.reason == CODE:
        return kind in ("company", "fund")
    if is_pointing(said.text, kind):
        return kind == "policy" and said.reason == INTRODUCED and said.text not in _POINTING
    return len(said.text) > 1 and not said.text.isdigit()


def _stand(passages: Iterable[Passage], standing: Standing, texts: dict[str, str]) -> list[Mention]:
    """Mentions of the aliases wherever they stand as whole words, but where there is a mention already."""
    added = []
    for passage in passages:
        at = passage.start
        for start, text in _places(passage.folded, texts):
            end = start + len(text)
            if (at + start, at + end) in standing or not _is_whole(passage, start, end):
                continue
            is_marked = passage.folded[start - 1 : start] in ("《", "“", "「", "『", "‘")
            if is_marked or not is_pointing(text, texts[text]):
                added.append(passage.mention(start, end, texts[text], extractor=NAME, score=SCORE))
    return added


def _places(folded: str, texts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where texts stand in order, of two that overlap the first, of those that begin together the longest."""
    found = []
    for text in texts:
        start = folded.find(text)
        while start >= 0:
            found.append((start, -len(text), text))
            start = folded.find(text, start + 1)
    end = 0
    for start, _, text in sorted(found):
        if start >= end:
            end = start + len(text)
            yield start, text


def _is_whole(passage: Passage, start: int, end: int) -> bool:
    """Whether an alias stands as whole words of one sentence: 北大 does not in 东北大豆."""
    return start in passage.boundaries and end in passage.boundaries and end <= passage.range_at(start)[1]


def merge(mentions: Sequence[Mention], added: Iterable[Mention]) -> list[Mention]:
    """Mentions with the added ones among them: an added one yields to one as long or longer, else wins.

    Both are sorted and free of overlaps, and so is the result.
    """
    added = list(added)
    if not added:
        return list(mentions)
    starts, ends = [m.start for m in mentions], [m.end for m in mentions]
    beaten: set[int] = set()
    kept = []
    for new in added:
        rivals = range(bisect_right(ends, new.start), bisect_left(starts, new.end))
        if any(ends[i] - starts[i] >= new.end - new.start for i in rivals):
            continue
        beaten.update(rivals)
        kept.append(new)
    kept += [m for i, m in enumerate(mentions) if i not in beaten]
    return sorted(kept, key=lambda m: m.start)
