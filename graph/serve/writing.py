"""Answers as bytes."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from typing import Any

JSON = "application/json"
HTML = "text/html; charset=utf-8"

# A browser that takes an answer for a page, and a page that puts one into a script, find no markup in it; and whoever
# prints it finds no mark that turns lines around.
_ESCAPED = re.compile("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(answer: Any) -> bytes:
    """Dataclasses, or lists or dicts of them, as UTF-8 JSON."""
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}  # asdict takes four times as long
    raise TypeError(f"{type(value).__name__} has no JSON form")
