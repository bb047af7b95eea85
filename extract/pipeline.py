"""From a document to its mentions: read as a table of contents, `Pipeline.extract` is all there is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from ..config import registry
from ..config.errors import InputError
from ..config.settings import Settings
from ..corpus.document import Document, Sentence
from ..corpus.fold import name_key
from ..corpus.sentences import split_sentences
from .extractor import load_extractors, read_all
from .garbage import NO_COLLECTION
from .lexicon import IGNORE, LEXICON, OWN, Lexicon
from .linking.aliases import declared
from .linking.elided import Elided
from .mention import Alias, Mention
from .passage import Passages
from .pieces import pieces
from .shares import with_shares
from .tagger.model import Model
from .tagger.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document yields: its sentences, its mentions without overlaps, the aliases it declares."""

    document: Document
    sentences: list[Sentence]
    mentions: list[Mention]
    aliases: list[Alias]


# Characters that are read at once: so many that what each engine knows stays in the cache, so few that the passages do.
_AT_ONCE = 200_000
# Libraries whose data decides what the built-in engines find.
_LIBRARIES = ("jieba", "rjieba", "OpenCC")


class Pipeline:
    """All engines of the settings, made once and used for many documents.

    Attributes:
        version: names the engines and libraries at work, with their versions: with the same version, the same
            settings and the same code, a document yields the same mentions.

    Raises:
        ConfigError: an engine cannot be made.
    """

    def __init__(self, settings: Settings) -> None:
        self._ends = settings.sentence_ends
        with NO_COLLECTION:
            self._extractors = load_extractors(settings)
        lexicon = Lexicon.of(settings)
        self._elided = Elided(lexicon)
        self._ignored = frozenset(name for name, types in lexicon.own_names.items() if types == {IGNORE})
        engines = [registry.version(registry.EXTRACTORS, name) for name in sorted(settings.extractors)]
        self._tagger = Tagger(Model.load(settings.model)) if settings.profile == "full" else None
        models = [getattr(extractor, "version", "") for _, extractor in (*self._extractors, (1, self._tagger))]
        self.version = " ".join([*engines, *models, *(f"{name} {version(name)}" for name in _LIBRARIES)])

    def extract(self, document: Document) -> Extraction:
        """Find the mentions and declared aliases of one document.

        Raises:
            InputError: its text has half of a character (a lone surrogate), which files that are read never have.
        """
        return next(self.extract_many([document]))

    def extract_many(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """`extract` of each document, in two thirds of the time if they are short: some 200 are read at once."""
        for batch in pieces(documents, lambda document: len(document.text), characters=_AT_ONCE):
            try:
                with NO_COLLECTION:
                    extractions = self._read(batch)
            except UnicodeEncodeError as error:
                raise _broken(batch) from error
            yield from extractions

    def _read(self, documents: Sequence[Document]) -> list[Extraction]:
        sentences = [split_sentences(document, ends=self._ends) for document in documents]
        passages = [Passages(*read) for read in zip(documents, sentences, strict=True)]
        return list(map(self._extraction, documents, sentences, passages, self._names(passages)))

    def _extraction(
        self, document: Document, sentences: list[Sentence], passages: Passages, found: list[Mention]
    ) -> Extraction:
        mentions, aliases = _agree_on_types(*declared(passages, found))
        mentions, shortened = self._elided.read(passages, mentions)
        if self._ignored:  # what the user says is no name is none, whoever found it
            mentions = [m for m in mentions if m.extractor == OWN or name_key(m.text) not in self._ignored]
        return Extraction(document, sentences, mentions, aliases + shortened)

    def _names(self, documents: Sequence[Passages]) -> list[list[Mention]]:
        """Mentions of each document, of which only so many passages are held at a time."""
        found: list[list[Mention]] = [[] for _ in documents]
        numbered = ((found[i], passage) for i, passages in enumerate(documents) for passage in passages)
        for piece in pieces(numbered, lambda item: len(item[1].text), characters=_AT_ONCE):
            passages = [passage for _, passage in piece]
            readings = read_all(passages, self._extractors)
            if self._tagger is None:
                names: Iterable[list[Mention]] = (chosen for _, chosen in readings)
            else:
                names = self._tagger.tag_many((p, *reading) for p, reading in zip(passages, readings, strict=True))
            for (mentions, passage), named in zip(piece, names, strict=True):
                mentions += with_shares(named, passage)
        return found


def _broken(documents: Iterable[Document]) -> InputError:
    """Which document has no text that can be written in UTF-8, and where."""
    found = ((document, _SURROGATE.search(document.text)) for document in documents)
    document, place = next((document, place) for document, place in found if place)
    half = f"U+{ord(place[0]):04X} at character {place.start()}"
    return InputError(f"document {document.id!r}: its text has half of a character ({half}): replace it")


_SURROGATE = re.compile("[\ud800-\udfff]")
_RANKS = {OWN: 2, LEXICON: 1}


def _agree_on_types(mentions: list[Mention], aliases: Sequence[Alias]) -> tuple[list[Mention], list[Alias]]:
    """Give one thing one type in the document, its aliases included: the type with the greatest sum of scores."""
    fuller = {alias.alias: alias.name for alias in aliases}
    keys = {text: name_key(text) for text in {m.text for m in mentions}}
    thing = {text: fuller.get(key, key) for text, key in keys.items()} if fuller else keys
    types: dict[str, str] = {}
    disputed = {thing[m.text] for m in mentions if types.setdefault(thing[m.text], m.type) != m.type}
    if disputed:
        types.update(_decided((thing[m.text], m) for m in mentions if thing[m.text] in disputed))
        mentions = [
            m if m.extractor == OWN or m.type == types[thing[m.text]] else m._replace(type=types[thing[m.text]])
            for m in mentions
        ]
    return mentions, [replace(a, type=types.get(fuller[a.alias], a.type)) for a in aliases]


def _decided(votes: Iterable[tuple[str, Mention]]) -> Iterator[tuple[str, str]]:
    """The type of each thing of which several are said."""
    trust: defaultdict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for thing, mention in votes:
        # What the user says is not outvoted by the lexicons, what these know not by guesses.
        trust[thing][_RANKS.get(mention.extractor, 0), mention.type] += mention.score  # type: ignore[assignment]
    for thing, sums in trust.items():
        yield thing, min(sums, key=lambda vote: (-vote[0], -sums[vote], vote[1]))[1]
