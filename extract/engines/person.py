"""To be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...config.settings import Settings
from ..extractor import Extractor, check_options
from ..mention import Mention
from ..passage import Passage


class PersonExtractor:
    """To be written."""

    def extract(self, passage: Passage) -> Iterable[Mention]:
        """No mentions."""
        return ()


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """Make the engine."""
    check_options("person", options)
    return PersonExtractor()
