"""Known names found in text by one Aho-Corasick automaton over folded text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ...config.settings import Settings
from ...corpus.fold import lower
from ..extractor import HINT, Extractor, check_options
from ..lexicon import LEXICON, OWN, KnownName, Lexicon, cuts_latin
from ..mention import Mention
from ..passage import Passage

SURE, SUPPORTED = 1.0, 0.9
UNSUPPORTED = HINT / 2

# 上海市场 is not 上海市: after the word for a unit these characters begin another word.
_NOT_AFTER_UNIT = {
    "市": "场值民区面价售况占盈集净",
    "区": "域间别分块位",
    "县": "域级",
    "省": "会级内",
    "州": "际",
    "国": "际",
}


class LexiconExtractor:
    """All known names in a passage, also those inside others: the vote decides between them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        by_text: dict[str, list[KnownName]] = {}
        for known in lexicon.names:
            by_text.setdefault(lower(known.text), []).append(known)
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
            if _cuts_a_word(text, start, end):
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


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a match begins or ends inside a Latin word or number, or inside 上海|市场."""
    if cuts_latin(text, start) or cuts_latin(text, end):
        return True
    last, after = text[end - 1], text[end : end + 1]
    return bool(after) and after in _NOT_AFTER_UNIT.get(last, "") and end - start > 2


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine for the lexicons that the settings name."""
    check_options(LEXICON, options)
    return LexiconExtractor(Lexicon.of(settings))
