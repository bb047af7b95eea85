"""Funds that a house sells to the public: its brand, a theme, the kind of fund (广发沪港深龙头混合, 嘉实中证500ETF)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import Lexicon
from ..passage import Passage
from ..signs import Signs, matches

SCORE = 0.9
_HOUSE = re.compile(r"[一-鿿]{2,4}(?=基金\Z)")
_NO_HOUSE = re.compile("(?:产业|引导|投资|创业|创新|发展|外汇|母|子|并购|人才|科创|天使|建设|股权|集团|社保)$")
# 股票 and 债券 alone also name what a firm has issued: 招商银行股票.
_NOT_MIXED = "动力|所有|发电|式|现实|办公|云|制|型号"
_KIND = (
    rf"(?:ETF(?:发起式)?联接|ETF|LOF|QDII|FOF|(?:灵活配置|偏股|偏债)?混合(?!{_NOT_MIXED})|指数增强(?!策略)"
    r"|(?:股票|债券|指数)(?=[ACE](?![一-鿿])|型|发起))"
)
_REACH = 4 + 14 + 4  # code points of a brand, a theme, and 灵活配置
# With one of these every kind ends, and before it begins nothing of it but what makes it longer.
_KINDS = Signs(
    [*"ETF LOF QDII FOF 混合 指数增强".split(), *(kind + end for kind in ("股票", "债券", "指数") for end in "ACE型发")]
)
_REST = r"(?:型?(?:发起式?)?(?:证券投资基金)?(?:\([A-Z]{3,4}\))?[ACE]?)(?![A-Za-z0-9])"
_NO_THEME = (
    "基金|公司|旗下|集团|管理|发布|表示|经理|通过|买入|卖出|增持|减持|申购|赎回|投资|汽车|银行|证券|电网|电力|电气|推出"
    "|推进|插电|地区|[的是在了和与及等已、]"
)


class FundProducts:
    """Reads them after the brands of houses that the lexicons know, those whose name is the brand and 基金."""

    def __init__(self, lexicon: Lexicon) -> None:
        names = (known.text for known in lexicon.names if lexicon.entries[known.entry].type == "fund")
        houses = {match[0] for name in names if (match := _HOUSE.match(name))}
        brands = sorted((house for house in houses if not _NO_HOUSE.search(house)), key=lambda b: (-len(b), b))
        theme = rf"(?:(?!{_NO_THEME})[一-鿿A-Z0-9]){{2,14}}?"
        self._first = frozenset(brand[0] for brand in brands)
        self._pattern = re.compile(rf"(?:{'|'.join(brands)}){theme}{_KIND}{_REST}")

    def find(self, passage: Passage) -> Iterator[tuple[int, int]]:
        """Start and end of each in the folded text of a passage."""
        text = passage.folded
        near = {at for kind in _KINDS.starts(passage) for at in range(max(kind - _REACH, 0), kind - 3)}
        starts = sorted(at for at in near if text[at] in self._first)
        return (match.span() for match in matches(self._pattern, text, starts))
