"""The frame engines fit into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..config import registry
from ..config.errors import ConfigError
from ..config.settings import Settings
from .mention import Mention
from .passage import Passage, work_out
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
    return read_all([passage], extractors)[0]


def read_all(
    passages: Sequence[Passage], extractors: Sequence[tuple[float, Extractor]]
) -> list[tuple[list[Mention], list[Mention]]]:
    """`read` of many passages.

    One engine goes through all of them before the next one does, so that what it knows stays in the processor's cache.
    """
    work_out(passages)
    found: list[list[tuple[float, list[Mention]]]] = [[] for _ in passages]
    for weight, extractor in extractors:
        for passage, said in zip(passages, found, strict=True):
            said.append((weight, list(extractor.extract(passage))))
    return list(map(_heard, passages, found))


def _heard(passage: Passage, found: Iterable[tuple[float, list[Mention]]]) -> tuple[list[Mention], list[Mention]]:
    """What engines of these weights say that can be, and what the vote chooses of it."""
    said: list[Mention] = []
    votes: list[tuple[float, Mention]] = []
    hints: set[tuple[int, int]] = set()
    for weight, mentions in found:
        # A name does not reach over the end of a sentence: its evidence could not be quoted.
        whole = passage.whole(mentions)
        said += whole
        for mention in whole:
            if mention.score >= HINT:
                votes.append((weight, mention))
            elif mention.type == "city":
                hints.add((mention.start, mention.end))
    if not hints:
        return said, vote(votes)

    def can_be(m: Mention) -> bool:
        # What the lexicon takes for a place only with support is none to jieba's dictionary without it: 白银, 江山.
        return m.extractor != "jieba" or m.type != "city" or (m.start, m.end) not in hints

    return list(filter(can_be, said)), vote((weight, m) for weight, m in votes if can_be(m))


def check_options(name: str, options: Iterable[str], known: Iterable[str] = ()) -> None:
    """Raise ConfigError if an engine was given an option it does not have."""
    unknown = sorted(set(options) - set(known))
    if unknown:
        has = f"it has: {', '.join(known)}" if tuple(known) else "it has none"
        raise ConfigError(f"extractor {name!r} has no option {unknown[0]!r}; {has}")
