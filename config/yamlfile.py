"""Strict reading of YAML: every complaint names file and line, unknown keys name the nearest known one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from .errors import ConfigError

T = TypeVar("T")
_MOST_BYTES = 1_000_000
# YAML can write in "\u0000" what no file may hold as it is.
_UNUSABLE = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


class _Loader(yaml.SafeLoader):
    """Without aliases, of which ten lines can mean a thousand million values."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = cast(Any, self).peek_event().start_mark
            raise yaml.MarkedYAMLError(problem="aliases (*) are not read: write it out", problem_mark=mark)
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor: Any) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        if _UNUSABLE.search(node.value):
            raise yaml.MarkedYAMLError(problem="a control character in a text", problem_mark=node.start_mark)
        return node


class Section:
    """One YAML map, taken apart key by key. Call `finish` last: what was not asked for is unknown."""

    def __init__(self, node: yaml.MappingNode, file: str) -> None:
        self.file = file
        self.line = node.start_mark.line + 1
        self._nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ConfigError("a key must be plain text", file=file, line=key.start_mark.line + 1)
            if key.value in self._nodes:
                raise ConfigError(f"key {key.value!r} stands twice", file=file, line=key.start_mark.line + 1)
            self._nodes[key.value] = value
        self._key_lines = {k.value: k.start_mark.line + 1 for k, _ in node.value}
        self._asked: dict[str, None] = {}

    def names(self) -> Iterator[str]:
        """Keys in the order of the file."""
        return iter(self._nodes)

    def get(self, key: str, kind: type[T], default: T) -> T:
        """Value of `key`, checked to be of `kind` (str, int, float, bool, list); `default` where absent."""
        self._asked[key] = None
        if key not in self._nodes:
            return default
        value = self.plain(key)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            try:
                value = float(value)
            except OverflowError:
                raise self.error(key, f"{key!r} is too large a number") from None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(key, f"{key!r} must be {_KINDS[kind]}, not {repr(value)[:80]}")
        return value

    def plain(self, key: str) -> Any:
        """Value of `key` as plain Python, whatever it is."""
        self._asked[key] = None
        try:
            return yaml.constructor.SafeConstructor().construct_object(self._nodes[key], deep=True)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise self.error(key, f"{key!r} cannot be read: {_problem(error)}") from error

    def sections(self, key: str) -> list[Section]:
        """A list of maps under `key`; empty where absent."""
        self._asked[key] = None
        node = self._nodes.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.MappingNode) for n in node.value):
            raise self.error(key, f"{key!r} must be a list of maps")
        return [Section(item, self.file) for item in node.value]

    def section(self, key: str) -> Section | None:
        """The map under `key`; None where absent."""
        self._asked[key] = None
        node = self._nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            raise self.error(key, f"{key!r} must be a map of keys and values")
        return Section(node, self.file)

    def error(self, key: str, message: str) -> ConfigError:
        """An error that points at `key`."""
        return ConfigError(message, file=self.file, line=self._key_lines.get(key, self.line))

    def finish(self) -> None:
        """Raise ConfigError if the map has a key nobody asked for."""
        for key in self._nodes:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(self._asked)}"
                raise self.error(key, f"unknown key {key!r}; {hint}")


def read_yaml(path: Path, *, most_bytes: int = _MOST_BYTES) -> Section:
    """Read a YAML file whose top level is a map. An empty file is an empty map.

    Raises:
        ConfigError: the file cannot be opened, is too large, not UTF-8, not YAML, or not a map.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
        if len(data) > most_bytes:
            hint = "; put entities into a lexicon file" if most_bytes == _MOST_BYTES else ""
            raise ConfigError(f"is larger than {most_bytes // 1_000_000} MB{hint}", file=str(path))
        text = data.decode("utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
    except OSError as error:
        raise ConfigError(f"cannot be opened: {error.strerror or error}", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8 text; save it as UTF-8", file=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
        raise ConfigError(f"not valid YAML: {_problem(error)}", file=str(path), line=line + 1) from error
    except RecursionError as error:
        raise ConfigError("is nested too deeply", file=str(path)) from error
    if node is None:
        node = yaml.MappingNode("tag:yaml.org,2002:map", [], yaml.Mark("", 0, 0, 0, None, 0))
    if not isinstance(node, yaml.MappingNode):
        raise ConfigError("must be a map of keys and values", file=str(path), line=node.start_mark.line + 1)
    return Section(node, str(path))


def _problem(error: Exception) -> str:
    """What is wrong, in one line."""
    return getattr(error, "problem", None) or (str(error).splitlines() or [type(error).__name__])[0]
