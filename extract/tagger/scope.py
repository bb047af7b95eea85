"""What a model takes notice of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What a model takes notice of, besides the text itself.

    Attributes:
        types: entity types that it tells apart.
        engines: engines whose findings are columns of their own.
    """

    types: tuple[str, ...]
    engines: tuple[str, ...]
