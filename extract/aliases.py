"""Aliases a document declares: 国家集成电路产业投资基金（下称“大基金”）, 深度求索（DeepSeek）."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..corpus.fold import name_key
from .mention import Alias, Mention
from .passage import Passage

NAME = "alias"
LEXICON = "lexicon"
_ABBREVIATED = frozenset(("company", "fund", "policy", "organization"))
Standing = dict[tuple[int, int], Mention]
SCORE = 0.9

_SAID = "简称|下称|又称|亦称|也称|又名|亦名|合称|并称|俗称|统称|英文名称?|英文简称|中文名称?|缩写"
_OPEN, _CLOSE = '"“‘「『《', '"”’」』》'
# Directly after the name: （以下简称“X”）, (下称X), ,又称“X”.
_INTRODUCED = re.compile(
    rf"\s?[(,]\s?(?:以下|下文|下|以下均)?(?:{_SAID})(?:为|作|是|:)?\s?"
    rf"(?:[{_OPEN}](?P<quoted>[^{_CLOSE}()\n]{{2,40}})[{_CLOSE}]|(?P<bare>[^{_OPEN}{_CLOSE}(),，。；;、\n]{{2,40}})(?=[),]))"
)
_PARENTHESES = re.compile(rf"\s?\(\s?[{_OPEN}]?(?P<quoted>[^(){_OPEN}{_CLOSE},，。；;、\n]{{2,60}})[{_CLOSE}]?\s?\)")
_LATIN_NAME = re.compile(r"[A-Z][\w.&' -]*[A-Za-z]|[a-z][\w.-]*[A-Z]\w*")
# Latin words in parentheses that say what somebody is or what something is about, and are nobody's name.
_NO_NAMES = frozenset(
    (
        "CEO CFO CTO COO CIO CMO CSO CHO EVP SVP VP MD GM PR HR IR PE VC LP GP FA AI AR VR XR IT ICT IP IPO ADR ADS "
        "ETF REIT REITs QDII QFII ESG TMT SaaS PaaS IaaS AIGC AGI LLM SUV MPV EV BEV PHEV GDP CPI PPI PMI M&A BD "
        "KPI ROE ROI EPS API App APP SDK NGO PPP BOT EPC O2O B2B B2C C2C DNA RNA HK US UK EU USD RMB CNY HKD"
    ).split()
)
_CODE = re.compile(r"[\d.:]+|(?:SH|SZ|HK|NYSE|NASDAQ|SEHK|股票代码|代码)[\s:：.]*\S*|\S*\.(?:SH|SZ|HK|US|BJ|O|N)", re.I)
# Words that point at something instead of naming it: an alias for this document's reader only.
_POINTING = frozenset(
    (
        "公司 本公司 我公司 该公司 集团 本集团 上市公司 标的公司 目标公司 发行人 基金 本基金 合伙企业 甲方 乙方 "
        "丙方 办法 本办法 条例 规定 意见 通知 方案 规划 计划 细则 措施 纲要 协议 本协议 学校 中心 项目 平台 企业 "
        "机构 政府 委员会 协会 实验室 研究院 大学 医院 部门 工程 行动 战略 双方 各方 投资方 保荐机构 交易所"
    ).split()
)


def declared(passages: Iterable[Passage], mentions: Sequence[Mention]) -> tuple[list[Mention], list[Alias]]:
    """Read the aliases that a document declares after its mentions.

    Args:
        passages: the whole document; gone through twice.
        mentions: its mentions, sorted, not overlapping.

    Returns:
        The mentions with every standing of each alias among them (again sorted, not overlapping), and the aliases.
    """
    found: dict[tuple[str, str], tuple[str, Alias]] = {}
    standing = {(m.start, m.end): m for m in mentions}
    for passage, mention in _with_passage(passages, mentions):
        read = _read(passage, mention, standing)
        if read is not None:
            text, reason = read
            alias = Alias(mention.document, name_key(mention.text), name_key(text), mention.type, reason)
            if alias.name != alias.alias:
                found.setdefault((alias.alias, alias.type), (text, alias))
    if not found:
        return list(mentions), []
    texts = {text: alias.type for text, alias in sorted(found.values(), key=lambda item: item[0])}
    return _stand(passages, mentions, texts), [alias for _, alias in sorted(found.values(), key=lambda i: i[0])]


def _with_passage(passages: Iterable[Passage], mentions: Iterable[Mention]) -> Iterator[tuple[Passage, Mention]]:
    remaining = iter(passages)
    passage = next(remaining, None)
    for mention in mentions:
        while passage is not None and mention.start >= passage.start + len(passage.text):
            passage = next(remaining, None)
        if passage is not None:
            yield passage, mention


def _read(passage: Passage, mention: Mention, standing: Standing) -> tuple[str, str] | None:
    """The alias that stands right behind a mention, as (folded text, reason)."""
    end = mention.end - passage.start
    if passage.folded[end : end + 1] in _CLOSE:
        end += 1
    match = _INTRODUCED.match(passage.folded, end)
    if match:
        group = "quoted" if match["quoted"] else "bare"
        return _accept(match[group], "introduced")
    match = _PARENTHESES.match(passage.folded, end)
    if not match or mention.type in ("city", "region"):
        return None
    text = match["quoted"].strip()
    inside = standing.get((passage.start + match.start("quoted"), passage.start + match.end("quoted")))
    if inside is not None:
        # Two names of the lexicon are joined by it or are two things: 宁德时代（比亚迪）.
        known = inside.extractor == mention.extractor == LEXICON
        return None if known or inside.type != mention.type else _accept(text, "parentheses")
    if _CODE.fullmatch(text) or text in _NO_NAMES:
        return None
    if _LATIN_NAME.fullmatch(text) or (mention.type in _ABBREVIATED and abbreviates(text, mention.text)):
        return _accept(text, "parentheses")
    return None


def _accept(text: str, reason: str) -> tuple[str, str] | None:
    text = text.strip()
    return None if text in _POINTING or len(text) < 2 or text.isdigit() else (text, reason)


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of characters of `full` in order, from one of its first four on: 浙大, 浙江大学."""
    a, b = name_key(short), name_key(full)
    if not 2 <= len(a) < len(b) or a[0] not in b[:4]:
        return False
    rest = iter(b)
    return all(character in rest for character in a)


def _stand(passages: Iterable[Passage], mentions: Sequence[Mention], texts: dict[str, str]) -> list[Mention]:
    """Mentions of the aliases wherever they stand and no longer name covers them."""
    pattern = re.compile("|".join(re.escape(text) for text in sorted(texts, key=lambda t: (-len(t), t))))
    added = []
    for passage in passages:
        for match in pattern.finditer(passage.folded):
            if _is_whole(passage, match.start(), match.end()):
                kind = texts[match.group()]
                new = passage.mention(match.start(), match.end(), kind, extractor=NAME, score=SCORE)
                if new.end <= passage.sentence_at(match.start()).end:
                    added.append(new)
    return merge(mentions, added)


def _is_whole(passage: Passage, start: int, end: int) -> bool:
    """Whether an alias stands as whole words: 北大 does not in 东北大豆."""
    return start in passage.boundaries and end in passage.boundaries


def merge(mentions: Sequence[Mention], added: Iterable[Mention]) -> list[Mention]:
    """Mentions with the added ones among them: an added one yields to one as long or longer, else wins.

    Both are sorted and free of overlaps, and so is the result.
    """
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
