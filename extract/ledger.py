"""What people decided about names: a YAML file that can be read, compared, and edited by hand.

    decisions:
    - number: 1
      decision: same
      names: [company:宇树科技, company:杭州宇树]
      who: anna
      when: 2026-11-22
      why: 公司年报第3页

Names are given as `type:name`, as ids of entities are. Decisions are carried out in the order of the file on what the
program found; the ones that were undone stay in it, so that one can read what was thought.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import yaml

from ..config.errors import ConfigError
from ..config.yamlfile import Section, read_yaml

SAME = "same"  # all names are one entity, called as the first
DIFFERENT = "different"  # the names behind the first are another entity than the first, and stay so
RENAME = "rename"  # the entity goes by the name `to`
RETYPE = "retype"  # the entity is of the type `to`
IGNORE = "ignore"  # these are no names of anything
APART = "apart"  # in `documents`, and in those that name one of `beside` too, the name means the entity `to`
ONE = "one"  # the name means one entity wherever it stands: somebody looked
VERDICTS = (SAME, DIFFERENT, RENAME, RETYPE, IGNORE, APART, ONE)

_HEADER = "# What people decided about names; guanxi reads it whenever it makes the graph. See docs/decisions.md.\n"
_MOST_BYTES = 50_000_000
_LEAST_NAMES = {SAME: 2, DIFFERENT: 2}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        number: by which it is undone.
        decision: one of `VERDICTS`.
        names: what it is about, as `type:name`.
        to: the new name or type, where there is one.
        documents: ids; only for `apart`.
        beside: names as `type:name`; only for `apart`.
        who, when, why: for people. `when` is a day as YYYY-MM-DD.
        undone: by whom and when it was taken back; empty while it holds.
    """

    number: int
    decision: str
    names: tuple[str, ...]
    to: str = ""
    documents: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    why: str = ""
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All decisions, in the order in which they are carried out."""

    decisions: tuple[Decision, ...] = ()

    @property
    def holding(self) -> tuple[Decision, ...]:
        """Those that were not undone."""
        return tuple(decision for decision in self.decisions if not decision.undone)

    def with_one(self, decision: Decision) -> Ledger:
        """This ledger and one decision more, which gets the next number."""
        number = max((known.number for known in self.decisions), default=0) + 1
        return Ledger((*self.decisions, replace(decision, number=number)))

    def without(self, number: int, undone: str) -> Ledger:
        """This ledger with one decision taken back.

        Raises:
            ConfigError: there is no such decision, or it was taken back before.
        """
        found = next((decision for decision in self.decisions if decision.number == number), None)
        if found is None or found.undone:
            held = ", ".join(str(decision.number) for decision in self.holding) or "none"
            why = f"was undone before ({found.undone})" if found else "is not in the ledger"
            raise ConfigError(f"decision {number} {why}; those that hold: {held}")
        return Ledger(tuple(replace(d, undone=undone) if d is found else d for d in self.decisions))

    def checksum(self) -> str:
        """Hash of what holds: with the same checksum the graph is the same."""
        told = [(d.decision, d.names, d.to, d.documents, d.beside) for d in self.holding]
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:24] if told else ""


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file; an empty one where there is no such file.

    Raises:
        ConfigError: it cannot be read; names file and line.
    """
    if not path.exists():
        return Ledger()
    top = read_yaml(path, most_bytes=_MOST_BYTES)
    decisions = tuple(map(_decision, top.sections("decisions")))
    top.finish()
    seen: set[int] = set()
    for decision in decisions:
        if decision.number in seen:
            raise top.error("decisions", f"decision {decision.number} stands twice; give one another number")
        seen.add(decision.number)
    return Ledger(decisions)


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Write a ledger into a file.

    Raises:
        ConfigError: it could not be read again: a name or id has control characters, or it is too large.
    """
    path.write_text(ledger_text(ledger), encoding="utf-8")
    try:
        same = read_ledger(path) == ledger
    except ConfigError as error:
        raise ConfigError(f"a ledger cannot hold this decision ({error})") from error
    if not same:
        raise ConfigError("a ledger cannot hold this decision: a name or id has characters that YAML does not keep")


def ledger_text(ledger: Ledger) -> str:
    """The YAML of a ledger. Keys that say nothing are left out."""
    told = [{key: value for key, value in _plain(decision) if value} for decision in ledger.decisions]
    return _HEADER + yaml.safe_dump({"decisions": told}, allow_unicode=True, sort_keys=False, width=110)


def _plain(decision: Decision) -> Iterable[tuple[str, Any]]:
    for field in fields(decision):
        value = getattr(decision, field.name)
        yield field.name, list(value) if isinstance(value, tuple) else value


def _decision(item: Section) -> Decision:
    verdict = item.get("decision", str, "")
    if verdict not in VERDICTS:
        raise item.error("decision", f"decision must be one of {', '.join(VERDICTS)}, not {verdict!r}")
    found = Decision(
        item.get("number", int, 0),
        verdict,
        _texts(item, "names"),
        item.get("to", str, ""),
        _texts(item, "documents"),
        _texts(item, "beside"),
        *(_text(item, key) for key in ("who", "when", "why", "undone")),
    )
    item.finish()
    _check(found, item)
    return found


def _check(found: Decision, item: Section) -> None:
    least = _LEAST_NAMES.get(found.decision, 1)
    if len(found.names) < least:
        raise item.error("names", f"{found.decision!r} needs at least {least} names")
    for name in (*found.names, *found.beside):
        if not all(part.strip() for part in name.partition(":")):
            raise item.error("names", f"a name is given as type:name, like company:宇树科技, not {name!r}")
    if found.decision in (RENAME, RETYPE, APART) and not found.to.strip():
        raise item.error("to", f"{found.decision!r} needs the key 'to'")
    if found.decision == APART and not (found.documents or found.beside):
        raise item.error("documents", "'apart' needs 'documents' or 'beside'")
    if found.decision != APART and (found.documents or found.beside):
        raise item.error("documents", "'documents' and 'beside' go with 'apart' alone; others hold everywhere")
    if not found.to.isprintable():
        raise item.error("to", f"'to' is one line of text, not {found.to!r}")
    if found.number < 1:
        raise item.error("number", "each decision needs a 'number' of its own, from 1 on")


def _texts(item: Section, key: str) -> tuple[str, ...]:
    values = item.get(key, list, [])
    if not all(isinstance(value, str | int) for value in values):
        raise item.error(key, f"{key!r} must be a list of texts")
    return tuple(map(str, values))


def _text(item: Section, key: str) -> str:
    """A text, or a day, which YAML takes for a value of its own."""
    return str(item.get(key, object, ""))
