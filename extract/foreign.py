"""Engines of other packages: what they find is looked at before it takes part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from ..config.errors import ConfigError
from .mention import Mention
from .passage import Passage

if TYPE_CHECKING:
    from .extractor import Extractor


class Foreign:
    """An engine whose mentions are checked, and left out where they reach over the end of a sentence.

    Args:
        name: what it is registered as.
        types: entity types that there are.

    Raises:
        ConfigError: (from `extract`) it gave something that is no mention of the passage.
    """

    def __init__(self, name: str, extractor: Extractor, types: Collection[str]) -> None:
        self._name, self._extractor, self._types = name, extractor, types
        self.version: str = getattr(extractor, "version", "")

    def extract(self, passage: Passage) -> Iterator[Mention]:
        """The mentions of the engine."""
        found = self._extractor.extract(passage)
        if not hasattr(found, "__iter__"):
            raise self._wrong(f"must return mentions, not {found!r}")
        for mention in found:
            start, end = self._span(mention, passage)
            if end <= passage.range_at(start)[1]:
                yield mention

    def _span(self, mention: object, passage: Passage) -> tuple[int, int]:
        """Where a mention stands in the passage."""
        if not isinstance(mention, Mention):
            raise self._wrong(f"gave {mention!r}, which is no Mention")
        start, end = mention.start - passage.start, mention.end - passage.start
        if not 0 <= start < end <= len(passage.text):
            raise self._wrong(f"gave a mention outside of the passage that it was to read: {mention!r}")
        if mention != passage.mention(start, end, mention.type, extractor=mention.extractor, score=mention.score):
            raise self._wrong(f"gave a mention that does not stand where it says: {mention!r}; use passage.mention")
        if mention.type not in self._types:
            raise self._wrong(f"gave a mention of type {mention.type!r}; there are: {', '.join(self._types)}")
        if not 0 < mention.score <= 1:
            raise self._wrong(f"gave a mention with score {mention.score}; it must be above 0 and at most 1")
        return start, end

    def _wrong(self, what: str) -> ConfigError:
        return ConfigError(f"extractor {self._name!r} {what}")
