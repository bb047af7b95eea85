"""What is found in text: mentions, and the entities they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Mention(NamedTuple):
    """A name that stands in a document. A named tuple, since engines make many that the vote drops.

    Attributes:
        document: id of the document.
        sentence: index of the sentence in it.
        start, end: offsets in code points of the original text; `text == document.text[start:end]`.
        text: the name as written.
        type: entity type.
        extractor: the engine that found it (the heaviest, where several agree).
        score: trust of the engine in it, above 0 and at most 1.
    """

    document: str
    sentence: int
    start: int
    end: int
    text: str
    type: str
    extractor: str
    score: float

    def scored(self, score: float) -> Mention:
        """The same mention with another score."""
        return self if score == self.score else tuple.__new__(Mention, (*self[:-1], score))


@dataclass(frozen=True, slots=True)
class Alias:
    """A document says that two names are one: 中国移动通信集团有限公司（以下简称“中国移动”）.

    Attributes:
        document: id of the document that says so.
        name: the fuller name, as `fold.name_key` folds it.
        alias: the other name, folded likewise.
        type: entity type of both.
        reason: what said so (introduced, parentheses, also-known-as …).
    """

    document: str
    name: str
    alias: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing with all its names.

    Attributes:
        id: `type:name`, stable over builds of the same documents.
        name: its usual short name, in Simplified Chinese.
        type: entity type.
        aliases: all its names as written in the documents, most frequent first, `name` left out.
    """

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
