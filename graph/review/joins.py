"""Entities that are likely one: their names suggest it, they keep one company, and no sentence tells them apart."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from dataclasses import dataclass

from ...extract.ledger import DIFFERENT, SAME, Decision
from ..query.evidence import evidence
from ..query.naming import ref
from ..query.results import EntityRef, Evidence
from .alike import Alike, alike
from .facts import Facts
from .proposals import JOIN, WEIGHTS, Proposal, Side

LEAST = 0.5  # proposals less likely than this waste the time of people
_SMOOTH = 1.4  # of the rarest company: how much would have to be in common besides, so that two neighbours prove little
_COMPANY, _APART, _OFFSET = 5.0, 6.0, -2.0
_SHOWN, _QUOTES, _LONGEST = 5, 2, 400
# Names that could be short for several others are likelier to be none of them.
_SHARED_OUT = ("short", "place", "form", "part")


@dataclass(frozen=True, slots=True)
class _Scored:
    pair: Alike
    score: float
    shared: tuple[int, ...]
    together: int


def likely_joins(
    connection: sqlite3.Connection, facts: Facts, settled: frozenset[frozenset[int]], *, limit: int
) -> list[Proposal]:
    """The likeliest, best first; none of the pairs that are `settled`."""
    pairs = [pair for pair in alike(facts, connection) if frozenset((pair.short, pair.long)) not in settled]
    partners = Counter((pair.short, pair.why) for pair in pairs)
    scored = (_scored(facts, pair, partners[pair.short, pair.why]) for pair in pairs)
    likely = [found for found in scored if found.score >= LEAST]
    likely.sort(key=lambda found: (-found.score, found.pair.short, found.pair.long))
    return [_proposal(connection, facts, found) for found in likely[:limit]]


def _scored(facts: Facts, pair: Alike, partners: int) -> _Scored:
    a, b = facts.near(pair.short), facts.near(pair.long)
    shared = sorted(a.keys() & b.keys(), key=lambda other: (-facts.rarity(other), other))
    common = sum(map(facts.rarity, shared))
    least = min(sum(facts.rarity(other) for other in near if other not in ends) for near, ends in _ends(pair, a, b))
    together = a.get(pair.long, 0)
    both = len(facts.documents[pair.short] & facts.documents[pair.long]) if together else 0
    agree = common / (least + _SMOOTH * math.log(len(facts.rows) + 1))
    odds = WEIGHTS[pair.why] + _COMPANY * agree - _APART * together / (both + 1) + _OFFSET
    if pair.why in _SHARED_OUT:
        odds -= math.log(partners) / 2
    return _Scored(pair, round(1 / (1 + math.exp(-odds)), 3), tuple(shared[:_SHOWN]), together)


def _ends(pair: Alike, a: dict[int, int], b: dict[int, int]) -> tuple[tuple[dict[int, int], set[int]], ...]:
    return (a, {pair.long}), (b, {pair.short})


def _proposal(connection: sqlite3.Connection, facts: Facts, found: _Scored) -> Proposal:
    pair, names = found.pair, found.pair.names
    ends = [pair.short, pair.long]
    # Who is named more keeps its name and type.
    if facts.rows[pair.short].documents < facts.rows[pair.long].documents:
        ends, names = [pair.long, pair.short], (names[1], names[0])
    shared = tuple(ref(connection, other) for other in found.shared)
    one, other = (_side(connection, facts, entity, found.shared, shared) for entity in ends)
    ids = one.entity.id, other.entity.id
    return Proposal(
        JOIN,
        found.score,
        pair.why,
        names,
        found.together,
        (one, other),
        Decision(0, SAME, ids),
        Decision(0, DIFFERENT, ids),
    )


def _side(
    connection: sqlite3.Connection, facts: Facts, entity: int, shared: tuple[int, ...], told: tuple[EntityRef, ...]
) -> Side:
    quotes: dict[tuple[str, int], Evidence] = {}
    for other in (*shared, entity):
        for quote in evidence(connection, entity, other, limit=1, longest=_LONGEST):
            quotes.setdefault((quote.document, quote.sentence), quote)
        if len(quotes) >= _QUOTES:
            break
    return Side(ref(connection, entity), facts.rows[entity].documents, told, tuple(quotes.values()))
