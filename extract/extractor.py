"""The frame engines fit into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import chain
from typing import Protocol

from ..config import registry
from ..config.errors import ConfigError
from ..config.settings import Settings
from .foreign import Foreign
from .lexicon import IGNORE
from .mention import Mention
from .passage import Passage, work_out
from .vote import HINT, vote


class Extractor(Protocol):
    """An engine that finds mentions.

    A package offers one through the entry point group `guanxi.extractors`: a function
    `create(settings: Settings, options: Mapping[str, object]) -> Extractor`, where `options` is what stands under
    its name in the configuration besides `weight`. Engines may be called in several processes and must be
    deterministic. An engine with a model of its own says which one in an attribute `version: str`, so that what
    another model found is not taken for its own.
    """

    def extract(self, passage: Passage) -> Iterable[Mention]:
        """Mentions in the passage, in any order; they may overlap. Make them with `passage.mention` or `mentions`."""
        ...


def load_extractors(settings: Settings) -> list[tuple[float, Extractor]]:
    """Make the engines that the settings switch on, with their weights, in order of their names.

    Raises:
        ConfigError: an engine is not registered, or its options are wrong.
    """
    if not settings.extractors:
        raise ConfigError("no extractor is switched on; name at least one under `extractors:`")
    made: list[tuple[float, Extractor]] = []
    for name, chosen in sorted(settings.extractors.items()):
        extractor: Extractor = registry.load(registry.EXTRACTORS, name)(settings, chosen.options)
        if not registry.is_own(registry.EXTRACTORS, name):
            extractor = Foreign(name, extractor, [*settings.types, IGNORE])
        made.append((chosen.weight, extractor))
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
    return list(map(heard, found))


def heard(found: Sequence[tuple[float, list[Mention]]]) -> tuple[list[Mention], list[Mention]]:
    """What engines of these weights found that can be, and what the vote chooses of it."""
    hints = {(m.start, m.end) for _, mentions in found for m in mentions if m.score < HINT and m.type == "city"}
    if hints:
        found = [(weight, [m for m in mentions if _can_be(m, hints)]) for weight, mentions in found]
    return list(chain.from_iterable(mentions for _, mentions in found)), vote(found)


def _can_be(mention: Mention, hints: Set[tuple[int, int]]) -> bool:
    # What the lexicon takes for a place only with support is none to jieba's dictionary without it: 白银, 江山.
    return mention.extractor != "jieba" or mention.type != "city" or (mention.start, mention.end) not in hints


def check_options(name: str, options: Iterable[str], known: Iterable[str] = ()) -> None:
    """Raise ConfigError if an engine was given an option it does not have."""
    unknown = sorted(set(options) - set(known))
    if unknown:
        has = f"it has: {', '.join(known)}" if tuple(known) else "it has none"
        raise ConfigError(f"extractor {name!r} has no option {unknown[0]!r}; {has}")
