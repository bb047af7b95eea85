"""How fast each part of extraction is, against jieba's part-of-speech tagger over the same text in the same run.

    python benchmarks/part_speed.py [INPUT...] [--json FILE]

Prints characters a CPU second of cutting into words and what else engines share, of each engine, of the vote, of the
model and of declared aliases, each alone over the same passages, and what share of all of them it takes. Without INPUT
it reads the example articles ten times over. Dictionaries, lexicons and the model are loaded before the clock starts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from guanxi.benchmarks.build_speed import EXAMPLES, peer_speed
from guanxi.benchmarks.harness.figure import Figure, Row, arguments
from guanxi.config.settings import load_settings
from guanxi.corpus.document import Document
from guanxi.corpus.read import read_documents
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.extractor import Extractor, heard, load_extractors
from guanxi.extract.garbage import NO_COLLECTION
from guanxi.extract.linking.aliases import declared
from guanxi.extract.mention import Mention
from guanxi.extract.passage import Passage, Passages, work_out
from guanxi.extract.tagger.model import Model
from guanxi.extract.tagger.tagger import Tagger


def passages_of(documents: Iterable[Document]) -> list[tuple[Passages, list[Passage]]]:
    """Passages of each document, nothing in them worked out yet."""
    made = [Passages(document, split_sentences(document)) for document in documents]
    return [(passages, list(passages)) for passages in made]


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the second of two rounds: the first fills the memories of words."""
    work()
    started = time.process_time()
    work()
    return time.process_time() - started


def parts(documents: list[Document]) -> dict[str, float]:
    """CPU seconds of each part."""
    settings = load_settings()
    extractors, tagger = load_extractors(settings), Tagger(Model.load(settings.model))
    held = passages_of(documents)
    flat = [passage for _, passages in held for passage in passages]
    taken = {"sentences and passages": seconds(lambda: passages_of(documents))}
    fresh = seconds(lambda: work_out([passage for _, passages in passages_of(documents) for passage in passages]))
    taken["words, and what else engines share"] = fresh - taken["sentences and passages"]
    found: list[list[tuple[float, list[Mention]]]] = [[] for _ in flat]
    for (weight, engine), name in zip(extractors, sorted(settings.extractors), strict=True):
        taken[f"engine {name}"] = seconds(partial(_extract, engine, flat))
        for said, mentions in zip(found, _extract(engine, flat), strict=True):
            said.append((weight, mentions))
    taken["vote"] = seconds(lambda: list(map(heard, found)))
    read = [(passage, *heard(said)) for passage, said in zip(flat, found, strict=True)]
    taken["model"] = seconds(lambda: list(tagger.tag_many(read)))
    named = tagger.tag_many(read)
    chosen = [(passages, [m for _ in each for m in next(named)]) for passages, each in held]
    taken["declared aliases"] = seconds(lambda: [declared(passages, mentions) for passages, mentions in chosen])
    return taken


def _extract(engine: Extractor, passages: Iterable[Passage]) -> list[list[Mention]]:
    return [list(engine.extract(passage)) for passage in passages]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("inputs", nargs="*", type=Path)
    options = parser.parse_args()
    inputs = options.inputs or [EXAMPLES]
    documents = list(read_documents(inputs, max_bytes=10**9, on_unreadable=lambda _: None))
    documents *= 10 if inputs == [EXAMPLES] else 1
    characters = sum(len(document.text) for document in documents)
    with NO_COLLECTION:  # as in a pipeline
        found = parts(documents)
    whole, peer = sum(found.values()), characters / peer_speed(inputs)
    told = {**found, "all of these": whole, "jieba.posseg": peer}
    measures = {
        name: {
            "characters a CPU s": characters / max(value, 1e-9),
            "µs a character": 1e6 * value / characters,
            "% of all": 100 * value / whole,
        }
        for name, value in told.items()
    }
    rows = [Row(f"{characters:,} characters", name, measure) for name, measure in measures.items()]
    Figure("parts", rows, compared="").report(options.json)


if __name__ == "__main__":
    main()
