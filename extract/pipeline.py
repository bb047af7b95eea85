"""From a document to its mentions: read as a table of contents, `Pipeline.extract` is all there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from ..config import registry
from ..config.settings import Settings
from ..corpus.document import Document, Sentence
from ..corpus.fold import name_key
from ..corpus.sentences import split_sentences
from .extractor import load_extractors, read
from .lexicon import IGNORE, LEXICON, OWN, Lexicon
from .linking.aliases import declared
from .linking.elided import Elided
from .mention import Alias, Mention
from .passage import Passage, Passages
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


# Libraries whose data decides what the built-in engines find.
_LIBRARIES = ("jieba", "OpenCC")


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
        self._extractors = load_extractors(settings)
        lexicon = Lexicon.of(settings)
        self._elided = Elided(lexicon)
        self._ignored = frozenset(name for name, types in lexicon.own_names.items() if types == {IGNORE})
        engines = [registry.version(registry.EXTRACTORS, name) for name in sorted(settings.extractors)]
        self._tagger = Tagger(Model.load(settings.model)) if settings.profile == "full" else None
        models = [getattr(extractor, "version", "") for _, extractor in (*self._extractors, (1, self._tagger))]
        self.version = " ".join([*engines, *models, *(f"{name} {version(name)}" for name in _LIBRARIES)])

    def extract(self, document: Document) -> Extraction:
        """Find the mentions and declared aliases of one document."""
        sentences = split_sentences(document, ends=self._ends)
        passages = Passages(document, sentences)
        found = [mention for passage in passages for mention in self._names(passage)]
        mentions, aliases = _agree_on_types(*declared(passages, found))
        mentions, shortened = self._elided.read(passages, mentions)
        # What the user says is no name is none, whoever found it.
        mentions = [m for m in mentions if m.extractor == OWN or name_key(m.text) not in self._ignored]
        return Extraction(document, sentences, mentions, aliases + shortened)

    def _names(self, passage: Passage) -> Iterable[Mention]:
        votes, chosen = read(passage, self._extractors)
        names = chosen if self._tagger is None else self._tagger.tag(passage, votes, chosen)
        return with_shares(names, passage)


_RANKS = {OWN: 2, LEXICON: 1}


def _agree_on_types(mentions: Sequence[Mention], aliases: Sequence[Alias]) -> tuple[list[Mention], list[Alias]]:
    """Give one thing one type in the document, its aliases included: the type with the greatest sum of scores."""
    fuller = {alias.alias: alias.name for alias in aliases}
    keys = {text: name_key(text) for text in {m.text for m in mentions}}
    group = {key: fuller.get(key, key) for key in keys.values()}
    trust: defaultdict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for mention in mentions:
        # What the user says is not outvoted by the lexicons, what these know not by guesses.
        vote_for = (_RANKS.get(mention.extractor, 0), mention.type)
        trust[group[keys[mention.text]]][vote_for] += mention.score  # type: ignore[assignment]
    chosen = {name: min(votes, key=lambda vote: (-vote[0], -votes[vote], vote[1]))[1] for name, votes in trust.items()}
    agreed = [m if m.extractor == OWN else replace(m, type=chosen[group[keys[m.text]]]) for m in mentions]
    return agreed, [replace(a, type=chosen.get(fuller[a.alias], a.type)) for a in aliases]
