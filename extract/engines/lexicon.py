"""Known names found in text by one Aho-Corasick automaton over folded text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ...config.settings import Settings
from ...corpus.document import Sentence
from ...corpus.fold import each, lower
from ..extractor import HINT, Extractor, check_options
from ..lexicon import LEXICON, OWN, KnownName, Lexicon, cuts_latin, cuts_unit
from ..mention import Mention
from ..passage import Passage

SURE, SUPPORTED = 1.0, 0.9
UNSUPPORTED = HINT / 2


class LexiconExtractor:
    """All known names in a passage, also those inside others: the vote decides between them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        by_text: dict[str, list[KnownName]] = {}
        texts = each(lower, [known.text for known in lexicon.names])
        for text, known in zip(texts, lexicon.names, strict=True):
            by_text.setdefault(text, []).append(known)
        self._known = list(by_text.values())
        self._automaton = AhoCorasick(
            list(by_text) or ["\0"],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA if len(by_text) < 2_000 else Implementation.ContiguousNFA,
        )

    def extract(self, passage: Passage) -> Iterable[Mention]:
        """Mentions of known names; ambiguous ones are mere hints where the passage does not support them."""
        found = list(self._matches(passage))
        sure = {known.entry for known, _, _ in found if not known.ambiguous}
        cued = _Cues(passage, self._lexicon)
        for known, start, end in found:
            entry = self._lexicon.entries[known.entry]
            name = LEXICON if known.entry < self._lexicon.own else OWN
            if not known.ambiguous:
                score = SURE
            elif known.entry in sure or cued.stand_beside(known.entry, start, end):
                score = SUPPORTED
            else:
                score = UNSUPPORTED
            yield passage.mention(start, end, entry.type, extractor=name, score=score)

    def _matches(self, passage: Passage) -> Iterator[tuple[KnownName, int, int]]:
        text = passage.folded
        for index, start, end in self._automaton.find_matches_as_indexes(lower(text), overlapping=True):
            if cuts_latin(text, start) or cuts_latin(text, end) or cuts_unit(text, start, end):
                continue
            for known in self._known[index]:
                if not known.exact or text[start:end] == known.text:
                    yield known, start, end


class _Cues:
    """Where cues stand in the sentences of a passage: each is looked for once a sentence, however often names stand."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self._passage, self._lexicon = passage, lexicon
        self._outermost: dict[tuple[int, int], tuple[int, int]] = {}

    def stand_beside(self, entry: int, start: int, end: int) -> bool:
        """Whether a cue of an entry stands in the sentence of a name, before or behind it."""
        if not self._lexicon.entries[entry].cues:
            return False
        sentence = self._passage.sentence_at(start)
        key = (entry, sentence.index)
        if key not in self._outermost:
            self._outermost[key] = self._find(entry, sentence)
        first_end, last_start = self._outermost[key]
        return first_end <= start or last_start >= end

    def _find(self, entry: int, sentence: Sentence) -> tuple[int, int]:
        """Where the first cue ends and the last one begins."""
        text, at = self._passage.folded, self._passage.start
        start, end = sentence.start - at, sentence.end - at
        first_end, last_start = len(text) + 1, -1
        for cue in self._lexicon.entries[entry].cues:
            if (found := text.find(cue, start, end)) >= 0:
                first_end = min(first_end, found + len(cue))
                last_start = max(last_start, text.rfind(cue, start, end))
        return first_end, last_start


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine for the lexicons that the settings name."""
    check_options(LEXICON, options)
    return LexiconExtractor(Lexicon.of(settings))
