"""The registry: built-ins come in by entry points, and a wrong name lists the right ones."""

import pytest

from guanxi.config import registry
from guanxi.config.errors import ConfigError


def test_built_in_extractors_are_entry_points() -> None:
    assert {"lexicon", "policy", "suffix", "person", "product", "jieba", "spacy"} <= set(
        registry.available(registry.EXTRACTORS)
    )


def test_a_wrong_name_offers_the_right_one() -> None:
    with pytest.raises(ConfigError, match="did you mean lexicon") as caught:
        registry.load(registry.EXTRACTORS, "lexcon")
    assert "policy" in str(caught.value)
