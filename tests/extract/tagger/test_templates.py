"""Features are numbers that must never change silently: stored models know them by nothing else."""

import numpy as np

from guanxi.extract.tagger.templates import TEMPLATES, hashes, parse

COLUMNS = {"a": np.array([1, 2, 3], np.uint64), "b": np.array([0, 5, 0], np.uint64)}


def test_numbers_are_pinned() -> None:
    numbers = [10974743925699583725, 18020773137428006126, 6620058352369513135]
    assert hashes(COLUMNS, parse("a")).tolist() == [numbers]


def test_a_part_looks_to_its_neighbour_and_beyond_the_text_there_is_nothing() -> None:
    numbers = hashes(COLUMNS, parse("a@1"))[0]
    shifted = hashes({"a": np.array([2, 3, 0], np.uint64)}, parse("a@1"))
    assert numbers.tolist() == hashes({"a": np.array([9, 2, 3], np.uint64)}, parse("a@1"))[0].tolist()
    assert len(set(numbers.tolist())) == 3
    assert shifted.shape == (1, 3)


def test_templates_with_the_same_values_differ() -> None:
    numbers = hashes(COLUMNS, parse("a\nb\na b\nb a\na@-1"))
    assert all(len(set(row)) == 5 for row in numbers.T.tolist())


def test_templates_of_unknown_columns_are_left_out() -> None:
    assert hashes(COLUMNS, parse("a\nnowhere a\nb")).tolist() == hashes(COLUMNS, parse("a\nb")).tolist()


def test_no_template_stands_twice() -> None:
    assert len({frozenset(template) for template in TEMPLATES}) == len(TEMPLATES)
