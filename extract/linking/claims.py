"""What single documents say about names, and how far it holds: in the whole corpus, or only in these documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ..mention import Alias
from .aliases import is_pointing
from .distinct import is_distinctive
from .joins import Joins, Key, Meanings
from .reasons import CODE, CONTEXT, INTRODUCED, PARENTHESES, STRENGTH

_DECLARED = (INTRODUCED, PARENTHESES)


def settle(joins: Joins, keys: Collection[Key], claims: Iterable[Alias], *, sure: Collection[Key] = ()) -> Meanings:
    """Join what documents claim to be one where the claim holds everywhere; return what holds only where it is said.

    A claim holds everywhere if nobody claims otherwise and its name is known, distinctive (深创投) or in `sure`, or if
    several documents say so. What the text does not declare but its names suggest needs both.

    Args:
        keys: all names of the corpus.
        claims: what documents say, in any order.
        sure: names that hardly two things have.
    """
    said: defaultdict[Key, dict[tuple[Key, str], str]] = defaultdict(dict)
    for claim in sorted(claims, key=lambda c: (c.alias, c.type, STRENGTH[c.reason], c.document, c.name)):
        key, full = (claim.alias, claim.type), (claim.name, claim.type)
        may = claim.reason == CONTEXT or not _two_known(joins, key, full)
        if claim.reason != CODE and key in keys and full in keys and may:
            said[key].setdefault((full, claim.document), claim.reason)
    apart: Meanings = {}
    for key, reasons in sorted(said.items()):
        roots = {joins.find(full) for full, _ in reasons}
        if len(roots) == 1 and _holds_everywhere(joins, key, reasons, sure):
            for (full, document), reason in reasons.items():
                joins.join(key, full, reason, document)
        elif not (key[1] == "person" and joins.entry(key) is not None):
            for (full, document), reason in sorted(reasons.items()):
                if joins.find(key) != joins.find(full):
                    apart.setdefault((document, *key), (full, reason))
    return apart


def _two_known(joins: Joins, a: Key, b: Key) -> bool:
    """Two things that the lexicon knows stay two, whatever a document says."""
    one, other = joins.entry(a), joins.entry(b)
    return one is not None and other is not None and one != other


def _holds_everywhere(joins: Joins, key: Key, reasons: dict[tuple[Key, str], str], sure: Collection[Key]) -> bool:
    name, kind = key
    kinds = set(reasons.values())
    if is_pointing(name, kind) or CONTEXT in kinds:
        return False
    several = len({document for _, document in reasons}) > 1
    if kinds.isdisjoint(_DECLARED):
        return several and (len(name) > 2 if kind == "person" else is_distinctive(name))
    if joins.entry(key) is not None:
        # TME is 腾讯音乐, and other things to others; 奥特曼 (Alexander Altmann) is another.
        return several or not (name.isascii() or kind == "person")
    return key in sure or (kind != "person" and is_distinctive(name)) or (several and kind != "policy")
