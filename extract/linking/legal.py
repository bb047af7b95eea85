"""Legal forms of firms and funds, which are aliases of the name without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

FIRMS = ("company", "fund")  # types of entities that have legal forms
_FORMS = (
    "集团股份有限公司|\\(集团\\)股份有限公司|\\(集团\\)有限公司|集团有限公司|集团有限责任公司|控股集团有限公司|控股有限公司|"
    "股份有限公司|有限责任公司|有限公司|股份公司|集团公司|控股集团|控股公司|集团|公司|"
    "\\(有限合伙\\)|合伙企业\\(有限合伙\\)|有限合伙"
)
_LATIN_FORMS = r"[ ,]*(?:co\.?,? ?ltd\.?|inc\.?|corp\.?|corporation|ltd\.?|limited|llc|plc|ag|group|holdings?)"
_LEGAL = re.compile(rf"(?:{_FORMS})$|(?<=\w){_LATIN_FORMS}$", re.I)
_LAST = frozenset("司团)伙")  # how forms in Chinese end
_REGISTERED = re.compile("(?:有限公司|有限责任公司|股份公司|合伙企业|\\(有限合伙\\))$")
_BRANCH_PLACE = re.compile(r"\((?P<place>[^()]{2,6})\)(?=.)")
# What registered names say after the trade name: 云天励飞|技术, 锦篮基因|科技, 沃兰特|航空技术.
_AFTER = (
    "科技|技术|智能|信息|网络|软件|生物|医药|医疗|器械|制药|药业|航空|航天|材料|新材料|电子|光电|能源|新能源|汽车|机器人|文化|传媒|"
    "数据|数字|实业|投资|控股|集团|股份|发展|服务|管理|咨询|贸易|商贸|制造|工业|工程|设备|装备|系统|精密|半导体|微电子|食品|饮料|餐饮|"
    "品牌|电商|电子商务|供应链|健康|教育|国际|产业|开发|人工智能|物联|物联网|通信|环保|环境|化工|化学|机械|电气|电力|仪器|创意|创业|"
    "企业|商务|资产|资本|私募|股权|基金|证券|基础|研究"
)
_BUSINESS = (
    "物流|冷链|卫星|运输|快递|旅游|酒店|地产|房地产|置业|建设|建筑|矿业|农业|水务|燃气|租赁|保险|银行|信托|影业|传播|体育|金属|"
    "钢铁|铁路"
)
_LINE = re.compile(f"(?:{_AFTER})*")
_ONLY_LINES = re.compile(f"(?:{_AFTER}|{_BUSINESS})+")


def is_line(name: str) -> bool:
    """Whether a name says nothing but what a firm does, as many others do.

    >>> is_line("冷链物流"), is_line("青山物流")
    (True, False)
    """
    return _ONLY_LINES.fullmatch(name) is not None


def strip_legal_form(name: str) -> str:
    """The name without its legal forms; the name itself where nothing would remain.

    >>> strip_legal_form("宇树科技股份有限公司")
    '宇树科技'
    """
    *_, shortest = name, *shorter_forms(name)
    return shortest


def shorter_forms(name: str) -> Iterator[str]:
    """The name with one legal form after the other taken off.

    >>> list(shorter_forms("中国兵器装备集团有限公司"))
    ['中国兵器装备集团', '中国兵器装备']
    """
    if name[-1:] > "\u2e80" and name[-1] not in _LAST:
        return
    whole = name.removesuffix("股份有限公司").removesuffix("有限公司").removesuffix("有限责任公司")
    if whole != name and whole.endswith(("集团", "控股")) and len(whole) > 3:
        yield whole
    while True:
        shorter = _LEGAL.sub("", name)
        if shorter == name or len(shorter) < 2:
            return
        yield (name := shorter)


def has_legal_form(name: str) -> bool:
    """Whether a name ends with a legal form."""
    return next(shorter_forms(name), None) is not None


def is_registered(name: str) -> bool:
    """Whether a name ends as names in the register of firms do.

    >>> is_registered("宇树科技有限公司"), is_registered("宇树集团")
    (True, False)
    """
    return _REGISTERED.search(name) is not None


def without_branch_place(name: str, places: Collection[str]) -> str:
    """坤维(北京)科技 is 坤维科技."""
    match = _BRANCH_PLACE.search(name)
    return name[: match.start()] + name[match.end() :] if match and match["place"] in places else name


def trade_names(name: str, places: Collection[str]) -> Iterator[str]:
    """What a firm with this name may go by for short, shortest first: names that only words like 科技 follow.

    >>> list(trade_names("上海峰飞航空科技有限公司", {"上海"}))
    ['峰飞', '峰飞航空', '峰飞航空科技', '上海峰飞', '上海峰飞航空', '上海峰飞航空科技']
    """
    core = without_branch_place(strip_legal_form(name), places)
    for place in [core[:cut] for cut in range(5, 1, -1) if core[:cut] in places] + [""]:
        rest = core[len(place) :]
        yield from (rest[:end] for end in range(2, len(rest) + 1) if _LINE.fullmatch(rest, end))
