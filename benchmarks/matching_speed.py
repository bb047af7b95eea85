"""How fast known names are found, beside flashtext, pyahocorasick, and jieba.cut with a look-up of its words.

    python benchmarks/matching_speed.py [INPUT...] [--names N] [--characters N] [--json FILE]

All sides know the same names and read the same text, in Simplified characters: all of those that the lexicons list and,
for the rest, invented ones. Loading is not part of the work. Guanxi's side is its engine `lexicon`, which gives each
name with its place and type, also one inside another; flashtext and pyahocorasick give the longest ones with their
places, jieba words that are names, where it cuts so. Without INPUT the text is invented news.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from guanxi.benchmarks.harness.contest import contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.harness.texts import simplified, write_parts

# Libraries are imported where they are used: what one side imports is not to be in the memory of the others.

ROUNDS = 3


def names_of(count: int) -> list[str]:
    """So many different names, those of the lexicons first."""
    from guanxi.benchmarks.newsroom.names import People
    from guanxi.config.settings import load_settings
    from guanxi.extract.lexicon import Lexicon

    known = dict.fromkeys(known.text for known in Lexicon.of(load_settings()).names)
    if len(known) < count:
        people = People()
        invented = (people.name("company", rank).short for rank in range(1_000_000))
        known |= dict.fromkeys(islice((name for name in invented if name not in known), 2 * (count - len(known))))
    return list(islice(known, count))


def guanxi(texts: Path, names: Path) -> Callable[[], int]:
    """The engine `lexicon`; passages are made beforehand, as the others get texts that are folded."""
    from dataclasses import replace

    from guanxi.config.settings import LexiconEntry, load_settings
    from guanxi.corpus.document import Document
    from guanxi.corpus.sentences import split_sentences
    from guanxi.extract.engines.lexicon import create
    from guanxi.extract.passage import Passage, Passages

    entries = tuple(LexiconEntry(name, "company") for name in _read(names))
    engine = create(replace(load_settings(), lexicons=(), entities=entries), {})

    def passages(part: Sequence[str]) -> list[Passage]:
        documents = [Document(str(n), text, "") for n, text in enumerate(part)]
        made = [passage for document in documents for passage in Passages(document, split_sentences(document))]
        for passage in made:
            _ = passage.lowered
        return made

    turn = iter([passages(part) for part in islice(simplified(texts), ROUNDS)])
    return lambda: sum(len(list(engine.extract(passage))) for passage in next(turn))


def with_flashtext(texts: Path, names: Path) -> Callable[[], int]:
    """flashtext; every character of Chinese ends a word for it, so that it finds names anywhere."""
    from flashtext import KeywordProcessor

    processor, parts = KeywordProcessor(case_sensitive=True), simplified(texts)
    processor.add_keywords_from_list(_read(names))
    return lambda: sum(len(processor.extract_keywords(text, span_info=True)) for text in next(parts))


def with_pyahocorasick(texts: Path, names: Path) -> Callable[[], int]:
    """pyahocorasick's longest matches."""
    from ahocorasick import Automaton

    automaton, parts = Automaton(), simplified(texts)
    for name in _read(names):
        automaton.add_word(name, name)
    automaton.make_automaton()
    return lambda: sum(len(list(automaton.iter_long(text))) for text in next(parts))


def with_jieba(texts: Path, names: Path) -> Callable[[], int]:
    """jieba.cut with the names in its dictionary, and a look at each word whether it is one."""
    from jieba import Tokenizer

    cutter, parts, known = Tokenizer(), simplified(texts), frozenset(_read(names))
    cutter.initialize()
    for name in sorted(known):
        cutter.add_word(name)
    return lambda: sum(word in known for text in next(parts) for word in cutter.cut(text, HMM=False))


def figure(inputs: Sequence[Path], *, names: int, characters: int) -> Figure:
    """Measure all sides."""
    with tempfile.TemporaryDirectory() as scratch:
        texts, listed = Path(scratch) / "texts.json", Path(scratch) / "names.json"
        write_parts(texts, inputs, characters=characters, parts=ROUNDS)
        listed.write_text(json.dumps(names_of(names)), encoding="utf-8")
        sides = {
            "guanxi, engine lexicon": guanxi,
            "flashtext": with_flashtext,
            "pyahocorasick": with_pyahocorasick,
            "jieba.cut and a look-up": with_jieba,
        }
        costs = contest({who: partial(side, texts, listed) for who, side in sides.items()}, rounds=ROUNDS)
    case = f"{names:,} names in {characters:,} characters"
    rows = [Row(case, who, {**cost.measures(), "names found": cost.result}) for who, cost in costs.items()]
    return Figure("matching", rows)


def _read(names: Path) -> list[str]:
    listed: list[str] = json.loads(names.read_text(encoding="utf-8"))
    return listed


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=1_000_000)
    options = parser.parse_args()
    figure(options.inputs, names=options.names, characters=options.characters).report(options.json)


if __name__ == "__main__":
    main()
