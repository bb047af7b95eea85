"""Persons that are likely two with one name: their documents share nothing, and each part has an employer of its own.

Only persons: 国防部 of one country is told from that of another by the places that documents name
(`extract.linking.homonyms`), and of what remains the documents say too little.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ...corpus.fold import name_key
from ...extract.personname import COMMON
from ..query.evidence import evidence
from ..query.naming import ref
from ..query.results import Evidence
from ..query.view import View
from ..verdicts import merging, setting_apart
from .facts import Facts, Row
from .proposals import HOMONYM, Proposal, Side

_MOST_DOCUMENTS, _LONGEST_NAME, _LONGEST = 400, 4, 400
_SHOWN, _QUOTES, _LONGEST_TOLD = 5, 2, 60
LEAST = 0.5  # proposals less likely than this waste the time of people
# The employer stands before the person with nothing but an office between: 泡泡玛特创始人王宁.
_BEFORE = """
SELECT o.entity, w.document, substr(w.text, o."end" - w.start + 1, p.start - o."end")
FROM mentions AS p CROSS JOIN mentions AS o ON o.window = p.window AND o."end" BETWEEN p.start - 12 AND p.start
JOIN entities AS e ON e.entity = o.entity AND e.type IN ('company', 'organization', 'fund')
CROSS JOIN windows AS w ON w.window = p.window WHERE p.entity = ? ORDER BY p.window, p.start, o.start
"""
_OFFICE = re.compile(r"(?:(?![和与及向对在将被让由跟给同为是])[^\W\d_]){0,10}")
_STANDS_IN = "SELECT window, document FROM windows WHERE window IN (SELECT window FROM mentions WHERE entity = ?)"
# Who belongs to these has another office besides, and who has an office of the state gets another one.
_BESIDES = re.compile("(?:政协|人大|党|协会|联合会|基金会|委员会|代表大会|学会|商会|论坛|峰会)$")
_OF_THE_STATE = re.compile("(?:[省市县区州]|中|纪|政法)委$|[部委署厅局司办院会总]$|政府$|^中央|^国|^联合国")


@dataclass(frozen=True, slots=True)
class _Part:
    """Some documents of a name, and how many of them show whom as an employer."""

    documents: tuple[int, ...]
    employers: dict[int, int]


def likely_homonyms(view: View, facts: Facts, settled: frozenset[int], *, limit: int) -> list[Proposal]:
    """The likeliest, best first; none of the entities that are `settled`."""
    connection = view.connection
    hub = max(10, len(facts.named_in) // 200)
    found = []
    for row in facts.rows.values():
        if row.entity not in settled and _may_be_two(row) and (employers := _employers(connection, facts, row)):
            parts = _parts(facts, row.entity, employers, hub)
            for a, b in combinations(parts[:6], 2):
                if _have_nothing_in_common(facts, a, b):
                    found.append((_score(facts, row, a, b), row, a, b))
                    break
    found = [one for one in found if one[0] >= LEAST]
    found.sort(key=lambda one: (-one[0], one[1].id))
    return [_proposal(view, facts, *one) for one in found[:limit]]


def _may_be_two(row: Row) -> bool:
    return row.type == "person" and 2 <= row.documents <= _MOST_DOCUMENTS and len(row.name) <= _LONGEST_NAME


def _employers(connection: sqlite3.Connection, facts: Facts, row: Row) -> dict[int, set[int]]:
    """Each employer with the documents that show it; none if there is one only."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for other, document, between in connection.execute(_BEFORE, (row.entity,)):
        if _OFFICE.fullmatch(between) and not _BESIDES.search(facts.rows[other].name):
            found[other].add(document)
    return found if len(found) > 1 else {}


def _parts(facts: Facts, entity: int, employers: dict[int, set[int]], hub: int) -> list[_Part]:
    """The documents in parts that share no entity but hubs, the largest first; only those that show an employer."""
    home = {document: document for document in facts.documents[entity]}

    def find(document: int) -> int:
        while home[document] != document:
            home[document] = document = home[home[document]]
        return document

    first: dict[int, int] = {}
    for document in sorted(home):
        for other in facts.named_in[document]:
            if other != entity and len(facts.documents[other]) <= hub:
                home[find(document)] = find(first.setdefault(other, document))
    members: defaultdict[int, list[int]] = defaultdict(list)
    for document in sorted(home):
        members[find(document)].append(document)
    parts = [
        _Part(tuple(documents), {who: n for who, shown in employers.items() if (n := len(shown & set(documents)))})
        for documents in sorted(members.values(), key=lambda documents: (-len(documents), documents))
    ]
    return [part for part in parts if part.employers]


def _have_nothing_in_common(facts: Facts, a: _Part, b: _Part) -> bool:
    for one, other in ((a, b), (b, a)):
        named = {who for document in one.documents for who in facts.named_in[document]}
        if not named.isdisjoint(other.employers):
            return False
    return not any(_related(x, y) for x in _names(facts, a.employers) for y in _names(facts, b.employers))


def _names(facts: Facts, entities: Iterable[int]) -> list[str]:
    return [name_key(facts.rows[entity].name) for entity in entities]


def _related(a: str, b: str) -> bool:
    """盘古智库, 盘古智库研究院; names that share two characters may be of one house."""
    return len(set(a) & set(b)) > 1 or a in b or b in a


def _score(facts: Facts, row: Row, a: _Part, b: _Part) -> float:
    """More with an office that several documents show; less with a rare name, and between offices of the state."""
    sure = 1.0
    for part in (a, b):
        sure *= 1 - 0.5 ** max(part.employers.values())
    common = 1.0 if len(row.name) == 2 and row.name[0] in COMMON else 0.4
    state = all(any(_OF_THE_STATE.search(name) for name in _names(facts, part.employers)) for part in (a, b))
    return round(min(0.95, 0.5 + sure) * common * (0.4 if state else 1.0), 3)


def _proposal(view: View, facts: Facts, score: float, row: Row, a: _Part, b: _Part) -> Proposal:
    connection = view.connection
    sides = _side(connection, facts, row, a, b), _side(connection, facts, row, b, a)
    beside = sides[1].beside[0]
    # The documents that show it, and those to come that name this employer too: none of the other side does.
    other = f"{row.name}（{beside.name[:_LONGEST_TOLD]}）"
    documents = tuple(_id(connection, document) for document in b.documents)
    return Proposal(
        HOMONYM,
        score,
        "employers",
        (row.name, other),
        0,
        sides,
        setting_apart(view, row.id, other, documents=documents, beside=(beside.id,)),
        merging(view, [row.id]),
    )


def _side(connection: sqlite3.Connection, facts: Facts, row: Row, part: _Part, other: _Part) -> Side:
    best = sorted(part.employers, key=lambda who: (-part.employers[who], -facts.rarity(who), who))[:_SHOWN]
    named = [
        quote
        for who in best
        for quote in evidence(connection, row.entity, who, limit=50, longest=_LONGEST)
        if quote.document in {_id(connection, document) for document in part.documents}
    ]
    return Side(
        ref(connection, row.entity),
        len(part.documents),
        tuple(ref(connection, who) for who in best),
        tuple(_distinct(named)[:_QUOTES]),
    )


def _distinct(quotes: Sequence[Evidence]) -> list[Evidence]:
    """Each window once, those of further documents before further ones of the same."""
    firsts = {quote.document: quote for quote in reversed(quotes)}
    others = {(quote.document, quote.sentence): quote for quote in quotes}
    return list(dict.fromkeys((*reversed(firsts.values()), *others.values())))


def _id(connection: sqlite3.Connection, document: int) -> str:
    return str(connection.execute("SELECT id FROM documents WHERE document = ?", (document,)).fetchone()[0])
