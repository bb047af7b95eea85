"""Features are numbers that must never change silently: stored models know them by nothing else."""

from zlib import crc32

import numpy as np

from guanxi.corpus.document import Document
from guanxi.corpus.sentences import split_sentences
from guanxi.extract.passage import Passage
from guanxi.extract.tagger.columns import Readings
from guanxi.extract.tagger.model import FORMAT
from guanxi.extract.tagger.scope import Scope
from guanxi.extract.tagger.tagger import features
from guanxi.extract.tagger.templates import TEMPLATES, hashes, parse

COLUMNS = {"a": np.array([1, 2, 3], np.uint32), "b": np.array([0, 5, 0], np.uint32)}


def test_numbers_are_pinned() -> None:
    numbers = [1844051056, 3484430994, 830101172]
    assert hashes(COLUMNS, parse("a")).tolist() == [numbers]


def test_what_is_seen_of_a_text_is_pinned() -> None:
    """Whoever changes what the model sees must change the format and train it again: stored models would read noise."""
    document = Document("d", "“六小龙”分别是甲公司、Acme 2 和乙厂（简称乙）。\n乙厂说：好🙂", "d.txt")
    passage = Passage("d", 0, document.text, split_sentences(document))
    readings = Readings(
        [("lexicon", (8, 11, "company"), 1.0), ("suffix", (20, 22, "company"), 0.8)], [(8, 11, "company")]
    )
    numbers = features(passage, readings, Scope(("city", "company"), ("lexicon", "suffix")))
    assert (FORMAT, crc32(numbers.tobytes())) == ("2 d441c07a", 2715900283)


def test_a_part_looks_to_its_neighbour_and_beyond_the_text_there_is_nothing() -> None:
    numbers = hashes(COLUMNS, parse("a@1"))[0]
    shifted = hashes({"a": np.array([2, 3, 0], np.uint32)}, parse("a@1"))
    assert numbers.tolist() == hashes({"a": np.array([9, 2, 3], np.uint32)}, parse("a@1"))[0].tolist()
    assert len(set(numbers.tolist())) == 3
    assert shifted.shape == (1, 3)


def test_templates_with_the_same_values_differ() -> None:
    numbers = hashes(COLUMNS, parse("a\nb\na b\nb a\na@-1"))
    assert all(len(set(row)) == 5 for row in numbers.T.tolist())


def test_templates_of_unknown_columns_are_left_out() -> None:
    assert hashes(COLUMNS, parse("a\nnowhere a\nb")).tolist() == hashes(COLUMNS, parse("a\nb")).tolist()


def test_no_template_stands_twice() -> None:
    assert len({frozenset(template) for template in TEMPLATES}) == len(TEMPLATES)
