"""How a question was understood, in words and as a command; what its answer does not mean; questions that work."""

from __future__ import annotations

import re
import shlex

from ...config.errors import QueryError
from ..query.results import Evidence
from ..query.search import near
from ..query.view import View
from .answering import Told
from .results import Asked, Unclear, Understood

_EXAMPLE = """
SELECT a.name, b.name, b.type FROM edges AS g JOIN entities AS a ON a.entity = g.source
JOIN entities AS b ON b.entity = g.target WHERE a.type <> b.type AND g.source = (
    SELECT coalesce(:entity, (SELECT entity FROM entities ORDER BY strength DESC, entity LIMIT 1)))
ORDER BY g.weight DESC, b.entity LIMIT 1
"""
# Chinese of two characters or more, and none that tells a time.
_LIKE_A_NAME = re.compile(r"(?!.*(?:[昨今明前后]天|[上本下]个?[周月]|[年月日号]$))[\u3400-\u9fff·]{2,}")
NO_RELATION = "a link says that a {window} names both, not what it says of them: read the quotes"
NO_DIRECTION = "who did it to whom is not known: {words} may go either way, be planned, denied or of a third"


def meaning(view: View, asked: Understood) -> str:
    """How a question was understood, as one sentence."""
    names = " and ".join(_named(entity) for entity in asked.entities)
    kinds = view.types()
    what = " or ".join(f"{kinds[kind].en} ({kinds[kind].zh})" for kind in asked.types) or "anything"
    where = f"in one {view.window} with"
    text = {
        "neighbors": f"{what} named {where} {names}",
        "common": f"{what} named {where} {names}, with each of them at least once",
        "pair": f"how {names} are connected",
        "evidence": f"{view.window}s that name {names}",
        "when": f"when {names} {'were named together' if len(asked.entities) > 1 else 'was named'}",
        "entity": f"who or what {names} is",
    }[asked.kind]
    return "; ".join([text + _with_words(view, asked), *_time(asked), *asked.taken])


def _named(entity: Asked) -> str:
    return f"{entity.name} ({entity.id})"


def _with_words(view: View, asked: Understood) -> str:
    text = ""
    if asked.words:
        text += f", where the sentence also has a word of {' or '.join(asked.relations)}: {' '.join(asked.words)}"
    if asked.topics:
        topics = ", ".join(f"“{topic}”" for topic in asked.topics)
        text += f"{', and' if asked.words else ', where the sentence also has'} {topics} as it stands"
    if text and view.window != "sentence":
        text += f" (in the {view.window}, the sentence that names the answer)"
    return text


def _time(asked: Understood) -> list[str]:
    if asked.since is None and asked.until is None:
        return []
    if asked.since == asked.until:
        return [f"documents of {asked.since}"]
    return [f"documents dated {asked.since or 'any time'} to {asked.until or 'the newest'}"]


def command(view: View, asked: Understood, told: Told, *, graph: str) -> str:
    """The command that comes nearest."""
    names = [_short(view, entity) for entity in asked.entities]
    period = [*(["--since", asked.since] if asked.since else []), *(["--until", asked.until] if asked.until else [])]
    types = [part for kind in asked.types for part in ("--type", kind)]
    plain = not (asked.words or asked.topics)
    kind = "path" if plain and not any(isinstance(row, Evidence) for row in told.rows) else "evidence"
    parts = {
        "neighbors": ["neighbors", graph, *names, *types, *period],
        "pair": [kind, graph, *names, *period],
        "evidence": ["evidence", graph, *(names * 2)[:2], *period],
        "when": ["timeline", graph, *names, *period],
        "entity": ["neighbors", graph, *names, *period],
    }
    each = [["neighbors", graph, name, *types, *period] for name in names]
    lines = each if asked.kind == "common" else [parts[asked.kind]]
    return " ; ".join(" ".join(map(_quoted, ["guanxi", *line])) for line in lines)


def _quoted(part: str) -> str:
    """For a shell; Chinese needs no quotes there."""
    return part if re.fullmatch(r"[\w@%+=:,./·-]+", part) else shlex.quote(part)


def _short(view: View, entity: Asked) -> str:
    """The name of an entity if it stands for it alone, else its id."""
    try:
        return entity.name if view.resolve(entity.name).id == entity.id else entity.id
    except QueryError:
        return entity.id


def notes(view: View, asked: Understood, told: Told, *, query: str) -> list[str]:
    """What the answer leaves out, and what it does not mean."""
    found = []
    for entity in asked.entities:
        if entity.others:
            others = ", ".join(f"{other.name} ({other.id})" for other in entity.others)
            taken = f"“{entity.text}” was taken for {_named(entity)}"
            found.append(f"{taken}; to ask for another, use its id: {others}")
    if (asked.words or asked.topics) and told.without > 0:
        more = "are named together" if asked.kind in ("neighbors", "common") else f"{view.window}s are there"
        found.append(f"{told.without} more {more} without such words; to see all: {query}")
    if asked.finer and told.rows:
        found.append(f"{' and '.join(asked.finer)}: the graph has no finer type, so all of the type are told")
    if asked.since or asked.until:
        undated = view.undated()
        found += [f"documents left out because they have no date: {undated}"] if undated else []
    if told.rows and asked.kind != "entity":
        found.append(NO_RELATION.format(window=view.window))
    if told.rows and asked.words:
        found.append(NO_DIRECTION.format(words=" or ".join(asked.relations)))
    return found


def not_understood(view: View, unclear: Unclear) -> list[str]:
    """What of a question was recognised, what not, and names that are near."""
    lines = [f"recognised: {', '.join(unclear.recognised)}"] if unclear.recognised else []
    for word in unclear.unknown[:3]:
        alike = near(view.connection, word) if _LIKE_A_NAME.fullmatch(word) else []
        hint = f" (did you mean {', '.join(alike)}?)" if alike else ""
        lines.append(f"not recognised: {word}{hint}")
    return lines


def nothing(view: View, asked: Understood, told: Told) -> str:
    """Why an understood question has no answer."""
    text = f"no {view.window} of this graph fits the question"
    whole = [(entity.text, entity.text + topic) for entity in asked.entities for topic in asked.topics]
    alike = [name for known, name_ in whole for name in near(view.connection, name_) if len(name) > len(known)]
    return f"{text}; is one of these meant: {', '.join(alike[:3])}?" if alike else text


def examples(view: View, about: Asked | None = None) -> list[str]:
    """Three questions that have an answer in this graph, about an entity or the best linked; else none."""
    entity = None if about is None else view.number_of(about.id)
    row = view.connection.execute(_EXAMPLE, {"entity": entity}).fetchone()
    if row is None:
        return []
    a, b, kind = row
    return [f"{a}和哪些{view.types()[kind].zh}有关？", f"{a}和{b}有什么关系？", f"{a}什么时候最受关注？"]
