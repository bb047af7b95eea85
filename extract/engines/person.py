"""Persons by what stands beside their names: titles, verbs of speech, bylines, lists, dots in foreign names."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Set

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage
from ..personname import COMMON, SURNAMES, name_before, name_from, stands_free
from ..repeat import repeats
from ..signs import Signs, matches

_BEFORE = (
    """联合创始人 创始人 创办人 创始合伙人 管理合伙人 合伙人 董事长 副董事长 总经理 副总经理 总裁 副总裁 首席执行官
    首席财务官 首席技术官 首席科学家 首席经济学家 首席分析师 首席策略师 首席投资官 首席运营官 经济学家 分析师
    策略师 研究员 分析员 基金经理 经理 掌门人 法定代表人 实际控制人 实控人 董事 监事 董秘 董事会秘书 秘书长
    副秘书长 会长 副会长 理事长 主席 副主席 总统 副总统 总理 首相 外长 部长 副部长 省长 副省长 市长 副市长 区长
    副区长 县长 州长 书记 副书记 局长 副局长 厅长 副厅长 司长 副司长 处长 主任 副主任 院长 副院长 校长 副校长
    所长 副所长 行长 副行长 教授 副教授 院士 博士 博士后 博士生 研究生 本科生 硕士生 老师 教师 讲师 工程师
    总工程师 律师 医生 专家 学者 议员 委员 常委 代表 发言人 负责人 高管 主管 总监 记者 编辑 责编 编导 作者 主编
    校对 审核 摄影 撰文 采写 记者/ 文/ 图/ 编译 企业家 亿万富翁 投资人 导演 演员 作家 诗人 科学家 专员 行政总裁
    财务总监 司令 将军 上将 中将 大使 公使 领事 村支书 厂长 店长 车间主任 CEO CFO CTO COO CMO CIO 董事总经理
    财政司司长 特首 行政长官 政委 检察长 审计长 署长 台长 社长 总编辑 妻子 丈夫 父亲 母亲 儿子 女儿 祖父"""
).split()
_AFTER = (
    """教授 副教授 院士 博士 先生 女士 研究员 老师 主任 副主任 局长 书记 副书记 市长 省长 部长 董事长 总裁 总经理
    主席 总统 总理 校长 院长 律师 医生 工程师 高级工程师 议员 行长 团队 同志 小姐 夫妇 父女 父子 兄弟"""
).split()
_SPEECH = (
    """表示 指出 认为 透露 介绍 强调 坦言 告诉 称 说 回应 直言 写道 谈到 提到 补充 解释 宣布 撰文 发文 建议 呼吁
    预计 评价 在发言 在接受 在会上 在致辞 在演讲 在现场 出席 出任 担任 任 辞任 辞去 离职 当选 接任 接替 持股
    直接持有 控制 现任 毕业于 出生 获任 加入 则表示 也表示 还表示 分析 明确表示 承认 主持 履新 致辞 涉嫌 被查"""
).split()


def _any(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_TITLE = re.compile(rf"(?:{_any(_BEFORE)})(?:为|是|兼[^、，。]{{2,6}})?(?:[:|/丨｜] ?| {{1,2}})?(?=[一-龥A-Z])")
_HONOUR = re.compile(rf"(?<=[一-龥])(?:{_any(_AFTER)})")
_LEADS = "则 也 还 对此 近日 今日 随后 曾 仍 如是 接着".split()
_SAYS = re.compile(rf"(?<=[一-龥])(?:{_any(_LEADS)}){{0,3}}(?:{_any(_SPEECH)})")
_TITLES, _HONOURS, _SPEAKS = Signs(_BEFORE), Signs(_AFTER), Signs([*_LEADS, *_SPEECH])
_LATIN = r"[A-Z][a-z]+(?:[A-Z][a-z]+)?(?: (?:[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?|[A-Z]\.))*"
_LATIN_NAME = re.compile(_LATIN)
_LATIN_LAST = re.compile(rf"(?<![A-Za-z.] )(?<![A-Za-z.]){_LATIN}(?= ?\Z)")
_LATIN_CHARACTERS = frozenset(f"{string.ascii_letters} .-")
_LATIN_SAYS = Signs("表示 强调 透露 称 说 认为 指出 承认 补充 教授 博士 先生 女士 作为通讯作者".split())
_IN_BRACKETS = re.compile(rf"\(({_LATIN})[),]")
_SOUND_OF = re.compile("音译[:︰ ]?")
# Names at fixed places of a text. Pseudonyms that are no names elsewhere count here.
_WRITERS, _WIRES = "记者 编辑 责编 作者 校对 审核 摄影 撰文 采写 文".split(), "讯 电 消息".split()
_BYLINE = re.compile(
    rf"(?:{_any(_WRITERS)})(?: ?[:|/丨｜] ?| )([一-龥]{{2,3}})(?=[\s|)】]|$)"
    rf"|(?:{_any(_WIRES)}) ?\((?:记者)? ?([一-龥]{{2,3}})\)|\(([一-龥]{{2,3}}) ?摄\)"
)
_WRITTEN = Signs(
    [*(word + mark for word in _WRITERS for mark in " :|/丨｜"), *(word + mark for word in _WIRES for mark in " (")]
)
_TAKEN = Signs(["摄)"])
_DATED = re.compile(r" ([一-龥]{2,3}) (?=\d{1,2}月\d{1,2}日)")
_ALL_SOUNDS = (
    "阿埃艾爱安昂奥澳巴柏拜班邦鲍贝本比彼毕宾波伯博布查茨达戴丹当道德登狄迪蒂丁杜多厄恩尔法凡费芬冯夫弗福富盖甘冈戈"
    "格葛根贡古瓜"
    "圭哈海汉豪赫黑亨洪胡华怀惠霍基吉季加贾简姜杰金久卡凯坎康考柯科克肯库夸奎拉莱赖兰朗劳勒雷黎里理利莉廉良列林琳留"
    "刘龙卢鲁露"
    "路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密敏明莫墨默姆穆纳娜南瑙内尼妮宁纽努诺欧帕派潘庞佩彭皮平珀普奇齐恰强乔切钦琴丘"
    "让热仁日荣"
    "茹瑞若撒萨塞赛桑瑟森沙珊尚绍舍申圣施史舒斯丝司苏索所塔泰坦汤唐特滕提廷图托瓦万旺威韦维魏温文翁沃乌伍西希席夏先"
    "肖谢辛欣"
    "山狄崔加兴休许雅亚延扬杨耶叶依伊易因英永尤于约泽扎詹张哲珍芝治中朱卓兹佐丽诗琪蕾萝蓓薇茜翰纳宾桥娅朵什逊顿蔻丝"
    "岛蓬蕾达菲耳隆乃"
)
_SOUNDS = frozenset(_ALL_SOUNDS)
_BEGINNINGS = _SOUNDS | SURNAMES | frozenset(string.ascii_uppercase)
_SOUND_RUN = re.compile(rf"[{_ALL_SOUNDS}]{{2,6}}")
_HAN = re.compile("[一-龥]")
_DOTS = Signs("·")
_FOREIGN = re.compile(rf"[{_ALL_SOUNDS}]{{1,6}}(?:·(?:[A-Z]\.?·)?[{_ALL_SOUNDS}]{{1,7}})+")
_NEXT = re.compile(r"[、/ ]{1,2}|和|及|与")
_LIST = re.compile(r"(?<=、)[一-龥]{2,4}(?=[、，。()；]|等|和)|[一-龥]{2,4}(?=、)")


class PersonExtractor:
    """Finds names that a sure sign stands beside, then the same names elsewhere in the passage."""

    def extract(self, passage: Passage) -> list[Mention]:
        """Persons, without their titles."""
        spans: dict[tuple[int, int], float] = {}
        for start, end, score in _found(passage):
            spans[start, end] = max(score, spans.get((start, end), 0.0))
        found = passage.mentions(
            (start, end, "person", "person", score) for (start, end), score in sorted(spans.items())
        )
        return [*found, *repeats(passage, found, extractor="person", short=_last_name)]


def _last_name(name: str) -> str | None:
    """What is said of a foreign person after the first time: 马斯克 of 埃隆·马斯克."""
    last = name.rpartition("·")[2].rpartition(" ")[2]
    return last if 1 < len(last) < len(name) else None


def _found(passage: Passage) -> Iterator[tuple[int, int, float]]:
    text = passage.folded
    titles = set()
    for match in matches(_TITLE, text, _TITLES.starts(passage)):
        titles.add(match.end())
        if text[match.end()] in _BEGINNINGS and match.start() in passage.boundaries:
            yield from _after_title(passage, match.end())
    yield from _bylines(passage)
    for match in matches(_HONOUR, text, _HONOURS.starts(passage)):
        start = name_before(passage, match.start())
        if start is not None:
            yield start, match.start(), 0.95
    for match in matches(_SAYS, text, _SPEAKS.starts(passage)):
        start = _long_sounds(text, match.start())
        if start is None:
            start = name_before(passage, match.start())
        if start is not None and stands_free(passage, start) and (match.start() - start > 2 or text[start] in COMMON):
            yield start, match.start(), 0.9
    yield from _dotted(passage, titles)
    yield from _foreign(passage)


def _bylines(passage: Passage) -> Iterator[tuple[int, int, float]]:
    text = passage.folded
    photos = (text.rfind("(", max(end - 5, 0), end) for end in _TAKEN.starts(passage))
    for match in matches(_BYLINE, text, sorted({*_WRITTEN.starts(passage), *photos} - {-1})):
        yield *match.span(match.lastindex or 0), 0.95
    for match in _DATED.finditer(text):
        if _HAN.match(text[match.start() - 1 : match.start()]):
            yield *match.span(1), 0.95


def _after_title(passage: Passage, at: int) -> Iterator[tuple[int, int, float]]:
    """The name after a title, and the further ones if it begins a list."""
    text = passage.folded
    if text[at].isascii():
        if latin := _LATIN_NAME.match(text, at):
            yield *latin.span(), 0.8
        return
    end = name_from(passage, at)
    sounds = _SOUND_RUN.match(text, at) if text[at] in _SOUNDS else None
    if sounds and (end is None or len(sounds[0]) > 3):
        if sounds.end() in passage.boundaries and _AFTER_SOUNDS.match(text, sounds.end()):
            yield *sounds.span(), 0.8
        if text[sounds.end() : sounds.end() + 1] == "·":
            return
    while end is not None:
        yield at, end, 0.95
        sign = _NEXT.match(text, end)
        if not sign:
            return
        at = sign.end()
        end = name_from(passage, at)


_AFTER_SOUNDS = re.compile(rf"[(，,。、;]|{_any(_SPEECH)}")


def _long_sounds(text: str, end: int) -> int | None:
    """Start of a foreign name without dots that ends at `end`."""
    start = end
    while start and end - start < 8 and text[start - 1] in _SOUNDS:
        start -= 1
    return start if end - start > 3 and text[start - 1 : start] != "·" else None


def _dotted(passage: Passage, titles: Set[int]) -> Iterator[tuple[int, int, float]]:
    """埃隆·马斯克. `titles` are the ends of titles: 主席|尼尔·舍恩."""
    text = passage.folded
    for match in matches(_FOREIGN, text, _DOTS.starts(passage, back=range(1, 7))):
        first, dot = match.start(), text.index("·", match.start())
        yield next((end for end in (first + 1, first + 2) if end < dot and end in titles), first), match.end(), 0.95


def _foreign(passage: Passage) -> Iterator[tuple[int, int, float]]:
    """Mark Chen表示, 披猜(Pichai Naripthaphan), 音译."""
    text = passage.folded
    for said in _LATIN_SAYS.starts(passage):
        if text[said - 1 : said].isascii() and (match := _LATIN_LAST.search(text, _latin_start(text, said), said)):
            yield *match.span(), 0.8
    for match in _IN_BRACKETS.finditer(text):
        start = name_before(passage, match.start())
        if start is not None and " " in match[1] and text[start - 1 : start] != "·":
            yield start, match.start(), 0.8
            yield *match.span(1), 0.8
    for match in _SOUND_OF.finditer(text):
        end = name_from(passage, match.end())
        if end is not None:
            yield match.end(), end, 0.9


def _latin_start(text: str, end: int) -> int:
    """Where the Latin letters, blanks, dots and hyphens before `end` begin."""
    while end and text[end - 1] in _LATIN_CHARACTERS:
        end -= 1
    return end


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options("person", options)
    return PersonExtractor()
