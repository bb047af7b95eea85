"""The frame engines fit into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..config import registry
from ..config.errors import ConfigError
from ..config.settings import Settings
from .mention import Mention
from .passage import Passage
from .vote import vote

# A mention with a score below this takes no part in the vote: it only tells the model what could be.
HINT = 0.1


class Extractor(Protocol):
    """An engine that finds mentions.

    A package offers one through the entry point group `guanxi.extractors`: a function
    `create(settings: Settings, options: Mapping[str, object]) -> Extractor`, where `options` is what stands under
    its name in the configuration besides `weight`. Engines may be called in several processes and must be
    deterministic. An engine with a model of its own says which one in an attribute `version: str`, so that what
    another model found is not taken for its own.
    """

    def extract(self, passage: Passage) -> Iterable[Mention]:
        """Mentions in the passage, in any order; they may overlap. Make them with `passage.mention`."""
        ...


def load_extractors(settings: Settings) -> list[tuple[float, Extractor]]:
    """Make the engines that the settings switch on, with their weights, in order of their names.

    Raises:
        ConfigError: an engine is not registered, or its options are wrong.
    """
    if not settings.extractors:
        raise ConfigError("no extractor is switched on; name at least one under `extractors:`")
    made = []
    for name, chosen in sorted(settings.extractors.items()):
        create = registry.load(registry.EXTRACTORS, name)
        made.append((chosen.weight, create(settings, chosen.options)))
    return made


def read(passage: Passage, extractors: Sequence[tuple[float, Extractor]]) -> tuple[list[Mention], list[Mention]]:
    """All that the engines find in a passage, and what the vote chooses of it."""
    weighted = []
    for weight, extractor in extractors:
        for mention in extractor.extract(passage):
            # A name does not reach over the end of a sentence: its evidence could not be quoted.
            if mention.end <= passage.sentence_at(mention.start - passage.start).end:
                weighted.append((weight, mention))
    # What the lexicon takes for a place only with support is none to jieba's dictionary without it: 白银, 江山.
    hints = {(m.start, m.end, m.type) for _, m in weighted if m.score < HINT and m.type == "city"}
    weighted = [(w, m) for w, m in weighted if m.extractor != "jieba" or (m.start, m.end, m.type) not in hints]
    return [m for _, m in weighted], vote((weight, m) for weight, m in weighted if m.score >= HINT)


def check_options(name: str, options: Iterable[str], known: Iterable[str] = ()) -> None:
    """Raise ConfigError if an engine was given an option it does not have."""
    unknown = sorted(set(options) - set(known))
    if unknown:
        has = f"it has: {', '.join(known)}" if tuple(known) else "it has none"
        raise ConfigError(f"extractor {name!r} has no option {unknown[0]!r}; {has}")
