"""Known names found in text by one Aho-Corasick automaton over folded text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ...config.settings import Settings
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
        for known, start, end in found:
            entry = self._lexicon.entries[known.entry]
            name = LEXICON if known.entry < self._lexicon.own else OWN
            if not known.ambiguous:
                score = SURE
            elif known.entry in sure or self._cue(passage, entry.cues, start, end):
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

    @staticmethod
    def _cue(passage: Passage, cues: Iterable[str], start: int, end: int) -> bool:
        if not cues:
            return False
        sentence = passage.sentence_at(start)
        before = passage.folded[sentence.start - passage.start : start]
        after = passage.folded[end : sentence.end - passage.start]
        return any(cue in before or cue in after for cue in cues)


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine for the lexicons that the settings name."""
    check_options(LEXICON, options)
    return LexiconExtractor(Lexicon.of(settings))
