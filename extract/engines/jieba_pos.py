"""Names that jieba's dictionary knows: places and bodies by its tags ns and nt, persons by nr.

The tags are those of `jieba.posseg` with its hidden Markov model off. What that model would add was measured on 184
annotated articles: it marks about 770 words outside the dictionary as persons, 40 in 100 of them rightly. Nearly all
of these the `person` engine finds by what stands beside them; where it does not, 30 of 310 were right. For that the
tagger reads 30 thousand characters a second, cutting with the dictionary alone 300 thousand. The places and bodies
that the model guesses are right less than one time in ten.

Nor can the dictionary's tags be taken as they are: 城市, 上市 and 深度 are tagged as places, 国际化 as a body, 卫星 and
毛利 as persons; of 2,300 words tagged ns fewer than half were places, of 490 tagged nt a third bodies, of 660 tagged
nr one in 14 persons. So a place must be a full form (浙江省) or have one in the dictionary (浙江), a body must end like
one, and a person must have a surname and two characters beside a mark or a verb of speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from ...config.settings import Settings
from .. import segment, wordclass
from ..extractor import Extractor, check_options
from ..lexicon import cuts_unit
from ..mention import Mention
from ..passage import Passage
from ..personname import is_name
from ..signs import Signs

# Last characters of everyday words that begin like a surname: 安全观, 高智能, 贺兰山.
_NOUN_ENDS = frozenset("观能平剂法卡街山星河宽素质族湖赛林江青岭峰家红")
_SCORES = {"city": 0.8, "region": 0.8, "organization": 0.75, "company": 0.7, "person": 0.7}
_NO_PLACE = re.compile("大都|新店|.*(?:[城上入股都]市|城镇|地区|[山市校景]区|外国|各国|古镇|共和国|合众国|建设区)")
_PLACE = re.compile(".{2,}[省市县州旗盟镇乡岛洲区]")
_BODY = re.compile(
    r"(?:中国|全国|国家|国务|中共|中央|外交|教育|财政|商务|司法|公安|卫生|农业|国防|共青|最高|联合国|世界|国际|新华|人民|北京|上海|中).*"
    r"(?:院|部|局|委|会|政协|大学|学院|党|人大|社|报|团|银行|组织|法庭)"
    r"|..+(?:大学|政协|证券交易所|师范学院|日报社)|国资委|证监会|银保监会|央视|新华社|共青团|统战部|中宣部|中组部|安理会|世贸组织|.{2}社"
)
_NO_BODY = frozenset(
    """人民代表大会 人民政府 人民法院 人民检察院 国家机关 公安局 中央银行 国际队 中央大学 人民解放军 国家队 卫生局
    教育局 财政局""".split()
)
_FIRM = re.compile(r"..+(?:银行|证券|集团|公司|汽车|石化|电信|联通|移动|保险|网通)")


# Letters of words that can be names (see `wordclass`), and names among the common nouns.
_NAMING = re.compile("[BCKNOPz]")
_ODD = Signs("证监会 央视 工商银行 中小银行 上海石化 中介组织 中院 中会 川长社".split())


class JiebaExtractor:
    """Takes words by the tag that jieba's dictionary gives them, where the tag can be trusted."""

    def extract(self, passage: Passage) -> list[Mention]:
        """Cities, regions, organizations, companies and persons of the dictionary."""
        cuts, words = passage.cuts, passage.words
        places = [match.start() for match in _NAMING.finditer(passage.letters)]
        if odd := [i for start in _ODD.starts(passage) if cuts[i := bisect_left(cuts, start)] == start]:
            places = sorted({*places, *odd})
        return passage.mentions(
            (cuts[i], cuts[i + 1], kind, "jieba", _SCORES[kind])
            for i in places
            if (kind := _kinds[words[i]]) and _stands(passage.folded, cuts[i], cuts[i + 1], kind)
        )


def _stands(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a word is a name where it stands: a city not if another word begins in it, a person only if alone."""
    if kind == "city":
        return not cuts_unit(text, start, end)
    return kind != "person" or _is_alone(text, start, end)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a mark or a verb of speech stands beside the word."""
    return not _HAN.match(text[start - 1 : start]) or bool(_AFTER.match(text, end))


_HAN = re.compile("[一-龥]")
_AFTER = re.compile(r"[,，。、:：()；]|表示|说|称|认为|指出|先生|女士|教授|等|[在和与]")


class _Kinds(dict[str, str]):
    """Entity type of each word, or nothing; worked out when the word is first met."""

    def __missing__(self, word: str) -> str:
        if word.isascii():
            return ""
        kind = self[word] = _kind(word, segment.tag(word)) if len(word) > 1 else ""
        return kind


_kinds = _Kinds()


def _kind(word: str, tag: str) -> str:
    if tag == "ns" or wordclass.is_place(word):
        return _place(word)
    if tag in ("nt", "j") and word not in _NO_BODY:
        if _FIRM.fullmatch(word) and not word.startswith(("上市", "中国人民", "网上", "商业")):
            return "company"
        return "organization" if _BODY.fullmatch(word) else ""
    if tag in ("nr", "nrfg") and len(word) == 3 and is_name(word) and word[-1] not in _NOUN_ENDS:
        return "person"
    return ""


def _place(word: str) -> str:
    if word in wordclass.COUNTRIES or word in wordclass.PROVINCES or segment.tag(word + "省") == "ns":
        return "region"
    if _NO_PLACE.fullmatch(word):
        return ""
    if (word.endswith("市") and len(word) > 2) or segment.tag(word + "市") == "ns" or word in _MUNICIPAL:
        return "city"
    return "region" if _PLACE.fullmatch(word) else ""


_MUNICIPAL = frozenset(
    """香港 澳门 台北 东京 伦敦 巴黎 纽约 首尔 柏林 莫斯科 悉尼 旧金山 洛杉矶 芝加哥 华盛顿 曼谷 大阪 京都 米兰
    日内瓦""".split()
)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options("jieba", options)
    return JiebaExtractor()
