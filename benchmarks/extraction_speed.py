"""How fast names are found on one core, beside jieba.posseg and a spaCy pipeline.

    python benchmarks/extraction_speed.py [INPUT...] [--names N] [--characters N] [--json FILE]

Guanxi's side is all that a build does with a document before it is stored: sentences, all engines, the vote, with
`profile: full` the model, declared aliases. jieba.posseg cuts and tags words, of which nr, ns, nt and nz are counted.
No spaCy pipeline with a trained model for Chinese can be installed by name, so the peer is what spaCy brings itself:
its Chinese tokenizer with jieba and an entity ruler that knows the names of the lexicons; it finds no others and
decides nothing. Guanxi gets texts as they are, the peers in Simplified characters: jieba takes thirty times as long
for others. All have read something before the clock starts. Without INPUT the text is invented news.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from guanxi.benchmarks.harness.contest import Cost, contest
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.benchmarks.harness.texts import simplified, write_parts
from guanxi.benchmarks.harness.texts import texts as texts_in

# Libraries are imported where they are used: what one side imports is not to be in the memory of the others.

PROFILES = ("full", "fast")
ROUNDS = 3
_NAMES = frozenset(("nr", "ns", "nt", "nz"))
_WARM = 1  # part of the texts that all sides read before the clock starts


def guanxi(profile: str, texts: Path) -> Callable[[], int]:
    """The whole pipeline."""
    from dataclasses import replace

    from guanxi.config.settings import load_settings
    from guanxi.corpus.document import Document
    from guanxi.extract.pipeline import Pipeline

    pipeline, parts = Pipeline(replace(load_settings(), profile=profile)), texts_in(texts)

    def work() -> int:
        documents = (Document(str(n), text, "") for n, text in enumerate(next(parts)))
        return sum(len(extraction.mentions) for extraction in pipeline.extract_many(documents))

    work()
    return work


def with_posseg(texts: Path) -> Callable[[], int]:
    """jieba's tagger, all by itself."""
    from jieba import posseg

    parts = simplified(texts)

    def work() -> int:
        return sum(pair.flag in _NAMES for text in next(parts) for pair in posseg.cut(text))

    work()
    return work


def with_spacy(names: Path, texts: Path) -> Callable[[], int]:
    """spaCy's blank Chinese pipeline with jieba as its tokenizer, and a ruler with names of the lexicons."""
    import spacy
    from spacy.pipeline import EntityRuler

    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    ruler = pipeline.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns(json.loads(names.read_text(encoding="utf-8")))
    parts = simplified(texts)

    def work() -> int:
        return sum(len(document.ents) for document in pipeline.pipe(next(parts)))

    work()
    return work


def write_patterns(path: Path, count: int) -> None:
    """Names of the lexicons with their types, as spaCy wants them."""
    from guanxi.config.settings import load_settings
    from guanxi.extract.lexicon import Lexicon

    lexicon = Lexicon.of(load_settings())
    known = {name.text: lexicon.entries[name.entry].type for name in lexicon.names}
    patterns = [{"label": kind, "pattern": name} for name, kind in islice(known.items(), count)]
    path.write_text(json.dumps(patterns), encoding="utf-8")


def figure(inputs: Sequence[Path], *, names: int, characters: int) -> Figure:
    """Measure all sides."""
    with tempfile.TemporaryDirectory() as scratch:
        texts, patterns = Path(scratch) / "texts.json", Path(scratch) / "patterns.json"
        write_patterns(patterns, names)
        write_parts(texts, inputs, characters=characters, parts=ROUNDS + _WARM)
        sides = {profile: partial(guanxi, profile, texts) for profile in PROFILES}
        peers = {
            "jieba.posseg": partial(with_posseg, texts),
            "spaCy, entity ruler": partial(with_spacy, patterns, texts),
        }
        costs = contest({**sides, **peers}, rounds=ROUNDS)
    rows = []
    for profile in PROFILES:
        case = f"{characters:,} characters, `profile: {profile}`"
        rows.append(Row(case, "guanxi", _measures(costs[profile], characters)))
        rows += [Row(case, who, _measures(costs[who], characters)) for who in peers]
    return Figure("extraction", rows)


def _measures(cost: Cost, characters: int) -> dict[str, float]:
    speeds = {"characters a CPU s": characters / cost.cpu, "names in 1,000": 1000 * cost.result / characters}
    return {**cost.measures(), **speeds}


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--names", type=int, default=100_000, help="how many at most the spaCy pipeline knows")
    parser.add_argument("--characters", type=int, default=300_000, help="of each of three rounds")
    options = parser.parse_args()
    figure(options.inputs, names=options.names, characters=options.characters).report(options.json)


if __name__ == "__main__":
    main()
