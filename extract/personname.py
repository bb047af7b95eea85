"""What a Chinese person's name looks like: a surname, then one or two characters that are given names."""

from __future__ import annotations

import re

from . import segment
from .passage import Passage

_SINGLE = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢"
    "汪戴崔任陆廖姚"
    "方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞"
    "邢俞翟蓝聂齐"
    "向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍"
    "华包屈房"
    "喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟"
    "保商臧佘卞"
    "虞刁冷应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占公门帅"
    "利满阳资神布纯"
    "萨亓糜车雒逯晁鄂岩青胥阚习丘闫付肖尧竺阙铁况墨计俞宣邸池苍双逄仝"
)
# Surnames so common that two characters after one are believed with less.
COMMON = frozenset(
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范傅钟卢汪戴"
    "崔任陆廖姚谭邹熊孟秦贾尹"
)
_COMPOUND = frozenset(
    """欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 端木 独孤 南宫 轩辕 长孙 宇文 呼延 闻人""".split()
)
_FIRST_OF_COMPOUND = frozenset(name[0] for name in _COMPOUND)
SURNAMES = _SINGLE | _FIRST_OF_COMPOUND  # first characters of them
# Characters that no given name holds.
_NOT_GIVEN = frozenset(
    "的了在是和与及或而但就才只被把将由对从至到因其该此这那我你他她它们吗呢吧啊做看听想要会已还再更最很较不没无有称"
    "说讲叫获受占则也都又"
    "仅即若使让给请据经于担为曾赴拟个位名等者年月日时分前后所什么啦着过以仍副党委社氏局厂队级度性院校部市省县区镇村"
    "股司网报券基集团"
    "资投种类型式件款项总员师内间每各股先教授始终吨亿万张份次"
)
_GIVEN = re.compile(f"(?:(?![{''.join(sorted(_NOT_GIVEN))}])[\u4e00-\u9fa5]){{1,2}}")
_NOT_NAMES = frozenset(
    """高盛 高通 高瓴 华为 万科 万达 安踏 英伟达 康师傅 贝莱德 江淮 金山 白宫 商汤 盛大 金蝶 用友 高度 高层 高管
    方正""".split()
)
# What stands right after a two-character name, so that its first character is not the third of the name.
_AFTER_TWO = re.compile(
    "[的了在是和与及或而但也都又就才只被把将由对从向于至到因则曾已还再更未不没为等以说称认]|表示|指出|透露|介绍|强调|坦言|告诉|接受|出[席任生]|持"
    "有|持股|控制|现[任年]|今[天日年]|先后|女士|先生|教授|院士|博士|兼任|均[已为被在是]|任[命职]|当选|毕业|加入|目前|涉嫌|团队|之[后前间一外中内]|[：，。、]"
)
_HAN = re.compile("[\u4e00-\u9fa5]+")
_PERSONAL = ("nr", "nrt", "nrfg")


def surname_length(text: str, at: int) -> int:
    """Code points of the surname that stands at `at`; 0 if none does."""
    first = text[at : at + 1]
    if first in _FIRST_OF_COMPOUND and text[at : at + 2] in _COMPOUND:
        return 2
    return 1 if first in _SINGLE else 0


def is_name(text: str) -> bool:
    """Whether a whole text is built like a Chinese name and is no everyday word.

    >>> is_name("梁文锋"), is_name("欧阳明远"), is_name("高度"), is_name("王的")
    (True, True, False, False)
    """
    family = surname_length(text, 0)
    if not family or not _GIVEN.fullmatch(text, family):
        return False
    return text not in _NOT_NAMES and (segment.tag(text) or "nr") in _PERSONAL


def _begins_word(passage: Passage, start: int, end: int) -> bool:
    """Whether an everyday word begins where the name would: 高级 in 高级副总裁."""
    cuts = passage.boundaries
    cut = next((at for at in range(start + 1, end + 1) if at in cuts), start)
    return cut - start > 1 and segment.tag(passage.folded[start:cut]) not in (*_PERSONAL, "")


def name_from(passage: Passage, start: int) -> int | None:
    """End of the name that begins at `start`; None if none does."""
    text = passage.folded
    if text[start : start + 1] not in SURNAMES:
        return None
    cuts = passage.boundaries
    family = surname_length(text, start)
    if not family or text[start] in "和于" or text[start - 1 : start].isdecimal():
        return None
    two, three, four = (start + family + n for n in (1, 2, 3))
    if three in cuts and is_name(text[start:three]) and not _begins_word(passage, start, three):
        if (
            four <= len(text)
            and surname_length(text, start + 1)
            and is_name(text[start + 1 : four])
            and (not _HAN.match(text, four) or _AFTER_TWO.match(text, four))
        ):
            return four  # 陈方安生
        if two not in cuts or not _AFTER_TWO.match(text, two):
            return three
    if two in cuts and is_name(text[start:two]):
        return two
    return None


def name_before(passage: Passage, end: int) -> int | None:
    """Start of the name that ends at `end`; None if none does."""
    text, cuts = passage.folded, passage.boundaries
    if text[end - 1 : end] in _NOT_GIVEN:
        return None
    for length in (4, 3, 2):
        start = end - length
        if start < 0 or text[start] not in SURNAMES or start not in cuts:
            continue
        if not is_name(text[start:end]) or _begins_word(passage, start, end):
            continue
        if text[start] in "和于" and is_name(text[start + 1 : end]):
            continue  # 和李宁教授
        if length == 3 and surname_length(text, start - 1) and start > 1 and not _HAN.match(text[start - 2]):
            return start - 1  # 陈方安生
        return start
    return None


def stands_free(passage: Passage, start: int) -> bool:
    """Whether what stands before `start` can stand before a name: a mark, a particle, the end of a body's name."""
    before = passage.folded[max(start - 4, 0) : start]
    return not before or not _HAN.fullmatch(before[-1]) or bool(_LEAD.search(before))


_LEAD = re.compile(
    "(?:[据对由而但和与及是向为让被如即当]|大学|学院|[部院所局]|公司|集团|网|社|中心|证券|银行|基金|资本|科技|教授|专家|人士|员工|岁的|的)$"
)
