"""What names of one document mean by the other names of the document, where nothing declares it.

A short name is taken for a fuller one of its type only if the document has exactly one that it can be short for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ..mention import Alias
from .abbreviate import shortens
from .aliases import is_pointing
from .distinct import is_distinctive
from .document import DocumentNames
from .homonyms import Homonyms
from .joins import Joins, Key
from .legal import is_registered, strip_legal_form, trade_names
from .reasons import ABBREVIATION, CONTEXT, FOREIGN_NAME, LEGAL_FORM, PLACE_PREFIX
from .transliterate import family_name

Rule = Callable[[str, str, "Known"], bool]  # (short name, fuller name, …): whether the one can be the other
# (short name, all names of its type in the document, each with a line end behind it): False if it is short for none.
# It is asked first, since hardly any name is, and a document names hundreds.
Sieve = Callable[[str, str], bool]
_MODEL = re.compile(r"[a-z]{1,4}-?\d[\w.+-]{0,6}")
_CHINA = ("中国", "全国", "国家")
_LEVELS = "市省区县州"
_LONGEST_ABBREVIATION = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about names, all folded.

    Attributes:
        places: names of places.
        last_words: the last words of Latin names of persons (Elon Musk).
        listed: names that a lexicon lists.
    """

    places: Set[str]
    last_words: Mapping[str, str]
    listed: Container[Key]


def inferred(document: DocumentNames, joins: Joins, homonyms: Homonyms, known: Known) -> Iterator[Alias]:
    """Short names of a document with what they are short for there.

    Args:
        joins: what is one in the whole corpus; a name that the lexicon knows is not taken for another thing, unless
            it is a common word for bodies of its kind (发改委).
    """
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for name, kind in document.names:
        by_type[kind].append(name)
    for kind, names in by_type.items():
        if len(names) > 1 and kind in _RULES:
            names.sort()
            ends = "\n".join((*names, ""))
            for rule, may, reason in _RULES[kind]:
                for short in names:
                    if may(short, ends) and joins.entry((short, kind)) is None:
                        yield from _only(short, names, kind, rule, reason, document.document, joins, known)
    for short, kind in homonyms.common(document):
        names = sorted(by_type[kind])
        yield from _only(short, names, kind, _behind_place, CONTEXT, document.document, joins, known)


def _only(
    short: str, names: Sequence[str], kind: str, rule: Rule, reason: str, document: str, joins: Joins, known: Known
) -> Iterator[Alias]:
    """The fuller name of a short one, if all that the rule allows are names of one thing."""
    fulls = [full for full in names if len(full) > len(short) and rule(short, full, known)]
    others = {joins.find((full, kind)) for full in fulls} - {joins.find((short, kind))}
    if len(others) == 1:
        full = next(full for full in fulls if joins.find((full, kind)) in others)
        yield Alias(document, full, short, kind, reason)


def _family_name(short: str, full: str, known: Known) -> bool:
    """马斯克 is 埃隆·马斯克."""
    return full.endswith(short) and short in (family_name(full), known.last_words.get(full))


def _model(short: str, full: str, _: Known) -> bool:
    """R1 is DeepSeek-R1."""
    if not full.endswith(short) or not _MODEL.fullmatch(short):
        return False
    before = full[: -len(short)]
    return before[-1] == "-" or before.isalpha()


def _policy(short: str, full: str, _: Known) -> bool:
    """《意见》 is 《关于……的意见》."""
    return full.endswith(short) and is_pointing(short, "policy") and not is_pointing(full, "policy")


def _trade_name(short: str, full: str, known: Known) -> bool:
    """飒智 or 飒智公司 is 上海飒智智能科技有限公司."""
    if short[:2] not in full:
        return False
    bare = strip_legal_form(short)
    if bare in known.places or (bare == short and not is_registered(full)):
        return False
    return bare in trade_names(full, known.places)


def _behind_china(short: str, full: str, known: Known) -> bool:
    """移动 is 中国移动, which is known; but 冷链物流 is not a firm called 中国冷链物流."""
    is_full = full.endswith(short) and full[: -len(short)] in _CHINA
    return is_full and ((full, "company") in known.listed or is_distinctive(short))


def _behind_place(short: str, full: str, known: Known) -> bool:
    """邮电局 is 澳门邮电局, 市发改委 is 合肥市发改委."""
    if full.endswith(short):
        return len(short) > 2 and full[: -len(short)] in known.places
    place = full[: 1 - len(short)]
    return short[0] in _LEVELS and full.endswith(short[1:]) and place.rstrip(short[0]) + short[0] in known.places


def _abbreviation(short: str, full: str, known: Known) -> bool:
    """交大 is 上海交通大学."""
    if len(short) > _LONGEST_ABBREVIATION or short[-1] not in full or short[0] not in full[:5]:
        return False
    if short.startswith(_CHINA):
        return False  # the word is not cut short: 中国酒店 is not 中国国民酒店
    core = strip_legal_form(full)
    heads = (0, *(cut for cut in range(2, min(len(core), 6)) if core[:cut] in known.places))
    return any(core[head] == short[0] and shortens(short, core, head=head) for head in heads)


def _is_end(short: str, names: str) -> bool:
    return names.count(short + "\n") > 1


def _is_end_or_level(short: str, names: str) -> bool:
    return short[0] in _LEVELS or _is_end(short, names)


def _is_begun(short: str, names: str) -> bool:
    return names.count(short[:2]) > 1


def _has_ends(short: str, names: str) -> bool:
    return len(short) <= _LONGEST_ABBREVIATION and names.count(short[0]) > 1 and names.count(short[-1]) > 1


_RULES: Mapping[str, Sequence[tuple[Rule, Sieve, str]]] = {
    "person": ((_family_name, _is_end, FOREIGN_NAME),),
    "product": ((_model, _is_end, ABBREVIATION),),
    "policy": ((_policy, _is_end, CONTEXT),),
    "company": (
        (_trade_name, _is_begun, LEGAL_FORM),
        (_behind_china, _is_end, PLACE_PREFIX),
        (_abbreviation, _has_ends, ABBREVIATION),
    ),
    "fund": ((_trade_name, _is_begun, LEGAL_FORM), (_abbreviation, _has_ends, ABBREVIATION)),
    "organization": ((_behind_place, _is_end_or_level, PLACE_PREFIX), (_abbreviation, _has_ends, ABBREVIATION)),
}
