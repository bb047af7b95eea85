"""Answers to understood questions, each with sentences that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..query.counts import GREATEST
from ..query.period import Period
from ..query.results import Evidence, Path
from ..query.view import View
from .moments import timeline_of
from .results import Card, Found, Moments, Understood
from .sentences import Hit, Wanted, hits, nearness, quote

LIMIT = 10  # answers, where the question names no number
LONGEST = 2000  # characters of a window that are quoted
_CARD_NAMES = 10

Rows = Sequence[Found | Evidence | Path | Moments | Card]
_NEIGHBORS = """
SELECT target, name, weight, edges.documents FROM edges CROSS JOIN entities ON entity = target
WHERE source = :entity AND (:types = '[]' OR entities.type IN (SELECT value FROM json_each(:types)))
"""
_OF_TYPES = """
SELECT entity, name FROM json_each(:found) CROSS JOIN entities ON entity = value
WHERE :types = '[]' OR entities.type IN (SELECT value FROM json_each(:types))
"""
_NUMBERS = "SELECT id, entity FROM entities WHERE id IN (SELECT value FROM json_each(?))"
_WEIGHT = "SELECT coalesce(max(weight), 0) FROM edges WHERE source = ? AND target = ?"
_CARD = "SELECT mentions, documents, windows FROM entities WHERE entity = ?"


@dataclass(frozen=True, slots=True)
class Told:
    """Some answers, how many there are, and how many more there were if sentences needed no such words."""

    rows: Rows
    total: int
    without: int = 0


@dataclass(frozen=True, slots=True)
class _Together:
    """An entity, and how often it is named with the one asked for; the windows, where they were looked at."""

    name: str
    sentences: int
    documents: int
    hits: tuple[Hit, ...] = ()


def answers(view: View, asked: Understood, *, limit: int) -> Told:
    """The answers to a question, the best first."""
    return {
        "neighbors": _neighbors,
        "common": _neighbors,
        "pair": _pair,
        "evidence": _evidence,
        "when": _when,
        "entity": _card,
    }[asked.kind](view, asked, limit)


def _neighbors(view: View, asked: Understood, limit: int) -> Told:
    subjects = [view.number_of(entity.id) for entity in asked.entities]
    every = [_together(view, asked, subject) for subject in subjects]
    common = set.intersection(*(set(found) for found in every)) - set(subjects)
    best = sorted(common, key=lambda other: _rank(every, other))[:limit]
    rows = [_found(view, asked, other, list(zip(subjects, every, strict=True))) for other in best]
    if not (asked.words or asked.topics):
        return Told(rows, len(common))
    plain = (set(_stored(view, asked, subject)) for subject in subjects)
    return Told(rows, len(common), len(set.intersection(*plain) - set(subjects)) - len(common))


def _rank(every: Sequence[Mapping[int, _Together]], other: int) -> tuple[int, int, int, str, int]:
    sentences = [found[other].sentences for found in every]
    documents = min(found[other].documents for found in every)
    return -min(sentences), -sum(sentences), -documents, every[0][other].name, other


def _together(view: View, asked: Understood, subject: int) -> dict[int, _Together]:
    """Whom sentences that fit name together with an entity (row number)."""
    if not (asked.words or asked.topics):
        return _stored(view, asked, subject)
    found: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in _hits(view, asked, subject):
        for other in hit.named:
            if other != subject:
                found[other].append(hit)
    values = {"found": json.dumps(list(found)), "types": json.dumps(asked.types)}
    return {
        other: _Together(name, len(found[other]), len({hit.document for hit in found[other]}), tuple(found[other]))
        for other, name in view.connection.execute(_OF_TYPES, values)
    }


def _stored(view: View, asked: Understood, subject: int) -> dict[int, _Together]:
    """Whom any sentence names together with an entity."""
    if asked.since is None and asked.until is None:
        values = {"entity": subject, "types": json.dumps(asked.types)}
        return {other: _Together(*counts) for other, *counts in view.connection.execute(_NEIGHBORS, values)}
    near = view.neighbors(view.ref(subject).id, types=asked.types, limit=GREATEST, since=asked.since, until=asked.until)
    numbers = dict(view.connection.execute(_NUMBERS, (json.dumps([n.id for n in near]),)))
    return {numbers[n.id]: _Together(n.name, n.sentences, n.documents) for n in near}


def _found(view: View, asked: Understood, other: int, subjects: Sequence[tuple[int, Mapping[int, _Together]]]) -> Found:
    counts = [found[other] for _, found in subjects]
    quotes = []
    for subject, found in subjects:
        if found[other].hits:
            quotes.append(_best(view, found[other].hits, subject, other))
        else:
            names = view.ref(subject).id, view.ref(other).id
            quotes += view.evidence(*names, limit=1, since=asked.since, until=asked.until)
    ref = view.ref(other)
    least = min(count.sentences for count in counts), min(count.documents for count in counts)
    return Found(ref.id, ref.name, ref.type, *least, tuple(quotes))


def _best(view: View, found: Sequence[Hit], a: int, b: int) -> Evidence:
    best = min(found, key=lambda hit: nearness(hit, a, b))
    return quote(view.connection, best, a, b, longest=LONGEST)


def _hits(view: View, asked: Understood, subject: int, *, other: int | None = None, ever: bool = False) -> list[Hit]:
    """Windows with the words; `ever`: whatever their date."""
    wanted = Wanted(asked.words, asked.topics, frozenset(asked.passed))
    period = None if ever else Period.of(asked.since, asked.until)
    sentences = view.window == "sentence"
    return hits(view.connection, subject, wanted, other=other, period=period, sentences=sentences)


def _pair(view: View, asked: Understood, limit: int) -> Told:
    told = _evidence(view, asked, limit)
    if told.rows or asked.words or asked.topics:
        return told
    a, b = asked.entities
    paths = view.path(a.id, b.id, since=asked.since, until=asked.until)
    return Told(paths, len(paths))


def _evidence(view: View, asked: Understood, limit: int) -> Told:
    """Windows of one entity or of two, those with the words only; earliest first, undated last."""
    together = _count(view, asked)
    if asked.words or asked.topics:
        found = _fitting(view, asked)
        return Told([_quoted(view, asked, hit) for hit in found[:limit]], len(found), together - len(found))
    a, b = asked.entities[0], asked.entities[-1]
    return Told(view.evidence(a.id, b.id, limit=limit, since=asked.since, until=asked.until), together)


def _count(view: View, asked: Understood) -> int:
    """How many windows name the entity asked for, or both."""
    a, b = asked.entities[0], asked.entities[-1]
    if asked.since is not None or asked.until is not None:
        told = view.timeline(a.id, b.id, by="year", since=asked.since, until=asked.until)
        return sum(when.windows for when in told.periods)
    ends = view.number_of(a.id), view.number_of(b.id)
    if a.id == b.id:
        return int(view.connection.execute(_CARD, ends[:1]).fetchone()[2])
    return int(view.connection.execute(_WEIGHT, ends).fetchone()[0])


def _fitting(view: View, asked: Understood, *, ever: bool = False) -> list[Hit]:
    a, b = view.number_of(asked.entities[0].id), view.number_of(asked.entities[-1].id)
    few, many = sorted((a, b), key=lambda end: view.connection.execute(_CARD, (end,)).fetchone()[2])
    found = [hit for hit in _hits(view, asked, few, other=many, ever=ever) if many in hit.named]
    return sorted(found, key=lambda hit: (hit.date is None, hit.date or "", hit.window))


def _quoted(view: View, asked: Understood, hit: Hit) -> Evidence:
    ends = view.number_of(asked.entities[0].id), view.number_of(asked.entities[-1].id)
    return quote(view.connection, hit, *ends, longest=LONGEST)


def _when(view: View, asked: Understood, limit: int) -> Told:
    """The earliest dated window that fits, and when the others that fit were written."""
    if asked.words or asked.topics:
        return _when_said(view, asked)
    names = [entity.id for entity in asked.entities]
    timeline = view.timeline(names[0], names[1] if len(names) > 1 else None, since=asked.since, until=asked.until)
    first = (
        view.evidence(names[0], names[-1], limit=1, since=asked.since, until=asked.until) if timeline.periods else []
    )
    return _told(Moments(next(iter(first), None), timeline), asked, 0)


def _when_said(view: View, asked: Understood) -> Told:
    fitting = _fitting(view, asked, ever=True)
    timeline = timeline_of(view, asked, fitting)
    period = Period.of(asked.since, asked.until)
    inside = [hit for hit in fitting if hit.date and (period is None or period.first <= hit.date <= period.last)]
    first = _quoted(view, asked, inside[0]) if inside else None
    counted = inside if period else fitting
    return _told(Moments(first, timeline), asked, _count(view, asked) - len(counted))


def _told(moments: Moments, asked: Understood, without: int) -> Told:
    """One answer; none where nothing fits: of a period, nothing dated."""
    ever = asked.since is None and asked.until is None
    there = moments.timeline.periods or (ever and moments.timeline.undated)
    return Told((moments,) if there else (), int(bool(there)), without)


def _card(view: View, asked: Understood, limit: int) -> Told:
    (entity,) = asked.entities
    mentions, documents, _ = view.connection.execute(_CARD, (view.number_of(entity.id),)).fetchone()
    names = tuple(view.names(entity.id)[:_CARD_NAMES])
    near = tuple(view.neighbors(entity.id, limit=limit, since=asked.since, until=asked.until))
    return Told((Card(entity.id, entity.name, entity.type, mentions, documents, names, near),), 1)
