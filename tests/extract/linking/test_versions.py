"""Versions of products."""

import pytest

from guanxi.corpus.fold import name_key
from guanxi.extract.lexicon import Lexicon
from guanxi.extract.linking.link import NameCount, link
from guanxi.extract.linking.versions import are_versions
from guanxi.extract.mention import Alias


@pytest.mark.parametrize(
    ("a", "b", "versions"),
    [
        ("iPhone 16", "iPhone 16 Pro", True),
        ("青山15", "青山15 Ultra", True),
        ("GPT-4", "GPT-4.5", True),
        ("GPT-4o", "GPT-4", False),  # other letters: nothing to decide here
        ("DeepSeek-R1", "DeepSeek R1", False),
        ("青山一号", "青山1号", False),
        ("司美格鲁肽", "NN9535", False),
    ],
)
def test_versions(a: str, b: str, versions: bool) -> None:
    assert are_versions(a, b) == are_versions(b, a) == versions


def test_a_version_in_brackets_is_no_other_name() -> None:
    names = ("青山15", "青山15 Pro", "青山手机")
    counts = [NameCount(name, name_key(name), "product", 1) for name in names]
    said = [
        Alias(d, name_key("青山15"), name_key(n), "product", "parentheses") for n in names[1:] for d in ("d1", "d2")
    ]
    found = link(counts, said, Lexicon(()))
    assert {entity.name for entity in found.entities} == {"青山15", "青山15 Pro"}
