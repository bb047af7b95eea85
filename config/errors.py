"""Every error a user can cause, as one tree.

GuanxiError                  base; its text is one line that says what, where and what to do
├── ConfigError              a YAML file or lexicon that cannot be used; names file and line
├── InputError               nothing to read, or (with --strict) a file that cannot be read
├── MissingDependency        an optional library is not installed; names the pip command (also an ImportError)
├── GraphError               no such graph, not a graph, or a damaged one
└── QueryError               a question that cannot be asked
    ├── UnknownName          no entity of that name; offers near names
    └── AmbiguousName        several entities of that name; lists them
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class GuanxiError(Exception):
    """Base of all errors that Guanxi raises on purpose. Its text fits one line."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Workers tell their errors, which are not made of their texts alone.
        return _again, (type(self), self.args, self.__dict__)


class ConfigError(GuanxiError):
    """A configuration or lexicon file that cannot be used."""

    def __init__(self, message: str, *, file: str = "", line: int = 0) -> None:
        self.file = file
        self.line = line
        where = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(where + message)


class InputError(GuanxiError):
    """Input that cannot be read."""


class MissingDependency(GuanxiError, ImportError):
    """An optional library is not installed. `extra` is the name of the extra that brings it."""

    def __init__(self, message: str, *, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{message}: pip install 'guanxi[{extra}]'")


class GraphError(GuanxiError):
    """A path that holds no usable graph."""


class QueryError(GuanxiError):
    """A question that cannot be asked of this graph."""


class UnknownName(QueryError):
    """No entity has this name. `near` holds similar names, best first."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        self.name = name
        self.near = tuple(near)
        hint = f"; did you mean {', '.join(near)}?" if near else "; try `guanxi search`"
        super().__init__(f"no entity is named {name!r} in this graph{hint}")


class AmbiguousName(QueryError):
    """Several entities have this name. `choices` holds (id, name, type) of each."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]]) -> None:
        self.name = name
        self.choices = tuple(choices)
        listed = "; ".join(f"{id_} ({name_}, {type_})" for id_, name_, type_ in choices)
        super().__init__(f"{name!r} names {len(choices)} entities, ask for one by its id: {listed}")


def _again(kind: type[GuanxiError], args: tuple[Any, ...], told: Mapping[str, Any]) -> GuanxiError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(told)
    return error
