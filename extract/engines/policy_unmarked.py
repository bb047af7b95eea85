"""Names of laws, plans and documents that stand in the text without any marks.

Each pattern finds the end of such names, which is rare and quick to find; only there the text before is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..passage import Passage
from ..signs import Signs, matches
from .policy_words import AIMS, ANNOUNCING, DEEDS, KINDS, LAW_WORDS, METHODS

# start, end, type, score
Span = tuple[int, int, str, float]

_REACH = 48  # code points that are read before an end

_LAW = re.compile(rf"(?:中华人民共和国)?新?(?:(?:立法|(?<!违)反|{'|'.join(LAW_WORDS)})[和与]?)+\Z")
_LAW_PARTS = frozenset(("立法", "反", *LAW_WORDS))  # of which one must stand before the end
_LAW_LENGTHS = sorted({len(part) for part in _LAW_PARTS})
_LAW_END = re.compile(
    r"法(?<![方办无违看说做疗算非执政书语想手枪用此依守普玩打]法)(?:典|案|总则)?"
    r"(?:修正案|修正草案|修订草案|草案|[(]草案[)])?"
    r"(?![律院官人规治国庭定学制务系令子拍郎则雷玛拉兰师部条币协])"
)

_DOCUMENT = re.compile(
    "(?:计划|方案|规划|意见|措施|举措|政策|规定|办法|条例|细则|规则|行动|工程)(?:修正草案|草案)?"
    "(?![一-鿿]{0,2}(?:部门|单位|小组))"
)
_KINDS = Signs([*KINDS, *(deed + "工程" for deed in DEEDS)])
_KIND = re.compile(rf"{'|'.join(KINDS)}|(?:{'|'.join(DEEDS)})工程")
_VERB = "|".join(ANNOUNCING)
_ANNOUNCES = re.compile(rf".*(?:{_VERB})(?:了|的|过)?(?:有关|新版|新的|最新)?|.*[法例则案][和与及]")
_BREAK = re.compile(r".*[^一-鿿A-Za-z\d“”「」+—-]", re.DOTALL)
_IN_FORCE = re.compile(
    r"[)\d—年-]{0,12}[”」]?(?:已|正式|日前|全文|近日){0,2}"
    r"(?:印发|发布|公布|出台|颁布|施行|实施|生效|落地|征求意见|草案)"
)
# A kind of document, not a name: 相关实施方案
_VAGUE = re.compile(
    r"[的了是]|^[^“「]*[”」]|^(?:和|与|及|等|该|此|一[个份项]|相关|有关|具体|配套|三年|五年|工作|详细|多项|一?系列|本"
    r"|发展|城市|项目)"
)

_ABOUT = re.compile(
    r"关于[^关。!?;:“”《》\n]{4,60}?的"
    r"(?:指导意见|实施意见|若干意见|若干规定|若干措施|决定草案|决定(?!性)|决议|通知|意见|办法|规定|解释|公告|批复|纲要)"
)
_ISSUES = re.compile(rf"(?:{_VERB.replace('|披露', '')})了?(?:有关)?((?!相关|法律)[一-鿿]{{0,20}})\Z")
_NOTICES = Signs("印发 发布 下发".split())
_NOTICE = re.compile(r"(?:印发|发布|下发)了?(?!关于|召开)([^关。!?,;:《》\n]{6,40}的(?:通知|意见|决定(?!性)))")

_AIM = "|".join(AIMS)
_NOT_NATIONAL = "级|重大|重要|发展|安全|水安全|加强|事业|改革|一项"
_TAKES_PART = "入选|获批|实施|启动|落实|推进"
# 获批南湖人才计划, 市科委南湖人才计划; but no kind of plan: 各类人才计划, 入选海外人才计划
_GIVEN = rf"(?<=[省市区委厅局部])|(?<={_TAKES_PART})"
_FAMED = rf"(?!{_TAKES_PART}|海外|高端|优秀|重点|专项)(?:(?![省市区委厅局部各多这该等项类级次的])[一-鿿]){{2,4}}"
# Other ends of names: what they begin with, what they must match, and what must stand before them.
_OTHER_ENDINGS = (
    (["宪法"], r"宪法(?![和与学法委律制])", r"(?:中华人民共和国)?", 0.8),
    (
        [aim + kind for aim in AIMS for kind in ("计划", "专项")],
        rf"(?:{_AIM})(?:计划|专项)(?![书师类])",
        rf"(?:国家|[一-鿿]{{2}}[省市])(?:{_AIM}){{0,6}}",
        0.8,
    ),
    (["倡议"], r"倡议", r"全球(?!贸易)[一-鿿]{2,5}", 0.8),
    (["英才计划"], r"英才计划", rf"(?:{_GIVEN}|(?<![一-鿿])){_FAMED}", 0.8),
    (
        [who + how for who in ("人才", "学者", "工匠") for how in ("计划", "支持", "奖励", "引进")],
        r"(?:人才|学者|工匠)(?:支持|奖励|引进)?计划",
        rf"(?:{_GIVEN}){_FAMED}",
        0.8,
    ),
    (
        "强国战略 兴国战略 振兴战略 驱动发展战略 协调发展战略".split(),
        r"(?:强国|兴国|振兴|驱动发展|协调发展)战略",
        r"(?<![一-鿿])[一-鿿]{2}|科教|人才|制造|乡村|创新|区域",
        0.7,
    ),
    (["战略"], r"战略(?![性合新])", rf"国家(?!{_NOT_NATIONAL})(?:(?![的在和与对为是])[一-鿿]){{2,8}}", 0.6),
    (
        ["国" + number for number in "一二三四五六七八九十"],
        r"国[一二三四五六七八九十]{1,2}条(?![件款])",
        r"新?",
        0.8,
    ),
    (["政府工作报告", "财政预算案"], r"政府工作报告|财政预算案", r"(?:[一-鿿]{2}[省市])?", 0.6),
    (["指南"], r"指南", r"(?<![A-Za-z])[A-Z]{3,8}", 0.6),
    (["Act"], r"Act\b", r"(?:[A-Z][A-Za-z&-]{1,20} (?:(?:and|of|for|the|on|in|to) )?){1,7}", 0.8),
)
_ANY_ENDING = Signs(word for words, *_ in _OTHER_ENDINGS for word in words)
_ENDINGS = tuple(
    (Signs(words), re.compile(end), re.compile(rf"(?:{before})\Z"), score)
    for words, end, before, score in _OTHER_ENDINGS
)


def unmarked(passage: Passage, text: str) -> Iterator[Span]:
    """Policies named without marks in a passage, as (start, end, type, score); `text` is what is to be read of it."""
    for words, ending, before, score in _ENDINGS if _ANY_ENDING.starts(passage) else ():
        for match in matches(ending, text, words.starts(passage)):
            head = before.search(text, max(match.start() - _REACH, 0), match.start())
            if head:
                yield head.start(), match.end(), "policy", score
    yield from _laws(text)
    yield from _documents(passage, text)
    yield from _about(passage, text)


def _laws(text: str) -> Iterator[Span]:
    for match in _LAW_END.finditer(text):
        end = match.start() - (text[match.start() - 1 : match.start()] in ("和", "与"))
        if not any(text[max(end - length, 0) : end] in _LAW_PARTS for length in _LAW_LENGTHS):
            continue
        name = _LAW.search(text, max(match.start() - 24, 0), match.start())
        if name and text[name.start() : match.end()] not in METHODS:
            yield name.start(), match.end(), "policy", 0.8


def _documents(passage: Passage, text: str) -> Iterator[Span]:
    """印发央企市值管理若干意见, 养老服务管理办法公布: a long genre word with a verb before or after the name."""
    for at in _KINDS.starts(passage):  # they may overlap: 攻坚|行动|计划
        kind = _KIND.match(text, at)
        match = _DOCUMENT.match(text, kind.end() - 2) if kind else None
        if kind is None or match is None:
            continue
        left, before = max(match.start() - _REACH, 0), kind.start()
        broken = _BREAK.match(text, left, before)
        start = broken.end() if broken else left
        announced = _ANNOUNCES.match(text, start, before)
        start = announced.end() if announced else start
        if text[start] in "“「" and not re.search("[”」]", text[start:before]):
            start += 1
        if before - start < 4 or _VAGUE.search(text[start:before]):
            continue
        if announced or match[0].endswith("草案") or _IN_FORCE.match(text, match.end()):
            yield start, match.end(), "policy", 0.75


def _about(passage: Passage, text: str) -> Iterator[Span]:
    """发布关于…的通知, with the issuer if it stands between."""
    for match in _ABOUT.finditer(text):
        issuer = _ISSUES.search(text, max(match.start() - 32, 0), match.start())
        if issuer:
            yield issuer.start(1), match.end(), "policy", 0.8
    for match in matches(_NOTICE, text, _NOTICES.starts(passage)):
        yield *match.span(1), "policy", 0.75
