"""Known names found in text by one Aho-Corasick automaton over folded text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ...config.settings import Settings
from ...corpus.fold import each, lower
from ..extractor import Extractor, check_options
from ..lexicon import LEXICON, OWN, KnownName, Lexicon, cuts_latin, cuts_unit, may_be_cut
from ..mention import Mention
from ..passage import Passage
from ..vote import HINT

SURE, SUPPORTED = 1.0, 0.9
UNSUPPORTED = HINT / 2


# What a name in a text may mean: type, extractor, entry, whether it is ambiguous, how it is written if that matters.
_Reading = tuple[str, str, int, bool, str]


class LexiconExtractor:
    """All known names in a passage, also those inside others: the vote decides between them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        by_text: defaultdict[str, list[KnownName]] = defaultdict(list)
        texts = each(lower, [known.text for known in lexicon.names])
        for text, known in zip(texts, lexicon.names, strict=True):
            by_text[text].append(known)
        self._readings = list(_readings(lexicon, by_text.values()))
        self._may_be_cut = bytes(map(may_be_cut, by_text))
        # Most texts mean one thing wherever they stand: type, extractor, score.
        self._plain = list(map(_plain, self._readings))
        self._automaton = AhoCorasick(
            list(by_text) or ["\0"],
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA if len(by_text) < 2_000 else Implementation.ContiguousNFA,
        )

    def extract(self, passage: Passage) -> list[Mention]:
        """Mentions of known names; ambiguous ones are mere hints where the passage does not support them."""
        text, may_be_cut, plain, readings = passage.folded, self._may_be_cut, self._plain, self._readings
        names: list[tuple[int, int, str, str, float]] = []
        doubtful: list[tuple[int, int]] = []  # which of them, and its entry
        sure: set[int] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(passage.lowered, overlapping=True):
            if may_be_cut[index] and _is_cut(text, start, end):
                continue
            if meaning := plain[index]:
                names.append((start, end, *meaning))
                continue
            for type_, extractor, entry, is_ambiguous, written in readings[index]:
                if not written or text[start:end] == written:
                    if is_ambiguous:
                        doubtful.append((len(names), entry))
                    else:
                        sure.add(entry)
                    names.append((start, end, type_, extractor, SURE))
        cued = _Cues(passage, self._lexicon)
        for at, entry in doubtful:
            start, end, type_, extractor, _ = names[at]
            is_supported = entry in sure or cued.stand_beside(entry, start, end)
            names[at] = start, end, type_, extractor, SUPPORTED if is_supported else UNSUPPORTED
        return passage.mentions(names)


def _is_cut(text: str, start: int, end: int) -> bool:
    return cuts_latin(text, start) or cuts_latin(text, end) or cuts_unit(text, start, end)


def _readings(lexicon: Lexicon, by_text: Iterable[Sequence[KnownName]]) -> Iterator[tuple[_Reading, ...]]:
    """Readings of each text. Most are the same, and one for all: what is looked at often is to lie close together."""
    ambiguous = {known.entry for known in lexicon.names if known.ambiguous}
    types, own = [entry.type for entry in lexicon.entries], lexicon.own
    made: dict[tuple[_Reading, ...], tuple[_Reading, ...]] = {}
    for names in by_text:
        readings = tuple(
            [
                (
                    types[entry],
                    LEXICON if entry < own else OWN,
                    entry if entry in ambiguous else -1,  # what never is in doubt need not be told apart
                    is_ambiguous,
                    text if is_exact else "",
                )
                for text, _, entry, is_ambiguous, is_exact in names
            ]
        )
        yield made.setdefault(readings, readings)


def _plain(readings: Sequence[_Reading]) -> tuple[str, str, float] | None:
    if len(readings) > 1:
        return None
    type_, extractor, entry, _, written = readings[0]
    return (type_, extractor, SURE) if entry < 0 and not written else None


class _Cues:
    """Where cues stand in the sentences of a passage: each is looked for once a sentence, however often names stand."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self._passage, self._lexicon = passage, lexicon
        self._outermost: dict[tuple[int, int], tuple[int, int]] = {}

    def stand_beside(self, entry: int, start: int, end: int) -> bool:
        """Whether a cue of an entry stands in the sentence of a name, before or behind it."""
        cues = self._lexicon.entries[entry].cues
        if not cues:
            return False
        sentence = self._passage.range_at(start)
        key = (entry, sentence[0])
        if key not in self._outermost:
            self._outermost[key] = self._find(cues, *sentence)
        first_end, last_start = self._outermost[key]
        return first_end <= start or last_start >= end

    def _find(self, cues: Iterable[str], start: int, end: int) -> tuple[int, int]:
        """Where in a sentence the first cue ends and the last one begins."""
        text = self._passage.folded
        first_end, last_start = len(text) + 1, -1
        for cue in cues:
            if (found := text.find(cue, start, end)) >= 0:
                first_end = min(first_end, found + len(cue))
                last_start = max(last_start, text.rfind(cue, start, end))
        return first_end, last_start


def create(settings: Settings, options: Mapping[str, object]) -> Extractor:
    """The engine for the lexicons that the settings name."""
    check_options(LEXICON, options)
    return LexiconExtractor(Lexicon.of(settings))
