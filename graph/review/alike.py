"""Entities whose names suggest that they are one. What is sure was joined already (`extract.linking`)."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ...extract.linking.abbreviate import shortens
from ...extract.linking.legal import is_line, strip_legal_form
from .facts import Facts, Row
from .proposals import WEIGHTS

_MARKS = re.compile(r"[^\w+]|_")
_COUNTED = re.compile("[0-9一二三四五六七八九十百甲乙丙丁]")
_HOME = frozenset("中国 国家 全国 中华人民共和国 中共".split())
_UNITS = frozenset("市 省 县 区 州 自治区 自治州 特别行政区".split())
_MOST_ALIKE = 8  # names that sound the same; more are no coincidence of two
_SHORT_OF = ("body", "policy", "product")  # families of things that are called by the beginnings of their words
_ACROSS = """
SELECT a.entity, b.entity FROM edges AS l
JOIN entities AS a ON a.entity = l.source JOIN entities AS b ON b.entity = l.target
WHERE a.type = b.type AND a.name NOT GLOB '*[a-zA-Z]*' AND b.name NOT GLOB '*[^ -~]*' AND b.name GLOB '*[a-zA-Z][a-z]*'
ORDER BY 1, 2
"""
# CROSS JOIN keeps the order: the mentions of the rarer one are looked at.
_BEHIND = """
SELECT 1 FROM mentions AS {rarer} CROSS JOIN mentions AS {other} ON n.window = m.window
CROSS JOIN windows AS w ON w.window = m.window
WHERE m.entity = ? AND n.entity = ? AND n.start BETWEEN m."end" + 1 AND m."end" + 2
  AND trim(substr(w.text, m."end" - w.start + 1, n.start - m."end")) IN ('(', '（')
  AND substr(w.text, n."end" - w.start + 1, 1) IN (')', '）') LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two entities, and the names that suggest they are one; the shorter name first, where one is in the other."""

    short: int
    long: int
    why: str
    names: tuple[str, str]


def alike(facts: Facts, connection: sqlite3.Connection) -> list[Alike]:
    """All pairs whose names suggest it, each by what suggests it most."""
    best: dict[frozenset[int], Alike] = {}
    for rule in (_by_marks, _by_sound, _by_type, _inside, _shortened):
        for found in rule(facts):
            _keep(best, found)
    for found in _translated(facts, connection):
        _keep(best, found)
    return list(best.values())


def _keep(best: dict[frozenset[int], Alike], found: Alike) -> None:
    pair = frozenset((found.short, found.long))
    known = best.get(pair)
    if len(pair) == 2 and (known is None or WEIGHTS[found.why] > WEIGHTS[known.why]):
        best[pair] = found


def _pairs(facts: Facts, family: str, names: Iterable[str], why: str) -> Iterator[Alike]:
    for one, other in combinations(sorted(names), 2):
        for a in facts.owners[family, one]:
            for b in facts.owners[family, other]:
                yield Alike(a, b, why, (one, other))


def _by_marks(facts: Facts) -> Iterator[Alike]:
    """“星际之门”计划, 星际之门计划."""
    bare: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for family, key in facts.owners:
        if len(plain := _MARKS.sub("", key)) > 2:
            bare[family, plain].append(key)
    for (family, _), names in bare.items():
        yield from _pairs(facts, family, names, "marks")


def _by_sound(facts: Facts) -> Iterator[Alike]:
    """梁文锋, 梁文峰."""
    for (family, _, length), names in facts.sounds.items():
        if family != "place" and length > 2 and 1 < len(names) <= _MOST_ALIKE:
            for found in _pairs(facts, family, names, "sound"):
                if _COUNTED.findall(found.names[0]) == _COUNTED.findall(found.names[1]):
                    yield found


def _by_type(facts: Facts) -> Iterator[Alike]:
    """天津蓝驰 as company and as fund."""
    for (_, key), entities in facts.owners.items():
        for a, b in combinations(sorted(entities), 2):
            if facts.rows[a].key == facts.rows[b].key == key:
                yield Alike(a, b, "type", (key, key))


def _inside(facts: Facts) -> Iterator[Alike]:
    for (family, long), fulls in facts.owners.items():
        for cut in range(1, len(long)):
            for short, rest, before in ((long[cut:], long[:cut], True), (long[:cut], long[cut:], False)):
                owners = facts.owners.get((family, short)) if len(short) > 1 else None
                for a in owners or ():
                    for b in fulls:
                        why = _reason(facts, facts.rows[a], facts.rows[b], (short, rest, long), before=before)
                        if why:
                            yield Alike(a, b, why, (short, long))


def _reason(facts: Facts, a: Row, b: Row, names: tuple[str, str, str], *, before: bool) -> str | None:
    """Why a name within another one may be short for it; `rest` stands `before` it or behind."""
    short, rest, long = names
    if a.family == "person" and "·" in (rest[-1] if before else rest[0]):
        return "part"
    if a.key != short or _COUNTED.search(rest):
        return None  # a name that it has besides, as 央行 is one of 美联储's, says less
    if a.family in ("body", "policy") and before and rest in _HOME:
        return "home"
    if a.family == "body" and before and rest in facts.places:
        return "place"
    if a.family == "body" and not before and (strip_legal_form(long) == short or is_line(rest)):
        # 小米汽车 is one of 小米's many firms; who is called 百川 only now and then is 百川智能.
        return "form" if a.documents <= b.documents and a.type == b.type else None
    if a.family == "place" and not before and rest in _UNITS and a.type == b.type:
        return "form"
    if a.family == "product" and before and rest.endswith("-"):
        return "part" if a.documents <= b.documents else None
    return None


def _shortened(facts: Facts) -> Iterator[Alike]:
    """招联消金, 招联消费金融."""
    holding: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for family, key in facts.owners:
        if len(key) > 3 and family in _SHORT_OF:
            for character in dict.fromkeys(key[1:]):
                holding[family, key[0], character].append(key)
    for (family, short), owners in facts.owners.items():
        if not 2 < len(short) <= 8 or short.isascii() or family not in _SHORT_OF:
            continue
        fewest = min((holding.get((family, short[0], other), []) for other in short[1:]), key=len)
        for long in fewest:
            if short in long or not _in_order(short, long) or _COUNTED.findall(short) != _COUNTED.findall(long):
                continue
            if shortens(short, long):
                for a in owners:
                    if facts.rows[a].key == short:
                        yield from (Alike(a, b, "short", (short, long)) for b in facts.owners[family, long])


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def _translated(facts: Facts, connection: sqlite3.Connection) -> Iterator[Alike]:
    """雷内·哈斯（Rene Haas）."""
    for a, b in connection.execute(_ACROSS).fetchall():
        rarer, other = ("m", "n") if facts.rows[a].documents <= facts.rows[b].documents else ("n", "m")
        if connection.execute(_BEHIND.format(rarer=rarer, other=other), (a, b)).fetchone():
            yield Alike(a, b, "translated", (facts.rows[a].name, facts.rows[b].name))
