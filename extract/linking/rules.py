"""Joins that hold in the whole corpus: by lexicon, spelling, legal form, place, stock code and foreign name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ...corpus.fold import name_key
from ..lexicon import Lexicon, plain
from ..mention import Alias
from .distinct import is_distinctive
from .homonyms import Homonyms
from .joins import Joins, Key
from .legal import (
    FIRMS,
    has_legal_form,
    is_line,
    is_registered,
    shorter_forms,
    strip_legal_form,
    trade_names,
    without_branch_place,
)
from .reasons import CODE, FOREIGN_NAME, LEGAL_FORM, LEXICON, PLACE_PREFIX, SCRIPT, SHARE_CLASS, TRANSLITERATION
from .shares import without_share_class
from .transliterate import DOT, spellings

_NAMED_AFTER_PLACES = (*FIRMS, "organization")
_OF_OWNERS = ("管理", "投资", "资本", "服务", "咨询", "贸易", "国际", "证券", "基金")
_CODE = "\1"  # what a code begins with among the names, so that it is none
_STATE = "中华人民共和国"


def variants(key: Key, places: Collection[str]) -> Iterator[tuple[str, str]]:
    """Other forms that one name is used in, each with the reason: 深圳市地铁集团有限公司, 深圳地铁集团 …"""
    name, kind = key
    if kind in FIRMS or (kind == "organization" and is_registered(name)):
        yield from ((form, LEGAL_FORM) for form in shorter_forms(name))
    if kind == "company" and (bare := without_share_class(name)) != name:
        yield from ((form, SHARE_CLASS) for form in (bare, *shorter_forms(bare)))
    if name.startswith(_STATE) and kind in ("policy", "organization") and len(name) > len(_STATE) + 2:
        yield name.removeprefix(_STATE), PLACE_PREFIX
    if kind in _NAMED_AFTER_PLACES:
        for cut in range(3, min(len(name) - 1, 6)):
            # 吉林市 and 吉林省 are two, so that 吉林 before a name may be either.
            place = name[: cut - 1]
            if name[cut - 1] in "市省" and name[:cut] in places and place in places and not _is_two(place, places):
                yield place + name[cut:], PLACE_PREFIX
                yield from ((place + form, PLACE_PREFIX) for form in shorter_forms(name[cut:]))
    if kind == "product" and "-" in name:
        yield name.replace("-", ""), SCRIPT


def _is_two(place: str, places: Collection[str]) -> bool:
    return place + "市" in places and place + "省" in places


def by_lexicon(
    joins: Joins, keys: Iterable[Key], homonyms: Homonyms, lexicon: Lexicon, places: Collection[str]
) -> None:
    """Join names with the entry of the lexicon that has them, in this or another form."""
    for key in keys:
        for form, reason in ((key[0], LEXICON), *variants(key, places)):
            entry = homonyms.taken_for((form, key[1]))
            if entry is not None and not _is_relative(key[0], form, entry, lexicon):
                joins.know(key, entry, reason)
            if (form, key[1]) in homonyms.entries:
                break


def _is_relative(name: str, form: str, entry: int | None, lexicon: Lexicon) -> bool:
    """Whether a group is not the firm that bears its name: 正邦集团 is not 正邦科技, 河钢股份有限公司 not 河钢集团."""
    if entry is None:
        return False
    known, ending = name_key(plain(lexicon.entries[entry].name)), name[len(form) :]
    if name == form or known in (form, name) or not known.startswith(form):
        return False
    return ("集团" in ending or "控股" in ending) != ("集团" in known or "控股" in known) and ending != "公司"


def by_form(joins: Joins, keys: Collection[Key], lexicon: Lexicon, places: Collection[str]) -> None:
    """Join forms of one name that both stand in the corpus, and registered names of firms with their trade names."""
    cores: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(keys):
        name, kind = key
        for form, reason in variants(key, places):
            other = (form, kind)
            if other in keys and form not in places and not _is_relative(name, form, joins.entry(other), lexicon):
                joins.join(key, other, reason)
        if kind in FIRMS and joins.entry(key) is None and has_legal_form(name):
            _behind_place(joins, key, keys, places)
            _around_place(joins, key, keys, places)
            cores[strip_legal_form(name), kind].append(key)
    for core, same in sorted(cores.items()):
        if core not in keys and core[0] not in places and is_distinctive(core[0]) and not _two_firms(same):
            for key in same[1:]:
                joins.join(same[0], key, LEGAL_FORM)
    _by_registration(joins, keys, places)


def _around_place(joins: Joins, key: Key, keys: Collection[Key], places: Collection[str]) -> None:
    """坤维(北京)科技有限公司 is 坤维科技; but 大众汽车(上海)有限公司 is not 大众汽车, which is known."""
    bare = without_branch_place(key[0], places)
    if bare != key[0]:
        for form in (bare, *shorter_forms(bare)):
            if (form, key[1]) in keys and joins.entry((form, key[1])) is None:
                joins.join(key, (form, key[1]), LEGAL_FORM)


def _behind_place(joins: Joins, key: Key, keys: Collection[Key], places: Collection[str]) -> None:
    name, kind = key
    core = strip_legal_form(name)
    for cut in range(2, len(core) - 2):
        rest = (core[cut:], kind)
        # A known firm after a place is often a firm of its own: 上海大众汽车有限公司 is not 大众汽车.
        # And everyday words after it are many firms' line: 上海冷链物流有限公司 is not everybody's 冷链物流.
        if core[:cut] in places and rest in keys and joins.entry(rest) is None and not is_line(rest[0]):
            joins.join(key, rest, PLACE_PREFIX)


def _two_firms(names: Iterable[Key]) -> bool:
    """Whether a group stands beside its listed firm: 长虹集团 and 长虹股份有限公司."""
    groups = [("集团" in name or "控股" in name) for name, _ in names]
    listed = [name.endswith(("股份有限公司", "股份公司")) for name, _ in names]
    return any(g and not s for g, s in zip(groups, listed, strict=True)) and any(
        s and not g for g, s in zip(groups, listed, strict=True)
    )


def _by_registration(joins: Joins, keys: Collection[Key], places: Collection[str]) -> None:
    """云天励飞 is 深圳云天励飞技术股份有限公司, where no other registered name of the corpus could be shortened so."""
    full_of: defaultdict[Key, set[Key]] = defaultdict(set)
    for name, kind in sorted(keys):
        if kind in FIRMS and is_registered(name):
            for short in trade_names(name, places):
                if (short, kind) in keys and _can_go_by(joins, short, kind, name, places):
                    full_of[short, kind].add((name, kind))
    for key, fulls in sorted(full_of.items()):
        if len({joins.find(full) for full in fulls} - {joins.find(key)}) == 1:
            joins.join(key, min(fulls), LEGAL_FORM)


def _can_go_by(joins: Joins, short: str, kind: str, full: str, places: Collection[str]) -> bool:
    """Whether a trade name says enough. A known one must not be the whole: 上海大众汽车有限公司 is not 大众汽车."""
    if short in places or not is_distinctive(short):
        return False
    if joins.entry((short, kind)) is None:
        return len(short) > 2
    core = strip_legal_form(full)
    is_owned = kind == "company" and core.endswith(_OF_OWNERS)  # 工银安盛资产管理有限公司 is not 工银安盛
    return len(short) > 3 and joins.entry((full, kind)) is None and not core.endswith(short) and not is_owned


def by_code(joins: Joins, keys: Collection[Key], aliases: Iterable[Alias]) -> None:
    """Join names that stand before the same stock code."""
    before: defaultdict[Key, list[Alias]] = defaultdict(list)
    for alias in aliases:
        if alias.reason == CODE and (alias.name, alias.type) in keys:
            before[_CODE + alias.alias, alias.type].append(alias)
    for code, same in sorted(before.items()):
        if len({alias.name for alias in same}) > 1:
            for alias in sorted(same, key=lambda a: (a.name, a.document)):
                joins.join(code, (alias.name, alias.type), CODE, alias.document)


def by_sound(joins: Joins, keys: Iterable[Key]) -> None:
    """Join spellings of one foreign name: 丹尼尔·列维, 丹尼尔·利维."""
    for one, other in spellings(name for name, kind in keys if kind == "person"):
        joins.join((one, "person"), (other, "person"), TRANSLITERATION)


def by_foreign_name(
    joins: Joins, keys: Collection[Key], full_latin: Collection[Key], aliases: Iterable[Alias]
) -> Iterator[Alias]:
    """Join names that documents give the same foreign name (Dario Amodei); returns the declarations to be settled.

    A part of a person's name (阿莫迪) is not the person's everywhere: it becomes the alias of the foreign name.
    """
    said = sorted(aliases, key=lambda a: (a.alias, a.type, a.name, a.document, a.reason))
    for alias in said:
        key, full = (alias.alias, alias.type), (alias.name, alias.type)
        if alias.reason == CODE:
            continue
        if key not in full_latin or full not in keys:
            yield alias
        elif alias.type == "person" and DOT not in alias.name:
            yield replace(alias, name=alias.alias, alias=alias.name)
        else:
            joins.join(key, full, FOREIGN_NAME, alias.document)
